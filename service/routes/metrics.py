"""GET /metrics: the counters in Prometheus' text format."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter, Request, Response

from service.identity.guard import OPEN
from service.openapi import problems
from service.running import running

router = APIRouter(tags=["health"])


@router.get(
    "/metrics",
    dependencies=[OPEN],
    operation_id="health-metrics",
    summary="Counters for Prometheus",
    response_class=Response,
    responses={200: {"content": {"text/plain": {"schema": {"type": "string"}}}}, **problems(500)},
)
async def metrics(request: Request) -> Response:
    """Counts since the start of the process, or of all worker processes where there are several."""
    serving = running(request)
    serving.metrics.queued(serving.batcher.waiting)  # as it is now: batches tell of it only when they go out
    body, media_type = await asyncio.to_thread(serving.metrics.exposition)  # everybody may ask for it; with workers it reads all their files
    return Response(body, headers={"Content-Type": media_type})
