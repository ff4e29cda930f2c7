"""The second reading: read as a candidate would, guess the company, answer the warnings, decide."""

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, Response

from portal.openings import company_service, draft_service, labels, publication, reading_queue, review_service
from portal.openings.beside_view import beside_view
from portal.openings.counts_service import ground_of
from portal.openings.desk_access import Consultant, notices
from portal.openings.forms import GuessForm, SendBackForm
from portal.openings.gate import Examination, examine, public_texts
from portal.openings.gate_view import marked_fields
from portal.openings.review_rules import unanswered
from portal.openings.views import show
from portal.shared.actors import Actor, Role
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.shared.texts import N_
from portal.web.forms import Posted
from portal.web.languages import language, page
from portal.web.pages import render, see_other
from portal.web.session import ClockDep, DatabaseDep, OrganisationDep, SessionDep
from portal.web.staff_menu import add_entry

router = APIRouter()
add_entry(
    N_("Gennemsyn"),
    "reviews",
    [Role.COMPANY_CONSULTANT, Role.EMPLOYMENT_CONSULTANT],
    35,
    reading_queue.count_waiting,
)


@page(router, "GET", da="/konsulent/gennemsyn", en="/en/staff/reviews", name="reviews")
def list_reviews(
    request: Request, session: SessionDep, clock: ClockDep, organisation: OrganisationDep, actor: Consultant
) -> HTMLResponse:
    queue = reading_queue.reading_queue(session, actor, clock, organisation.closing_days)
    kinds = {kind.value: label for kind, label in labels.KINDS.items()}
    return render(request, "openings/reviews.html", notices(request) | {"queue": queue, "kinds": kinds})


@page(
    router, "GET", da="/konsulent/gennemsyn/{opening_id}", en="/en/staff/reviews/{opening_id}", name="review"
)
def review(
    request: Request, database: DatabaseDep, clock: ClockDep, actor: Consultant, opening_id: str
) -> HTMLResponse:
    return _review_page(request, database, actor, opening_id, clock)


@page(
    router,
    "POST",
    da="/konsulent/gennemsyn/{opening_id}/gaet",
    en="/en/staff/reviews/{opening_id}/guess",
    name="guess",
)
def guess(
    request: Request,
    posted: Posted,
    database: DatabaseDep,
    session: SessionDep,
    clock: ClockDep,
    actor: Consultant,
    opening_id: str,
) -> Response:
    form = GuessForm(posted)
    if not form.validate():
        return _review_page(request, database, actor, opening_id, clock, guess_form=form, status=422)
    review_service.guess(session, actor, opening_id, form.guesses(), clock=clock)
    return see_other(request, "review", opening_id=opening_id)


@page(
    router,
    "POST",
    da="/konsulent/gennemsyn/{opening_id}/godkend",
    en="/en/staff/reviews/{opening_id}/approve",
    name="approve",
)
def approve(
    request: Request,
    posted: Posted,
    database: DatabaseDep,
    session: SessionDep,
    clock: ClockDep,
    organisation: OrganisationDep,
    actor: Consultant,
    opening_id: str,
) -> Response:
    examination = draft_service.examine_stored(database, actor, opening_id)
    reasons = _reasons(posted)
    with database.reading() as reading:
        opening = review_service.to_read(reading, actor, opening_id)
        guessed = review_service.reading_of(reading, actor, opening).guessed
    if guessed and unanswered(review_service.doubts(examination), reasons):
        return _review_page(request, database, actor, opening_id, clock, reasons=reasons, status=422)
    days = organisation.opening_days
    review_service.approve(session, actor, opening_id, examination, reasons, clock=clock, days=days)
    return see_other(request, "reviews", published=1)


@page(
    router,
    "POST",
    da="/konsulent/gennemsyn/{opening_id}/send-tilbage",
    en="/en/staff/reviews/{opening_id}/send-back",
    name="send_back",
)
def send_back(
    request: Request,
    posted: Posted,
    database: DatabaseDep,
    session: SessionDep,
    clock: ClockDep,
    actor: Consultant,
    opening_id: str,
) -> Response:
    form = SendBackForm(posted)
    if not form.validate():
        return _review_page(request, database, actor, opening_id, clock, note_form=form, status=422)
    review_service.send_back(session, actor, opening_id, str(form.note.data).strip(), clock=clock)
    return see_other(request, "reviews", returned=1)


def _reasons(posted: FormData) -> dict[str, str]:
    keys = [str(key) for key in posted.getlist("doubt")]
    return dict(zip(keys, (str(reason) for reason in posted.getlist("reason")), strict=False))


def _review_page(
    request: Request,
    database: Database,
    actor: Actor,
    opening_id: str,
    clock: Clock,
    *,
    guess_form: GuessForm | None = None,
    note_form: SendBackForm | None = None,
    reasons: dict[str, str] | None = None,
    status: int = 200,
) -> HTMLResponse:
    # A page that is shown again after a POST reads here too: the detector never holds the write lock.
    with database.reading() as session:
        opening = review_service.to_read(session, actor, opening_id)
        company = company_service.company_of(session, opening)
        reading = review_service.reading_of(session, actor, opening)
        beside = beside_view(session, actor, opening) if reading.guessed else None
        ground = ground_of(session, company.id)
    examination = examine(opening, company, ground)
    days = request.app.state.organisation.opening_days
    seen = publication.preview(opening, company, ground, today=clock.today(), days=days)
    values = {
        "opening_id": opening.id,
        "opening": show(seen, language(request)),
        "english": show(seen, "en") if opening.title_en else None,
        "reading": reading,
        "beside": beside,
        "doubts": _doubts(examination, reasons),
        "blocks": examination.blocks,
        "marked": marked_fields(public_texts(opening), examination),
        "guess_form": guess_form or GuessForm(),
        "note_form": note_form or SendBackForm(),
        "labels": labels.FIELDS,
    }
    return render(request, "openings/review.html", values, status=status)


def _doubts(examination: Examination, reasons: dict[str, str] | None) -> list[dict[str, object]]:
    """Each warning with what was typed for it; `missing` once an approval was tried without."""
    findings = {(finding.field, finding.text): finding for finding in examination.warnings}
    return [
        {
            "number": number,
            "key": doubt.key,
            "label": labels.FIELDS[doubt.field],
            "finding": findings[doubt.field, doubt.text],
            "reason": (reasons or {}).get(doubt.key, ""),
            "missing": reasons is not None and not reasons.get(doubt.key, "").strip(),
        }
        for number, doubt in enumerate(review_service.doubts(examination), start=1)
    ]
