"""What editors post about facts: a first signature, a second one, and taking one back."""

from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from portal.approvals import service, views
from portal.approvals.forms import ConfirmForm, SignForm, WithdrawForm
from portal.approvals.routes import SECOND, book_of, fact_page, source_page
from portal.approvals.service import Signed
from portal.shared.actors import Actor, Role
from portal.shared.texts import N_
from portal.web.forms import Posted
from portal.web.guards import role
from portal.web.languages import page
from portal.web.pages import see_other
from portal.web.session import ClockDep, SessionDep

router = APIRouter()
Editor = Annotated[Actor, role(Role.EDITOR)]
SecondPerson = Annotated[Actor, role(*SECOND)]
CHOOSE = N_("Vælg mindst ét faktum.")


@page(
    router,
    "POST",
    da="/konsulent/fakta/kilde/{source_key}/underskriv",
    en="/en/staff/facts/source/{source_key}/sign",
    name="facts_sign",
)
def sign(
    request: Request, posted: Posted, session: SessionDep, clock: ClockDep, actor: Editor, source_key: str
) -> Response:
    form = SignForm(posted)
    values = [str(one) for one in posted.getlist("fact")]
    chosen = [(fact_id, text_hash) for fact_id, _, text_hash in (one.partition(":") for one in values)]
    ticked = frozenset(values)
    if not form.validate() or not chosen:
        problem = "" if chosen else CHOOSE
        return source_page(
            request, session, clock, actor, source_key, sign=form, chosen=ticked, problem=problem
        )
    ids = [fact_id for fact_id, _ in chosen]
    service.refuse_other_sources(book_of(request), source_key, ids, clock.today())
    wrong = service.not_ready(book_of(request), chosen, form.source_seen_on.data, clock.today())
    if wrong:
        form.source_seen_on.errors = [*form.source_seen_on.errors, wrong]
        return source_page(request, session, clock, actor, source_key, sign=form, chosen=ticked)
    seen_on = form.source_seen_on.data
    done = service.sign(session, actor, book_of(request), chosen, source_seen_on=seen_on, clock=clock)
    return _onwards(request, session, clock, actor, source_key, "signed", done)


@page(
    router,
    "POST",
    da="/konsulent/fakta/kilde/{source_key}/bekraeft",
    en="/en/staff/facts/source/{source_key}/confirm",
    name="facts_confirm",
)
def confirm(
    request: Request,
    posted: Posted,
    session: SessionDep,
    clock: ClockDep,
    actor: SecondPerson,
    source_key: str,
) -> Response:
    form = ConfirmForm(posted)
    chosen = list(dict.fromkeys(str(one) for one in posted.getlist("approval")))
    if not form.validate() or not chosen:
        problem = "" if chosen else CHOOSE
        ticked = frozenset(chosen)
        return source_page(
            request, session, clock, actor, source_key, confirm=form, chosen=ticked, problem=problem
        )
    ids = service.facts_of(session, chosen)
    service.refuse_other_sources(book_of(request), source_key, ids, clock.today())
    done = service.confirm(session, actor, book_of(request), chosen, clock=clock)
    return _onwards(request, session, clock, actor, source_key, "confirmed", done)


@page(
    router,
    "POST",
    da="/konsulent/fakta/{fact_id}/traek-tilbage",
    en="/en/staff/facts/{fact_id}/withdraw",
    name="fact_withdraw",
)
def withdraw(
    request: Request, posted: Posted, session: SessionDep, clock: ClockDep, actor: SecondPerson, fact_id: str
) -> Response:
    form, row_id = WithdrawForm(posted), str(posted.get("approval", ""))
    if not form.validate():
        return fact_page(request, session, clock, actor, fact_id, form=form, refused=row_id)
    service.withdraw(session, actor, fact_id, row_id, str(form.reason.data).strip(), clock=clock)
    return see_other(request, "fact", fact_id=fact_id, withdrawn=1)


def _onwards(
    request: Request,
    session: SessionDep,
    clock: ClockDep,
    actor: Actor,
    source_key: str,
    what: str,
    done: Signed,
) -> Response:
    """To the same source while something waits there, then to the next one, then to the list."""
    groups = views.by_source(views.all_rows(session, book_of(request), clock.today()))
    told = {what: done.now, "before": done.before or None}
    first = actor.role is Role.EDITOR
    here = next((group for group in groups if group.key == source_key), None)
    if here is None or not ((first and here.open) or here.waiting_for(actor)):
        here = views.next_group(groups, source_key, actor, first=first)
    if here is None:
        return see_other(request, "facts", done=1, **told)
    return see_other(request, "facts_source", source_key=here.key, **told)
