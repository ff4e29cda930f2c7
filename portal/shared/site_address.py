"""Where the site is served, and the links below it that never change."""

import os

# A demonstration; a site for others is built with its own address.
THIS_MACHINE = "http://127.0.0.1:8000"
PERMANENT = {"da": "/m/", "en": "/en/m/"}


def site_address(configured: str | None = None) -> str:
    """From the environment, or as the site is configured, or this machine; without a slash at the end."""
    return (os.environ.get("SAMTALEKLAR_BASE_URL") or configured or THIS_MACHINE).rstrip("/")


def permanent_link(address: str, identifier: str, lang: str) -> str:
    """The whole link to a page, as it stands on paper and in agreements."""
    return f"{address.rstrip('/')}{PERMANENT[lang]}{identifier}"
