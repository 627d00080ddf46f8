"""What scopes alone cannot say: duties that must lie with different people, and what is for the seller's and the exchange's side alone.

The one who trains or promotes a model does not confirm what it says (`docs/listings.md#confirmations`); appraisals to come ask the same question.
"""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, or_, select

from service.identity.caller import Caller
from service.problems import Problem
from service.store.tables import api_keys, audit_records
from valuation.audience import sees_interval
from valuation.catalogue import say

MAKING = ("promote", "train")
"""Acts by which somebody has a hand in a model."""


def require_insider(caller: Caller) -> None:
    """Problem `forbidden` for a caller whose own view is a buyer's or the public's."""
    if not is_insider(caller):
        raise Problem("forbidden", say("storing.insiders_only", audience=caller.audiences[0]))


def is_insider(caller: Caller) -> bool:
    """Whether the caller's own view is the seller's or the exchange's."""
    return sees_interval(caller.audiences[0])


def require_other_person(connection: Connection, caller: Caller, sha256: str, trained_by: str | None = None) -> None:
    """Problem `same_person` where the caller trained or promoted the bundle of that digest; `trained_by` is who did, by the bundle itself."""
    if persons_of(connection, caller.subject) & (makers_of(connection, sha256) | {trained_by}):
        raise Problem("same_person", say("storing.same_person"))


def persons_of(connection: Connection, subject: str) -> set[str]:
    """A subject with all that are the same person: the keys that it was rotated from, and those that followed it."""
    found, new = {subject}, {subject}
    while new:
        prefixes = [one.removeprefix("key:") for one in new if one.startswith("key:")]
        either = or_(api_keys.c.id.in_(prefixes), api_keys.c.rotated_to.in_(prefixes))
        pairs = connection.execute(select(api_keys.c.id, api_keys.c.rotated_to).where(api_keys.c.rotated_to.is_not(None), either)).all()
        new = {f"key:{prefix}" for pair in pairs for prefix in pair} - found
        found |= new
    return found


def makers_of(connection: Connection, sha256: str) -> set[str]:
    """Subjects who trained or promoted a bundle, as far as the audit knows: who made the act, and in whose name it was made (`by`)."""
    about = (sha256, sha256[:12])  # the digest, or the version that begins it
    acts = select(audit_records.c.subject, audit_records.c.body).where(audit_records.c.about.in_(about), audit_records.c.kind.in_(MAKING))
    found: set[str] = set()
    for subject, body in connection.execute(acts):
        facts = msgspec.json.decode(body)["facts"]
        if facts.get("sha256", sha256) == sha256:
            found |= {subject, *(str(facts[name]) for name in ("by", "trained_by") if facts.get(name))}
    return found
