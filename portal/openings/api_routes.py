"""Openings as JSON: the keys of the contract and no other."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field

from portal.openings import service
from portal.openings.filter_query import LONGEST_Q, read_filters, unknown_parameters
from portal.openings.filters import BY_AGREEMENT, HOURS
from portal.openings.labels import LANGUAGES
from portal.openings.routes import OpeningId
from portal.web.guards import PUBLIC
from portal.web.session import ClockDep, SessionDep

router = APIRouter(prefix="/api/v1", tags=["openings"])


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


class Asked(BaseModel):
    """Any value of one parameter is enough; every parameter must be met."""

    type: list[str] = Field([], description="praktik, loentilskud, job, vejledning, or the label talent")
    field: list[str] = Field([], description="ids of the fagområder")
    area: str = Field("", description="id of a region or landsdel; what lies in it is shown too")
    competence: list[str] = Field([], description="ids of the register of competences")
    hours: list[str] = Field([], description=f"{', '.join(HOURS)} or {BY_AGREEMENT}, a week")
    language: list[str] = Field([], description=", ".join(LANGUAGES))
    work_form: list[str] = Field([], description="on-site, hybrid or remote")
    sector: list[str] = Field([], description="private or public")
    new: Literal["", "1"] = Field("", description="1 is what was published in this ISO week")
    q: str = Field("", max_length=LONGEST_Q, description="words that must all stand in the text")
    page: int = Field(1, ge=1, le=100_000)
    limit: int = Field(20, ge=1, le=100)


@router.get("/openings", dependencies=[PUBLIC], name="api_openings")
def api_openings(
    request: Request, session: SessionDep, clock: ClockDep, asked: Annotated[Asked, Query()]
) -> OpeningsOut:
    """Published openings, newest week first."""
    _refuse_unknown(request)
    filters = read_filters(request.query_params)
    found = service.published(session, filters, asked.page, clock=clock, size=asked.limit)
    results = [OpeningOut.model_validate(opening.as_json()) for opening in found.items]
    return OpeningsOut(total=found.total, page=asked.page, results=results)


@router.get("/openings/{opening_id}", dependencies=[PUBLIC], name="api_opening")
def api_opening(session: SessionDep, clock: ClockDep, opening_id: OpeningId) -> OpeningOut:
    """One opening; 410 when it was taken down."""
    return OpeningOut.model_validate(service.one_published(session, opening_id, clock=clock).as_json())


def _refuse_unknown(request: Request) -> None:
    """A page forgives an unknown value in an old link; a program is told."""
    wrong = unknown_parameters(request.query_params)
    if wrong:
        raise RequestValidationError([{"loc": ("query", name), "type": "value_error"} for name in wrong])
