"""An economic indicator never holds the deal that is being valued."""

from __future__ import annotations

import pytest

from valuation.field_error import FieldError
from valuation.value_evidence.indicators import INDICATORS
from valuation.value_evidence.own_deal import refuse_own_deal


@pytest.mark.parametrize("code", [code for code, indicator in INDICATORS.items() if indicator.value == "economic"])
def test_what_holds_this_deal_by_its_own_word_is_refused(code: str) -> None:
    with pytest.raises(FieldError, match="a circle") as refused:
        refuse_own_deal(INDICATORS[code], True, ())
    assert refused.value.field == "from_this_contract" and "循环" in refused.value.reason_in("zh")


@pytest.mark.parametrize("source", ["本次交易合同", "按本合同金额测算", "挂牌价", "模型估价", "value of this contract", "the asking price", "model price"])
def test_what_names_this_deal_as_its_source_is_refused(source: str) -> None:
    with pytest.raises(FieldError, match="a circle"):
        refuse_own_deal(INDICATORS["ET1"], False, (None, source))


@pytest.mark.parametrize(
    "source", ["2023-2025年审计报告", "到账凭证, 不含本次交易", "扣除本合同金额后", "ledger, excluding this deal", "this contract excluded", None]
)
def test_what_leaves_this_deal_out_passes(source: str | None) -> None:
    refuse_own_deal(INDICATORS["EA3"], False, (source,))


def test_other_values_may_rest_on_the_contract() -> None:
    refuse_own_deal(INDICATORS["OA4"], True, ("本合同",))
