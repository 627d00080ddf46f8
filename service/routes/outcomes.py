"""POST /v1/outcomes: what became of a listing."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from service.acting import acted
from service.audit.draft import Draft
from service.body import JSON, read_json_body
from service.idempotency import Claim, Given
from service.identity.caller import caller_of
from service.identity.duties import require_insider
from service.identity.guard import needs
from service.language import asked_language, headers_of, left_out
from service.openapi import SPOKEN, problems
from service.outcomes import OutcomeAnswer, OutcomeCall, facts_of, keep_outcome, require_past
from service.running import running
from service.stored_body import read_model, takes

router = APIRouter(tags=["listings"])


@router.post(
    "/v1/outcomes",
    dependencies=[needs("value")],
    operation_id="outcomes-create",
    summary="Tell what became of a listing",
    status_code=201,
    response_model=None,
    responses={201: {"model": OutcomeAnswer}, **problems(400, 403, 408, 409, 413, 415, 422, 500, 503)},
    openapi_extra=takes(OutcomeCall, *SPOKEN["parameters"]),
)
async def create_outcome(request: Request) -> Response:
    """Sold for a price, unsold, or withdrawn. A listing that was never valued here is taken too, and the answer says so."""
    serving, caller, language = running(request), caller_of(request), asked_language(request.scope)
    require_insider(caller)
    body = await read_json_body(request, serving.settings.max_body)
    told = read_model(body, OutcomeCall).root
    require_past(told, serving.clock())

    async def act(claim: Claim) -> Given:
        draft = Draft("outcome", caller, serving.clock(), facts_of(told))

        def store(connection: Connection) -> Given:
            answer = keep_outcome(connection, draft.id, told, caller, draft.at)
            return Given(201, answer.model_dump_json(exclude=left_out(OutcomeAnswer, language)).encode(), {"Content-Type": JSON, **headers_of(language)})

        return await acted(request, serving, claim, draft, store)

    return await serving.idempotency.once(request, body, act)
