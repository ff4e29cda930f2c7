"""Openings as JSON: the keys of the contract and no other."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field

from portal.openings import service
from portal.openings.forms import read_filters
from portal.openings.routes import OpeningId
from portal.web.guards import PUBLIC
from portal.web.session import ClockDep, SessionDep

router = APIRouter(prefix="/api/v1", tags=["openings"])
FILTERS = ("type", "field", "area", "language", "q")


class OpeningOut(BaseModel):
    """One published opening."""

    id: str
    url: str
    type: str = Field(description="praktik, loentilskud, job or vejledning")
    title: str
    tasks: str
    day: str
    learn: str
    competences: list[str]
    field: str
    area: str
    sector: str = Field(description="private or public")
    hours: int | None = Field(description="hours a week; null is by agreement")
    start: str | None = Field(description="ISO date; null is by agreement")
    length: int | None = Field(description="weeks; null is by agreement or without end")
    language: str
    work_form: str
    published_week: str = Field(description="ISO week")


class OpeningsOut(BaseModel):
    total: int
    page: int
    results: list[OpeningOut]


@router.get("/openings", dependencies=[PUBLIC], name="api_openings")
def api_openings(
    request: Request,
    session: SessionDep,
    clock: ClockDep,
    type_: Annotated[list[str], Query(alias="type")] = [],  # noqa: B006  (FastAPI copies it)
    field: Annotated[list[str], Query()] = [],  # noqa: B006
    area: str = "",
    language: str = "",
    q: Annotated[str, Query(max_length=200)] = "",  # noqa: ARG001  (read with the other filters)
    page: Annotated[int, Query(ge=1, le=100_000)] = 1,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> OpeningsOut:
    """Published openings, newest week first."""
    filters = read_filters(request.query_params)
    _refuse_unknown(filters, types=type_, fields=field, area=area, language=language)
    found = service.published(session, filters, page, clock=clock, size=limit)
    results = [OpeningOut.model_validate(opening.as_json()) for opening in found.items]
    return OpeningsOut(total=found.total, page=page, results=results)


@router.get("/openings/{opening_id}", dependencies=[PUBLIC], name="api_opening")
def api_opening(session: SessionDep, clock: ClockDep, opening_id: OpeningId) -> OpeningOut:
    """One opening; 410 when it was taken down."""
    return OpeningOut.model_validate(service.one_published(session, opening_id, clock=clock).as_json())


def _refuse_unknown(
    filters: service.Filters, *, types: list[str], fields: list[str], area: str, language: str
) -> None:
    """A page forgives an unknown value in an old link; a program is told."""
    asked = {"type": {*types}, "field": {*fields}, "area": {area}, "language": {language}}
    kept = {
        "type": filters.types,
        "field": filters.fields,
        "area": filter(None, [filters.area]),
        "language": filter(None, [filters.language]),
    }
    wrong = [name for name, values in asked.items() if len(values - {""}) > len(list(kept[name]))]
    if wrong:
        raise RequestValidationError([{"loc": ("query", name), "type": "value_error"} for name in wrong])
