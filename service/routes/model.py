"""/v1/model: who answers here, on what it was trained, what it wants to know, and what would answer in its place."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from service.audit.draft import Draft
from service.body import JSON
from service.deadline import timeout_of
from service.identity.caller import caller_of
from service.identity.guard import ANY_SCOPE, needs
from service.job import DeadlineExceeded
from service.language import asked_language, headers_of, left_out
from service.model_identity import ModelIdentity, identity_of
from service.openapi import SPOKEN, problems
from service.running import Running, running
from service.succession.watcher import Refused
from valuation.bilingual import Bilingual
from valuation.catalogue import say

router = APIRouter(tags=["model"])


class RefusedModel(BaseModel):
    """A bundle that should answer and must not; the one before it goes on."""

    version: str | None = Field(description="null where not even that is known: the folder is away, or its pointer broken")
    why: Literal["unreachable", "bundle", "storage", "unexpected"]
    reason: str
    since: datetime

    @classmethod
    def of(cls, refused: Refused | None) -> RefusedModel | None:
        """What a watcher refused, None where it refused nothing."""
        return None if refused is None else cls(version=refused.version, why=refused.why, reason=refused.reason, since=refused.since)


class ServedModel(ModelIdentity):
    """The model that answers, and what would answer in its place."""

    watching: bool = Field(description="whether another champion is taken over without a restart")
    refused: RefusedModel | None
    challenger: str | None = Field(description="version that scores some calls too, and answers none")


class Reloaded(BaseModel):
    """What a look at the champion folder came to, in the process that answered."""

    outcome: Literal["unchanged", "taken_over", "refused"]
    version: str = Field(description="of the model that answers now")
    refused: RefusedModel | None
    workers: int = Field(description="processes of this service; the others look at their next turn")
    note: Bilingual


@router.get(
    "/v1/model",
    dependencies=[ANY_SCOPE],
    operation_id="model-get",
    summary="The model that answers",
    response_model=None,
    responses={200: {"model": ServedModel}, **problems(422, 500)},
    openapi_extra=SPOKEN,
)
async def get_model(request: Request) -> Response:
    """Identity, price concept, heads with their training rows, the attributes the model reads, data window and limits."""
    language, serving = asked_language(request.scope), running(request)
    succession, shadow = serving.succession, serving.succession.shadow
    found = ServedModel(
        **dict(identity_of(serving.served.current.manifest)),
        watching=succession.watched,
        refused=RefusedModel.of(succession.watcher.refused),
        challenger=None if shadow is None or shadow.challenger is None else shadow.challenger.manifest.version,
    )
    return Response(found.model_dump_json(exclude=left_out(ServedModel, language)), headers=headers_of(language), media_type=JSON)


@router.post(
    "/v1/model/reload",
    dependencies=[needs("admin")],
    operation_id="model-reload",
    summary="Look now whether another bundle should answer",
    response_model=None,
    responses={200: {"model": Reloaded}, **problems(422, 500, 503, 504)},
    openapi_extra=SPOKEN,
)
async def reload_model(request: Request) -> Response:
    """Follows the champion folder at once, in the process that gets the request; requests go on meanwhile. What must not be used is refused, and the model
    before it goes on answering.
    """
    language, serving = asked_language(request.scope), running(request)
    timeout = timeout_of(request, serving.settings)
    looked = await serving.succession.watcher.look_within(timeout)
    if looked is None:
        raise DeadlineExceeded(f"no look within {timeout:g} s")
    version = serving.served.current.manifest.version
    facts = {"outcome": looked.outcome, "version": version, "refused": None if looked.refused is None else looked.refused.version}
    await serving.audit.record(Draft("reload", caller_of(request), serving.clock(), facts, about=version), timeout)
    found = Reloaded(outcome=looked.outcome, version=version, refused=RefusedModel.of(looked.refused), workers=serving.settings.workers, note=_note(serving))
    return Response(found.model_dump_json(exclude=left_out(Reloaded, language)), headers=headers_of(language), media_type=JSON)


def _note(serving: Running) -> Bilingual:
    """How far this look reaches."""
    if serving.settings.workers == 1:
        return say("model.only_process")
    return say("model.other_processes", seconds=serving.settings.watch) if serving.succession.watched else say("model.each_process")
