"""Only a text that says no more than none counts as none."""

from __future__ import annotations

import pytest

from valuation.rights_gate.stated_text import stated_text

DENIALS = """
无 | 无。 | 没有 | 不涉及 | 未涉及 | 不涉密 | 非涉密 | 不涉及国家秘密 | 无保密要求 | 不属于限制出口技术 | 不属于禁止或限制出口的技术 | 不适用 | 无附加条件
无需伦理审查 | 无需许可 | None | none. | N/A | not applicable | No restrictions | not subject to export control | No permits needed
"""
OTHERS = """
限制出口 | 机密级 | 无许可证 | 无批件 | 未取得伦理审查 | 不涉及国家秘密, 但属内部资料 | 经审查后不涉密 | 无法确定 | 待定 | 未知 | 不得出口
unknown | none yet | restricted | no licence was granted | 国家重点研发计划项目, 无其他条件
"""


def texts(table: str) -> list[str]:
    return [text.strip() for line in table.strip().splitlines() for text in line.split("|")]


@pytest.mark.parametrize("text", texts(DENIALS))
def test_plain_denials(text: str) -> None:
    assert stated_text(text) == "none"


@pytest.mark.parametrize("text", [*texts(OTHERS), "无" * 50])
def test_anything_else_is_to_be_checked(text: str) -> None:
    assert stated_text(text) == "to_check"


@pytest.mark.parametrize("text", [None, "", "  ", "-", "——", " " * 50])
def test_blank_texts_say_nothing(text: str | None) -> None:
    assert stated_text(text) is None
