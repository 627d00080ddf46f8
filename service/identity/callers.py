"""Everybody whom one process knows: keys, and whoever a trusted issuer vouches for; or, on this machine alone and with neither, anybody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from starlette.types import Scope

from service.identity.caller import ANYBODY, Caller
from service.identity.credential import credential_in, looks_like_a_key, unauthenticated
from service.identity.key import Shown
from service.identity.key_ring import KeyRing, WrongKey
from service.identity.this_machine import is_from_this_machine
from valuation.catalogue import say


class Issuer(Protocol):
    """Vouches for people by signed tokens."""

    async def caller(self, token: bytes, now: datetime) -> Caller:
        """Whose token it is; Problem where it does not hold, or cannot be checked."""
        ...


class Callers:
    """Finds the caller of a request. `may_be_open`: without any key and issuer, everybody may do everything; for a service that only its machine reaches."""

    def __init__(self, ring: KeyRing, issuer: Issuer | None, clock: Callable[[], datetime], *, may_be_open: bool) -> None:
        self.ring, self._issuer, self._clock, self._may_be_open = ring, issuer, clock, may_be_open

    @property
    def open(self) -> bool:
        """Whether this is the open demo mode. Once there was a key it never comes back, whatever becomes of the key."""
        if self._may_be_open and (self._issuer is not None or not self.ring.empty):
            self._may_be_open = False
        return self._may_be_open

    async def caller(self, scope: Scope) -> Caller:
        """Whose request it is; Problem `unauthenticated` where it does not say, or says something wrong."""
        if self.open:
            if not is_from_this_machine(scope):
                raise unauthenticated(say("problems.demo_elsewhere"))
            return ANYBODY
        credential = credential_in(scope["headers"])
        if self._issuer is not None and not looks_like_a_key(credential):
            return await self._issuer.caller(credential, self._clock())
        shown = Shown.read(credential)
        if shown is None:
            raise unauthenticated(say("problems.unknown_key"), "invalid_token")
        try:
            return self.ring.caller(shown, self._clock())
        except WrongKey as error:
            raise unauthenticated(say(f"problems.{error.trouble or 'unknown'}_key"), "invalid_token") from None
