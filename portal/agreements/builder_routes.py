"""The agreement builder: a form in, texts to copy out; nothing is stored, nothing stands in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, Response

from portal.agreements.agreement_view import House, Texts, build_texts, opening_rows
from portal.agreements.forms import AgreementForm, linked_openings, posted_standings
from portal.agreements.rules import Standing
from portal.agreements.sheet_routes import EMPLOYMENT_CONSULTANT, EmploymentConsultant
from portal.agreements.sheet_view import agreeable, modules_for
from portal.catalogue.modules import read_modules
from portal.openings.public import PublicOpening
from portal.openings.service import newest_for, published_by_ids
from portal.preparation import desk_service
from portal.preparation.desk_service import OpenedSheet
from portal.shared.actors import Role
from portal.shared.clock import Clock
from portal.shared.database import Database
from portal.shared.registers import load_registers
from portal.shared.texts import N_
from portal.web.forms import Posted
from portal.web.languages import language, page
from portal.web.pages import render
from portal.web.session import ClockDep, DatabaseDep, RingDep
from portal.web.staff_menu import add_entry

router = APIRouter()
add_entry(N_("Aftale"), "agreement", [Role.EMPLOYMENT_CONSULTANT], 15)
UNKNOWN_LINK = N_("Et link fører ikke til et opslag, der er slået op nu. Ret linjen, eller slet den.")


@dataclass(frozen=True)
class Table:
    """The openings on the table, with what was chosen for each, and how many were taken down meanwhile."""

    openings: Sequence[PublicOpening]
    standings: Mapping[str, Standing | None]
    gone: int = 0

    @property
    def has_chosen(self) -> bool:
        return any(self.standings.values())


@page(router, "GET", da="/konsulent/aftale", en="/en/staff/agreement", name="agreement")
def begin_agreement(
    request: Request, database: DatabaseDep, ring: RingDep, clock: ClockDep, actor: EmploymentConsultant
) -> HTMLResponse:
    sheet_id = request.query_params.get("ark", "")
    sheet = desk_service.view_sheet(database, actor, sheet_id, ring=ring, clock=clock) if sheet_id else None
    suggested = _suggested(request, sheet)
    fields = sheet.answers.fields if sheet else ()
    form = _form(request, clock, suggested, fields, data=_from_sheet(sheet))
    return _page(request, form, _table_for(database, clock, sheet), None)


@page(
    router,
    "POST",
    da="/konsulent/aftale",
    en="/en/staff/agreement",
    name="agreement",
    dependencies=[EMPLOYMENT_CONSULTANT],
)
def build_agreement(request: Request, posted: Posted, database: DatabaseDep, clock: ClockDep) -> Response:
    ticked = [str(one) for one in posted.getlist("modules")]
    form = _form(request, clock, ticked, posted=posted)
    valid = form.validate()
    table = _posted_table(database, clock, form, posted)
    if not (form.check_whole(openings=table.has_chosen) and valid):
        return _page(request, form, table, None, status=422)
    texts = build_texts(form, table.openings, table.standings, _house(request), language(request))
    return _page(request, form, table, texts)


def _page(
    request: Request, form: AgreementForm, table: Table, texts: Texts | None, *, status: int = 200
) -> HTMLResponse:
    values = {
        "form": form,
        "rows": opening_rows(table.openings, table.standings, language(request)),
        "standings": [(one.value, STANDING_LABELS[one]) for one in Standing],
        "gone": table.gone,
        "texts": texts,
    }
    return render(request, "agreements/agreement.html", values, status=status)


STANDING_LABELS = {
    Standing.INSPIRATION: N_("Inspiration"),
    Standing.AGREED: N_("Aftalt"),
    Standing.REFERRED: N_("Henvist"),
}


def _form(
    request: Request,
    clock: Clock,
    first: Sequence[str],
    first_fields: Sequence[str] = (),
    *,
    posted: FormData | None = None,
    data: Mapping[str, object] | None = None,
) -> AgreementForm:
    """The form with every module and list to choose from, those that suit the candidate at the top."""
    lang, house = language(request), _house(request)
    modules = house.modules.modules
    order = sorted(agreeable(house.modules), key=lambda one: first.index(one) if one in first else len(first))
    titles = [
        (one, _with_minutes(modules[one].page(lang).title, modules[one].page(lang).minutes)) for one in order
    ]
    registered = sorted(load_registers().fields, key=lambda field: field.id not in first_fields)
    fields = [(field.id, field.name(lang)) for field in registered]
    return AgreementForm(posted, data=data, today=clock.today(), fields=fields, modules=titles)


def _with_minutes(title: str, minutes: int | None) -> str:
    return f"{title} ({minutes} min.)" if minutes else title


def _house(request: Request) -> House:
    state = request.app.state
    return House(state.settings.origin, read_modules(state.settings.site), state.organisation)


def _suggested(request: Request, sheet: OpenedSheet | None) -> Sequence[str]:
    if sheet is None:
        return []
    modules = _house(request).modules
    return [one.id for one in modules_for(sheet.answers, modules, language(request))]


def _from_sheet(sheet: OpenedSheet | None) -> dict[str, object]:
    if sheet is None:
        return {}
    answers = sheet.answers
    return {
        "ark": sheet.id,
        "english": answers.meeting.language == "en",
    }


def _table_for(database: Database, clock: Clock, sheet: OpenedSheet | None) -> Table:
    """The candidate's own openings first, then the newest of the fagområder."""
    fields = sheet.answers.fields if sheet else ()
    own = [one.opening_id for one in sheet.answers.proposals if one.opening_id] if sheet else []
    with database.reading() as session:
        found = published_by_ids(session, own, clock=clock) + newest_for(session, fields, clock=clock)
    return Table(list({one.id: one for one in found}.values()), {})


def _posted_table(database: Database, clock: Clock, form: AgreementForm, posted: FormData) -> Table:
    """The openings that stood on the page and those whose links were pasted; these begin as inspiration."""
    standings = dict(posted_standings(posted))
    lines = linked_openings(form.more.data or "")
    for identifier in lines.values():
        if identifier:
            standings[identifier] = standings.get(identifier) or Standing.INSPIRATION
    with database.reading() as session:
        found = published_by_ids(session, list(standings), clock=clock)
    known = {one.id for one in found}
    unknown = [line for line, identifier in lines.items() if identifier not in known]
    if unknown:
        form.more.errors = [UNKNOWN_LINK]
    form.more.data = "\n".join(unknown)
    gone = sum(1 for one in posted_standings(posted) if one not in known)
    return Table(found, standings, gone)
