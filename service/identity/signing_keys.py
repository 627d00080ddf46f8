"""The public keys of an OpenID Connect issuer: fetched beside the event loop, kept, and fetched anew for a token that names a key nobody has seen.

Found by discovery (`/.well-known/openid-configuration`), which must name the issuer that was asked. Only public keys of algorithms with two keys are taken:
with a shared secret, whoever can check a token can write one.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jwt import PyJWK
from jwt.exceptions import PyJWTError

_log = logging.getLogger("service")

WITHIN = 5.0
"""Seconds that a caller waits for a fetch, which goes on without them: an issuer may take its time over every byte."""
FRESH, KEPT, PAUSE = 600.0, 86_400.0, 30.0
"""Seconds: older keys are fetched anew behind an answer; those of an issuer that cannot be reached stay so long; and two fetches lie so far apart."""
_RSA = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512")
_ALGORITHMS: dict[tuple[str, str | None], tuple[str, ...]] = {
    ("RSA", None): _RSA,
    ("EC", "P-256"): ("ES256",),
    ("EC", "P-384"): ("ES384",),
    ("EC", "P-521"): ("ES512",),
    ("OKP", "Ed25519"): ("EdDSA",),
}


class IssuerAway(Exception):
    """The issuer's keys are not known and cannot be had now."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A public key (of the package cryptography), and the algorithms that it may check."""

    public: Any
    algorithms: tuple[str, ...]


class SigningKeys:
    """The keys of one issuer. `fetch` returns the body of a URL, blocking, or raises OSError or ValueError; `elapsed` is a clock in seconds."""

    def __init__(self, issuer: str, fetch: Callable[[str], bytes], elapsed: Callable[[], float] = time.monotonic) -> None:
        self._issuer, self._fetch, self._elapsed = issuer, fetch, elapsed
        self._keys: Mapping[str, SigningKey] = {}
        self._fetched, self._tried = float("-inf"), float("-inf")
        self._fetching: asyncio.Task[None] | None = None

    async def get(self, name: str) -> SigningKey | None:
        """The key of a `kid`, None where the issuer has no such key; IssuerAway where that cannot be known."""
        age = self._elapsed() - self._fetched
        if age < KEPT and (found := self._keys.get(name)) is not None:
            if age >= FRESH:
                self._begin()
            return found
        self._begin()
        if self._fetching is not None:
            try:
                async with asyncio.timeout(WITHIN):
                    await asyncio.shield(self._fetching)  # it goes on for the others where this caller leaves
            except TimeoutError:
                raise IssuerAway from None
        if self._elapsed() - self._fetched >= KEPT:
            raise IssuerAway
        return self._keys.get(name)

    def _begin(self) -> None:
        """Fetches, unless that is being done or was tried a moment ago: strangers can send any `kid` they like."""
        if self._fetching is None and self._elapsed() - self._tried >= PAUSE:
            self._tried = self._elapsed()
            self._fetching = asyncio.create_task(self._renew())

    async def _renew(self) -> None:
        try:
            self._keys = await asyncio.to_thread(self._read)
            self._fetched = self._elapsed()
        except (OSError, ValueError) as error:  # those that are known stay
            _log.warning("the keys of %s cannot be fetched: %s", self._issuer, error)
        finally:
            self._fetching = None

    def _read(self) -> dict[str, SigningKey]:
        found = _object(self._fetch(f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"))
        if found.get("issuer") != self._issuer or not isinstance(found.get("jwks_uri"), str):
            raise ValueError(f"its discovery document is of another issuer ({found.get('issuer')!r}) or names no keys")
        listed = _object(self._fetch(found["jwks_uri"])).get("keys")
        if not isinstance(listed, list):
            raise ValueError("its keys are no list")
        return {key["kid"]: known for key in listed if (known := _signing_key(key)) is not None}


def _object(body: bytes) -> dict[str, Any]:
    found = json.loads(body)
    if not isinstance(found, dict):
        raise ValueError("it answers no JSON object")
    return found


def _signing_key(key: Any) -> SigningKey | None:
    """None for a key that cannot be used here: another kind, another use, no name. The others of the list stay usable."""
    if not isinstance(key, dict) or not isinstance(key.get("kid"), str) or key.get("use", "sig") != "sig":
        return None
    usual = _ALGORITHMS.get((str(key.get("kty")), None if key.get("kty") == "RSA" else str(key.get("crv"))), ())
    algorithms = tuple(one for one in usual if key.get("alg", one) == one)
    if not algorithms or "d" in key:  # a private key in public is nobody's any more
        return None
    try:
        return SigningKey(PyJWK.from_dict(key, algorithm=algorithms[0]).key, algorithms)
    except (PyJWTError, ValueError, TypeError):
        return None
