"""Coded words are taken as codes or labels in either language, and nothing is guessed."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from valuation.maturity_gate.element import ItemEvidence
from valuation.maturity_gate.proof import Proof


@pytest.mark.parametrize(("typed", "state"), [("有", "present"), ("present", "present"), ("缺", "missing"), ("Missing", "missing"), ("存疑", "disputed")])
def test_a_state_is_understood_in_both_languages(typed: str, state: str) -> None:
    proofs = ({"document": "R", "on": "2026-01-01", "version": "1"},) if state != "missing" else ()
    assert ItemEvidence.model_validate({"item": "H1a", "state": typed, "proofs": proofs}).state == state


@pytest.mark.parametrize("typed", ["N/A", "n/a", "n_a", "不适用", "not applicable"])
def test_not_applicable_has_many_spellings(typed: str) -> None:
    assert ItemEvidence.model_validate({"item": "H1a", "state": typed, "reason": "无实物"}).state == "n_a"


@pytest.mark.parametrize(("typed", "source"), [("CNAS", "accredited"), ("第三方", "independent"), ("外部用户", "user"), ("见证", "witnessed")])
def test_a_source_is_understood_in_both_languages(typed: str, source: str) -> None:
    assert Proof(document="R", on=date(2026, 1, 1), version="1", source=typed, issuer="甲").source == source


def test_an_unknown_word_is_refused_with_the_allowed_ones() -> None:
    with pytest.raises(ValidationError, match=r"state.*present 有, missing 缺, n_a 不适用, disputed 存疑"):
        ItemEvidence.model_validate({"item": "H1a", "state": "maybe"})
