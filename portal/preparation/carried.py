"""What was typed when no sheet was open goes along sealed: only the code of its own sheet opens it again."""

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import Request
from starlette.datastructures import FormData

from portal.preparation.session_service import Holder
from portal.shared.keyring import KeyRingError
from portal.shared.sealing import TooLongError, WrongKeyError, seal_with_ring, unseal_with_ring
from portal.web.no_cpr import without_cpr

# The hidden field that says whose sheet a step is of; it tells nothing and opens nothing.
SHEET = "sheet"
CARRIED = "carried"
PURPOSE = "forms"
# The largest still fits, written out, into one request.
SIZES = (4 * 1024, 16 * 1024, 64 * 1024, 180 * 1024)


def sealed_for_its_sheet(request: Request, fields: Mapping[str, Sequence[str]]) -> str:
    """The fields, for a hidden one; empty when they do not say whose they are."""
    sheet = (fields.get(SHEET) or [""])[0]
    if not sheet:
        return ""
    typed = {name: [without_cpr(value) for value in values] for name, values in fields.items()}
    content = zlib.compress(json.dumps(typed).encode())
    state = request.app.state
    today = state.clock.today()
    try:
        sealed = seal_with_ring(state.ring, PURPOSE, content, aad=_aad(sheet), expiry=today, sizes=SIZES)
    except TooLongError:
        return ""
    return urlsafe_b64encode(sealed).decode()


def typed_for(request: Request, holder: Holder, carried: str) -> FormData:
    """What was typed on this very sheet; nothing when it was another's."""
    try:
        sealed = urlsafe_b64decode(carried.encode("ascii", "replace"))
        content = unseal_with_ring(request.app.state.ring, PURPOSE, sealed, aad=_aad(holder.preparation_id))
    except (ValueError, WrongKeyError, KeyRingError):
        return FormData()
    typed: dict[str, Any] = json.loads(zlib.decompress(content))
    return FormData([(name, value) for name, values in typed.items() for value in values])


def is_anothers(holder: Holder, posted: FormData) -> bool:
    """A browser sends again what the one before wrote: that is neither saved in this sheet nor shown."""
    return posted.get(SHEET, holder.preparation_id) != holder.preparation_id


def _aad(sheet: str) -> bytes:
    return f"carried:{sheet}".encode("utf-8", "replace")
