"""Om samtalen: with whom, how, when, in which language."""

from dataclasses import replace
from datetime import date
from typing import Any

from wtforms import BooleanField, RadioField, StringField
from wtforms.validators import InputRequired, Length, Optional

from portal.preparation.answers import Answers, Meeting
from portal.preparation.forms import TOO_LONG, no_cpr
from portal.preparation.steps.day import DayField, readable_day
from portal.preparation.steps.step import Part, Step, Titles, text
from portal.shared.dates import full_date
from portal.shared.texts import N_, translate
from portal.web.forms import PortalForm, choices

PASSED = N_(
    "%(day)s er gået. Har du haft samtalen, så lad datoen stå. Er det en tastefejl, så ret den her på siden."
)
FAR = N_("Der er over et år til %(day)s. Se, om årstallet passer. Gør det det, så fortsæt bare.")
LONG_AGO = N_("Der står %(day)s. Se, om årstallet passer. Du kan også lade datoen stå tom.")


class MeetingForm(PortalForm):
    def __init__(self, *positional: Any, today: date | None = None, **named: Any) -> None:
        # A day without a year can only be read when today is known.
        self.today = today
        super().__init__(*positional, **named)

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
    on = DayField(
        N_("Hvilken dag?"),
        [Optional(), Length(max=40, message=TOO_LONG), no_cpr, readable_day],
        description=N_(
            "For eksempel 1.12. Dagen afgør, hvornår arket bliver slettet, "
            "og hvor længe konsulenten kan se det, hvis du deler."
        ),
    )
    at = StringField(
        N_("Hvad tid?"),
        [Optional(), Length(max=20, message=TOO_LONG), no_cpr],
        description=N_("For eksempel 10.30"),
    )
    language = RadioField(
        N_("Hvilket sprog vil du helst tale?"),
        choices=choices([("da", N_("Dansk")), ("en", N_("Engelsk")), ("andet", N_("Et andet sprog"))]),
        validators=[InputRequired(N_("Vælg det sprog, du helst vil tale."))],
        description=N_("Det eneste, du skal svare på. Så kan de finde en, der taler sproget."),
    )
    interpreter = BooleanField(
        N_("Jeg har brug for en tolk"),
        description=N_("Ring eller skriv til dem i god tid. De ser først arket til samtalen."),
    )
    companion = BooleanField(
        N_("Jeg tager en med til samtalen (en bisidder)"),
        description=N_("En ven eller en fra familien. Er det i a-kassen, så spørg først, om du må."),
    )


def _fill_meeting(answers: Answers) -> dict[str, Any]:
    meeting = answers.meeting
    fields = ("whom", "first", "form", "at", "language", "interpreter", "companion")
    values = {name: getattr(meeting, name) for name in fields} | {"on": meeting.day}
    # Without an answer the language of the page is suggested.
    return values if meeting.language else {name: v for name, v in values.items() if name != "language"}


def _read_meeting(answers: Answers, form: PortalForm, _titles: Titles) -> Answers:
    day = form["on"].day(getattr(form, "today", None))
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


def word_about(day: date | None, today: date, lang: str) -> str:
    """A kind word about a day that has passed or lies oddly far away; empty for any other."""
    if day is None or today <= day <= today.replace(year=today.year + 1, day=min(today.day, 28)):
        return ""
    word = FAR if day > today else PASSED if (today - day).days < 400 else LONG_AGO
    return translate(lang, word, day=full_date(day, lang))


def _help(answers: Answers, lang: str, today: date) -> dict[str, Any]:
    return {"word": word_about(answers.meeting.day, today, lang)}


def _asks_back(before: Answers, after: Answers, today: date) -> bool:
    return before.meeting.on != after.meeting.on and bool(word_about(after.meeting.day, today, "da"))


STEP = Step(
    key="meeting",
    part=Part.ENOUGH,
    da="om-samtalen",
    en="about-the-meeting",
    title=N_("Om samtalen"),
    question=N_("Hvad ved du om samtalen?"),
    lead=N_("Svar på det, du ved. Det kommer øverst på dit ark, og konsulenten ser det, hvis du deler."),
    why=N_("Så ved konsulenten, hvordan I taler sammen, og om du har brug for en tolk."),
    form=lambda _adverts: MeetingForm,
    fill=_fill_meeting,
    read=_read_meeting,
    help=_help,
    asks_back=_asks_back,
)
