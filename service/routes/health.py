"""GET /live, GET /ready: for whoever restarts the process, and for whoever sends it traffic."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel

from service.identity.guard import OPEN
from service.openapi import problems
from service.problems import Problem
from service.running import Running, running
from service.served import Served
from valuation.catalogue import say

router = APIRouter(tags=["health"])


class Live(BaseModel):
    """The event loop answers and the scoring loop works."""

    status: Literal["live"] = "live"


class Ready(BaseModel):
    """The bundle is loaded, passes its self-test, and can score; what is scored can be recorded."""

    status: Literal["ready"] = "ready"
    model: str
    version: str


@router.get("/live", dependencies=[OPEN], operation_id="health-live", summary="Is the process alive?", responses=problems(503))
async def live(request: Request) -> Live:
    """503 where scoring is broken for good or has stalled: restart the process."""
    require_scoring(running(request))
    return Live()


@router.get("/ready", dependencies=[OPEN], operation_id="health-ready", summary="Can it value?", responses=problems(503))
async def ready(request: Request) -> Ready:
    """200 once the bundle is verified, as long as it passes its self-test, batches can be scored, the database can be reached and the queue has room."""
    serving = running(request)
    served = serving.served.current
    await require_ready(serving, served)
    manifest = served.manifest
    return Ready(model=manifest.name, version=manifest.version)


async def require_ready(serving: Running, served: Served) -> None:
    """Problem where requests had better go to another process; it says why."""
    if (trouble := await serving.readiness.trouble(serving, served)) is not None:
        raise Problem("not_ready", trouble)


def require_scoring(serving: Running, served: Served | None = None) -> None:
    """Problem where nothing can be scored, now or ever again; of the model that answers now where none is given."""
    trouble = serving.batcher.trouble((served or serving.served.current).scorer)
    if trouble is not None:
        raise Problem("not_ready", say("problems.nothing_scored", trouble=trouble))
