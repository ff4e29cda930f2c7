"""The status page: every step of an enquiry, where it is now, what comes next and by when."""

from dataclasses import dataclass
from datetime import date

from portal.enquiries.rules import State
from portal.enquiries.service import Status
from portal.shared.texts import N_

SENT = N_("Du har skrevet til os")
CONSIDERED = N_("Konsulenten læser det, du skrev")
ANSWERED = N_("Du får svar")
TOLD = N_("Du får at vide, hvem virksomheden er")
FORWARDED = N_("Du siger ja, og dit navn går videre")
MET = N_("I mødes")
ENDED = N_("Vi afslutter henvendelsen")

NEXT = {
    State.CONSIDERED: N_("Nu taler du og konsulenten sammen. Så får du at vide, hvem virksomheden er."),
    State.REVEALED: N_("Du ved nu, hvem virksomheden er. Sig til konsulenten, om du vil videre."),
    State.FORWARDED: N_("Konsulenten har givet det, du skrev, videre og venter på svar fra virksomheden."),
    State.MET: N_("I har mødt hinanden. Konsulenten spørger jer begge, hvordan det gik."),
}


@dataclass(frozen=True)
class Step:
    """One line of the list; `day` is when it was done, or when it is done at the latest."""

    label: str
    day: date | None
    done: bool
    now: bool
    promised: bool = False


def steps_of(status: Status) -> list[Step]:
    """The steps in their order; exactly one is now while the enquiry is open, none afterwards."""
    days = [
        (SENT, status.submitted_on),
        (CONSIDERED, status.considered_on),
        (ANSWERED, status.answered_on),
        (TOLD, status.revealed_on),
        (FORWARDED, status.forwarded_on),
        (MET, status.met_on),
        (ENDED, status.closed_on),
    ]
    reached = max(number for number, (_, day) in enumerate(days) if day)
    is_open = status.state not in (State.CLOSED, State.WITHDRAWN)
    steps = []
    for number, (label, day) in enumerate(days):
        promised = label == ANSWERED and day is None and is_open
        steps.append(
            Step(
                label=label,
                day=status.answer_by if promised else day,
                done=number <= reached,
                now=is_open and number == reached + 1,
                promised=promised,
            )
        )
    return steps if is_open else [step for step in steps if step.done]


def next_of(status: Status) -> str:
    """What happens now, once there is an answer."""
    return NEXT.get(State(status.state), "") if status.answered_on else ""
