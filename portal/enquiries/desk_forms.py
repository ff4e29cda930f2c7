"""What may be typed at the desk about an enquiry: the answer, the candidate's yes, and how it ended."""

import re
from datetime import date

from wtforms import DateField, Field, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from portal.enquiries.forms import TOO_LONG
from portal.enquiries.labels import OUTCOMES, PLACEHOLDERS
from portal.enquiries.rules import Outcome
from portal.enquiries.sealed import Answer
from portal.shared.texts import N_
from portal.web.forms import PortalForm, choices
from portal.web.no_cpr import NoCpr

_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
LONGEST_ANSWER = 2000


class FilledIn:
    """Refuses an answer in which a template still waits for the consultant's own words."""

    def __call__(self, _form: PortalForm, field: Field) -> None:
        if any(placeholder in str(field.data or "") for placeholder in PLACEHOLDERS):
            raise ValidationError(N_("Skriv dine egne ord, hvor skabelonen har klammer: […]."))


def _answer(label: str, hint: str, *needed: InputRequired | Optional) -> TextAreaField:
    longest = Length(max=LONGEST_ANSWER, message=TOO_LONG)
    return TextAreaField(label, [*needed, NoCpr(), FilledIn(), longest], description=hint)


class AnswerForm(PortalForm):
    """To a candidate who wrote in Danish."""

    answer = _answer(
        N_("Svar til kandidaten"),
        N_(
            "Vises på kandidatens statusside. Skriv ikke, hvem virksomheden er. "
            "Fortæl det selv, når I taler sammen."
        ),
        InputRequired(N_("Skriv et svar.")),
    )
    other = StringField(
        N_("Adressen på et andet opslag"),
        [Optional(), Length(max=300, message=TOO_LONG)],
        description=N_("Kopiér den fra opslagets side. Kandidaten får et link til det under svaret."),
    )

    def validate_other(self, field: Field) -> None:
        if field.data and not _ID.search(field.data):
            raise ValidationError(N_("Sæt hele adressen på opslaget ind, eller lad feltet være tomt."))

    def said(self) -> Answer:
        found = _ID.search(self.other.data or "")
        return Answer(da=str(self.answer.data or "").strip(), other=found.group() if found else "")

    def leaking(self) -> Field:
        """The field that is told off when the answer tells the company."""
        return self.answer


class EnglishAnswerForm(AnswerForm):
    """To a candidate who wrote in English: the English text is what counts."""

    answer = _answer(
        N_("Svar på dansk"),
        N_("Til dig og teamet, og til kandidaten, hvis siden vises på dansk. Må være tomt."),
        Optional(),
    )
    answer_en = _answer(
        N_("Svar på engelsk"),
        N_("Kandidaten har skrevet på engelsk og læser det her. Skriv ikke, hvem virksomheden er."),
        InputRequired(N_("Skriv svaret på engelsk.")),
    )

    def said(self) -> Answer:
        danish = super().said()
        return Answer(danish.da, str(self.answer_en.data or "").strip(), danish.other)

    def leaking(self) -> Field:
        return self.answer_en


def answer_form(language: str) -> type[AnswerForm]:
    return EnglishAnswerForm if language == "en" else AnswerForm


class ForwardForm(PortalForm):
    yes_on = DateField(
        N_("Hvornår sagde kandidaten ja?"),
        [InputRequired(N_("Skriv den dag, kandidaten sagde ja."))],
        description=N_("Kandidaten ved, hvem virksomheden er, og har sagt ja til, at det går videre."),
    )

    def said(self) -> date:
        """The day; asked for after the form was found to be fine."""
        assert isinstance(self.yes_on.data, date)
        return self.yes_on.data


class CloseForm(PortalForm):
    outcome = SelectField(
        N_("Hvordan endte det?"),
        [InputRequired(N_("Vælg, hvordan det endte."))],
        choices=choices([("", N_("Vælg")), *((one.value, OUTCOMES[one]) for one in Outcome)]),
        description=N_("Kandidaten ser det på sin statusside, i venlige ord."),
    )
    reason = TextAreaField(
        N_("Grund"),
        [Optional(), NoCpr(), Length(max=300, message=TOO_LONG)],
        description=N_("Kun til teamet. Kandidaten ser den ikke, og den slettes sammen med henvendelsen."),
    )

    def said(self) -> tuple[Outcome, str]:
        return Outcome(self.outcome.data), str(self.reason.data or "").strip()
