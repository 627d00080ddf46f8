"""GET /: where to go from here, for whoever opens the address in a browser."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import BaseModel

from service.openapi import problems

router = APIRouter(tags=["start"])


class Start(BaseModel):
    """The routes of this service."""

    service: str = "valuation of technology achievements"
    value: str = "POST /v1/valuations"
    model: str = "GET /v1/model"
    openapi: str = "GET /openapi.json"
    health: str = "GET /live, GET /ready, GET /metrics"


@router.get("/", operation_id="start-get", summary="Where to go from here", responses=problems(500))
async def start() -> Start:
    """The routes by name."""
    return Start()
