"""Companies at the desk: list, new and edit."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from portal.openings import company_service, counts_service
from portal.openings.desk_access import COMPANY_CONSULTANT, CompanyConsultant, notices
from portal.openings.desk_lists import contains, searched
from portal.openings.forms import CompanyForm, company_values
from portal.shared.actors import Role
from portal.shared.texts import N_
from portal.web.forms import Posted
from portal.web.languages import page
from portal.web.pages import render, see_other
from portal.web.session import ClockDep, DatabaseDep, SessionDep
from portal.web.staff_menu import add_entry

router = APIRouter()
add_entry(N_("Virksomheder"), "companies", [Role.COMPANY_CONSULTANT], 40)


@page(router, "GET", da="/konsulent/virksomheder", en="/en/staff/companies", name="companies")
@page(router, "POST", da="/konsulent/virksomheder", en="/en/staff/companies", name="companies")
def list_companies(
    request: Request, posted: Posted, session: SessionDep, clock: ClockDep, actor: CompanyConsultant
) -> HTMLResponse:
    q = searched(posted)
    known = company_service.list_companies(session, actor)
    found = [company for company in known if contains(q, company.name, company.municipality)]
    counts = counts_service.how_they_stand(session, clock)
    values = {"companies": found, "q": q, "total": len(known), "counts": counts}
    return render(request, "openings/companies.html", values)


@page(
    router,
    "GET",
    da="/konsulent/virksomheder/ny",
    en="/en/staff/companies/new",
    name="new_company",
    dependencies=[COMPANY_CONSULTANT],
)
def new_company(request: Request) -> HTMLResponse:
    return render(
        request, "openings/company.html", notices(request) | {"form": CompanyForm(), "company": None}
    )


@page(router, "POST", da="/konsulent/virksomheder/ny", en="/en/staff/companies/new", name="new_company")
def add_company(
    request: Request, posted: Posted, session: SessionDep, clock: ClockDep, actor: CompanyConsultant
) -> Response:
    form = CompanyForm(posted)
    if not form.validate():
        values = notices(request) | {"form": form, "company": None}
        return render(request, "openings/company.html", values, status=422)
    company = company_service.add_company(session, actor, form.fields(), clock=clock)
    return see_other(request, "company", company_id=company.id, added=1)


@page(
    router,
    "GET",
    da="/konsulent/virksomheder/{company_id}",
    en="/en/staff/companies/{company_id}",
    name="company",
)
def edit_company(
    request: Request, session: SessionDep, actor: CompanyConsultant, company_id: str
) -> HTMLResponse:
    company = company_service.find_company(session, actor, company_id)
    form = CompanyForm(data=company_values(company), stored_branch=company.branch)
    return render(request, "openings/company.html", notices(request) | {"form": form, "company": company})


@page(
    router,
    "POST",
    da="/konsulent/virksomheder/{company_id}",
    en="/en/staff/companies/{company_id}",
    name="company",
)
def change_company(
    request: Request,
    posted: Posted,
    database: DatabaseDep,
    session: SessionDep,
    clock: ClockDep,
    actor: CompanyConsultant,
    company_id: str,
) -> Response:
    # Read apart: the detector comes before this request's turn to write.
    with database.reading() as reading:
        company = company_service.find_company(reading, actor, company_id)
    form = CompanyForm(posted, stored_branch=company.branch)
    if not form.validate():
        values = notices(request) | {"form": form, "company": company}
        return render(request, "openings/company.html", values, status=422)
    fields = form.fields()
    examinations = company_service.examine_change(database, actor, company_id, fields)
    company_service.change_company(session, actor, company_id, fields, examinations, clock=clock)
    return see_other(request, "company", company_id=company_id, saved=1)
