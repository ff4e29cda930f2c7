"""Forms: read from the request, checked by WTForms, with messages in Danish."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from fastapi import Depends, Request
from starlette.datastructures import FormData
from wtforms import Form
from wtforms.fields.choices import SelectChoice

from portal.shared.errors import N_

# The messages of WTForms that can reach a person, as Danish msgids.
MESSAGES = {
    "This field is required.": N_("Udfyld feltet."),
    "Not a valid choice.": N_("Vælg en af mulighederne."),
    "Not a valid choice": N_("Vælg en af mulighederne."),
    "Invalid Choice: could not coerce.": N_("Vælg en af mulighederne."),
    "Not a valid date value.": N_("Skriv en dato, for eksempel 2026-12-01."),
    "Not a valid integer value.": N_("Skriv et helt tal."),
    "Not a valid datetime value.": N_("Skriv en dato og et klokkeslæt."),
    "'%(value)s' is not a valid choice for this field.": N_("Vælg blandt mulighederne."),
    "'%(value)s' are not valid choices for this field.": N_("Vælg blandt mulighederne."),
}


class DanishMessages:
    """Hands WTForms' own messages on as our msgids; the template translates them."""

    def gettext(self, text: str) -> str:
        return MESSAGES.get(text, text)

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        return self.gettext(singular if count == 1 else plural)


def choices(pairs: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """(value, Danish msgid) pairs as WTForms wants them."""
    return [SelectChoice(value, label) for value, label in pairs]


class PortalForm(Form):
    """The base of every form; texts are Danish msgids, translated where they are shown."""

    class Meta:
        def get_translations(self, form: Form) -> DanishMessages:
            return DanishMessages()

    def problems(self) -> list[tuple[str, str]]:
        """(field id, msgid) for each error in the order of the page, subforms included."""
        return list(_problems(self))


def _problems(form: Iterable[Any]) -> Iterable[tuple[str, str]]:
    for field in form:
        if hasattr(field, "entries"):
            yield from _problems(field.entries)
        elif hasattr(field, "form"):
            yield from _problems(field.form)
        else:
            yield from ((field.id, error) for error in field.errors)


async def read_form(request: Request) -> FormData:
    """What was posted; files are refused by the size of the body and never read."""
    return await request.form(max_files=0, max_fields=400)


Posted = Annotated[FormData, Depends(read_form)]


def typed_fields(posted: FormData, *, leave_out: Iterable[str] = ()) -> Mapping[str, list[str]]:
    """Every field as typed, to be shown again in a page that must not lose it."""
    hidden = set(leave_out)
    return {key: [str(v) for v in posted.getlist(key)] for key in posted if key not in hidden}
