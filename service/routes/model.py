"""GET /v1/model: who answers here, on what it was trained, and what it wants to know."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from service.body import JSON
from service.identity.guard import ANY_SCOPE
from service.language import asked_language, headers_of, left_out
from service.model_identity import ModelIdentity, identity_of
from service.openapi import SPOKEN, problems
from service.running import running

router = APIRouter(tags=["model"])


@router.get(
    "/v1/model",
    dependencies=[ANY_SCOPE],
    operation_id="model-get",
    summary="The model that answers",
    response_model=None,
    responses={200: {"model": ModelIdentity}, **problems(422, 500)},
    openapi_extra=SPOKEN,
)
async def get_model(request: Request) -> Response:
    """Identity, price concept, heads with their training rows, the attributes the model reads, data window and limits."""
    language = asked_language(request.scope)
    identity = identity_of(running(request).served.current.manifest)
    return Response(identity.model_dump_json(exclude=left_out(ModelIdentity, language)), headers=headers_of(language), media_type=JSON)
