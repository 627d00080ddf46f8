"""Why a model does not answer. A refusal with a reason is a valid valuation.

Codes are stable: outside tools branch on them. Each has a sentence in Chinese and English.
"""

from __future__ import annotations

from enum import StrEnum


class Refusal(StrEnum):
    """The reason codes; the value is what appears in `reason`."""

    MISSING_ESSENTIALS = "missing_essentials"
    OUT_OF_DISTRIBUTION = "out_of_distribution"
    THIN_SUPPORT = "thin_support"
    DATE_OUTSIDE_SUPPORT = "date_outside_support"
    HEAD_ABSENT = "head_absent"
    UNREADABLE = "unreadable_row"


SENTENCES: dict[Refusal, tuple[str, str]] = {
    Refusal.MISSING_ESSENTIALS: (
        "文本为空且模型所用属性均未提供, 无法估值。",
        "There is no text and none of the attributes the model reads; nothing to value.",
    ),
    Refusal.OUT_OF_DISTRIBUTION: (
        "该成果与模型学习过的合同相差过远。",
        "The achievement is unlike the contracts the model learned from.",
    ),
    Refusal.THIN_SUPPORT: (
        "与该成果同类的合同过少, 无法确定其价格水平。",
        "Too few contracts of this kind are known to say where their prices stand.",
    ),
    Refusal.DATE_OUTSIDE_SUPPORT: (
        "基准日超出模型数据可外推的范围。",
        "The valuation date lies outside the span that the model's data can support.",
    ),
    Refusal.HEAD_ABSENT: (
        "该模型未学习此项。",
        "This bundle did not learn it.",
    ),
    Refusal.UNREADABLE: (
        "该行无法读取。",
        "The row could not be read.",
    ),
}
