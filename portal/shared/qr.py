"""QR codes: to draw on a page, and to print."""

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import groupby

import segno

QUIET = 2


@dataclass(frozen=True)
class DrawnCode:
    """A square of `size` units for an SVG; `path` holds one stroke for each run of dark squares."""

    size: int
    path: str


@lru_cache(maxsize=512)
def drawn_code(address: str) -> DrawnCode:
    """The code of an address, kept for the next who asks."""
    return draw(address)


def draw(text: str) -> DrawnCode:
    """The code of what is not to be kept."""
    rows = segno.make(text, error="m", micro=False).matrix_iter(border=QUIET)
    strokes, size = [], 0
    for y, row in enumerate(rows):
        x = 0
        for is_dark, run in groupby(row):
            length = len(list(run))
            if is_dark:
                strokes.append(f"M{x} {y}.5h{length}")
            x += length
        size = x
    return DrawnCode(size, "".join(strokes))


@lru_cache(maxsize=512)
def printed_code(address: str) -> str:
    """An SVG file's text."""
    written = BytesIO()
    segno.make(address, error="m", micro=False).save(
        written, kind="svg", border=0, xmldecl=False, svgclass=None
    )
    return written.getvalue().decode()
