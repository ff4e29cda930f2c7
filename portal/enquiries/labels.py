"""Words for an enquiry's states, its outcomes, and first answers to edit."""

from collections.abc import Mapping
from enum import StrEnum

from portal.enquiries.rules import Outcome, State
from portal.enquiries.sealed import Answer, Content
from portal.shared.texts import N_, translate

STATES: Mapping[str, str] = {
    State.NEW.value: N_("Ny"),
    State.CONSIDERED.value: N_("Under overvejelse"),
    State.REVEALED.value: N_("Kandidaten ved, hvem det er"),
    State.FORWARDED.value: N_("Givet videre"),
    State.MET.value: N_("Har mødtes"),
    State.CLOSED.value: N_("Afsluttet"),
    State.WITHDRAWN.value: N_("Trukket tilbage"),
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.STARTED_PLACEMENT: N_("Startet i praktik"),
    Outcome.STARTED_JOB: N_("Startet i job"),
    Outcome.NOT_CHOSEN: N_("Virksomheden valgte en anden"),
    Outcome.CANDIDATE_LEFT: N_("Kandidaten ville ikke videre"),
    Outcome.OPENING_GONE: N_("Opslaget blev ikke til noget"),
    Outcome.OTHER: N_("Andet"),
}
# The same, said to the candidate.
OUTCOMES_TO_CANDIDATE: Mapping[str, str] = {
    Outcome.STARTED_PLACEMENT.value: N_("Du er startet i praktik."),
    Outcome.STARTED_JOB.value: N_("Du er startet i job."),
    Outcome.NOT_CHOSEN.value: N_("Virksomheden valgte en anden denne gang."),
    Outcome.CANDIDATE_LEFT.value: N_("Du har sagt, at du ikke vil gå videre."),
    Outcome.OPENING_GONE.value: N_("Opgaven blev ikke til noget."),
    Outcome.OTHER.value: N_("Vi går ikke videre med den her opgave."),
}
# What a member of the team does next, by state, once the candidate has had an answer.
NEXT_STEPS: Mapping[str, str] = {
    State.CONSIDERED.value: N_("fortæl, hvem virksomheden er, eller afslut"),
    State.REVEALED.value: N_("hør, om kandidaten siger ja"),
    State.FORWARDED.value: N_("hør, om de skal mødes"),
    State.MET.value: N_("skriv, hvordan det endte"),
}


class Situation(StrEnum):
    """What a first answer is about."""

    TALK = "talk"
    MORE = "more"
    GONE = "gone"
    OTHER = "other"


SITUATIONS: Mapping[Situation, str] = {
    Situation.TALK: N_("Lad os tale sammen"),
    Situation.MORE: N_("Jeg mangler at vide noget"),
    Situation.GONE: N_("Opgaven er ikke ledig længere"),
    Situation.OTHER: N_("Ikke den her, men en anden"),
}
QUESTION = N_("[skriv dit spørgsmål her]")
PLACEHOLDERS = (QUESTION, translate("en", QUESTION))
TALK = N_(
    "Hej %(name)s\n\nTak for din henvendelse. Jeg vil gerne tale med dig om opgaven. "
    "Jeg ringer og fortæller, hvem virksomheden er, og så bestemmer du, om vi går videre."
)
TALK_IN_WRITING = N_(
    "Hej %(name)s\n\nTak for din henvendelse. Jeg vil gerne tale med dig om opgaven. "
    "Ring til os på %(phone)s, så fortæller jeg, hvem virksomheden er, og så bestemmer du, om vi går videre."
)
MORE = N_(
    "Hej %(name)s\n\nTak for din henvendelse. Før vi går videre, vil jeg gerne vide lidt mere: "
    "%(question)s\n\nRing til os på %(phone)s, og sig din reference."
)
GONE = N_(
    "Hej %(name)s\n\nTak for din henvendelse. Opgaven er ikke ledig længere. Det, du skrev, er ikke gået "
    "videre til nogen. Se de andre opslag, og tag gerne et par stykker med til din næste samtale."
)
OTHER = N_(
    "Hej %(name)s\n\nTak for din henvendelse. Den her opgave passer ikke helt til det, du skriver. "
    "Måske gør opslaget under svaret. Er det noget for dig, så skriv til os om det."
)


def first_answer(situation: Situation, content: Content, language: str, our_phone: str) -> Answer:
    """A draft to change, in Danish, and in English too when the candidate wrote in English."""
    message = {Situation.MORE: MORE, Situation.GONE: GONE, Situation.OTHER: OTHER}.get(situation, TALK)
    if message == TALK and not content.phone:
        message = TALK_IN_WRITING
    texts = [
        translate(lang, message, name=content.first_name, phone=our_phone, question=translate(lang, QUESTION))
        for lang in ("da", "en")
    ]
    return Answer(texts[0], texts[1] if language == "en" else "")


def put_under(typed: str, draft: str, drafts: list[str]) -> str:
    """The field with the draft in it: nothing that somebody has written themselves is overwritten."""
    # A browser sends every line end as two signs; a draft has one.
    kept = "\n".join(typed.splitlines()).strip()
    if not kept or kept in {other.strip() for other in drafts}:
        return draft
    return f"{kept}\n\n{draft}"
