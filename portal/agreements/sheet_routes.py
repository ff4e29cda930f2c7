"""Mine samtaler: codes in, sheets out, each sheet on one screen."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from portal.agreements import service
from portal.agreements.code_rules import CONVERSATION, GROUP
from portal.agreements.forms import CodesForm
from portal.agreements.service import CodeFault, Outcome, TypedCode
from portal.agreements.sheet_view import modules_for, show_sheet
from portal.catalogue.modules import read_modules
from portal.openings.service import newest_for
from portal.openings.views import show
from portal.preparation import desk_service
from portal.shared import measures
from portal.shared.actors import Actor, Role
from portal.shared.texts import N_, translate
from portal.web import limits
from portal.web.forms import Posted
from portal.web.guards import role
from portal.web.languages import language, page
from portal.web.limits import Limit
from portal.web.pages import render, see_other
from portal.web.session import ClockDep, DatabaseDep, RingDep, SessionDep, SettingsDep
from portal.web.staff_menu import add_entry

router = APIRouter()
EMPLOYMENT_CONSULTANT = role(Role.EMPLOYMENT_CONSULTANT)
EmploymentConsultant = Annotated[Actor, EMPLOYMENT_CONSULTANT]
add_entry(N_("Mine samtaler"), "desk_sheets", [Role.EMPLOYMENT_CONSULTANT], 10)
WRONG_BY_CONSULTANT = Limit("desk codes", tries=10, seconds=300)
TRIES_IN_ALL = Limit("preparation:open:all", tries=1000, seconds=300)
FAULTS = {
    CodeFault.LENGTH: N_("Kode %(number)s har %(count)s tegn. En samtalekode har %(wanted)s."),
    CodeFault.SYMBOL: N_(
        "Kode %(number)s (%(start)s …) har et tegn, som koder ikke bruger. De bruger ikke U, Æ, Ø og Å."
    ),
    CodeFault.CHECK: N_("Kode %(number)s (%(start)s …) har et forkert tegn. Bed om at få den læst op igen."),
    CodeFault.OWNER: N_(
        "Kode %(number)s er kandidatens egen kode. Den skal ingen andre have, så vi har ikke brugt den. "
        "Bed om samtalekoden. Den har %(wanted)s tegn."
    ),
    CodeFault.WRONG: N_(
        "Kode %(number)s (%(start)s …) åbner ikke noget ark. Den kan være trukket tilbage eller for gammel. "
        "Bed om en ny."
    ),
    CodeFault.LOCKED: N_(
        "Kode %(number)s (%(start)s …) har været prøvet for mange gange. Vent en time, eller bed om en ny."
    ),
    CodeFault.WAIT: N_(
        "Kode %(number)s (%(start)s …) blev ikke prøvet. Der har været mange forkerte koder. "
        "Vent fem minutter, og prøv igen."
    ),
}


@page(router, "GET", da="/konsulent/samtaler", en="/en/staff/conversations", name="desk_sheets")
def list_sheets(
    request: Request, session: SessionDep, ring: RingDep, clock: ClockDep, actor: EmploymentConsultant
) -> HTMLResponse:
    sheets = desk_service.opened_sheets(session, actor, ring=ring, clock=clock)
    values = {"form": CodesForm(), "sheets": [show_sheet(one, language(request)) for one in sheets]}
    return render(request, "agreements/sheets.html", values | {"opened": 0})


@page(router, "POST", da="/konsulent/samtaler", en="/en/staff/conversations", name="desk_sheets")
def open_sheets(
    request: Request,
    posted: Posted,
    database: DatabaseDep,
    ring: RingDep,
    clock: ClockDep,
    settings: SettingsDep,
    actor: EmploymentConsultant,
) -> Response:
    form = CodesForm(posted)
    codes = service.read_codes(form.codes.data or "")
    form.refuse_unless_some(len(codes))
    if form.codes.errors:
        return _codes_page(request, form, actor, Outcome([], []), status=422)

    def count_try() -> None:
        limits.take(database, clock, TRIES_IN_ALL, "all", settings.limits_factor)
        limits.take(database, clock, WRONG_BY_CONSULTANT, actor.user_id, settings.limits_factor)

    def give_back_try() -> None:
        with database.writing() as session:
            limits.give_back(session, clock, WRONG_BY_CONSULTANT, actor.user_id)

    outcome = service.open_codes(
        database, actor, codes, ring=ring, clock=clock, count_try=count_try, give_back_try=give_back_try
    )
    measures.SHEETS_OPENED.inc(len(outcome.opened))
    return _after_opening(request, form, actor, outcome)


@page(
    router,
    "GET",
    da="/konsulent/samtaler/{sheet_id}",
    en="/en/staff/conversations/{sheet_id}",
    name="desk_sheet",
)
def one_sheet(
    request: Request,
    sheet_id: str,
    database: DatabaseDep,
    session: SessionDep,
    ring: RingDep,
    clock: ClockDep,
    settings: SettingsDep,
    actor: EmploymentConsultant,
) -> HTMLResponse:
    sheet = desk_service.view_sheet(database, actor, sheet_id, ring=ring, clock=clock)
    order = [one.id for one in desk_service.opened_sheets(session, actor, ring=ring, clock=clock)]
    place = order.index(sheet.id) if sheet.id in order else 0
    lang = language(request)
    values = {
        "sheet": show_sheet(sheet, lang),
        "number": place + 1,
        "count": len(order),
        "next_id": order[place + 1] if place + 1 < len(order) else None,
        "openings": [show(one, lang) for one in newest_for(session, sheet.answers.fields, clock=clock)],
        "modules": modules_for(sheet.answers, read_modules(settings.site), lang),
    }
    return render(request, "agreements/sheet.html", values)


@page(
    router,
    "POST",
    da="/konsulent/samtaler/{sheet_id}/luk",
    en="/en/staff/conversations/{sheet_id}/close",
    name="close_sheet",
)
def close_sheet(
    request: Request, sheet_id: str, session: SessionDep, clock: ClockDep, actor: EmploymentConsultant
) -> RedirectResponse:
    desk_service.close_sheet(session, actor, sheet_id, clock=clock)
    return see_other(request, "desk_sheets")


def _after_opening(request: Request, form: CodesForm, actor: Actor, outcome: Outcome) -> Response:
    """One good code leads to its sheet, several to the list; what is wrong stays in the field."""
    if not outcome.faulty:
        if len(outcome.opened) == 1:
            return see_other(request, "desk_sheet", sheet_id=outcome.opened[0].id)
        return see_other(request, "desk_sheets")
    form.keep(outcome.to_type_again, _messages(outcome.faulty, language(request)))
    waits = any(typed.fault is CodeFault.WAIT for typed in outcome.faulty)
    return _codes_page(request, form, actor, outcome, status=429 if waits else 422)


def _codes_page(
    request: Request, form: CodesForm, actor: Actor, outcome: Outcome, *, status: int
) -> HTMLResponse:
    state = request.app.state
    with state.database.reading() as session:
        sheets = desk_service.opened_sheets(session, actor, ring=state.ring, clock=state.clock)
    views = [show_sheet(one, language(request)) for one in sheets]
    values = {"form": form, "sheets": views, "opened": len(outcome.opened)}
    headers = {"retry-after": "300"} if status == 429 else {}
    return render(request, "agreements/sheets.html", values, status=status, headers=headers)


def _messages(faulty: Sequence[TypedCode], lang: str) -> list[str]:
    return [
        translate(
            lang,
            FAULTS[typed.fault],
            number=typed.number,
            start=typed.symbols[:GROUP],
            count=len(typed.symbols),
            wanted=CONVERSATION,
        )
        for typed in faulty
        if typed.fault is not None
    ]
