"""The legal status of a right, from the word that a register or a seller uses for it: granted, applied, challenged, lapsed, refused or invalid.

Only whole, known words count ("未被宣告无效" contains 无效 and means the contrary); any other status is to be checked against the register.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from valuation.rights_gate.facts import TO_CHECK

_WORDS = {
    "granted": (
        "granted grant issued registered in-force active alive valid maintained 授权 已授权 授权有效 专利授权 授予 有权 有效 有效专利 "
        "专利权有效 专利权维持 维持 维持有效 已登记 登记 已注册 注册"
    ),
    "applied": (
        "applied application pending filed published under-examination in-examination 申请 已申请 申请中 专利申请 受理 已受理 受理中 公开 已公开 "
        "公布 实质审查 实质审查的生效 实审 实审中 在审 审中 审查中 初审 初步审查 等待实审提案 等待实质审查 复审 复审中"
    ),
    "challenged": (
        "challenged contested opposed under-invalidation invalidation-pending 无效宣告中 无效宣告请求中 无效宣告请求审查中 无效宣告审查中 "
        "无效程序中 被提无效 被请求宣告无效"
    ),
    "lapsed": (
        "lapsed expired ceased terminated abandoned dead 失效 已失效 终止 已终止 专利权终止 权利终止 未缴年费 未缴年费专利权终止 "
        "未缴年费终止失效 届满 期限届满 专利权届满 专利权有效期届满 放弃 放弃专利权 避免重复授权"
    ),
    "refused": "refused rejected withdrawn deemed-withdrawn 驳回 已驳回 驳回失效 撤回 撤回专利申请 主动撤回 视为撤回 视撤 视为放弃 视为放弃取得专利权",
    "invalid": "invalid invalidated revoked annulled 无效 宣告无效 被宣告无效 已宣告无效 全部无效 专利权无效 专利权全部无效 已无效",
}
_LONGEST = 60
"""Characters of the longest status that is known."""


def register_status(status: str | None) -> str | None:
    """The code of a status; None for none, `TO_CHECK` for a word that is not known."""
    if status is None or len(status) > _LONGEST:
        return None if status is None else TO_CHECK
    return _read(status)


@lru_cache(maxsize=1_024)
def _read(status: str) -> str | None:
    spelling = _spelling(status)
    return _CODES.get(spelling, TO_CHECK) if spelling else None


def _spelling(word: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKC", word).casefold() if character.isalnum())


_CODES: Mapping[str, str] = {_spelling(word): code for code, words in _WORDS.items() for word in words.split()}
