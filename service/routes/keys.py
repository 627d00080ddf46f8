"""/v1/keys: who may call, for whoever administers the service. The text of a key is in the answer that makes it, and nowhere else."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import Connection

from service.body import JSON, read_json_body
from service.deadline import timeout_of
from service.idempotency import Claim, Given
from service.identity.caller import Scope, caller_of
from service.identity.guard import needs
from service.identity.key import Key, KeyTerms
from service.identity.key_acts import GRACE, KeyAct, make, revoke, rotate
from service.identity.key_table import KeyGone, read_keys
from service.openapi import problems
from service.problems import Problem
from service.running import Running, running
from service.stored_body import read_model, takes
from valuation.audience import Audience
from valuation.catalogue import say

router = APIRouter(prefix="/v1/keys", tags=["keys"], dependencies=[needs("admin")])


class KeyShown(BaseModel):
    """A key without its secret. `id` is the prefix that its text begins with."""

    id: str = Field(examples=["k7f2m4qa"])
    name: str
    owner: str
    scopes: tuple[Scope, ...]
    audience: Audience
    quota: int | None
    created: datetime
    expires: datetime | None
    revoked: datetime | None
    last_used: datetime | None = Field(description="to the minute")
    rotated_to: str | None = Field(description="the key that follows this one")

    @classmethod
    def of(cls, key: Key) -> KeyShown:
        """What may be seen of a key."""
        shown = {name: getattr(key, name) for name in cls.model_fields if name != "scopes"}
        return cls(**shown, scopes=tuple(sorted(key.scopes)))


class KeyList(BaseModel):
    """Every key there ever was, the oldest first."""

    keys: tuple[KeyShown, ...]


class NewKey(BaseModel):
    """A new key. Keep `text`: it is shown this once."""

    key: KeyShown
    text: str = Field(examples=["val_k7f2m4qa_…"])


class Rotation(BaseModel):
    """How a key is followed by another."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    grace: int = Field(default=int(GRACE.total_seconds()), ge=0, le=90 * 86_400, description="seconds for which the old key goes on")


@router.get("", operation_id="keys-list", summary="Every key, without its secret", responses=problems(500, 503))
async def list_keys(request: Request) -> KeyList:
    """As the database has them now."""
    return KeyList(keys=tuple(KeyShown.of(key) for key in await _stored(running(request))))


@router.post(
    "",
    operation_id="keys-create",
    summary="Make a key",
    status_code=201,
    response_model=None,
    responses={201: {"model": NewKey}, **problems(400, 408, 409, 413, 415, 422, 500, 503)},
    openapi_extra=takes(KeyTerms),
)
async def create_key(request: Request) -> Response:
    """The text of the key is in this answer alone; what is kept of it opens nothing."""
    body = await read_json_body(request, running(request).settings.max_body)
    terms = read_model(body, KeyTerms)

    async def act(serving: Running) -> KeyAct:
        return make(terms, serving.clock())

    return await _once(request, body, act)


@router.post(
    "/{prefix}/rotate",
    operation_id="keys-rotate",
    summary="Follow a key by another with the same rights",
    status_code=201,
    response_model=None,
    responses={201: {"model": NewKey}, **problems(400, 404, 408, 409, 413, 415, 422, 500, 503)},
    openapi_extra=takes(Rotation),
)
async def rotate_key(request: Request) -> Response:
    """The old key goes on for `grace` seconds, so that whoever uses it can change over."""
    body = await read_json_body(request, running(request).settings.max_body)
    grace = timedelta(seconds=read_model(body, Rotation).grace)

    async def act(serving: Running) -> KeyAct:
        return rotate(await _named(request, serving), serving.clock(), grace)

    return await _once(request, body, act)


@router.delete("/{prefix}", operation_id="keys-revoke", summary="End a key at once", status_code=204, responses=problems(404, 409, 422, 500, 503))
async def revoke_key(request: Request) -> Response:
    """It opens nothing from now on; in other processes within VALUATION_KEYS_REFRESH seconds."""
    serving = running(request)
    await _recorded(request, serving, revoke(await _named(request, serving), serving.clock()))
    return Response(status_code=204)


async def _once(request: Request, body: bytes, act_of: Callable[[Running], Awaitable[KeyAct]]) -> Response:
    """Makes a key once for an Idempotency-Key, and answers with its text."""
    serving = running(request)

    async def act(claim: Claim) -> Given:
        done = await act_of(serving)
        answer = NewKey(key=KeyShown.of(done.key), text=done.text or "")
        given = Given(201, answer.model_dump_json().encode(), {"Content-Type": JSON})
        await _recorded(request, serving, done, lambda connection: claim.complete(connection, given))
        return given

    return await serving.idempotency.once(request, body, act)


async def _recorded(request: Request, serving: Running, act: KeyAct, also: Callable[[Connection], None] | None = None) -> None:
    """Changes the keys, in this process at once, together with the record of it."""
    draft = act.draft(caller_of(request), serving.clock(), also)
    try:
        await serving.audit.record(draft, timeout_of(request, serving.settings))
    except KeyGone:
        raise Problem("key_ended", say("problems.ended_key", prefix=act.key.id)) from None
    serving.identity.ring.put(*act.changed)


async def _named(request: Request, serving: Running) -> Key:
    prefix: str = request.path_params["prefix"]
    for key in await _stored(serving):
        if key.id == prefix:
            return key
    raise Problem("not_found", say("problems.unknown_prefix", prefix=prefix[:100]))


async def _stored(serving: Running) -> list[Key]:
    def read() -> list[Key]:
        with serving.database.read() as connection:
            return read_keys(connection)

    return await serving.database.run(read)
