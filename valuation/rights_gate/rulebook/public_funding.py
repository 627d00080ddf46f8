"""Results of publicly funded projects: conditions of the project, and the way abroad."""

from __future__ import annotations

from valuation.rights_gate.facts import CONVEYS, UNSTATED
from valuation.rights_gate.law import Citation
from valuation.rights_gate.rule import Rule

_FUNDED = ("local", "national")
_OUT = ("transfer", "exclusive")

RULES = (
    Rule(
        code="funder_refuses",
        severity="stop",
        when={"buyer": ("abroad",), "act": _OUT, "public_funding": _FUNDED, "funder_approval": ("refused",)},
        source=(Citation("progress_law", "34"),),
        certainty="V",
        zh="财政资助项目形成的知识产权, 项目管理机构不同意向境外转让或独占许可。",
        en="The managing agency of the funded project refused the transfer or exclusive licence abroad.",
    ),
    Rule(
        code="project_conditions_unmet",
        severity="stop",
        when={"act": CONVEYS, "project_conditions": ("unmet",)},
        source=(Citation("progress_law", "32"),),
        certainty="V",
        zh="项目任务书或合同附加的条件未满足, 或损害国家安全和重大公共利益的, 不得转化。",
        en="The conditions of the project contract are not met; the result may not be passed on until they are.",
    ),
    Rule(
        code="funder_approval_abroad",
        severity="condition",
        when={"buyer": ("abroad",), "act": _OUT, "public_funding": _FUNDED, "funder_approval": ("pending", UNSTATED)},
        source=(Citation("progress_law", "34"),),
        certainty="V",
        zh="向境外转让或许可境外独占实施, 须经项目管理机构批准; 鼓励首先在境内使用。",
        en="A transfer or exclusive licence abroad needs the managing agency's approval; use within the country comes first.",
    ),
    Rule(
        code="state_use",
        severity="info",
        when={"act": CONVEYS, "public_funding": _FUNDED},
        source=(Citation("progress_law", "32"), Citation("transfer_law", "7, 11")),
        certainty="V",
        zh="国家为安全和重大公共利益可无偿实施或许可他人实施; 承担者须按年报告实施情况并提交科技报告。",
        en="The state may use it, or let others use it, for security and great public interest; the holder reports on its use each year.",
    ),
    Rule(
        code="funder_consent",
        severity="document",
        when={"buyer": ("abroad",), "act": _OUT, "public_funding": _FUNDED},
        source=(Citation("progress_law", "34"),),
        certainty="V",
        zh="项目管理机构的批准文件",
        en="Approval of the project's managing agency",
        issuer="funder",
    ),
    Rule(
        code="project_contract",
        severity="document",
        when={"act": CONVEYS, "public_funding": _FUNDED},
        source=(Citation("progress_law", "32"),),
        certainty="K",
        zh="项目任务书(合同)及验收文件",
        en="The project contract and the record of its acceptance",
        issuer="funder",
        required=False,
    ),
)
