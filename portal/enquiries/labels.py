"""Words for an enquiry's states, and a first answer to edit."""

from portal.enquiries.inbox_service import Opened
from portal.enquiries.rules import State
from portal.shared.texts import N_, translate

STATES = {
    State.NEW.value: N_("Ny"),
    State.CONSIDERED.value: N_("Under overvejelse"),
    State.REVEALED.value: N_("Fortalt, hvem det er"),
    State.FORWARDED.value: N_("Sendt videre"),
    State.MET.value: N_("Har mødtes"),
    State.CLOSED.value: N_("Afsluttet"),
    State.WITHDRAWN.value: N_("Trukket tilbage"),
}
FIRST_ANSWER = N_(
    "Hej %(name)s\n\nTak for din henvendelse. Jeg vil gerne tale med dig om opgaven. "
    "Jeg ringer og fortæller, hvem virksomheden er, og så bestemmer du, om vi går videre."
)
FIRST_ANSWER_IN_WRITING = N_(
    "Hej %(name)s\n\nTak for din henvendelse. Jeg vil gerne tale med dig om opgaven. "
    "Ring til os på %(phone)s, så fortæller jeg, hvem virksomheden er, og så bestemmer du, om vi går videre."
)


def first_answer(opened: Opened, our_phone: str) -> str:
    """A draft in the candidate's language; the consultant changes it as needed."""
    name = opened.content.name if opened.content else ""
    if opened.content and not opened.content.phone:
        return translate(opened.language, FIRST_ANSWER_IN_WRITING, name=name, phone=our_phone)
    return translate(opened.language, FIRST_ANSWER, name=name)
