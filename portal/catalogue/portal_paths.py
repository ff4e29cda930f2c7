"""The paths outside the static site that a page may link to."""

import re

PORTAL_PATHS = {
    "da": (
        r"/opslag",
        r"/opslag\.(pdf|atom)",
        r"/forberedelse(/[a-z-]+)*",
        r"/soeg",
        r"/kvittering",
        r"/log-ind",
        r"/konsulent(/[a-z-]+)*",
        r"/webinarer\.ics",
        r"/webinarer/[a-z0-9-]+\.ics",
        r"/was",
        r"/",
        r"/en/",
    ),
    "en": (
        r"/en/openings",
        r"/en/openings\.(pdf|atom)",
        r"/en/preparation(/[a-z-]+)*",
        r"/en/search",
        r"/en/receipt",
        r"/en/sign-in",
        r"/en/staff(/[a-z-]+)*",
        r"/en/webinars\.ics",
        r"/en/webinars/[a-z0-9-]+\.ics",
        r"/was",
        r"/",
        r"/en/",
    ),
}


def is_known_portal_path(path: str, language: str) -> bool:
    """Whether a page in that language may link to the path (without query and fragment)."""
    return any(re.fullmatch(pattern, path) for pattern in PORTAL_PATHS[language])
