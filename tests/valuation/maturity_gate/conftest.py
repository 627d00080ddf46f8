"""Evidence as an appraiser would enter it: elements whose items are proved and accepted up to a level."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import pytest

from valuation.maturity_gate.checklist import checklist, tracks_of
from valuation.maturity_gate.element import CriticalElement, ItemEvidence
from valuation.maturity_gate.evidence import MaturityEvidence
from valuation.maturity_gate.gate import assess
from valuation.maturity_gate.proof import Proof

ON = date(2026, 11, 22)
SOURCES = {6: "independent", 7: "user", 8: "accredited"}


def made_proof(**changes: Any) -> Proof:
    facts = {"document": "R-1", "on": date(2026, 3, 1), "version": "B2", "accepted_by": "王芳", "accepted_on": date(2026, 4, 1)} | changes
    if facts.get("source", "own") != "own":
        facts.setdefault("issuer", "某检测中心")
    return Proof(**facts)


def proved(code: str, **changes: Any) -> ItemEvidence:
    return ItemEvidence(item=code, state="present", proofs=(made_proof(**changes),))


def element(level: int, track: str = "hw", sector: str = "general", name: str = "泵体", **changes: Any) -> CriticalElement:
    """Every item of the levels 1 to `level` proved, independently enough; `changes` gives further fields, or items in the place of those made here."""
    items = {item.code: item for one in tracks_of(track) for item in checklist(one, sector).values() if item.level <= level}
    made = {code: proved(code, document=f"R-{code}", source=SOURCES.get(item.level, "own")) for code, item in items.items()}
    given = {each.item: each for each in changes.pop("items", ())}
    dropped = set(changes.pop("without", ()))
    kept = tuple(each for code, each in (made | given).items() if code not in dropped)
    return CriticalElement(name=name, track=track, sector=sector, design_version="B2", items=kept, **changes)


def level_of(*elements: CriticalElement) -> int:
    """The level of the whole, 0 below level 1."""
    return assess(MaturityEvidence(elements=elements), ON).level_evidence.level or 0


@pytest.fixture(scope="session")
def on() -> date:
    return ON


@pytest.fixture(scope="session")
def proof() -> Callable[..., Proof]:
    return made_proof


@pytest.fixture(scope="session")
def present() -> Callable[..., ItemEvidence]:
    return proved


@pytest.fixture(scope="session")
def up_to() -> Callable[..., CriticalElement]:
    return element


@pytest.fixture(scope="session")
def level() -> Callable[..., int]:
    return level_of


@pytest.fixture(scope="session")
def lacks() -> Callable[..., list[str]]:
    """The codes of what the next level lacks."""

    def codes(*elements: CriticalElement, **fields: Any) -> list[str]:
        return [missing.code for missing in assess(MaturityEvidence(elements=elements, **fields), ON).missing_for_next]

    return codes


@pytest.fixture(scope="session")
def commercial() -> Callable[[Sequence[int]], list[dict[str, Any]]]:
    """Accepted commercial proofs of some steps."""

    def proofs(steps: Sequence[int]) -> list[dict[str, Any]]:
        accepted = {"on": date(2026, 5, 1), "accepted_by": "王芳", "accepted_on": date(2026, 6, 1)}
        return [{"step": step, "document": f"B-{step}"} | accepted | ({"profit_to_investment": 0.25} if step == 12 else {}) for step in steps]

    return proofs
