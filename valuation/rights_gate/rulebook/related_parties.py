"""Related parties and conflicts of interest."""

from __future__ import annotations

from valuation.rights_gate.facts import CONVEYS
from valuation.rights_gate.law import Citation
from valuation.rights_gate.rule import Rule

RULES = (
    Rule(
        code="related_without_approval",
        severity="stop",
        when={"seller": ("state_firm",), "act": CONVEYS, "related_parties": ("related",)},
        source=(Citation("state_assets_law", "43-46, 72"),),
        certainty="V",
        zh="国家出资企业与关联方的交易须经履行出资人职责的机构或有权机构同意, 恶意串通的无效。",
        en="A state-invested firm deals with related parties only with the consent of its owner's body or the competent organ; collusion voids the deal.",
    ),
    Rule(
        code="related_disclosed",
        severity="condition",
        when={"act": CONVEYS, "related_parties": ("related", "approved")},
        source=(Citation("company_law", "22"), Citation("state_assets_law", "46, 56")),
        certainty="K",
        zh="须披露关联关系, 有关人员回避决策; 价格应公允, 宜以评估或公开竞价支持。",
        en="Disclose the relation and let those concerned abstain; the price must be fair, best supported by an appraisal or open bidding.",
    ),
    Rule(
        code="related_team",
        severity="info",
        when={"seller": ("research",), "act": CONVEYS, "related_parties": ("related", "approved")},
        source=(Citation("transfer_provisions"),),
        certainty="K",
        zh="完成人或其企业受让的, 宜在公示中写明, 并由无利害关系人员决策。",
        en="Where those who made it, or their firm, take it, say so in the publicity and let others decide.",
    ),
    Rule(
        code="statement_on_relations",
        severity="document",
        when={"seller": ("research", "public_body", "state_firm"), "act": CONVEYS},
        source=(Citation("state_assets_law", "43-46"), Citation("transfer_provisions")),
        certainty="K",
        zh="交易双方关于关联关系和利益冲突的声明",
        en="Statement of both parties on relations and conflicts of interest",
        issuer="parties",
    ),
    Rule(
        code="related_approval",
        severity="document",
        when={"seller": ("state_firm",), "act": CONVEYS, "related_parties": ("related", "approved")},
        source=(Citation("state_assets_law", "45-46"),),
        certainty="V",
        zh="关联交易的批准文件",
        en="Approval of the deal with a related party",
        issuer="owner_body",
    ),
)
