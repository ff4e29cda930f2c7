"""The sheet as a PDF of one page, made in memory and kept nowhere."""

from dataclasses import asdict
from pathlib import Path

from portal.preparation.answers import Answers
from portal.preparation.sheet_text import sheet_of
from portal.shared.pdf import render_pdf

TEMPLATE = Path(__file__).with_name("sheet.typ")


def sheet_pdf(answers: Answers, lang: str) -> bytes:
    return render_pdf(TEMPLATE, asdict(sheet_of(answers, lang)))
