"""What a reader may say is wrong with an opening."""

from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from portal.shared.texts import N_
from portal.web.forms import PortalForm, choices
from portal.web.no_cpr import NoCpr

MOST = 500
REASONS = {
    "reveals": N_("Man kan se, hvem virksomheden er"),
    "wrong": N_("Noget i opslaget er forkert"),
    "taken": N_("Opgaven er ikke ledig længere"),
    "free-work": N_("Det ligner gratis arbejde"),
    "language": N_("Det er svært at forstå"),
    "other": N_("Noget andet"),
}


class NoteForm(PortalForm):
    reason = RadioField(
        N_("Hvad er der galt?"),
        [InputRequired(N_("Vælg, hvad der er galt."))],
        choices=choices(REASONS.items()),
    )
    text = TextAreaField(
        N_("Fortæl lidt mere"),
        [Optional(), NoCpr(), Length(max=MOST, message=N_("Teksten er for lang. Kort den ned."))],
        description=N_("For eksempel: “Der står 37 timer ét sted og 30 et andet.” Skriv ikke, hvem du er."),
    )
