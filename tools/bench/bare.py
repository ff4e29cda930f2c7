"""The bare program everything is compared with: one route, one constant answer, the product's own server."""

import sys

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from portal.web.deadlines import HttpWithDeadlines


async def answer(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("ok")


app = Starlette(routes=[Route("/", answer)])

if __name__ == "__main__":
    uvicorn.run(
        "tools.bench.bare:app",
        http=HttpWithDeadlines,
        port=int(sys.argv[1]),
        workers=int(sys.argv[2]),
        access_log=False,
        log_level="error",
    )
