"""Why a model does not answer: the sentences of the reason codes in `valuation/refusal.py`, and of a row that broke the model."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    "refusal.missing_essentials": (
        "文本为空且模型所用属性均未提供, 无法估值。",
        "There is no text and none of the attributes the model reads; nothing to value.",
    ),
    "refusal.out_of_distribution": (
        "该成果与模型学习过的合同相差过远。",
        "The achievement is unlike the contracts the model learned from.",
    ),
    "refusal.thin_support": (
        "与该成果同类的合同过少, 无法确定其价格水平。",
        "Too few contracts of this kind are known to say where their prices stand.",
    ),
    "refusal.date_outside_support": (
        "基准日超出模型数据可外推的范围。",
        "The valuation date lies outside the span that the model's data can support.",
    ),
    "refusal.head_absent": (
        "该模型未学习此项。",
        "This bundle did not learn it.",
    ),
    "refusal.unreadable_row": (
        "该行无法读取。",
        "The row could not be read.",
    ),
    "refusal.scoring_failed": (
        "模型对该成果计算失败, 未得出结果; 同批其他成果不受影响。",
        "The model failed on this achievement and gave no result; the others in the call are unaffected.",
    ),
    "refusal.withheld_from_audience": (
        "价格估计、区间、底价与保留价仅供卖方与交易机构, 不向买方和公众提供。",
        "The price estimate, its interval, floor and reserve are for the seller and the exchange; a buyer or the public does not see them.",
    ),
}
