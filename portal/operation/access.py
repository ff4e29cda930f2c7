"""Who may ask: somebody on this machine, or whoever brings the operation token."""

import hmac
from urllib.parse import urlsplit

from fastapi import Depends, Request
from starlette.datastructures import Headers

from portal.settings import Settings, is_loopback
from portal.shared.errors import NotFound
from portal.web.guards import guard

# A proxy adds at least one of these; whoever comes through one is not on this machine.
FORWARDED = frozenset({"forwarded", "via", "x-real-ip", "x-client-ip", "true-client-ip", "cf-connecting-ip"})


def brings_token(headers: Headers, settings: Settings) -> bool:
    if settings.operation_token is None:
        return False
    kind, _, sent = headers.get("authorization", "").partition(" ")
    token = settings.operation_token.get_secret_value().encode()
    return kind.lower() == "bearer" and hmac.compare_digest(sent.strip().encode("latin-1", "replace"), token)


def is_on_this_machine(request: Request) -> bool:
    """A loopback address that no proxy forwarded for, asked for by a loopback name."""
    headers = request.headers
    if any(name in FORWARDED or name.startswith("x-forwarded") for name in headers):
        return False
    return (
        request.client is not None
        and is_loopback(request.client.host)
        and is_loopback(_name_in(headers.get("host", "")))
    )


def may_ask(request: Request) -> bool:
    """Over https a proxy stands in front; with a token set, the token alone counts there.

    A proxy on this machine that forwards nothing but the request cannot be told from a person on it.
    """
    settings: Settings = request.app.state.settings
    if brings_token(request.headers, settings):
        return True
    token_alone = settings.secure and settings.operation_token is not None
    return not token_alone and is_on_this_machine(request)


@guard
async def operator(request: Request) -> None:
    """Lets whoever runs the portal in; to all others the page does not exist."""
    if not may_ask(request):
        raise NotFound


OPERATOR = Depends(operator)


def _name_in(host_header: str) -> str:
    try:
        return urlsplit(f"//{host_header}").hostname or ""
    except ValueError:
        return ""
