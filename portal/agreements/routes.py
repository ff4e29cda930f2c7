"""The employment consultant's desk: sheets and the agreement."""

from fastapi import APIRouter

from portal.agreements import builder_routes, sheet_routes

router = APIRouter()
for part in (sheet_routes, builder_routes):
    router.include_router(part.router)
