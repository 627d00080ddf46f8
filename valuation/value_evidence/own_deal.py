"""No economic indicator may be computed from the contract that is being valued, its asking price or the model's estimate: that would be a circle (rule R9).

Two nets: the record says whether it holds this deal's own value (`from_this_contract`; EA3 must say no), and a source that names this deal is refused by its
words.
"""

from __future__ import annotations

import re

from valuation.catalogue import say
from valuation.field_error import FieldError
from valuation.value_evidence.indicator import Indicator

_EXCLUDED = re.compile(
    r"(不含|不包括|不计|扣除|剔除|排除|除)[^,，;；。]{0,6}?(本次|本合同|本交易|本项)(交易|合同|成交|转让|许可|技术)?"
    r"|(exclud\w*|except|without|net of|not) (for )?(this|the present) (deal|contract|transaction|transfer|licen[cs]e)"
    r"|(this|the present) (deal|contract|transaction|transfer|licen[cs]e) (is |was )?excluded",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"本次(交易|合同|成交|转让|许可)|本合同|本交易|此次(交易|成交|转让|许可)|该合同|挂牌价|底价|保留价|要价|统计价格参考|模型(估价|价格)"
    r"|\b(this|the present) (deal|contract|transaction|transfer|licen[cs]e)\b|\b(asking|list|reserve|floor|model) price\b",
    re.IGNORECASE,
)


def refuse_own_deal(indicator: Indicator, from_this_contract: bool | None, sources: tuple[str | None, ...]) -> None:
    """Raise FieldError where an economic indicator holds this deal's own value, by its own word or by the words of its sources."""
    if indicator.value != "economic":
        return
    reason, fix = say("value_scores.own_deal", code=indicator.code), say("value_scores.without_own_deal")
    if from_this_contract:
        raise FieldError("from_this_contract", True, reason, fix)
    for source in sources:
        if source and _OWN.search(_EXCLUDED.sub("", source)):
            raise FieldError("source", source, reason, fix)
