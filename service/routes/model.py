"""GET /v1/model: who answers here, on what it was trained, and what it wants to know."""

from __future__ import annotations

from fastapi import APIRouter, Request

from service.model_identity import ModelIdentity, identity_of
from service.openapi import problems
from service.running import running

router = APIRouter(tags=["model"])


@router.get("/v1/model", operation_id="model-get", summary="The model that answers", responses=problems(500))
async def get_model(request: Request) -> ModelIdentity:
    """Identity, price concept, heads with their training rows, the attributes the model reads, data window and limits."""
    return identity_of(running(request).scorer.bundle.manifest)
