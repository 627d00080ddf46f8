"""Contribution for shares (作价入股): appraisal, transfer to the company, and what cannot be contributed."""

from __future__ import annotations

from valuation.rights_gate.facts import LICENCES, UNSTATED
from valuation.rights_gate.law import Citation
from valuation.rights_gate.rule import Rule

RULES = (
    Rule(
        code="contribution_appraisal",
        severity="condition",
        when={"equity": ("yes",), "appraisal_done": ("no", UNSTATED)},
        source=(Citation("company_law", "48"),),
        certainty="V",
        zh="非货币出资应当评估作价, 核实财产, 不得高估或低估。",
        en="A contribution in kind must be appraised and verified, neither above nor below its value.",
    ),
    Rule(
        code="contribution_passes",
        severity="condition",
        when={"equity": ("yes",)},
        source=(Citation("company_law", "48-49"), Citation("technology_contracts", "16")),
        certainty="K",
        zh="出资须可依法转让并办理转移手续; 未约定权属的, 一般归接受出资的企业。",
        en="What is contributed must be transferable and pass to the company; where title is not agreed, it is as a rule the company's.",
    ),
    Rule(
        code="licence_contribution",
        severity="condition",
        when={"equity": ("yes",), "act": LICENCES},
        source=(Citation("company_law", "48"),),
        certainty="K",
        zh="以使用权(许可)出资并非各地均可登记, 须先向登记机关确认。",
        en="A licence is not accepted everywhere as a contribution; ask the company register first.",
    ),
    Rule(
        code="application_contribution",
        severity="condition",
        when={"equity": ("yes",), "status": ("applied",)},
        source=(Citation("company_law", "48"), Citation("technology_contracts", "23")),
        certainty="K",
        zh="以申请权出资须约定不能授权时的补足责任, 并先向登记机关确认。",
        en="If an application is contributed, agree who makes good a refusal, and ask the company register first.",
    ),
    Rule(
        code="contribution_appraisal_report",
        severity="document",
        when={"equity": ("yes",)},
        source=(Citation("company_law", "48"),),
        certainty="V",
        zh="资产评估报告",
        en="Appraisal report",
        issuer="appraiser",
    ),
    Rule(
        code="contribution_agreement",
        severity="document",
        when={"equity": ("yes",)},
        source=(Citation("technology_contracts", "16"),),
        certainty="V",
        zh="出资协议、公司章程及财产转移证明",
        en="Contribution agreement, articles of the company and proof of the transfer",
        issuer="parties",
    ),
)
