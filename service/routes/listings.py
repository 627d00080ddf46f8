"""GET /v1/listings: what is known of a listing, and what was shown when it was published."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from fastapi import APIRouter, Request, Response
from sqlalchemy import Connection

from service.body import JSON
from service.identity.caller import caller_of
from service.identity.guard import needs
from service.language import asked_language, headers_of, left_out
from service.listing_history import ListingHistory, history_of, publication_of
from service.openapi import SPOKEN, problems
from service.problems import Problem
from service.running import running
from valuation.catalogue import say
from valuation.valuation import Valuation

router = APIRouter(prefix="/v1/listings", tags=["listings"], dependencies=[needs("value", "appraise")])

Found = TypeVar("Found")
_POSSIBLE = re.compile(r"[^\x00-\x1f\x7f\ud800-\udfff]{1,200}")
_OWNER: dict[str, Any] = {
    "name": "owner",
    "in": "query",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
    "description": "whose it is; without it the caller's own, else that of the one owner who published one of that id (a 404 asks where several did)",
}


@router.get(
    "/{listing_id:path}/publications/{version}",
    operation_id="listings-publication",
    summary="What was shown when a version of a listing was published",
    response_model=None,
    responses={200: {"model": Valuation}, **problems(404, 500, 503)},
    openapi_extra={"parameters": [_OWNER]},
)
async def get_publication(request: Request) -> Response:
    """The valuation as it was frozen then, to the byte, in both languages: for insiders of the owner as valued, for anybody else as the public may see it."""
    (listing_id, owner), version = _listing(request), request.path_params["version"]
    caller = caller_of(request)
    known = re.fullmatch("[0-9]{1,9}", version) is not None
    found = await _read(request, lambda connection: publication_of(connection, caller, listing_id, int(version), owner)) if known else None
    if found is None:
        raise Problem("not_found", say("storing.no_publication", listing=listing_id[:200], version=version[:20]))
    return Response(found, media_type=JSON)


@router.get(
    "/{listing_id:path}",
    operation_id="listings-get",
    summary="A listing over time",
    response_model=None,
    responses={200: {"model": ListingHistory}, **problems(404, 422, 500, 503)},
    openapi_extra={"parameters": [*SPOKEN["parameters"], _OWNER]},
)
async def get_listing(request: Request) -> Response:
    """The versions and states in which it was valued, what was published, and what became of it; outsiders see what was published."""
    (listing_id, owner), language = _listing(request), asked_language(request.scope)
    found = await _read(request, partial(history_of, caller=caller_of(request), listing_id=listing_id, owner=owner))
    if found is None:
        raise Problem("not_found", say("storing.no_listing", listing=listing_id[:200]))
    return Response(found.model_dump_json(exclude=left_out(ListingHistory, language)), headers=headers_of(language), media_type=JSON)


def _listing(request: Request) -> tuple[str, str | None]:
    """The id in the path and the owner in the query, if it names one; Problem for those that no listing can have."""
    given: str = request.path_params["listing_id"]
    owner = request.query_params.get("owner")
    if not _POSSIBLE.fullmatch(given) or (owner is not None and not _POSSIBLE.fullmatch(owner)):
        raise Problem("not_found", say("storing.no_listing", listing=given[:200]))
    return given, owner


async def _read(request: Request, read: Callable[[Connection], Found]) -> Found:
    def reading() -> Found:
        with running(request).database.read() as connection:
            return read(connection)

    return await running(request).database.run(reading)
