"""A proof counts for the version it proved, from its day on, once a person accepted it."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from valuation.maturity_gate.proof import Proof

ON = date(2026, 11, 22)


@pytest.mark.parametrize("field", ["document", "on", "version"])
def test_number_date_and_version_are_required(field: str) -> None:
    facts = {"document": "R-1", "on": "2026-03-01", "version": "B2"}
    with pytest.raises(ValidationError, match=field):
        Proof.model_validate({name: value for name, value in facts.items() if name != field})


def test_an_accepted_proof_of_this_version_counts(proof) -> None:
    assert proof().uncounted("B2", ON) is None


def test_the_spelling_of_a_version_does_not_matter_but_the_version_does(proof) -> None:
    assert proof(version="ｂ 2").uncounted("B2", ON) is None
    assert proof(version="B1").uncounted("B2", ON) == "superseded_version"


def test_a_proof_from_after_the_valuation_date_does_not_count(proof) -> None:
    assert proof(on=date(2026, 11, 23), accepted_on=date(2026, 11, 24)).uncounted("B2", ON) == "too_late"


def test_what_nobody_accepted_does_not_count(proof) -> None:
    assert proof(accepted_by=None, accepted_on=None).uncounted("B2", ON) == "not_accepted"


def test_what_was_accepted_after_the_valuation_date_does_not_count(proof) -> None:
    assert proof(accepted_on=ON).uncounted("B2", ON) is None
    assert proof(accepted_on=date(2026, 11, 23)).uncounted("B2", ON) == proof(accepted_on=date.max).uncounted("B2", ON) == "not_accepted"


@pytest.mark.parametrize("half", [{"accepted_by": None}, {"accepted_on": None}])
def test_acceptance_is_a_person_and_a_day(half, proof) -> None:
    with pytest.raises(ValidationError, match="accepted_by and accepted_on, or neither"):
        proof(**half)


def test_nothing_is_accepted_before_it_was_written(proof) -> None:
    with pytest.raises(ValidationError, match="accepted before the date"):
        proof(accepted_on=date(2026, 2, 1))


def test_an_outsider_has_a_name(proof) -> None:
    with pytest.raises(ValidationError, match="Name the issuer"):
        proof(source="user", issuer=None)


def test_a_related_party_is_the_seller_itself(proof) -> None:
    assert proof(source="user").independence == "user"
    assert proof(source="user", related_party=True).independence == "own"
