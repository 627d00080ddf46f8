"""Results of employment (职务发明, 职务成果): whose they are, who may take them first, and what the team receives."""

from __future__ import annotations

from valuation.rights_gate.facts import CONVEYS, UNSTATED
from valuation.rights_gate.law import Citation
from valuation.rights_gate.rule import Rule

_UNITS = ("research", "public_body", "association", "state_firm", "private_firm", "military")

RULES = (
    Rule(
        code="employee_sells_unit_invention",
        severity="stop",
        when={"act": CONVEYS, "seller": ("person",), "service_invention": ("yes",), "authority": ("no",)},
        source=(Citation("patent_law", "6"), Citation("civil_code", "847"), Citation("transfer_law", "19, 42")),
        certainty="V",
        zh="职务成果属于单位, 完成人个人未经单位同意不得处分。",
        en="A result of employment belongs to the unit; those who made it may not dispose of it without the unit.",
    ),
    Rule(
        code="ownership_unsettled",
        severity="stop",
        when={"act": CONVEYS, "service_invention": ("unsettled",)},
        source=(Citation("patent_law", "6"), Citation("technology_contracts", "2-5")),
        certainty="V",
        zh="单位与完成人之间的归属未定: 先签权属协议。",
        en="Unit and makers have not settled whose it is: settle the title first.",
    ),
    Rule(
        code="unit_agreement",
        severity="document",
        when={"act": CONVEYS, "seller": ("person",), "service_invention": ("yes",)},
        source=(Citation("transfer_law", "19"), Citation("progress_law", "33")),
        certainty="V",
        zh="单位同意、赋权或权属约定文件",
        en="The unit's consent, grant of ownership or agreement on title",
        issuer="unit",
    ),
    Rule(
        code="makers_priority",
        severity="condition",
        when={"act": ("transfer",), "seller": _UNITS, "service_invention": ("yes", UNSTATED)},
        source=(Citation("civil_code", "847"),),
        certainty="V",
        zh="单位转让职务技术成果, 完成人有同等条件下优先受让权: 须先征询。",
        en="Those who made it may take it first on equal terms where the unit transfers it: ask them.",
    ),
    Rule(
        code="team_reward",
        severity="info",
        when={"act": CONVEYS, "seller": ("research",)},
        source=(Citation("transfer_law", "44-45"),),
        certainty="V",
        zh="净收入或所得股份的50%以上用于奖励作出重要贡献的人员。",
        en="At least half of the net income, or of the shares received, goes to those who contributed substantially.",
    ),
    Rule(
        code="inventor_reward",
        severity="info",
        when={"act": CONVEYS, "seller": ("public_body", "state_firm", "private_firm", "association"), "service_invention": ("yes",)},
        source=(Citation("patent_law", "15"), Citation("transfer_law", "44-45")),
        certainty="V",
        zh="单位应按规定或约定奖励完成人; 没有规定或约定的, 不低于转让、许可净收入的50%。",
        en="The unit rewards those who made it by its rules or by agreement; failing both, with at least half of the net income.",
    ),
    Rule(
        code="statement_on_service_invention",
        severity="document",
        when={"act": CONVEYS, "seller": _UNITS},
        source=(Citation("own_practice"),),
        certainty="A",
        zh="完成人关于职务成果及其归属的声明",
        en="Statement of those who made it on employment and title",
        issuer="makers",
        required=False,
    ),
)
