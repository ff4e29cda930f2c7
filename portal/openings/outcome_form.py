"""What may be said of an opening afterwards."""

from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from portal.openings.models import Opening
from portal.openings.outcome_service import Afterwards
from portal.openings.rules import Outcome
from portal.shared.texts import N_
from portal.web.forms import PortalForm, choices
from portal.web.no_cpr import NoCpr

MOST = 300
OUTCOMES = {
    Outcome.STARTED: N_("En kandidat startede som aftalt"),
    Outcome.HIRED: N_("En kandidat blev ansat i et almindeligt job"),
    Outcome.NOBODY_FITTED: N_("Ingen kandidat passede til opgaven"),
    Outcome.CANDIDATE_NO: N_("Kandidaten sagde nej"),
    Outcome.COMPANY_NO: N_("Virksomheden sagde nej"),
    Outcome.AUTHORITY_NO: N_("Kommunen sagde nej"),
    Outcome.OTHER: N_("Noget andet"),
}
MORE_WORK = {
    "yes": N_("Ja, og der er flere"),
    "no": N_("Ja, men ikke lige nu"),
    "not-asked": N_("Nej, ikke endnu"),
}
ANSWERS = {"yes": True, "no": False, "not-asked": None}


class OutcomeForm(PortalForm):
    outcome = RadioField(
        N_("Hvad blev det til?"),
        [InputRequired(N_("Vælg, hvad det blev til."))],
        choices=choices((outcome.value, label) for outcome, label in OUTCOMES.items()),
    )
    reason = TextAreaField(
        N_("Hvorfor?"),
        [Optional(), NoCpr(), Length(max=MOST, message=N_("Teksten er for lang. Kort den ned."))],
        description=N_("Én linje er nok. Kun teamet ser den. Skriv ikke, hvem kandidaten er."),
    )
    more_work = RadioField(
        N_("Har du spurgt virksomheden, om den har flere opgaver?"),
        [InputRequired(N_("Vælg, om du har spurgt."))],
        choices=choices(MORE_WORK.items()),
        default="not-asked",
    )

    def said(self) -> Afterwards:
        return Afterwards(
            outcome=str(self.outcome.data),
            reason=str(self.reason.data or "").strip(),
            more_work=ANSWERS[str(self.more_work.data)],
        )


def stored_outcome(opening: Opening) -> OutcomeForm:
    """What was said before, to be changed."""
    asked = next(key for key, answer in ANSWERS.items() if answer is opening.more_work)
    return OutcomeForm(
        data={"outcome": opening.outcome, "reason": opening.outcome_reason, "more_work": asked}
    )
