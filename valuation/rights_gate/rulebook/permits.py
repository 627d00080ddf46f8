"""Permits to market the product, and ethics review.

A missing permit does not void a technology contract (司法解释 art. 8): it is a condition of marketing, by default the buyer's to obtain.
"""

from __future__ import annotations

from valuation.rights_gate.facts import CONVEYS, UNSTATED
from valuation.rights_gate.law import Citation
from valuation.rights_gate.rule import Rule

_GRANTED = ("granted",)

RULES = (
    Rule(
        code="permit_outstanding",
        severity="condition",
        when={"permit_state": ("applied", "none", UNSTATED)},
        source=(Citation("technology_contracts", "8"),),
        certainty="V",
        zh="产品须取得许可后方可生产销售; 未取得不影响合同效力, 但须约定由谁办理, 未约定的由实施方办理。",
        en="The product may be made and sold only with its permit; the contract holds without it, but agree who obtains it (by default the user).",
    ),
    Rule(
        code="drug_holder_change",
        severity="condition",
        when={"act": ("transfer",), "permit_kind": ("drug",), "permit_state": _GRANTED},
        source=(Citation("drug_law", "40"),),
        certainty="K",
        zh="药品上市许可持有人变更须经国务院药品监督管理部门批准。",
        en="A change of the marketing authorisation holder of a drug needs the drug authority's approval.",
    ),
    Rule(
        code="device_registration_anew",
        severity="condition",
        when={"act": ("transfer",), "permit_kind": ("medical_device",), "permit_state": _GRANTED},
        source=(Citation("device_rules"),),
        certainty="K",
        zh="医疗器械注册证一般不随技术转让而转移, 受让方须另行注册或变更, 须向药监部门确认。",
        en="A device's registration does not as a rule pass with the technology; the buyer registers anew or changes it, as the authority says.",
    ),
    Rule(
        code="pesticide_data_transfer",
        severity="condition",
        when={"act": CONVEYS, "permit_kind": ("pesticide",), "permit_state": _GRANTED},
        source=(Citation("pesticide_rules", "14"),),
        certainty="K",
        zh="农药登记证不得转让; 新农药研制者可转让登记资料, 受让方另行申请登记。",
        en="A pesticide's registration cannot be transferred; its developer may transfer the data, and the buyer registers anew.",
    ),
    Rule(
        code="ethics_missing",
        severity="condition",
        when={"ethics": ("missing",)},
        source=(Citation("progress_law", "103, 107"), Citation("ethics_review")),
        certainty="V",
        zh="须补作科技伦理审查; 违背科技伦理的活动被禁止。",
        en="The ethics review must be made good; what offends ethics is forbidden.",
    ),
    Rule(
        code="drug_certificate",
        severity="document",
        when={"permit_kind": ("drug",), "permit_state": _GRANTED},
        source=(Citation("drug_law", "24"),),
        certainty="K",
        zh="药品注册证书或临床试验批件",
        en="Drug registration certificate, or approval of the trial",
        issuer="drug",
    ),
    Rule(
        code="device_certificate",
        severity="document",
        when={"permit_kind": ("medical_device",), "permit_state": _GRANTED},
        source=(Citation("device_rules"),),
        certainty="K",
        zh="医疗器械注册证或备案凭证",
        en="Device registration or filing",
        issuer="drug",
    ),
    Rule(
        code="pesticide_certificate",
        severity="document",
        when={"permit_kind": ("pesticide", "veterinary_drug"), "permit_state": _GRANTED},
        source=(Citation("pesticide_rules", "7"), Citation("veterinary_rules")),
        certainty="K",
        zh="农药登记证或兽药注册证书",
        en="Pesticide registration or veterinary drug certificate",
        issuer="agriculture",
    ),
    Rule(
        code="variety_approval",
        severity="document",
        when={"permit_kind": ("crop_variety", "gmo"), "permit_state": _GRANTED},
        source=(Citation("seed_law", "15, 22"), Citation("gmo_rules")),
        certainty="K",
        zh="品种审定证书或登记证书; 转基因的另需安全证书",
        en="Approval or registration of the variety; for a GMO the safety certificate too",
        issuer="agriculture",
    ),
    Rule(
        code="permit_certificate",
        severity="document",
        when={"permit_kind": ("other",), "permit_state": _GRANTED},
        source=(Citation("own_practice"),),
        certainty="A",
        zh="有关许可的证书",
        en="Certificate of the permit",
        issuer="permit_authority",
    ),
    Rule(
        code="ethics_opinion",
        severity="document",
        when={"ethics": ("passed", "missing")},
        source=(Citation("progress_law", "103"), Citation("ethics_review")),
        certainty="V",
        zh="科技伦理审查意见",
        en="Opinion of the ethics review",
        issuer="ethics",
    ),
)
