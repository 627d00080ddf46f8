"""Signed checkpoints: every so often the heads of all chains are written down together, tied to the checkpoint before and signed with Ed25519.

So a chain that vanishes whole, or loses its end, is missed. What lies behind the last checkpoint can still lose its end unnoticed, by whoever can write the
database: keep checkpoint hashes elsewhere (they are logged) and give them to `valuation audit verify`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import desc, insert, select, update
from sqlalchemy.exc import IntegrityError

from service.audit.canonical import canonical, sha256
from service.audit.key_file import AuditKeys
from service.store.database import Database
from service.store.moment import microseconds
from service.store.tables import audit_chains, audit_checkpoints

_log = logging.getLogger("service")
START = sha256([b"valuation audit"])
"""What stands for the hash before the first checkpoint."""
ATTEMPTS = 5
"""So often a checkpoint is tried whose number another process took."""


@dataclass(frozen=True)
class Checkpoint:
    """`heads`: chains that went on since the last checkpoint → number and hash of their last record."""

    number: int
    at: datetime
    hash: bytes
    heads: dict[str, tuple[int, bytes]]


def sign_checkpoint(database: Database, keys: AuditKeys, clock: Callable[[], datetime]) -> Checkpoint | None:
    """Writes the next checkpoint; None where no chain went on since the last one."""
    for left in reversed(range(ATTEMPTS)):
        try:
            found = _signed(database, keys, clock)
        except IntegrityError:  # another process was quicker; it may not have seen where this one's chain ends
            if not left:
                raise
        else:
            if found is not None:
                _log.info("checkpoint %d of the audit: %s", found.number, found.hash.hex())
            return found
    raise AssertionError("unreachable")


def _signed(database: Database, keys: AuditKeys, clock: Callable[[], datetime]) -> Checkpoint | None:
    with database.begin() as connection:
        last = connection.execute(select(audit_checkpoints.c.number, audit_checkpoints.c.hash).order_by(desc(audit_checkpoints.c.number)).limit(1)).first()
        chains = connection.execute(select(audit_chains).where(audit_chains.c.seq > audit_chains.c.signed).order_by(audit_chains.c.id)).all()
        if not chains:
            return None
        number, previous = (1, START) if last is None else (last.number + 1, last.hash)
        now = clock()
        heads = {chain.id: (chain.seq, chain.hash) for chain in chains}
        body = checkpoint_body(number, now, previous, heads)
        found = Checkpoint(number, now, sha256([previous, body]), heads)
        signed_by, signature = keys.sign(found.hash)
        row = {"number": number, "at": now, "body": body, "hash": found.hash, "signature": signature, "signed_by": signed_by}
        connection.execute(insert(audit_checkpoints), [row])
        for chain in chains:
            connection.execute(update(audit_chains).where(audit_chains.c.id == chain.id, audit_chains.c.signed < chain.seq).values(signed=chain.seq))
    return found


def checkpoint_body(number: int, at: datetime, previous: bytes, heads: dict[str, tuple[int, bytes]]) -> bytes:
    """The canonical JSON that is hashed behind the hash before, and signed."""
    return canonical(
        {"number": number, "at": microseconds(at), "previous": previous.hex(), "heads": {chain: [seq, head.hex()] for chain, (seq, head) in heads.items()}}
    )
