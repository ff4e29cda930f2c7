"""PDF, and a picture where one is wanted, by typst: in memory, tagged (PDF/UA-1), with our own fonts."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import typst

FONTS = Path(__file__).with_name("fonts")
ROOT = Path(__file__).resolve().parents[2]
LONGEST_SECONDS = 120
DOTS_PER_INCH = 200
_PAGE = re.compile(rb"/Type\s*/Page\b")


def render_pdf(template: Path, values: Mapping[str, object]) -> bytes:
    """Compiles a typst template; it reads the values with `json(bytes(sys.inputs.values))`.

    Nothing a person typed ever becomes typst code. Raises typst.TypstError when the template is wrong.
    """
    try:
        return _compiled(template, values, "ua-1")
    except typst.TypstError:
        # PDF/UA refuses signs that no font has (an emoji, Chinese): then a box stands in a tagged PDF.
        return _compiled(template, values, "1.7")


def render_pdf_apart(template: Path, values: Mapping[str, object]) -> bytes:
    """The same in a process of its own that ends with it: typst keeps what it set as long as it lives.

    Raises subprocess.SubprocessError when the process failed or took too long.
    """
    return _rendered_apart(template, values, "pdf")


def render_picture_apart(template: Path, values: Mapping[str, object]) -> bytes:
    """A PNG of the template's one page, in a process of its own, so that what it shows ends with it.

    Raises subprocess.SubprocessError when the process failed or took too long.
    """
    return _rendered_apart(template, values, "png")


def _rendered_apart(template: Path, values: Mapping[str, object], kind: str) -> bytes:
    asked = json.dumps({"template": str(template), "values": values, "kind": kind}, ensure_ascii=False)
    made = subprocess.run(
        [sys.executable, "-m", "portal.shared.pdf"],
        input=asked.encode(),
        cwd=ROOT,
        capture_output=True,
        check=True,
        timeout=LONGEST_SECONDS,
    )
    return made.stdout


def _compiled(template: Path, values: Mapping[str, object], standard: Literal["ua-1", "1.7"]) -> bytes:
    compiled = _compiler(template, values).compile(format="pdf", pdf_standards=[standard], timestamp=0)
    assert isinstance(compiled, bytes)
    return compiled


def _drawn(template: Path, values: Mapping[str, object]) -> bytes:
    drawn = _compiler(template, values).compile(format="png", ppi=DOTS_PER_INCH)
    assert isinstance(drawn, bytes), "a picture has one page"
    return drawn


def _compiler(template: Path, values: Mapping[str, object]) -> typst.Compiler:
    # A compiler that was given bytes sets them once.
    return typst.Compiler(  # type: ignore[misc]  # its own stub leaves a type open
        template.read_bytes(),
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        sys_inputs={"values": json.dumps(values, ensure_ascii=False)},
    )


def pages_in(content: bytes) -> int:
    return len(_PAGE.findall(content))


def is_accessible(content: bytes) -> bool:
    """Whether it is PDF/UA: no sign was replaced by a box."""
    return b"pdfuaid" in content


if __name__ == "__main__":
    question = json.loads(sys.stdin.buffer.read())
    make = {"pdf": render_pdf, "png": _drawn}[question["kind"]]
    sys.stdout.buffer.write(make(Path(question["template"]), question["values"]))
