"""The facts at the desk: the list, one fact, and one source with what there is to sign."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import HTMLResponse

from portal.approvals import labels, service, views
from portal.approvals.forms import ConfirmForm, SignForm, WithdrawForm, read_filters
from portal.approvals.rules import Due
from portal.approvals.views import Row, SourceGroup
from portal.catalogue.fact_book import FactBook
from portal.shared.actors import Actor, Role
from portal.shared.clock import Clock
from portal.shared.errors import NotFound
from portal.shared.texts import N_
from portal.web.guards import role
from portal.web.languages import language, page
from portal.web.pages import render
from portal.web.session import ClockDep, SessionDep
from portal.web.staff_menu import News, add_entry, add_news

router = APIRouter()
READERS = (Role.EDITOR, Role.MANAGER, Role.ADMINISTRATOR)
SECOND = (Role.EDITOR, Role.MANAGER)
FactReader = Annotated[Actor, role(*READERS)]


def book_of(request: Request) -> FactBook:
    book: FactBook = request.app.state.facts
    return book


def tell(request: Request, session: Session, actor: Actor) -> Sequence[News]:
    """What waits among the facts, for the desk's front page."""
    rows = views.all_rows(session, book_of(request), request.app.state.clock.today())
    groups = views.by_source(rows)
    found = [
        (labels.TO_SIGN, sum(len(group.open) for group in groups), {}, (Role.EDITOR,)),
        (
            labels.TO_CONFIRM,
            sum(len(group.waiting_for(actor)) for group in groups),
            {"status": "signed"},
            SECOND,
        ),
        (labels.REVIEW_SOON, sum(row.due is Due.SOON for row in rows), {"due": "soon"}, READERS),
        (labels.REVIEW_OVERDUE, sum(row.due is Due.OVERDUE for row in rows), {"due": "overdue"}, READERS),
    ]
    return [
        News(words[n == 1], n, "facts", query)
        for words, n, query, roles in found
        if n and actor.role in roles
    ]


add_entry(N_("Fakta"), "facts", READERS, 50)
add_news("Fakta", tell)


@page(router, "GET", da="/konsulent/fakta", en="/en/staff/facts", name="facts")
def list_facts(request: Request, session: SessionDep, clock: ClockDep, actor: FactReader) -> HTMLResponse:
    filters = read_filters(request.query_params)
    rows = views.all_rows(session, book_of(request), clock.today())
    shown = views.narrowed(rows, filters)
    lang = language(request)
    groups = views.by_source(shown)
    values = labels.ALL | {
        "filters": filters,
        "groups": groups,
        "begin": views.next_group(groups, "", actor, first=actor.role is Role.EDITOR)
        if actor.role in SECOND
        else None,
        "shown": len(shown),
        "total": len(rows),
        "counts": views.counts(rows),
        "sources": [(group.key, group.source.title) for group in views.by_source(rows)],
        "topics": sorted({row.fact.topic for row in rows}),
        "modules": _pages_in_use(rows, lang),
        "may_sign": actor.role is Role.EDITOR,
        "done": request.query_params.get("done") == "1",
        "signed": _number(request, "signed"),
        "confirmed": _number(request, "confirmed"),
    }
    return render(request, "approvals/facts.html", values)


@page(router, "GET", da="/konsulent/fakta/{fact_id}", en="/en/staff/facts/{fact_id}", name="fact")
def show_fact(
    request: Request, session: SessionDep, clock: ClockDep, actor: FactReader, fact_id: str
) -> HTMLResponse:
    return fact_page(request, session, clock, actor, fact_id)


@page(
    router,
    "GET",
    da="/konsulent/fakta/kilde/{source_key}",
    en="/en/staff/facts/source/{source_key}",
    name="facts_source",
)
def show_source(
    request: Request, session: SessionDep, clock: ClockDep, actor: FactReader, source_key: str
) -> HTMLResponse:
    return source_page(request, session, clock, actor, source_key)


def fact_page(
    request: Request,
    session: Session,
    clock: Clock,
    actor: Actor,
    fact_id: str,
    *,
    form: WithdrawForm | None = None,
    refused: str = "",
) -> HTMLResponse:
    rows = {row.fact.id: row for row in views.all_rows(session, book_of(request), clock.today())}
    if fact_id not in rows:
        raise NotFound
    history = service.history(session, fact_id)
    row = rows[fact_id]
    values = labels.ALL | {
        "row": row,
        "pages": [use for use in row.uses if use.kind != "rule"],
        "dated_rules": [use for use in row.uses if use.kind == "rule"],
        "history": history,
        "called": service.signers(session, history),
        "present": {text.fact.text_hash for text in row.texts},
        "may_withdraw": actor.role in SECOND,
        "form": form or WithdrawForm(),
        "refused": refused,
        # The address alone is anybody's word.
        "withdrawn": request.query_params.get("withdrawn") == "1"
        and any(one.withdrawn_at for one in history),
    }
    return render(request, "approvals/fact.html", values, status=422 if form else 200)


def source_page(
    request: Request,
    session: Session,
    clock: Clock,
    actor: Actor,
    source_key: str,
    *,
    sign: SignForm | None = None,
    confirm: ConfirmForm | None = None,
    chosen: frozenset[str] = frozenset(),
    problem: str = "",
) -> HTMLResponse:
    groups = views.by_source(views.all_rows(session, book_of(request), clock.today()))
    group = next((one for one in groups if one.key == source_key), None)
    if group is None:
        raise NotFound
    may_sign, may_confirm = actor.role is Role.EDITOR, actor.role in SECOND
    every = request.query_params.get("all") == "1"
    values = labels.ALL | _of_group(group, actor) | {
        "may_sign": may_sign,
        "may_confirm": may_confirm,
        "form": sign or SignForm(),
        "second": confirm or ConfirmForm(),
        "chosen": chosen,
        "every": every,
        "problem": problem,
        "called": service.signers(session, [text.row for text in group.texts if text.row]),
        "left": sum(len(one.open) for one in groups) if may_sign else 0,
        "next": views.next_group(groups, source_key, actor, first=may_sign) if may_confirm else None,
        "signed": _number(request, "signed"),
        "confirmed": _number(request, "confirmed"),
        "before": _number(request, "before"),
    }  # fmt: skip
    return render(request, "approvals/source.html", values, status=422 if sign or confirm else 200)


def _of_group(group: SourceGroup, actor: Actor) -> dict[str, object]:
    rows = {row.fact.id: row for row in group.rows}
    settled = [row for row in group.rows if not any(text.is_open or text.waits for text in row.texts)]
    return {
        "group": group,
        "rows": rows,
        "waiting": group.waiting_for(actor),
        "own": group.signed_by(actor),
        "settled": settled,
        "ask_day": any(rows[text.fact.id].source_must_be_seen for text in group.open),
    }


def _pages_in_use(rows: Sequence[Row], lang: str) -> list[tuple[str, str]]:
    used = {use.id: use.title(lang) for row in rows for use in row.uses if use.kind != "rule"}
    return sorted(used.items(), key=lambda one: one[1])


def _number(request: Request, name: str) -> int:
    text = request.query_params.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 5 else 0
