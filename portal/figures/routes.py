"""Figures at the desk: closed months as tables, a drawing and a file."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from portal.figures import labels, service, views
from portal.figures.months import Month
from portal.openings.rules import Kind
from portal.shared.actors import Role
from portal.shared.clock import Clock
from portal.shared.dates import full_date
from portal.shared.registers import load_registers
from portal.shared.texts import N_
from portal.web.guards import role
from portal.web.languages import language, page
from portal.web.pages import render
from portal.web.session import ClockDep, SessionDep
from portal.web.staff_menu import add_entry

router = APIRouter()
READERS = (
    Role.MANAGER,
    Role.ADMINISTRATOR,
    Role.COMPANY_CONSULTANT,
    Role.EMPLOYMENT_CONSULTANT,
)
READER = role(*READERS)
PATHS = {"da": "/konsulent/tal", "en": "/en/staff/figures"}
FILES = {"da": "/konsulent/tal.csv", "en": "/en/staff/figures.csv"}
add_entry(N_("Månedstal"), "figures", READERS, 80)


@page(router, "GET", **PATHS, name="figures", dependencies=[READER])
def figures(request: Request, session: SessionDep, clock: ClockDep, month: str = "") -> HTMLResponse:
    """The newest closed month, or the one that was asked for."""
    months, lang = service.months(session, clock), language(request)
    found = next((one for one in months if one.month == month), None)
    wrong = bool(month) and found is None
    values: dict[str, object] = {"months": [(one.month, views.month_name(one.month, lang)) for one in months]}
    values |= {"wrong": wrong, "first_day": full_date(_next_month(clock), lang)}
    chosen = found or next(iter(months), None)
    values |= _of_month(chosen, months, lang) if chosen else {"chosen": None}
    return render(request, "figures/figures.html", values, status=422 if wrong else 200)


@page(router, "GET", **FILES, name="figures_csv", dependencies=[READER])
def figures_csv(request: Request, session: SessionDep, clock: ClockDep) -> Response:
    lang = language(request)
    name = "figures.csv" if lang == "en" else "tal.csv"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    content = views.as_csv(service.months(session, clock), lang)
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


def _of_month(chosen: Month, months: Sequence[Month], lang: str) -> Mapping[str, object]:
    """The month in its tables, and the months up to it."""
    at = list(months).index(chosen)
    shown = list(reversed(months[at : at + views.MOST_MONTHS]))
    drawn = views.bars(shown, chosen, lang)
    return {
        "chosen": chosen.month,
        "chosen_name": views.month_name(chosen.month, lang),
        "columns": [views.month_name(month.month, lang) for month in shown],
        "over_time": views.over_time(shown, lang),
        "by_field": views.divided(chosen, chosen.by_field, lang),
        "by_kind": views.divided(chosen, chosen.by_kind, lang),
        "fields": [field.name(lang) for field in load_registers().fields],
        "kinds": [views.row_names(lang)[kind.value] for kind in Kind],
        "bars": drawn,
        "height": views.drawing_height(drawn),
        "meanings": [(name, labels.MEANINGS[measure]) for measure, name in labels.NAMES.items()],
    }


def _next_month(clock: Clock) -> date:
    return (clock.today().replace(day=1) + timedelta(days=32)).replace(day=1)
