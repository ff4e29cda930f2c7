"""Search as JSON: the keys of the contract and no other."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field

from portal.site_search import service
from portal.site_search.indexing import Indexes
from portal.site_search.limits import SEARCHES
from portal.site_search.service import TYPES, Result, Seeker
from portal.web import limits
from portal.web.guards import PUBLIC
from portal.web.session import ClockDep, DatabaseDep, SessionDep, SettingsDep

router = APIRouter(prefix="/api/v1", tags=["search"])
Type = Literal["module", "webinar", "opening", "page"]


class ResultOut(BaseModel):
    """One hit; the snippet is plain text."""

    id: str
    type: Type
    title: str
    url: str
    snippet: str
    score: float = Field(description="comparable within pages and within openings, not between them")


class ResultsOut(BaseModel):
    query: str
    total: int
    did_you_mean: str | None
    results: list[ResultOut]


@router.get("/search", dependencies=[PUBLIC], name="api_search")
def api_search(
    request: Request,
    session: SessionDep,
    database: DatabaseDep,
    clock: ClockDep,
    settings: SettingsDep,
    q: Annotated[str, Query(max_length=1000)],
    lang: Literal["da", "en"] = "da",
    type_: Annotated[list[Type], Query(alias="type")] = [],  # noqa: B006  (FastAPI copies it)
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> ResultsOut:
    """Pages before openings, the best first."""
    limits.take_from_address(request, SEARCHES)
    seeker = Seeker(session, Indexes.of(settings), service.Query(q, lang), database, clock)
    found = seeker.find_all(type_ or TYPES, limit=limit)
    results = [ResultOut.model_validate(_values(hit)) for hit in found.items]
    return ResultsOut(query=q, total=found.total, did_you_mean=found.did_you_mean, results=results)


def _values(hit: Result) -> dict[str, object]:
    return {
        "id": hit.id,
        "type": hit.type,
        "title": hit.plain_title,
        "url": hit.url,
        "snippet": hit.plain_snippet,
        "score": hit.score,
    }
