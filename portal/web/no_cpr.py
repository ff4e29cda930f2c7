"""A field that refuses CPR numbers and never shows one again."""

from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation

from portal.shared.cpr import find_cpr
from portal.shared.texts import N_

CPR = N_("Vi har slettet et CPR-nummer her. Send uden det, så kan ingen koble det til dig.")
REMOVED = "[…]"


def without_cpr(text: str) -> str:
    """The text with each CPR number taken out."""
    for start, end in reversed(find_cpr(text)):
        text = text[:start] + REMOVED + text[end:]
    return text


class NoCpr:
    """Refuses a CPR number, with a msgid that says so, and takes it out of what is shown again."""

    def __init__(self, message: str = CPR) -> None:
        self.message = message

    def __call__(self, form: Any, field: Field) -> None:
        typed = str(field.data or "")
        text = without_cpr(typed)
        if text == typed:
            return
        field.data = text
        field.raw_data = [text]
        raise StopValidation(self.message)
