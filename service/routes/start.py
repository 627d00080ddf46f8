"""GET /: where to go from here, for whoever opens the address in a browser; GET /openapi.json: all of it, for programs."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field
from starlette.responses import JSONResponse

from service.body import JSON
from service.identity.guard import OPEN
from service.language import asked_language, headers_of
from service.openapi import SPOKEN, problems
from service.running import running
from valuation.catalogue import say

router = APIRouter(tags=["start"])


class Start(BaseModel):
    """The routes of this service."""

    service: str
    value: str = "POST /v1/valuations"
    model: str = "GET /v1/model"
    openapi: str = "GET /openapi.json"
    health: str = "GET /live, GET /ready, GET /metrics"
    access: str = Field(description="how to show who one is, or that nobody is asked")


@router.get("/", dependencies=[OPEN], operation_id="start-get", summary="Where to go from here", responses=problems(422, 500), openapi_extra=SPOKEN)
async def start(request: Request, response: Response) -> Start:
    """The routes by name."""
    language = asked_language(request.scope)
    response.headers.update(headers_of(language))
    access = say("service.open_demo" if running(request).identity.open else "service.asks")
    return Start(service=say("service.name").in_language(language), access=access.in_language(language))


@router.get("/openapi.json", dependencies=[OPEN], include_in_schema=False)
async def openapi(request: Request) -> Response:
    """The whole interface; written once, for everybody may ask for it."""
    kept = request.app.state
    if not hasattr(kept, "openapi"):
        kept.openapi = JSONResponse(request.app.openapi()).body
    return Response(kept.openapi, media_type=JSON)
