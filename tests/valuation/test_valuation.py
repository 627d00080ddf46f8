from __future__ import annotations

import pytest
from pydantic import ValidationError

from valuation.catalogue import say
from valuation.refusal import Refusal
from valuation.valuation import Reason, Valuation


@pytest.mark.parametrize("refusal", Refusal)
def test_every_refusal_has_a_stable_code_and_two_languages(refusal: Refusal) -> None:
    reason = Reason.of(refusal)
    assert (reason.code, reason.zh, reason.en) == (refusal.value, refusal.text.zh, refusal.text.en)


def test_an_answer_always_says_what_its_amounts_are_and_that_it_is_no_appraisal() -> None:
    with pytest.raises(ValidationError, match="statement"):
        Valuation.model_validate({"id": None, "status": "invalid", "simulated": False, "limits": [], "basis": {"valuation_date": None}})
    for statement in (say("statement.plain"), say("statement.simulated")):
        assert "非资产评估报告" in statement.zh
        assert "not an appraisal report" in statement.en
