"""POST /v1/valuations: achievements in, valuations out, in order."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response

from service.body import JSON, read_json_body
from service.deadline import timeout_of
from service.identity.guard import Access
from service.language import asked_language, headers_of
from service.openapi import CALL_SCHEMA, EXAMPLE_ANSWER, EXAMPLE_CALL, SWEEP_MEDIA, SWEPT, problems
from service.recording import RECORD_HEADER
from service.running import running
from service.sweep_doors import sweep_of
from service.valuing import value
from valuation.valuation import Valuations

PATH = "/v1/valuations"
ACCESS = Access(("value",))
router = APIRouter(tags=["valuations"])


@router.post(
    PATH,
    dependencies=[Depends(ACCESS)],
    operation_id="valuations-create",
    summary="Value 1 to 1,024 achievements; more as a sweep",
    response_model=None,
    responses={
        200: {"model": Valuations, "content": {JSON: {"example": EXAMPLE_ANSWER}, **SWEEP_MEDIA}},
        **problems(400, 408, 413, 415, 422, 429, 500, 503, 504),
    },
    openapi_extra={**SWEPT, "requestBody": {"required": True, "content": {JSON: {"schema": CALL_SCHEMA, "example": EXAMPLE_CALL}, **SWEEP_MEDIA}}},
)
async def create_valuations(request: Request) -> Response:
    """One valuation per achievement, in order. An achievement that is invalid, or that the model refuses, says so in its place; the others are valued.

    A long list goes as an Arrow stream or as NDJSON: then it is answered in the same format while it is being read, and may have a million rows.
    """
    if (sweep := sweep_of(request)) is not None:
        return sweep
    serving, language = running(request), asked_language(request.scope)
    timeout = timeout_of(request, serving.settings)
    serving.require_room(timeout)  # before any work for a call that would be refused
    body = await read_json_body(request, serving.settings.max_body)
    answered = await value(body, serving, request, language, timeout)
    return Response(answered.json, headers={RECORD_HEADER: answered.record, **answered.headers, **headers_of(language)}, media_type=JSON)
