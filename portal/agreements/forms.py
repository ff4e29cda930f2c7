"""What a consultant types: codes to open sheets, and what was agreed. Nothing of it is stored."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from starlette.datastructures import FormData
from wtforms import (
    BooleanField,
    Field,
    Form,
    HiddenField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
    widgets,
)
from wtforms.validators import Length, Optional

from portal.agreements.code_rules import MOST_CODES
from portal.agreements.date_rules import read_date
from portal.agreements.rules import Standing
from portal.shared.cpr import contains_cpr
from portal.shared.texts import N_
from portal.web.forms import PortalForm, choices

LONGEST = 6000
TOO_LONG = N_("Teksten er for lang til en aftale. Kort den ned.")
NO_CPR = N_("Slet CPR-nummeret. Aftalen skal kunne læses uden.")
NO_DATE = N_("Skriv en dato, for eksempel 4/12 eller 4. december.")
PAST = N_("Datoen er gået. Skriv en dato fra i dag.")
ALL_OPENINGS = "alle"
MOST_OPENINGS = 20
_OPENING_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class CodesForm(PortalForm):
    codes = TextAreaField(
        N_("Samtalekoder"),
        description=N_(
            "Én på hver linje, højst ti. Store bogstaver, mellemrum og bindestreger er lige meget."
        ),
    )

    def refuse_unless_some(self, count: int) -> None:
        if count == 0:
            self.codes.errors = [N_("Skriv en samtalekode.")]
        elif count > MOST_CODES:
            self.codes.errors = [N_("Der er flere end ti koder. Åbn dem i to omgange.")]

    def keep(self, typed: str, messages: Sequence[str]) -> None:
        """What has to be typed again, and why."""
        self.codes.data, self.codes.raw_data = typed, [typed]
        self.codes.errors = list(messages)


def _no_cpr(_form: Form, field: Field) -> None:
    if field.data and contains_cpr(str(field.data)):
        raise ValidationError(NO_CPR)


def _text(label: str, hint: str = "", *, kind: type[Field] = TextAreaField) -> Field:
    return kind(label, [Optional(), Length(max=LONGEST, message=TOO_LONG), _no_cpr], description=hint)


class CheckboxList(SelectMultipleField):
    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class AgreementForm(PortalForm):
    what = _text(N_("Det gør kandidaten"), N_("Skriv til kandidaten, for eksempel: Du ringer til to museer."))
    deadline = _text(N_("Senest"), N_("For eksempel 4/12"), kind=StringField)
    sign = _text(N_("Sådan kan I begge se det"), N_("For eksempel: To samtaler i joblog"), kind=StringField)
    more = _text(N_("Andre opslag"), N_("Sæt links til opslag ind, ét på hver linje."))
    opening_list = SelectField(N_("Liste med opslag"), [Optional()])
    modules = CheckboxList(N_("Moduler og webinarer"), [Optional()])
    next_booking = _text(N_("Næste selvbook senest"), N_("For eksempel 15/1"), kind=StringField)
    offer_status = _text(N_("Slutstatus på tilbud"))
    goal = _text(N_("Mål til Min Plan"), N_("Står det tomt, bruger vi det, kandidaten gør."))
    english = BooleanField(N_("Vis også aftalen på engelsk"))
    what_en = _text(N_("Det gør kandidaten, på engelsk"), N_("Står det tomt, bruger vi den danske tekst."))
    sign_en = _text(N_("Sådan kan I begge se det, på engelsk"), kind=StringField)
    ark = HiddenField(validators=[Length(max=36)])

    def __init__(
        self,
        *positional: Any,
        today: date,
        fields: Sequence[tuple[str, str]],
        modules: Sequence[tuple[str, str]],
        **named: Any,
    ) -> None:
        super().__init__(*positional, **named)
        self.today = today
        self.deadline_on: date | None = None
        self.next_booking_on: date | None = None
        self.opening_list.choices = choices(
            [("", N_("Ingen liste")), (ALL_OPENINGS, N_("Alle opslag")), *fields]
        )
        self.modules.choices = choices(modules)

    def validate_deadline(self, field: Field) -> None:
        self.deadline_on = self._read(field)

    def validate_next_booking(self, field: Field) -> None:
        self.next_booking_on = self._read(field)

    def check_whole(self, *, openings: bool) -> bool:
        """What only the whole form can tell: a promise has a date, and something was agreed."""
        if self.what.data and not self.deadline.data:
            self.deadline.errors = [N_("Skriv en frist, så I begge ved, hvornår.")]
        some = (self.what, self.opening_list, self.modules, self.next_booking, self.offer_status, self.goal)
        if not openings and not any(field.data for field in some):
            self.what.errors = [N_("Skriv, hvad kandidaten gør, eller vælg et opslag eller et modul.")]
        return not self.problems()

    def _read(self, field: Field) -> date | None:
        if not field.data or field.errors:
            return None
        day = read_date(field.data, self.today)
        if day is None:
            raise ValidationError(NO_DATE)
        if day < self.today:
            raise ValidationError(PAST)
        return day


def posted_standings(posted: FormData) -> Mapping[str, Standing | None]:
    """The openings that stood on the page, each with what was chosen for it."""
    known = {standing.value: standing for standing in Standing}
    ids = [str(one) for one in posted.getlist("opening")][:MOST_OPENINGS]
    return {
        one: known.get(str(posted.get(f"standing-{one}", ""))) for one in ids if _OPENING_ID.fullmatch(one)
    }


def linked_openings(text: str) -> Mapping[str, str]:
    """Each line that was pasted, with the opening's id in it, or an empty text where there is none."""
    lines = [line.strip() for line in text.splitlines() if line.strip()][:MOST_OPENINGS]
    found = {line: _OPENING_ID.search(line.casefold()) for line in lines}
    return {line: match[0] if match else "" for line, match in found.items()}
