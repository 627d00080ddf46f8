"""What is to be recorded, before it has a place in a chain. `Audit.record` takes it and returns once it is on disk."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection

from service.identity.caller import Caller

Kind = Literal["open", "valuation", "confirm", "override", "promote", "key", "outcome", "erase", "reload"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A record to be. `facts` are JSON and stand in the chain for ever; `input` is sealed and can be erased; `output` is kept, and made where it is a
    function, beside the event loop. Of what was `sent`, in pieces, the digest is kept.

    `also` runs in the same transaction as the record, in a savepoint of its own: what it writes is there if and only if the record is. What it raises
    comes back to whoever awaits the record, and spoils no neighbour.
    """

    kind: Kind
    caller: Caller
    at: datetime
    facts: dict[str, Any]
    input: bytes | None = None
    output: bytes | Callable[[], bytes] | None = None
    sent: Sequence[bytes] = ()
    about: str | None = None
    also: Callable[[Connection], None] | None = None
    id: str = field(default_factory=lambda: new_id())


def new_id() -> str:
    """24 hexadecimal digits, the first half milliseconds of the clock, so that new records lie together in an index; the rest is random.

    An id opens nothing to whoever guesses it, so the quick generator will do: the system's own lets go of the interpreter, which under load takes 0.1 ms
    to get back.
    """
    return f"{time.time_ns() // 1_000_000:012x}{random.getrandbits(48):012x}"  # nosec B311 - no secret
