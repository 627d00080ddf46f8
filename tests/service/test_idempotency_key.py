"""A key is read from one header, bare or quoted; two calls are the same if method, path and body are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Scope

from service.idempotency_key import fingerprint, key_of
from service.problems import Problem

VISIBLE = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=200)


def call(*keys: bytes, method: str = "POST", path: str = "/v1/outcomes", query: bytes = b"") -> Scope:
    return {"type": "http", "method": method, "path": path, "query_string": query, "headers": [(b"idempotency-key", key) for key in keys]}


@given(VISIBLE.filter(lambda key: '"' not in key))
def test_a_key_means_the_same_bare_and_in_quotes(key: str) -> None:
    assert key_of(call(key.encode())) == key_of(call(f'"{key}"'.encode())) == key


@pytest.mark.parametrize("keys", [(), (b"",), (b'""',), (b"a b",), (b"\xe4",), (b"x" * 201,), (b"a", b"a"), (b"a\x7f",), (b"\t",)])
def test_a_call_without_a_readable_key_is_a_400(keys: tuple[bytes, ...]) -> None:
    with pytest.raises(Problem) as refused:
        key_of(call(*keys))
    assert (refused.value.status, refused.value.type.code) == (400, "idempotency_key_missing")


@given(st.binary(), st.binary())
def test_two_bodies_are_two_calls(one: bytes, other: bytes) -> None:
    assert (fingerprint(call(), one) == fingerprint(call(), other)) == (one == other)


def test_method_and_path_tell_calls_apart_and_the_language_does_not() -> None:
    assert len({fingerprint(scope, b"x") for scope in (call(), call(method="PUT"), call(path="/v1/keys"), call(path="/v1/outcomesx"))}) == 4
    assert fingerprint(call(path="/ab"), b"c") != fingerprint(call(path="/a"), b"bc")
    assert fingerprint(call(query=b"lang=zh"), b"x") == fingerprint(call(), b"x")
