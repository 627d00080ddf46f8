"""Which maturity levels a stage probably means, from its words, for the draft of a mapping file; a person has the last word.

Our proposals [A], after the three stages 实验室, 工程化, 产业化 and the words of the 13-step scale (`docs/domain.md`); wide rather than wrong.
"""

from __future__ import annotations

import re

from models.tables.levels import UNLABELLED, Ends, parse_level
from valuation.field_error import FieldError

_WORDS: tuple[tuple[re.Pattern[str], Ends], ...] = tuple(
    (re.compile(words, re.IGNORECASE), ends)
    for words, ends in (
        (r"小批|试生产|试产|示范|demonstrat|low.?rate", (7, 8)),
        (r"产业化|批量|规模|量产|推广|市场|销售|盈利|commerci|market|mass|industriali|serial", (7, 9)),
        (r"中试|pilot", (5, 7)),
        (r"工程化|工程样机|engineering", (4, 7)),
        (r"样机|原型|正样|prototype", (5, 7)),
        (r"小试|初样|样品|bench|breadboard", (4, 5)),
        (r"概念|原理|设想|构思|基础研究|concept|idea|principle|basic", (1, 3)),
        (r"方案|论证|可行性|feasib", (2, 3)),
        (r"实验室|实验阶段|室内试验|\blab", (1, 4)),
    )
)
"""Words → lowest and highest level; the first that occur decide."""


def levels_of(stage: str) -> Ends | None:
    """The levels that a stage may mean, None where its words say nothing of maturity."""
    try:
        ends = parse_level(stage, "")
    except FieldError:
        return next((ends for words, ends in _WORDS if words.search(stage)), None)
    return None if ends == UNLABELLED else ends
