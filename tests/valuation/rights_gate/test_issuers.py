"""Every document has an issuer that is listed, and every issuer issues something."""

from __future__ import annotations

from valuation.rights_gate.issuers import ISSUERS
from valuation.rights_gate.rulebook import RULES


def test_issuers_are_those_of_the_documents() -> None:
    assert {rule.issuer for rule in RULES if rule.severity == "document"} == set(ISSUERS)
    assert all(rule.issuer is None for rule in RULES if rule.severity != "document")
