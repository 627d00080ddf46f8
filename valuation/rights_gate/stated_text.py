"""What a free text on a condition says: that there is none, or something that a person must read.

Only a text that says no more than "none" counts as none ("无", "不涉及国家秘密", "not restricted"); any other is to be checked, for a negation somewhere in a
sentence proves nothing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from valuation.rights_gate.facts import TO_CHECK

_BLANK = re.compile(r"[\W_]*")
_OBJECTS = (
    r"(?:国家)?秘密|涉密|密|保密(?:要求|限制|事项)?|出口(?:管制|限制)|(?:禁止(?:或|和)?)?限制出口(?:的)?(?:技术)?|管制(?:物项|清单)?|"
    r"限制|要求|条件|附加条件|特殊(?:要求|条件)|(?:科技)?伦理(?:问题|风险)?|资助条件"
)
_STEPS = r"(?:科技)?伦理审查|(?:行政)?许可(?:证)?|审批|准入(?:许可)?"
"""Of these, "none" may also mean that it was not obtained: "无许可证" is no answer, "无需许可证" is one."""
_NONE_ZH = re.compile(
    rf"(?:无|没有|暂无|否|不涉及|未涉及|不涉|非|不属于|不存在|不适用|不受)(?:任何)?(?:{_OBJECTS})?|(?:不涉及|不适用|无需|不需要|不需|无须)(?:{_STEPS})?"
)
_THINGS = r"restrictions?|conditions?|secrets?|state secrets?|export controls?|ethic(?:s|al) issues?"
_NONE_EN = re.compile(
    r"(?:none|no|nil|na|not applicable|not involved|not needed|not required|not restricted|not controlled|not classified|unclassified|unrestricted)"
    rf"|(?:no|not subject to|without)(?: any| known)? (?:{_THINGS})(?: appl(?:y|ies))?|no (?:ethic(?:s|al) review|permits?) (?:needed|required)"
)


_LONGEST = 40
"""Characters beyond which a text says more than "none", so that it need not be read (nor kept)."""


def stated_text(text: str | None) -> str | None:
    """None for a blank text, "none" for one that says so and no more, else `TO_CHECK`."""
    if text is None or len(text) > _LONGEST:
        return None if text is None or not text.strip() else TO_CHECK
    return _stated(text)


@lru_cache(maxsize=4_096)
def _stated(text: str) -> str | None:
    plain = unicodedata.normalize("NFKC", text).casefold().strip()
    if _BLANK.fullmatch(plain):
        return None
    words = re.sub(r"[\W_]+", " ", plain.replace("n/a", "na")).strip()
    return "none" if _NONE_ZH.fullmatch(words.replace(" ", "")) or _NONE_EN.fullmatch(words) else TO_CHECK
