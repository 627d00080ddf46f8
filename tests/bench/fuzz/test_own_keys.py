from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bench.fuzz.own_keys import OwnKeys


def heard(*keys: bytes) -> list[bytes]:
    found: list[bytes] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        found.extend(value for name, value in scope.get("headers", ()) if name == b"idempotency-key")

    async def story() -> None:
        own = OwnKeys(app)
        for key in keys:
            await own({"type": "http", "headers": [(b"idempotency-key", key), (b"x", key)]}, None, None)  # type: ignore[arg-type]
        await own({"type": "lifespan"}, None, None)  # type: ignore[arg-type]

    asyncio.run(story())
    return found


def test_a_valid_key_names_no_other_call_and_stays_valid() -> None:
    found = heard(b"0", b"0", b"k" * 200)
    assert len(set(found)) == 3 and found[0].startswith(b"0-") and max(map(len, found)) <= 200


@pytest.mark.parametrize("key", [b"", b" ", b"a b", b"\xff", b"k" * 201])
def test_an_invalid_key_stays_invalid(key: bytes) -> None:
    assert heard(key) == [key]
