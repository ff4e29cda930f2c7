"""The company consultant's desk: companies, openings and the second reading."""

from fastapi import APIRouter

from portal.openings import (
    company_routes,
    copy_routes,
    counts_routes,
    desk_routes,
    ending_routes,
    life_routes,
    live_routes,
    review_routes,
)

router = APIRouter()
for part in (
    company_routes,
    live_routes,
    copy_routes,
    counts_routes,
    desk_routes,
    ending_routes,
    life_routes,
    review_routes,
):
    router.include_router(part.router)
