"""A field that refuses CPR numbers and never shows one again."""

from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation

from portal.shared.cpr import find_cpr
from portal.shared.texts import N_

CPR = N_("Vi har slettet et CPR-nummer her. Send uden det, så kan ingen koble det til dig.")
REMOVED = "[…]"


class NoCpr:
    """Refuses a CPR number and takes it out of what is shown again."""

    def __call__(self, form: Any, field: Field) -> None:
        text = str(field.data or "")
        spans = find_cpr(text)
        if not spans:
            return
        for start, end in reversed(spans):
            text = text[:start] + REMOVED + text[end:]
        field.data = text
        field.raw_data = [text]
        raise StopValidation(CPR)
