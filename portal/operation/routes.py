"""`/readyz` and `/metrics`, for whoever runs the portal."""

import asyncio
from dataclasses import asdict

from fastapi import APIRouter, Request
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.responses import JSONResponse, Response

from portal.operation import gathering
from portal.operation.access import OPERATOR
from portal.operation.gathering import Gathered
from portal.operation.gauges import State
from portal.operation.readiness import Readiness
from portal.web.session import ClockDep, DatabaseDep, SettingsDep

router = APIRouter()


@router.get("/readyz", dependencies=[OPERATOR], include_in_schema=False)
async def readyz(request: Request) -> JSONResponse:
    """Whether the portal can do its work, and what cannot be done; it waits in a place of its own."""
    readiness: Readiness = request.app.state.readiness
    findings = await asyncio.get_running_loop().run_in_executor(readiness.places, readiness.look)
    ready = all(finding.ok for finding in findings)
    body = {"status": "ok" if ready else "failing", "checks": [asdict(finding) for finding in findings]}
    return JSONResponse(body, 200 if ready else 503)


@router.get("/metrics", dependencies=[OPERATOR], include_in_schema=False)
def metrics(request: Request, settings: SettingsDep, database: DatabaseDep, clock: ClockDep) -> Response:
    """Every worker's counts and how it stands now, as Prometheus reads it."""
    counts = gathering.gather(settings.data / gathering.FOLDER)
    registry = CollectorRegistry()
    registry.register(Gathered(counts))
    running, program = request.app.state.looks.running_build, request.app.version
    registry.register(State(settings, database, clock, running, program, len(counts)))
    return Response(generate_latest(registry), media_type=CONTENT_TYPE_PLAIN_0_0_4)
