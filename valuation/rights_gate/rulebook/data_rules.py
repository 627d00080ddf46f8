"""Data that pass with the technology, and services of artificial intelligence."""

from __future__ import annotations

from valuation.rights_gate.facts import CONVEYS, UNSTATED
from valuation.rights_gate.law import Citation
from valuation.rights_gate.rule import Rule

_GUARDED = ("personal", "important")

RULES = (
    Rule(
        code="data_export_refused",
        severity="stop",
        when={"buyer": ("abroad",), "data": _GUARDED, "data_export": ("refused",)},
        source=(Citation("data_law", "31"), Citation("personal_data", "38, 40")),
        certainty="K",
        zh="数据出境未获通过, 不得向境外提供。",
        en="The export of the data was refused; they may not go abroad.",
    ),
    Rule(
        code="data_export_needed",
        severity="condition",
        when={"buyer": ("abroad",), "data": _GUARDED, "data_export": ("pending", UNSTATED)},
        source=(Citation("data_law", "31"), Citation("personal_data", "38-40"), Citation("data_flows")),
        certainty="K",
        zh="个人信息或重要数据出境须先完成安全评估、标准合同备案或认证(豁免情形除外)。",
        en="Personal or important data go abroad only after a security assessment, filed standard contract or certification, save where exempt.",
    ),
    Rule(
        code="personal_data_basis",
        severity="condition",
        when={"data": ("personal",)},
        source=(Citation("personal_data", "13, 23"),),
        certainty="K",
        zh="向他人提供个人信息须有合法依据并取得单独同意, 或先行匿名化。",
        en="To pass on personal data takes a lawful basis and separate consent, or anonymised data.",
    ),
    Rule(
        code="important_data_protection",
        severity="condition",
        when={"data": ("important",)},
        source=(Citation("data_law", "21, 27, 30"),),
        certainty="K",
        zh="重要数据的提供须作风险评估, 受让方须承担相应保护义务。",
        en="To pass on important data takes a risk assessment, and a buyer who takes on their protection.",
    ),
    Rule(
        code="generative_ai_filing",
        severity="condition",
        when={"generative_ai": ("yes",)},
        source=(Citation("generative_ai", "17"),),
        certainty="K",
        zh="面向公众提供生成式人工智能服务的, 须按规定开展安全评估并备案; 训练数据来源须合法。",
        en="A generative AI service for the public needs a security assessment and filing; its training data must be lawfully sourced.",
    ),
    Rule(
        code="open_source_list",
        severity="document",
        when={"act": CONVEYS, "kind": ("software_copyright",)},
        source=(Citation("own_practice"),),
        certainty="A",
        zh="第三方及开源组件清单与许可证",
        en="List of third-party and open-source components with their licences",
        issuer="seller",
        required=False,
    ),
)
