"""What advice is asked with is read as the rest of a record is."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from valuation.pricing_modes.request import AdviceRequest


def test_modes_and_exclusivity_are_read_by_their_labels() -> None:
    request = AdviceRequest.model_validate({"modes": ["协议定价", "licence"], "exclusivity": "独占许可"})
    assert request.modes == ("agreement", "licence") and request.exclusivity == "exclusive"


def test_a_new_company_with_a_value_before_is_refused() -> None:
    with pytest.raises(ValidationError, match="no pre-money value"):
        AdviceRequest.model_validate({"new_company": True, "pre_money_value": {"amount": 1e7}})
    assert AdviceRequest.model_validate({"new_company": True}).new_company


@pytest.mark.parametrize(
    "wrong", [{"team_share": 1.2}, {"operating_margin": 0}, {"term_years": 0}, {"discount_rate": -0.1}, {"floor": 3}, {"modes": ["barter"]}]
)
def test_what_makes_no_sense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        AdviceRequest.model_validate(wrong)
