"""From level 6 an outsider stands behind at least one proof: a witness, then a user, then an accredited laboratory or the law."""

from __future__ import annotations

import pytest

from valuation.maturity_gate.independence import SUFFICIENT, WANTED, wanted


def test_to_level_5_the_sellers_own_proofs_are_enough(up_to, level) -> None:
    assert level(up_to(5)) == 5


@pytest.mark.parametrize(("source", "reached"), [("own", 5), ("witnessed", 6), ("independent", 6), ("user", 6), ("accredited", 6), ("statutory", 6)])
def test_level_6_needs_a_witness_or_an_independent_report(source: str, reached: int, up_to, present, level) -> None:
    items = [present("H6a"), present("H6b", source=source), present("H6c")]
    assert level(up_to(6, items=items)) == reached


@pytest.mark.parametrize(("source", "reached"), [("own", 6), ("independent", 6), ("accredited", 6), ("user", 7)])
def test_level_7_needs_an_outside_user(source: str, reached: int, up_to, present, level) -> None:
    items = [present("H7a"), present("H7b", source=source), present("H7c")]
    assert level(up_to(7, items=items)) == reached


@pytest.mark.parametrize(("source", "reached"), [("own", 7), ("independent", 7), ("user", 7), ("accredited", 8), ("statutory", 8)])
def test_level_8_needs_an_accredited_laboratory_or_the_law(source: str, reached: int, up_to, present, level) -> None:
    items = [present("H8a"), present("H8b", source=source), present("H8c")]
    assert level(up_to(8, items=items)) == reached


def test_a_related_user_is_no_outside_user(up_to, present, level, lacks) -> None:
    related = {"source": "user", "issuer": "卖方子公司", "related_party": True}
    element = up_to(7, items=[present("H7a", **related), present("H7b", **related), present("H7c", **related)])
    assert (level(element), lacks(element)) == (6, ["independence_7"])


def test_an_outsiders_proof_that_nobody_accepted_gives_no_independence(up_to, present, level) -> None:
    unaccepted = present("H6b", source="independent", accepted_by=None, accepted_on=None)
    assert level(up_to(6, items=[present("H6a"), unaccepted, present("H6c")])) == 5


def test_what_a_level_needs_is_said_in_both_languages() -> None:
    assert WANTED.keys() == SUFFICIENT.keys()
    text, example = wanted(8)
    assert "CNAS" in text.zh and "CNAS" in text.en and example.zh and example.en
