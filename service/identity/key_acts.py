"""What is done to keys: made, rotated, revoked. Each is an act that the audit records, in the same transaction as the change."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import Connection

from service.audit.canonical import digest
from service.audit.draft import Draft
from service.identity.caller import Caller
from service.identity.key import Key, KeyTerms, Random
from service.identity.key_table import add_key, end_key
from service.problems import Problem
from valuation.catalogue import say

GRACE = timedelta(days=1)
"""How long a rotated key goes on beside the one that follows it."""


@dataclass(frozen=True, slots=True)
class KeyAct:
    """One change: the key it is about as it is after it, the one that was ended by a rotation, and the text of a new one, which is kept nowhere."""

    act: Literal["create", "rotate", "revoke"]
    key: Key
    ended: Key | None = None
    text: str | None = None

    @property
    def changed(self) -> tuple[Key, ...]:
        """Every key that is another one now."""
        return (self.key,) if self.ended is None else (self.key, self.ended)

    def write(self, connection: Connection) -> None:
        """Changes the rows; KeyGone where another process was quicker."""
        if self.act == "revoke":
            end_key(connection, self.key)
            return
        add_key(connection, self.key)
        if self.ended is not None:
            end_key(connection, self.ended)

    def draft(self, caller: Caller, now: datetime, also: Callable[[Connection], None] | None = None) -> Draft:
        """The record of it, which brings the change along, and what else belongs to it."""

        def write(connection: Connection) -> None:
            self.write(connection)
            if also is not None:
                also(connection)

        return Draft("key", caller, now, self._facts(), about=self.key.id, also=write)

    def _facts(self) -> dict[str, Any]:
        key = self.key
        facts: dict[str, Any] = {"act": self.act, "name": key.name, "owner": key.owner, "scopes": sorted(key.scopes), "audience": key.audience}
        facts |= {"quota": key.quota, "rotated_to": key.rotated_to, "opens": digest(key.digest)}  # the digest of a digest: it shows a swap, and opens nothing
        moments = {"created": key.created, "expires": key.expires, "revoked": key.revoked}
        facts |= {name: None if moment is None else moment.isoformat() for name, moment in moments.items()}
        if self.ended is not None and self.ended.expires is not None:
            facts["follows"] = {"key": self.ended.id, "expires": self.ended.expires.isoformat()}
        return facts


def make(terms: KeyTerms, now: datetime, random: Random = secrets.token_bytes) -> KeyAct:
    """A new key; Problem where it would have ended already."""
    if terms.expires is not None and terms.expires <= now:
        raise Problem("invalid_input", say("problems.past_expiry"))
    key, text = Key.made(terms, now, random)
    return KeyAct("create", key, text=text)


def rotate(key: Key, now: datetime, grace: timedelta = GRACE, random: Random = secrets.token_bytes) -> KeyAct:
    """A new key of the same rights, and an end for this one; Problem where it has ended already."""
    if key.rotated_to is not None or key.trouble(now) is not None:
        raise Problem("key_ended", say("problems.ended_key", prefix=key.id))
    ended, after, text = key.followed(now, grace, random)
    return KeyAct("rotate", after, ended, text)


def revoke(key: Key, now: datetime) -> KeyAct:
    """The end of a key, at once; Problem where it has been revoked already."""
    if key.revoked is not None:
        raise Problem("key_ended", say("problems.ended_key", prefix=key.id))
    return KeyAct("revoke", replace(key, revoked=now))
