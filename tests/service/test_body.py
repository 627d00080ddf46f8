from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.requests import Request

from service.body import read_json_body
from service.departure import Departed
from service.problems import Problem


def read(chunks: list[bytes], limit: int = 100, leaves: bool = False, **headers: str) -> bytes:
    """What is read of a body that arrives in chunks, after which the client may leave without ending it."""
    sent = [{"type": "http.request", "body": chunk, "more_body": leaves or at < len(chunks) - 1} for at, chunk in enumerate(chunks)]
    messages = iter([*sent, {"type": "http.disconnect"}])

    async def receive() -> Any:
        return next(messages)

    given = {"content-type": "application/json"} | {name.replace("_", "-"): value for name, value in headers.items()}
    scope = {"type": "http", "method": "POST", "path": "/", "headers": [(name.encode(), value.encode()) for name, value in given.items()]}
    return asyncio.run(read_json_body(Request(scope, receive), limit))


def refused(chunks: list[bytes], **headers: Any) -> str:
    with pytest.raises(Problem) as problem:
        read(chunks, **headers)
    return problem.value.type.code


def test_a_body_in_pieces_is_read_whole():
    assert read([b'{"a"', b": 1", b"}"]) == b'{"a": 1}'
    assert read([b"x" * 100]) == b"x" * 100


@pytest.mark.parametrize("media_type", ["application/json; charset=utf-8", "APPLICATION/JSON"])
def test_parameters_and_case_of_the_media_type_do_not_matter(media_type: str):
    assert read([b"{}"], content_type=media_type) == b"{}"


@pytest.mark.parametrize("media_type", ["", "text/plain", "application/x-www-form-urlencoded", "application/jsonp"])
def test_another_media_type_is_refused(media_type: str):
    assert refused([b"{}"], content_type=media_type) == "unsupported_media_type"


def test_a_compressed_body_is_refused_rather_than_unpacked():
    assert refused([b"\x1f\x8b"], content_encoding="gzip") == "unsupported_media_type"


def test_a_body_that_announces_too_much_is_refused_before_it_is_read():
    assert refused([], content_length="101") == "too_large"


@pytest.mark.parametrize("claimed", [{}, {"content_length": "5"}, {"content_length": "-1"}])
def test_a_body_that_sends_too_much_is_refused_whatever_it_announced(claimed: dict[str, str]):
    assert refused([b"x" * 60, b"x" * 60], **claimed) == "too_large"


def test_a_client_that_leaves_in_the_middle_has_departed():
    with pytest.raises(Departed):
        read([b"{"], leaves=True)


def test_a_body_whose_rest_does_not_come_is_given_up():
    never = asyncio.Event()

    async def receive() -> Any:
        await never.wait()

    scope = {"type": "http", "method": "POST", "path": "/", "headers": [(b"content-type", b"application/json")]}
    with pytest.raises(Problem) as problem:
        asyncio.run(read_json_body(Request(scope, receive), 100, idle=0.01))
    assert (problem.value.type.code, problem.value.status) == ("idle", 408)


def test_a_body_that_comes_byte_by_byte_is_given_up_however_long_it_goes_on():
    async def receive() -> Any:
        await asyncio.sleep(0.005)
        return {"type": "http.request", "body": b" ", "more_body": True}

    scope = {"type": "http", "method": "POST", "path": "/", "headers": [(b"content-type", b"application/json")]}
    with pytest.raises(Problem, match="too slowly") as problem:
        asyncio.run(asyncio.wait_for(read_json_body(Request(scope, receive), 1_000_000, idle=0.05), 5))
    assert (problem.value.type.code, problem.value.status) == ("idle", 408)


def test_a_body_that_takes_long_because_it_is_large_is_read():
    pieces = [b"x" * 1_000] * 20

    async def receive() -> Any:
        await asyncio.sleep(0.005)
        return {"type": "http.request", "body": pieces.pop(), "more_body": bool(pieces)}

    scope = {"type": "http", "method": "POST", "path": "/", "headers": [(b"content-type", b"application/json")]}
    assert len(asyncio.run(read_json_body(Request(scope, receive), 1_000_000, idle=0.05))) == 20_000
