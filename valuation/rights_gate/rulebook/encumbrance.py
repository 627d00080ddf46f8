"""Encumbrances: pledge and freezing."""

from __future__ import annotations

from valuation.rights_gate.facts import CONVEYS
from valuation.rights_gate.law import Citation
from valuation.rights_gate.rule import Rule

RULES = (
    Rule(
        code="pledge_without_consent",
        severity="stop",
        when={"act": CONVEYS, "pledged": ("yes",), "pledgee_consent": ("no",)},
        source=(Citation("civil_code", "444"),),
        certainty="V",
        zh="权利已出质, 未经质权人同意不得转让或许可。",
        en="The right is pledged; without the pledgee's consent it may be neither transferred nor licensed.",
    ),
    Rule(
        code="pledged_contribution",
        severity="stop",
        when={"pledged": ("yes",), "equity": ("yes",)},
        source=(Citation("registration_rules", "13"),),
        certainty="V",
        zh="设定担保的财产不得作价出资: 须先解除质押。",
        en="Property given as security cannot be contributed for shares: release the pledge first.",
    ),
    Rule(
        code="right_frozen",
        severity="stop",
        when={"act": CONVEYS, "frozen": ("yes",)},
        source=(Citation("court_preservation"), Citation("patent_rules", "104-105")),
        certainty="K",
        zh="权利被保全、查封或冻结: 登记机构停办转移、质押手续, 期间不得处分。",
        en="The right is under preservation, seizure or freezing: the register records no transfer or pledge, and it may not be disposed of meanwhile.",
    ),
    Rule(
        code="pledge_proceeds",
        severity="condition",
        when={"act": CONVEYS, "pledged": ("yes",), "pledgee_consent": ("yes",)},
        source=(Citation("civil_code", "444"),),
        certainty="V",
        zh="转让或许可所得价款应向质权人提前清偿或提存。",
        en="The proceeds must go to the pledgee ahead of time or be deposited.",
    ),
)
