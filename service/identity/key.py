"""An API key: `val_<prefix>_<secret>`. The prefix is shown and names the key; of the secret only a digest is kept, so that a stolen database opens nothing.

The secret is 32 random bytes. A guess cannot be tried 2^256 times however quick one hash is, so one SHA-256 is enough: a slow hash is for passwords.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import b32encode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from service.identity.caller import Caller, Scope
from valuation.audience import Audience

START = b"val_"
_PREFIX, _SECRET = 8, 43
_LENGTH = len(START) + _PREFIX + 1 + _SECRET
_NOBODYS = hashlib.sha256(b"the digest that an unknown key is compared with, so that it takes as long as a known one").digest()

Random = Callable[[int], bytes]
"""That many random bytes; `secrets.token_bytes` is one."""
Label = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$")]
Trouble = Literal["revoked", "expired"]


def _no_matter_how_often(schema: dict[str, Any]) -> None:
    """A set is written as a list; what stands in it twice is taken once."""
    schema.pop("uniqueItems", None)


class KeyTerms(BaseModel):
    """What is decided when a key is made."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Label = Field(description="what or whom it is for", examples=["nightly sweep"])
    owner: Label = Field(description="the organisation; keys of one owner share what was stored", examples=["Exchange of Province X"])
    scopes: frozenset[Scope] = Field(min_length=1, description="what it may do", examples=[["value"]], json_schema_extra=_no_matter_how_often)
    audience: Audience = Field(description="for whom its answers are: `seller` and `exchange` may also ask what outsiders are shown")
    quota: int | None = Field(default=None, ge=1, le=2**31 - 1, description="valuations a minute; the service's own where it is null")
    expires: AwareDatetime | None = Field(default=None, description="when it ends; never where it is null")


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is kept. `id` is the prefix; `rotated_to` that of the key that follows it."""

    id: str
    digest: bytes
    name: str
    owner: str
    scopes: frozenset[Scope]
    audience: Audience
    quota: int | None
    created: datetime
    expires: datetime | None = None
    revoked: datetime | None = None
    last_used: datetime | None = None
    rotated_to: str | None = None

    @classmethod
    def made(cls, terms: KeyTerms, now: datetime, random: Random) -> tuple[Self, str]:
        """A new key, and its text, which is shown once and kept nowhere."""
        prefix, secret = b32encode(random(5)).lower(), urlsafe_b64encode(random(32)).rstrip(b"=")
        key = cls(prefix.decode(), digest_of(secret), terms.name, terms.owner, terms.scopes, terms.audience, terms.quota, now, terms.expires)
        return key, (START + prefix + b"_" + secret).decode()

    def followed(self, now: datetime, grace: timedelta, random: Random) -> tuple[Self, Self, str]:
        """This key, which ends after the grace, and the one that follows it, with its text: of the same rights, and for as long as this one was made for."""
        until = None if self.expires is None else _later(now, self.expires - self.created)
        terms = KeyTerms(name=self.name, owner=self.owner, scopes=self.scopes, audience=self.audience, quota=self.quota, expires=until)
        after, text = self.made(terms, now, random)
        end = _later(now, grace) if self.expires is None else min(_later(now, grace), self.expires)
        return replace(self, expires=end, rotated_to=after.id), after, text

    def trouble(self, now: datetime) -> Trouble | None:
        """Why it opens nothing now."""
        if self.revoked is not None:
            return "revoked"
        return "expired" if self.expires is not None and self.expires <= now else None

    @property
    def caller(self) -> Caller:
        """Whoever calls with it."""
        return Caller(f"key:{self.id}", self.name, self.owner, self.scopes, self.audience, self.quota)


@dataclass(frozen=True, slots=True)
class Shown:
    """A key's text as a caller sent it: not yet known to be anybody's."""

    prefix: str
    secret: bytes

    @classmethod
    def read(cls, text: bytes) -> Shown | None:
        """None for what is not written like a key."""
        if len(text) != _LENGTH or not text.startswith(START) or text[len(START) + _PREFIX : -_SECRET] != b"_" or not text.isascii():
            return None
        return cls(text[len(START) : len(START) + _PREFIX].decode(), text[-_SECRET:])

    def opens(self, key: Key | None) -> bool:
        """Whether it is that key; it takes as long where there is none."""
        return hmac.compare_digest(digest_of(self.secret), _NOBODYS if key is None else key.digest) and key is not None


def _later(now: datetime, span: timedelta) -> datetime:
    """The end of a span, or of the calendar."""
    try:
        return now + span
    except OverflowError:
        return datetime.max.replace(tzinfo=UTC)


def digest_of(secret: bytes) -> bytes:
    """What is kept of a secret."""
    return hashlib.sha256(secret).digest()
