"""Every text of the gate is in the catalogue under the gate's own prefix, and nothing else is."""

from __future__ import annotations

from valuation.catalogue.rights_gate import TEXTS
from valuation.rights_gate.issuers import ISSUERS
from valuation.rights_gate.question import QUESTIONS
from valuation.rights_gate.rulebook import RULES


def test_the_family_is_the_rules_the_questions_and_the_issuers() -> None:
    expected = {"rights.statement"} | {f"rights.{rule.code}" for rule in RULES}
    expected |= {f"rights.ask.{fact}" for fact in QUESTIONS} | {f"rights.issuer.{issuer}" for issuer in ISSUERS}
    assert TEXTS.keys() == expected
