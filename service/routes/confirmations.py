"""One valuation: GET /v1/valuations/{valuation_id}, and what a person says of it: POST …/confirmations."""

from __future__ import annotations

from functools import partial
from typing import TypeVar

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from service.acting import acted
from service.audit.draft import Draft
from service.body import JSON, read_json_body
from service.confirmations import ConfirmationCall, ConfirmationKept, confirmation_of, facts_of, valuation_record
from service.idempotency import Claim, Given
from service.identity.caller import Caller, caller_of
from service.identity.duties import require_insider, require_other_person
from service.identity.guard import needs
from service.openapi import problems
from service.problems import Problem
from service.running import Running, running
from service.stored_body import read_model, takes
from service.valuation_record import ValuationRecord, valuation_of
from valuation.catalogue import say

router = APIRouter(prefix="/v1/valuations", tags=["valuations"])

Found = TypeVar("Found")


@router.get(
    "/{valuation_id}",
    dependencies=[needs("value", "appraise", "confirm")],
    operation_id="valuations-get",
    summary="A valuation as it was recorded",
    responses=problems(403, 404, 500, 503),
)
async def get_valuation(request: Request) -> ValuationRecord:
    """When, by whom, with which model, what the model said, and what people said of it. For insiders of its owner."""
    caller, id = caller_of(request), request.path_params["valuation_id"]
    require_insider(caller)

    def read() -> ValuationRecord | None:
        with running(request).database.read() as connection:
            found = valuation_record(connection, caller.owner, id)
            return None if found is None else valuation_of(connection, *found, id)

    return _known(await running(request).database.run(read), id)


@router.post(
    "/{valuation_id}/confirmations",
    dependencies=[needs("confirm")],
    operation_id="valuations-confirm",
    summary="Confirm a valuation, or put another price in its place",
    status_code=201,
    response_model=None,
    responses={201: {"model": ConfirmationKept}, **problems(400, 403, 404, 408, 409, 413, 415, 422, 500, 503)},
    openapi_extra=takes(ConfirmationCall),
)
async def create_confirmation(request: Request) -> Response:
    """A person's word, recorded for good. Whoever trained or promoted the model cannot give it."""
    serving, caller, id = running(request), caller_of(request), request.path_params["valuation_id"]
    require_insider(caller)
    body = await read_json_body(request, serving.settings.max_body)
    told = read_model(body, ConfirmationCall).root

    async def act(claim: Claim) -> Given:
        sha256, trained_by = _known(await serving.database.run(partial(_model_of, serving, caller, id)), id)
        draft = Draft(told.decision, caller, serving.clock(), facts_of(told, sha256), about=id)

        def store(connection: Connection) -> Given:
            require_other_person(connection, caller, sha256, trained_by)
            kept = confirmation_of(draft.id, id, draft.facts, caller.subject, draft.at)
            return Given(201, kept.model_dump_json().encode(), {"Content-Type": JSON})

        return await acted(request, serving, claim, draft, store)

    return await serving.idempotency.once(request, body, act)


def _model_of(serving: Running, caller: Caller, id: str) -> tuple[str, str | None] | None:
    """The digest of the model that made a valuation, and who trained it where it says so; None where the caller has no such valuation."""
    with serving.database.read() as connection:
        found = valuation_record(connection, caller.owner, id)
    if found is None:
        return None
    model: dict[str, str | None] = found[0].facts["model"]
    return str(model["sha256"]), model.get("trained_by")


def _known(found: Found | None, id: str) -> Found:
    if found is None:
        raise Problem("not_found", say("storing.no_valuation", id=id[:100]))
    return found
