"""A record and its place in a chain. The body says everything, in canonical JSON; the hash ties it to the record before.

`hash = HMAC-SHA256(key, hash before ‖ body)`, with the digest of the chain's id before the first. The key lies in the key file: whoever writes the database
alone cannot write a record that belongs to a chain. Input and output lie beside the body, which holds their digests: so an input can be erased and the
chain still holds. `docs/audit.md` has the members of a body.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from service.audit.canonical import canonical, digest, sha256
from service.audit.draft import Draft
from service.audit.seal import Seal
from service.store.moment import microseconds


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain ends: the number and hash of its last record; 0 before the first."""

    chain: str
    seq: int
    hash: bytes

    @classmethod
    def start(cls, chain: str) -> Head:
        """Of a chain without records."""
        return cls(chain, 0, sha256([chain.encode()]))


def following(head: Head, body: bytes, tie: bytes) -> Head:
    """The head once a record with that body stands behind it; `tie` is the chain's key."""
    return Head(head.chain, head.seq + 1, hmac.digest(tie, head.hash + body, "sha256"))


def row_of(draft: Draft, head: Head, seal: Seal, tie: bytes) -> tuple[dict[str, Any], Head]:
    """The row of `audit_records` for a draft behind that head, and the new head."""
    sealed = None if draft.input is None else seal.seal(draft.input, draft.id)
    output = None if draft.output is None else seal.pack(draft.output if isinstance(draft.output, bytes) else draft.output())
    body = canonical(
        {
            "id": draft.id,
            "chain": head.chain,
            "seq": head.seq + 1,
            "kind": draft.kind,
            "subject": draft.caller.subject,
            "owner": draft.caller.owner,
            "at": microseconds(draft.at),
            "about": draft.about,
            "facts": draft.facts,
            "input": None if sealed is None else digest(sealed),
            "output": None if output is None else digest(output),
            "sent": digest(*draft.sent) if draft.sent else None,
        }
    )
    after = following(head, body, tie)
    row: dict[str, Any] = {
        "chain": head.chain,
        "seq": after.seq,
        "id": draft.id,
        "kind": draft.kind,
        "subject": draft.caller.subject,
        "owner": draft.caller.owner,
        "at": draft.at,
        "about": draft.about,
        "body": body,
        "hash": after.hash,
        "input": sealed,
        "output": output,
    }
    return row, after


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it was read back. `input` is sealed; None where there was none or it has been erased."""

    id: str
    chain: str
    seq: int
    kind: str
    subject: str
    owner: str
    at: datetime
    about: str | None
    facts: dict[str, Any]
    sent: str | None
    input: bytes | None
    output: bytes | None
    erased: datetime | None
