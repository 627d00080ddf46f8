"""An issuer's keys are fetched when they must be, seldom otherwise, and only those that can be trusted are kept."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from service.identity.signing_keys import FRESH, KEPT, PAUSE, IssuerAway, SigningKeys
from tests.service.identity.local_issuer import public_jwk

ISSUER = "https://issuer.example/realm/"


class Issuer:
    """Answers from memory, and can be away; its clock goes when it is told to."""

    def __init__(self) -> None:
        self.seconds, self.fetched, self.away = 0.0, 0, False
        self.keys: Any = [public_jwk("rsa-1")]
        self.discovery: Any = {"issuer": ISSUER, "jwks_uri": "https://issuer.example/keys"}

    def __call__(self, url: str) -> bytes:
        if self.away:
            raise OSError("away")
        if url == "https://issuer.example/realm/.well-known/openid-configuration":
            return json.dumps(self.discovery).encode()
        assert url == "https://issuer.example/keys"
        self.fetched += 1
        return json.dumps({"keys": self.keys}).encode()

    def clock(self) -> float:
        return self.seconds


def told(story: Callable[[SigningKeys, Issuer], Awaitable[None]]) -> Issuer:
    issuer = Issuer()

    async def tell() -> None:
        await story(SigningKeys(ISSUER, issuer, issuer.clock), issuer)

    asyncio.run(asyncio.wait_for(tell(), 20))
    return issuer


def test_many_who_come_at_once_wait_for_one_fetch() -> None:
    async def story(keys: SigningKeys, issuer: Issuer) -> None:
        found = await asyncio.gather(*(keys.get("rsa-1") for _ in range(20)))
        assert all(found)

    assert told(story).fetched == 1


def test_names_that_nobody_knows_are_asked_for_seldom() -> None:
    async def story(keys: SigningKeys, issuer: Issuer) -> None:
        for at in range(50):
            assert await keys.get(f"unknown-{at}") is None
        issuer.seconds = PAUSE
        assert await keys.get("unknown") is None

    assert told(story).fetched == 2


def test_old_keys_are_fetched_anew_behind_the_answer() -> None:
    async def story(keys: SigningKeys, issuer: Issuer) -> None:
        await keys.get("rsa-1")
        issuer.seconds, issuer.keys = FRESH, []
        assert await keys.get("rsa-1")
        for _ in range(400):
            if issuer.fetched == 2 and await keys.get("rsa-1") is None:
                return
            await asyncio.sleep(0.005)
        raise AssertionError

    assert told(story).fetched == 2


def test_keys_of_an_issuer_that_is_away_stay_for_a_day() -> None:
    async def story(keys: SigningKeys, issuer: Issuer) -> None:
        await keys.get("rsa-1")
        issuer.away, issuer.seconds = True, KEPT - 1
        assert await keys.get("rsa-1")
        assert await keys.get("unknown") is None
        issuer.seconds += PAUSE
        with pytest.raises(IssuerAway):
            await keys.get("rsa-1")

    told(story)


@pytest.mark.parametrize(
    "discovery",
    [
        {"issuer": "https://evil.example", "jwks_uri": "https://issuer.example/keys"},
        {"jwks_uri": "https://issuer.example/keys"},
        {"issuer": ISSUER},
        [],
    ],
)
def test_a_discovery_document_of_another_issuer_is_not_believed(discovery: Any) -> None:
    async def story(keys: SigningKeys, issuer: Issuer) -> None:
        issuer.discovery = discovery
        with pytest.raises(IssuerAway):
            await keys.get("rsa-1")

    assert told(story).fetched == 0


@pytest.mark.parametrize(
    "wrong",
    [
        "no object",
        {"kid": "x"},
        public_jwk("rsa-2", kid=7),
        public_jwk("rsa-2", use="enc"),
        public_jwk("rsa-2", alg="HS256"),
        public_jwk("rsa-2", n="?"),
        public_jwk("rsa-2", d="AQAB"),
        public_jwk("ec-2", crv="secp256k1"),
    ],
)
def test_a_key_that_cannot_be_used_spoils_no_other(wrong: Any) -> None:
    async def story(keys: SigningKeys, issuer: Issuer) -> None:
        issuer.keys = [wrong, public_jwk("ec-1")]
        assert await keys.get("rsa-2") is None and await keys.get("ec-2") is None
        found = await keys.get("ec-1")
        assert found is not None and found.algorithms == ("ES256",)

    told(story)


def test_whoever_leaves_does_not_take_the_fetch_of_the_others_along() -> None:
    async def story(keys: SigningKeys, issuer: Issuer) -> None:
        leaving, staying = asyncio.create_task(keys.get("rsa-1")), asyncio.create_task(keys.get("rsa-1"))
        await asyncio.sleep(0)
        leaving.cancel()
        assert await staying

    assert told(story).fetched == 1


def test_an_issuer_that_takes_its_time_keeps_a_caller_no_longer_than_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.identity.signing_keys.WITHIN", 0.05)
    go_on = threading.Event()

    async def story() -> None:
        issuer = Issuer()

        def slowly(url: str) -> bytes:
            assert go_on.wait(10)
            return issuer(url)

        keys = SigningKeys(ISSUER, slowly, issuer.clock)
        with pytest.raises(IssuerAway):
            await asyncio.wait_for(keys.get("rsa-1"), 2)
        go_on.set()
        assert await keys.get("rsa-1")  # the fetch went on

    asyncio.run(story())
