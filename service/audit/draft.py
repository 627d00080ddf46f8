"""What is to be recorded, before it has a place in a chain. `Audit.record` takes it and returns once it is on disk."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Connection

from service.identity.caller import Caller

Kind = Literal["valuation", "confirm", "override", "promote", "key", "outcome", "erase", "reload"]


@dataclass(frozen=True, slots=True)
class Draft:
    """A record to be. `facts` are JSON and stand in the chain for ever; `input` is sealed and can be erased; `output` is kept.

    `also` runs in the same transaction as the record, in a savepoint of its own: what it writes is there if and only if the record is. What it raises
    comes back to whoever awaits the record, and spoils no neighbour.
    """

    kind: Kind
    caller: Caller
    at: datetime
    facts: dict[str, Any]
    input: bytes | None = None
    output: bytes | None = None
    about: str | None = None
    also: Callable[[Connection], None] | None = None
    id: str = field(default_factory=lambda: secrets.token_hex(12))
