"""A rule: where it holds, how grave it is, what it rests on, what it says; and what it makes of facts that may be missing.

A rule names facts, each with the values at which it holds, and fires where all hold. Of an achievement it is true, false, or open: a fact that is missing, or
an umbrella that covers more than the rule's values, leaves it open, and the first such fact is what to ask. So nothing that is missing ever counts as clear.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from valuation.certainty import Certainty
from valuation.rights_gate.facts import POSITION, SCOPE_FACTS, TO_CHECK, UMBRELLAS, UNSTATED, VALUES, PermitFacts, RightFacts
from valuation.rights_gate.law import Citation

Severity = Literal["stop", "condition", "document", "info"]
Subject = Literal["deal", "right", "permit"]
When = Mapping[str, tuple[str, ...]]
"""Fact → the values at which a rule holds; `UNSTATED` among them lets it hold where nobody said."""
Facts = Sequence[str | None]
"""The facts of the deal, followed by those of one right or one permit."""


class Review(NamedTuple):
    """Who last read a rule against its source, and when."""

    on: date
    by: Literal["own_reading", "counsel", "exchange"] = "own_reading"


OWN_READING = Review(on=date(2026, 11, 28))


class Test(NamedTuple):
    """One fact of a rule, compiled: value → whether the rule can still hold; None where the value leaves it open."""

    fact: str
    at: int
    holds: Mapping[str | None, bool | None]


@dataclass(frozen=True, eq=False)
class Rule:
    """One reviewed rule. A document has an issuer (a key of `ISSUERS`) and is required unless it says otherwise."""

    code: str
    severity: Severity
    when: When
    source: tuple[Citation, ...]
    certainty: Certainty
    zh: str
    en: str
    issuer: str | None = None
    required: bool = True
    review: Review = OWN_READING
    tests: tuple[Test, ...] = field(init=False, repr=False)
    subject: Subject = field(init=False)
    """What the rule is judged of: the deal, or each right or permit in turn."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "tests", compiled(self.when))
        object.__setattr__(self, "subject", _subject(self.when))

    @property
    def scope(self) -> When:
        """For whom and in which mode the rule is made."""
        return {fact: values for fact, values in self.when.items() if fact in SCOPE_FACTS}


def compiled(when: When) -> tuple[Test, ...]:
    """The tests of a rule, in its order. ValueError for a fact or a value that does not exist."""
    return tuple(Test(fact, POSITION[fact], _holds(fact, values)) for fact, values in when.items())


def narrowed(tests: tuple[Test, ...], facts: Facts) -> tuple[Test, ...] | None:
    """What is left to test once these facts, the first of all, are known; None where they rule it out."""
    left = []
    for test in tests:
        holds = test.holds[facts[test.at]] if test.at < len(facts) else None
        if holds is False:
            return None
        if holds is None:
            left.append(test)
    return tuple(left)


def judged(tests: tuple[Test, ...], facts: Facts) -> bool | str:
    """True where all hold, False where one cannot, else the first fact that leaves it open."""
    asked = ""
    for fact, at, holds in tests:
        held = holds[facts[at]]
        if held is False:
            return False
        if held is None and not asked:
            asked = fact
    return asked or True


def _subject(when: When) -> Subject:
    rights, permits = (any(fact in kind._fields for fact in when) for kind in (RightFacts, PermitFacts))
    if rights and permits:
        raise ValueError(f"a rule is of a right or of a permit, not of both: {sorted(when)}")
    return "right" if rights else "permit" if permits else "deal"


def _holds(fact: str, allowed: tuple[str, ...]) -> dict[str | None, bool | None]:
    umbrellas = UMBRELLAS.get(fact, {})
    strange = set(allowed) - {*VALUES[fact], *umbrellas, UNSTATED, TO_CHECK}
    if strange or not allowed:
        raise ValueError(f"{fact} has no values {sorted(strange)}" if strange else f"no value of {fact} is named")
    unstated = True if UNSTATED in allowed else None
    held: dict[str | None, bool | None] = {None: unstated, TO_CHECK: True if TO_CHECK in allowed else unstated}
    held |= {value: value in allowed for value in VALUES[fact]}
    for umbrella, values in umbrellas.items():
        named = [value in allowed for value in values]
        held[umbrella] = True if umbrella in allowed or all(named) else None if any(named) else False
    return held
