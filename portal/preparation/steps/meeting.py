"""Om samtalen: with whom, how, when, in which language."""

from dataclasses import replace
from datetime import date
from typing import Any

from wtforms import BooleanField, DateField, RadioField, StringField
from wtforms.validators import Length, Optional

from portal.preparation.answers import Answers, Meeting
from portal.preparation.forms import no_cpr
from portal.preparation.steps.step import Part, Step, Titles, text
from portal.shared.texts import N_
from portal.web.forms import PortalForm, choices


class MeetingForm(PortalForm):
    whom = RadioField(
        N_("Hvem skal du tale med?"),
        choices=choices(
            [
                ("a-kasse", N_("Min a-kasse")),
                ("kommune", N_("Kommunen")),
                ("anden", N_("En anden, som a-kassen eller kommunen har valgt")),
                ("ved-ikke", N_("Ved ikke")),
            ]
        ),
        validators=[Optional()],
    )
    first = RadioField(
        N_("Er det første gang, du taler med dem?"),
        choices=choices([("ja", N_("Ja")), ("nej", N_("Nej")), ("ved-ikke", N_("Ved ikke"))]),
        validators=[Optional()],
    )
    form = RadioField(
        N_("Hvordan taler I sammen?"),
        choices=choices(
            [
                ("fremmoede", N_("Vi mødes")),
                ("telefon", N_("På telefon")),
                ("video", N_("På video")),
                ("ved-ikke", N_("Ved ikke")),
            ]
        ),
        validators=[Optional()],
    )
    on = DateField(
        N_("Hvilken dag?"),
        [Optional()],
        description=N_(
            "Datoen afgør, hvornår arket bliver slettet, og hvor længe konsulenten kan se det, hvis du deler."
        ),
    )
    at = StringField(
        N_("Hvad tid?"), [Optional(), Length(max=20), no_cpr], description=N_("For eksempel 10.30")
    )
    language = RadioField(
        N_("Hvilket sprog vil du helst tale?"),
        choices=choices([("da", N_("Dansk")), ("en", N_("Engelsk")), ("andet", N_("Et andet sprog"))]),
        validators=[Optional()],
    )
    interpreter = BooleanField(N_("Jeg har brug for en tolk"))
    companion = BooleanField(N_("Jeg tager en med til samtalen (en bisidder)"))


def _fill_meeting(answers: Answers) -> dict[str, Any]:
    meeting = answers.meeting
    fields = ("whom", "first", "form", "at", "language", "interpreter", "companion")
    values = {name: getattr(meeting, name) for name in fields} | {"on": meeting.day}
    # Without an answer the language of the page is suggested.
    return values if meeting.language else {name: v for name, v in values.items() if name != "language"}


def _read_meeting(answers: Answers, form: PortalForm, _titles: Titles) -> Answers:
    day: date | None = form["on"].data
    meeting = Meeting(
        whom=form["whom"].data or "",
        first=form["first"].data or "",
        form=form["form"].data or "",
        on=day.isoformat() if day else "",
        at=text(form, "at"),
        language=form["language"].data or "",
        interpreter=form["interpreter"].data,
        companion=form["companion"].data,
    )
    return replace(answers, meeting=meeting)


STEP = Step(
    key="meeting",
    part=Part.ENOUGH,
    da="om-samtalen",
    en="about-the-meeting",
    title=N_("Om samtalen"),
    question=N_("Hvad ved du om samtalen?"),
    lead=N_("Svar på det, du ved. Det kommer øverst på dit ark, og konsulenten ser det, hvis du deler."),
    form=lambda _adverts: MeetingForm,
    fill=_fill_meeting,
    read=_read_meeting,
)
