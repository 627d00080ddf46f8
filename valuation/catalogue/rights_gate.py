"""What is said of the rights and compliance gate. Rules, questions and issuers stand in `valuation/rights_gate`, each beside its source."""

from __future__ import annotations

from valuation.rights_gate.issuers import ISSUERS
from valuation.rights_gate.question import QUESTIONS
from valuation.rights_gate.rulebook import RULES

TEXTS: dict[str, tuple[str, str]] = {
    "rights.statement": (
        "规则由本项目自行整理和复核, 不是法律意见; 以法律原文和主管部门的意见为准。缺少的事实不视为没有问题。",
        "The rules are our own reading and not legal advice; the texts of the law and the authorities decide. A fact that is missing never counts as clear.",
    ),
    **{f"rights.{rule.code}": (rule.zh, rule.en) for rule in RULES},
    **{f"rights.ask.{fact}": (question.zh, question.en) for fact, question in QUESTIONS.items()},
    **{f"rights.issuer.{issuer}": texts for issuer, texts in ISSUERS.items()},
}
