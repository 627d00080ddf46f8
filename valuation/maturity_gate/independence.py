"""How independent the proofs of a level must be: to level 5 the seller's own are enough, from level 6 an outsider stands behind at least one.

A level asks among the proofs of its own items and of later ones. A user's proof is also an independent one; what a related party issues is neither.
"""

from __future__ import annotations

from collections.abc import Mapping

from valuation.bilingual import Bilingual
from valuation.catalogue import say

SUFFICIENT: Mapping[int, frozenset[str]] = {
    6: frozenset({"witnessed", "independent", "user", "accredited", "statutory"}),
    7: frozenset({"user"}),
    8: frozenset({"accredited", "statutory"}),
}
"""Level → sources of which it needs at least one. Level 9 asks nothing new: it rests on these."""

WANTED: Mapping[int, tuple[tuple[str, str], tuple[str, str]]] = {
    6: (
        ("至少一份见证试验或独立报告", "at least one witnessed test or independent report"),
        ("由外部人员签字的见证试验记录, 或第三方测试报告", "test record signed by an outside witness, or third-party test report"),
    ),
    7: (
        ("至少一份外部用户的证明", "at least one proof from an outside user"),
        ("与卖方无关联的用户出具的应用证明", "statement of use by a user who is not tied to the seller"),
    ),
    8: (
        ("至少一份认可机构(CMA/CNAS)报告或法定批件", "at least one report of an accredited laboratory (CMA, CNAS) or statutory approval"),
        ("带CMA/CNAS标识的检验报告, 或行业法定批件", "test report with the mark of accreditation (CMA, CNAS), or the sector's statutory approval"),
    ),
}
"""Level → what it needs and an example document, each (zh, en)."""


def wanted(level: int) -> tuple[Bilingual, Bilingual]:
    """What a level needs and an example document."""
    return say(f"maturity_gate.independence.{level}"), say(f"maturity_gate.independence_example.{level}")
