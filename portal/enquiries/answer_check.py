"""Whether an answer would tell the candidate which company it is, before anything is stored."""

from collections.abc import Sequence

from fastapi import Request

from portal.enquiries.desk_forms import AnswerForm
from portal.openings import desk_service
from portal.openings import service as openings
from portal.openings.detector import Finding
from portal.shared.actors import Actor
from portal.shared.database import Database
from portal.shared.texts import N_

LEAKS = N_("Svaret røber noget, det ikke må. Ret det, der står herunder.")
NOT_THERE = N_(
    "Det opslag, du satte ind, er ikke slået op lige nu. Vælg et andet, eller lad feltet være tomt."
)


def leaks_of(
    request: Request, database: Database, actor: Actor, public_id: str, form: AnswerForm
) -> Sequence[Finding]:
    """What has to go out of the answer, in either language; the form says so, and keeps what was typed."""
    said = form.said()
    our_phone = _digits(request.app.state.organisation.phone)
    text = "\n".join(part for part in (said.da, said.en) if part)
    blocks = [
        finding
        for finding in desk_service.leaks_in_answer(database, actor, public_id, text)
        if finding.severity == "block" and _digits(finding.text) != our_phone
    ]
    if blocks:
        form.leaking().errors = [LEAKS]
    return blocks


def points_at_nothing(database: Database, form: AnswerForm) -> bool:
    """Whether the other opening that the answer names is not published; the form then says so."""
    other = form.said().other
    if not other:
        return False
    with database.reading() as session:
        published = other in openings.titles(session, [other])
    if not published:
        form.other.errors = [NOT_THERE]
    return not published


def _digits(text: str) -> str:
    """A number as it is dialled; our own may stand in an answer, every other could be the company's."""
    return "".join(sign for sign in text if sign.isdigit()) or text
