"""Walks every chain and every checkpoint and names whatever does not hold: an altered, added, removed or reordered record, an altered or silently erased
input or output, a chain that lost its end or vanished, a forged or missing checkpoint; then what is kept beside the chains (`verify_kept.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, Row, select

from service.audit.canonical import digest, sha256
from service.audit.checkpoint import START
from service.audit.key_file import AuditKeys
from service.audit.reading import rows_of_chain
from service.audit.record import Head, following
from service.audit.verify_kept import verify_kept
from service.store.database import Database
from service.store.moment import microseconds
from service.store.tables import audit_chains, audit_checkpoints, audit_records

Progress = Callable[[int], None]
_COLUMNS = ("id", "chain", "seq", "kind", "subject", "owner", "about")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not hold: where, and what."""

    where: str
    what: str


@dataclass
class Verdict:
    """What was walked, and what was found. `unsigned` records stand behind the last checkpoint of their chain."""

    records: int = 0
    chains: int = 0
    checkpoints: int = 0
    unsigned: int = 0
    erased: int = 0
    publications: int = 0
    last_checkpoint: str | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def intact(self) -> bool:
        """Whether everything holds."""
        return not self.findings

    def found(self, where: str, what: str) -> None:
        """Notes what does not hold."""
        self.findings.append(Finding(where, what))


def verify(database: Database, keys: AuditKeys, known: str | None = None, progress: Progress = lambda rows: None) -> Verdict:
    """Walks it all, in one consistent view. `known` is the hash of a checkpoint that was kept elsewhere and must be among those found; `progress` is told
    how many records have been walked.
    """
    verdict = Verdict()
    with database.read() as connection:
        signed, hashes = _checkpoints(connection, keys.public, verdict)
        if known is not None and known.lower() not in hashes:
            verdict.found(f"checkpoint {known}", "is known from elsewhere and not here any more: what it covers may be gone")
        walk = _Walk(connection, verdict, keys.named_ties, signed, _erased_by_act(connection), progress)
        for chain in connection.execute(select(audit_chains).order_by(audit_chains.c.started)).all():
            walk.chain(chain)
        walk.end()
        verdict.publications = verify_kept(connection, verdict.found)
    return verdict


def _checkpoints(connection: Connection, keys: Mapping[str, Ed25519PublicKey], verdict: Verdict) -> tuple[dict[str, dict[int, str]], set[str]]:
    """What checkpoints say of each chain (number of a record → its hash), and their hashes."""
    signed: dict[str, dict[int, str]] = {}
    hashes: set[str] = set()
    number, previous = 0, START
    for row in connection.execute(select(audit_checkpoints).order_by(audit_checkpoints.c.number)):
        verdict.checkpoints += 1
        where = f"checkpoint {row.number}"
        body = _decoded(row.body)
        if row.number != number + 1:
            verdict.found(where, f"follows number {number}: those between are missing")
        if row.hash != sha256([previous, row.body]) or body.get("previous") != previous.hex() or body.get("number") != row.number:
            verdict.found(where, "is not tied to the one before it, or was altered")
        if not _is_signed(row, keys):
            verdict.found(where, f"has no valid signature by the key {row.signed_by}")
        number, previous = row.number, row.hash
        hashes.add(row.hash.hex())
        if microseconds(row.at) != body.get("at"):
            verdict.found(where, "has another time than its body")
        for chain, (seq, head) in body.get("heads", {}).items():
            before = signed.setdefault(chain, {})
            if before and seq <= max(before):
                verdict.found(where, f"signs number {seq} of chain {chain}; an earlier one has signed {max(before)}: that chain was shortened or rewritten")
            before.setdefault(seq, head)
    verdict.last_checkpoint = previous.hex() if number else None
    return signed, hashes


class _Walk:
    """One walk over all records."""

    def __init__(
        self, connection: Connection, verdict: Verdict, ties: Mapping[str, bytes], signed: dict[str, dict[int, str]], erased: set[str], progress: Progress
    ) -> None:
        self._connection, self._verdict, self._ties, self._signed, self._erased, self._progress = connection, verdict, ties, signed, erased, progress

    def chain(self, chain: Row[Any]) -> None:
        """All records of a chain, from its start to the head that it says it has."""
        self._verdict.chains += 1
        signed, head = self._signed.pop(chain.id, {}), Head.start(chain.id)
        last_signed = max(signed, default=0)
        tie = self._ties.get(chain.key, b"")
        if not tie:
            self._verdict.found(f"chain {chain.id}", f"is tied with the key {chain.key}, which is not in the key file")
        for row in rows_of_chain(self._connection, chain.id):
            where = f"record {row.id} ({row.seq} of chain {chain.id})"
            if row.seq != head.seq + 1:
                self._verdict.found(where, f"follows number {head.seq}: those between are missing")
            expected = following(head, row.body, tie)
            if row.hash != expected.hash:
                self._verdict.found(where, "is not tied to the one before it, or was altered")
            self._contents(row, where)
            if signed.pop(row.seq, row.hash.hex()) != row.hash.hex():
                self._verdict.found(where, "is another one than a checkpoint has signed")
            head = Head(chain.id, row.seq, row.hash)
            self._verdict.records += 1
            self._verdict.unsigned += row.seq > last_signed
            self._progress(self._verdict.records)
        if signed:
            self._verdict.found(f"chain {chain.id}", f"ends at {head.seq}; a checkpoint has signed its number {max(signed)}")
        if (chain.seq, chain.hash) != (head.seq, head.hash):
            self._verdict.found(f"chain {chain.id}", f"says that it ends at {chain.seq}, and ends at {head.seq}")

    def end(self) -> None:
        """What no chain accounts for."""
        for chain, heads in self._signed.items():
            self._verdict.found(f"chain {chain}", f"is gone; a checkpoint has signed its number {max(heads)}")
        known = select(audit_chains.c.id)
        for orphan in self._connection.execute(select(audit_records.c.id).where(audit_records.c.chain.not_in(known))).scalars():
            self._verdict.found(f"record {orphan}", "belongs to no chain")

    def _contents(self, row: Row[Any], where: str) -> None:
        body = _decoded(row.body)
        columns = {name: getattr(row, name) for name in _COLUMNS} | {"at": microseconds(row.at)}
        if other := [name for name, value in columns.items() if body.get(name) != value]:
            self._verdict.found(where, f"has another {', '.join(other)} than its body")
        if row.output is None and body.get("output") is not None:
            self._verdict.found(where, "has lost its output")
        elif row.output is not None and digest(row.output) != body.get("output"):
            self._verdict.found(where, "has another output than it was written with")
        if row.input is not None and digest(row.input) != body.get("input"):
            self._verdict.found(where, "has another input than it was written with")
        if row.input is None and body.get("input") is not None:
            self._verdict.erased += 1
            if row.id not in self._erased:
                self._verdict.found(where, "has lost its input, and no act says so")


def _erased_by_act(connection: Connection) -> set[str]:
    acts = connection.execute(select(audit_records.c.body).where(audit_records.c.kind == "erase")).scalars()
    return {record for body in acts for record in _decoded(body).get("facts", {}).get("records", ())}


def _decoded(body: bytes) -> dict[str, Any]:
    try:
        found = msgspec.json.decode(body)
    except msgspec.DecodeError:
        return {}
    return found if isinstance(found, dict) else {}


def _is_signed(row: Row[Any], keys: Mapping[str, Ed25519PublicKey]) -> bool:
    if (key := keys.get(row.signed_by)) is None:
        return False
    try:
        key.verify(row.signature, row.hash)
    except InvalidSignature:
        return False
    return True
