"""The owner code to keep: as a picture, as a text file, made in memory of what is on the page."""

import subprocess
from pathlib import Path

from portal.shared.errors import Unavailable
from portal.shared.pdf import render_picture_apart
from portal.shared.texts import N_, translate

CARD = Path(__file__).with_name("owner_code.typ")
TITLE = N_("Samtaleklar: min egen kode")
LINES = (
    N_("Åbner, retter og sletter mit ark til samtalen."),
    N_("Giv den ikke til nogen, heller ikke til konsulenten."),
    N_("Mister jeg den, kan ingen hente mine svar."),
)
NOT_NOW = N_("Billedet kunne ikke laves lige nu. Gå tilbage, og gem koden som fil, eller skriv den ned.")


def code_picture(code_text: str, address: str, lang: str) -> bytes:
    """A PNG; raises Unavailable when it cannot be made."""
    values = {
        "lang": lang,
        "title": translate(lang, TITLE),
        "groups": code_text.split("-"),
        "lines": _lines(address, lang),
    }
    try:
        return render_picture_apart(CARD, values)
    except (subprocess.SubprocessError, OSError):
        # What failed may have had the code in its hands: its error goes no further.
        raise Unavailable(NOT_NOW, retry_after=30) from None


def code_text_file(code_text: str, address: str, lang: str) -> str:
    return "\r\n".join((translate(lang, TITLE), "", code_text, "", *_lines(address, lang), ""))


def _lines(address: str, lang: str) -> list[str]:
    return [
        *(translate(lang, line) for line in LINES),
        translate(lang, N_("Åbn arket på %(address)s"), address=address),
    ]
