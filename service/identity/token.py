"""A bearer token of the trusted issuer: signed by one of its keys, for this service, and in time; else it is nobody's."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import jwt
from jwt.exceptions import InvalidTokenError, PyJWTError

from service.identity.caller import Caller
from service.identity.claims import Claims, WrongClaims
from service.identity.credential import unauthenticated
from service.identity.signing_keys import IssuerAway, SigningKey, SigningKeys
from service.problems import Problem
from valuation.catalogue import say

LEEWAY = timedelta(seconds=30)
"""How far the issuer's clock and ours may lie apart."""
_OPTIONS: Any = {
    "require": ["iss", "aud", "sub", "exp"],
    "enforce_minimum_key_length": True,
    **dict.fromkeys(("verify_exp", "verify_nbf", "verify_iat"), False),  # by the clock of the service, below
}
HELD = 1_024
"""Tokens of which is remembered that their signature holds: checking it takes 80 us or more."""


class _Held(NamedTuple):
    """A token whose signature holds, and the key that it holds by."""

    kid: str
    key: SigningKey
    claims: Claims
    caller: Caller


class TokenIssuer:
    """Vouches for whoever brings a token that it signed for `audience`."""

    def __init__(self, issuer: str, audience: str, keys: SigningKeys, caller_of: Callable[[Claims], Caller]) -> None:
        self._issuer, self._audience, self._keys, self._caller_of = issuer, audience, keys, caller_of
        self._held: dict[bytes, _Held] = {}

    async def caller(self, token: bytes, now: datetime) -> Caller:
        """Whose token it is; Problem `unauthenticated` where it does not hold, `issuer_unavailable` where nobody can tell."""
        try:
            held = await self._checked(token)
            _require_in_time(held.claims, now)
            return held.caller
        except (PyJWTError, WrongClaims) as error:
            raise unauthenticated(say("problems.wrong_token", words=str(error)), "invalid_token") from None
        except IssuerAway:
            raise Problem("issuer_unavailable", say("problems.issuer_away")) from None

    async def _checked(self, token: bytes) -> _Held:
        """What a token says, its signature checked: once, as long as the issuer lists the key that signed it."""
        name = hashlib.sha256(token).digest()
        held = self._held.get(name)
        if held is None or await self._keys.get(held.kid) is not held.key:
            held = await self._read(token)
            if len(self._held) >= HELD:
                self._held.clear()
            self._held[name] = held
        return held

    async def _read(self, token: bytes) -> _Held:
        header = jwt.get_unverified_header(token)
        if str(header.get("typ") or "JWT").lower().removeprefix("application/") not in ("jwt", "at+jwt"):
            raise InvalidTokenError("It is of another type")
        name = header.get("kid")
        key = await self._keys.get(name) if isinstance(name, str) else None
        if key is None or not isinstance(name, str):
            raise InvalidTokenError("It names no key of the issuer")
        claims: Claims = jwt.decode(token, key.public, algorithms=key.algorithms, audience=self._audience, issuer=self._issuer, options=_OPTIONS)
        return _Held(name, key, claims, self._caller_of(claims))


def _require_in_time(claims: Claims, now: datetime) -> None:
    at, leeway = now.timestamp(), LEEWAY.total_seconds()
    if _seconds(claims, "exp") + leeway <= at:
        raise WrongClaims("It has expired")
    if "nbf" in claims and _seconds(claims, "nbf") - leeway > at:
        raise WrongClaims("It is not valid yet")


def _seconds(claims: Claims, name: str) -> float:
    found = claims[name]
    if isinstance(found, bool) or not isinstance(found, int | float) or not math.isfinite(found):
        raise WrongClaims(f"{name} is no point in time")
    return found
