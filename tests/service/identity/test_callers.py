"""Who a request comes from, and when nobody is asked."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from service.identity.caller import ANYBODY, Caller
from service.identity.callers import Callers
from service.identity.key import Key, KeyTerms
from service.identity.key_ring import KeyRing
from service.problems import Problem

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
KEY, TEXT = Key.made(
    KeyTerms(name="a", owner="o", scopes=frozenset({"value"}), audience="seller"), NOW, lambda size: bytes(range(size))
)  # the same in every process: it is part of the names of tests
ANNA = Caller("oidc:i#anna", "anna", "o", frozenset({"confirm"}), "seller")


class Issuer:
    """Vouches for one token."""

    async def caller(self, token: bytes, now: datetime) -> Caller:
        assert (token, now) == (b"a-token", NOW)
        return ANNA


def found(callers: Callers, *headers: tuple[bytes, bytes], client: str = "127.0.0.1") -> Caller:
    scope: dict[str, Any] = {"headers": list(headers), "client": (client, 1)}
    return asyncio.run(callers.caller(scope))


def known(*keys: Key, issuer: Issuer | None = None, may_be_open: bool = False) -> Callers:
    return Callers(KeyRing(keys), issuer, lambda: NOW, may_be_open=may_be_open)


@pytest.mark.parametrize("header", [(b"x-api-key", TEXT.encode()), (b"authorization", b"Bearer " + TEXT.encode())])
def test_a_key_may_come_in_either_header(header: tuple[bytes, bytes]) -> None:
    assert found(known(KEY), header) == KEY.caller
    assert found(known(KEY, issuer=Issuer()), header) == KEY.caller


def test_a_token_is_for_the_issuer_to_judge() -> None:
    assert found(known(issuer=Issuer()), (b"authorization", b"Bearer a-token")) == ANNA


@pytest.mark.parametrize(
    ("keys", "credential", "says"),
    [
        ((KEY,), b"val_aaaaaaaa_" + b"x" * 43, "no such API key"),
        ((KEY,), TEXT[:13].encode() + b"x" * 43, "no such API key"),
        ((KEY,), b"a-token", "no such API key"),
        ((replace(KEY, revoked=NOW),), TEXT.encode(), "revoked"),
        ((replace(KEY, expires=NOW),), TEXT.encode(), "expired"),
    ],
)
def test_whoever_is_not_known_is_told_so(keys: tuple[Key, ...], credential: bytes, says: str) -> None:
    with pytest.raises(Problem, match=says) as caught:
        found(known(*keys), (b"x-api-key", credential))
    assert caught.value.status == 401 and 'error="invalid_token"' in caught.value.headers["WWW-Authenticate"]


def test_without_key_and_issuer_anybody_on_this_machine_may_do_everything() -> None:
    assert found(known(may_be_open=True)) is ANYBODY
    assert found(known(may_be_open=True), (b"x-api-key", b"whatever")) is ANYBODY


def test_the_open_mode_answers_nobody_elsewhere() -> None:
    with pytest.raises(Problem, match="this machine alone"):
        found(known(may_be_open=True), client="10.0.0.7")


@pytest.mark.parametrize("callers", [known(KEY, may_be_open=True), known(issuer=Issuer(), may_be_open=True), known()])
def test_with_a_key_or_an_issuer_or_where_others_could_come_in_everybody_is_asked(callers: Callers) -> None:
    assert not callers.open
    with pytest.raises(Problem):
        found(callers)


def test_the_first_key_ends_the_open_mode_for_good() -> None:
    callers = known(may_be_open=True)
    assert callers.open
    callers.ring.put(KEY)
    assert not callers.open
    callers.ring.replace([])
    assert not callers.open
