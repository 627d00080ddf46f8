"""Co-owners: what one may do alone, and what all must agree to. An agreement among them goes before these rules."""

from __future__ import annotations

from valuation.rights_gate.facts import BINDING, CONVEYS, COPYRIGHTS, PATENTS, UNSTATED
from valuation.rights_gate.law import Citation
from valuation.rights_gate.rule import Rule

_OTHERS = ("plant_variety", "ic_layout", "biomedicine_variety")

RULES = (
    Rule(
        code="patent_co_owner_refuses",
        severity="stop",
        when={"kind": PATENTS, "owners": ("several",), "act": BINDING, "co_owner_consent": ("no",)},
        source=(Citation("patent_law", "14"),),
        certainty="V",
        zh="共有专利的转让、独占或排他许可须经全体共有人同意(另有约定的除外)。",
        en="To transfer a co-owned patent or license it exclusively or solely, all co-owners must agree, unless they agreed otherwise.",
    ),
    Rule(
        code="know_how_co_owner_refuses",
        severity="stop",
        when={"kind": ("know_how",), "owners": ("several",), "act": BINDING, "co_owner_consent": ("no",)},
        source=(Citation("civil_code", "861"), Citation("technology_contracts", "20")),
        certainty="V",
        zh="共有技术秘密的转让、独占或排他许可未经他方同意的无效。",
        en="To transfer co-owned know-how or license it exclusively or solely without the other's consent is void.",
    ),
    Rule(
        code="copyright_co_owner_refuses",
        severity="stop",
        when={"kind": COPYRIGHTS, "owners": ("several",), "act": BINDING, "co_owner_consent": ("no",)},
        source=(Citation("copyright_law", "14"),),
        certainty="V",
        zh="合作作品的转让、专有许可须经全体合作作者协商一致。",
        en="To transfer a joint work or license it exclusively, all its authors must agree.",
    ),
    Rule(
        code="other_co_owner_refuses",
        severity="stop",
        when={"kind": _OTHERS, "owners": ("several",), "act": CONVEYS, "co_owner_consent": ("no",)},
        source=(Citation("civil_code", "301, 876"),),
        certainty="K",
        zh="共有品种权、布图设计等的处分须经共有人同意; 普通许可是否需要, 依各专门条例和约定。",
        en="To dispose of co-owned variety or layout rights the co-owners must agree; whether an ordinary licence needs it, their regulations say.",
    ),
    Rule(
        code="ordinary_licence_fee_shared",
        severity="condition",
        when={"kind": PATENTS, "owners": ("several",), "act": ("ordinary",)},
        source=(Citation("patent_law", "14"),),
        certainty="V",
        zh="共有人可单独以普通许可方式许可他人, 无需他人同意, 但使用费应在共有人之间分配。",
        en="One co-owner alone may grant an ordinary licence, without the others' consent, but the fee is shared among them.",
    ),
    Rule(
        code="ordinary_licence_of_joint_work",
        severity="condition",
        when={"kind": COPYRIGHTS, "owners": ("several",), "act": ("ordinary",)},
        source=(Citation("copyright_law", "14"),),
        certainty="V",
        zh="非专有许可应先协商, 无正当理由不得阻止; 收益合理分配。",
        en="A non-exclusive licence is to be discussed first; nobody may block it without good reason, and the proceeds are shared fairly.",
    ),
    Rule(
        code="ordinary_licence_of_know_how",
        severity="info",
        when={"kind": ("know_how",), "owners": ("several",), "act": ("ordinary",)},
        source=(Citation("civil_code", "861"), Citation("technology_contracts", "20")),
        certainty="V",
        zh="委托或合作开发形成的共有技术秘密, 无约定的, 各方可自行普通许可并独占收益。",
        en="Of know-how from commissioned or joint development, each party may by default license non-exclusively and keep the proceeds.",
    ),
    Rule(
        code="co_developer_priority",
        severity="condition",
        when={"act": ("transfer",), "owners": ("several",), "status": ("applied",)},
        source=(Citation("civil_code", "860"),),
        certainty="V",
        zh="合作开发的一方转让共有的专利申请权, 其他各方有同等条件下优先受让权。",
        en="Where a joint developer transfers its share of the application, the others may take it on equal terms first.",
    ),
    Rule(
        code="consent_of_all_co_owners",
        severity="document",
        when={"owners": ("several",), "act": BINDING, "co_owner_consent": ("yes", "no", UNSTATED)},
        source=(Citation("patent_law", "14"), Citation("technology_contracts", "20")),
        certainty="V",
        zh="全体共有人同意的书面文件",
        en="Written consent of all co-owners",
        issuer="co_owners",
    ),
    Rule(
        code="co_ownership_agreement",
        severity="document",
        when={"owners": ("several",), "act": CONVEYS},
        source=(Citation("patent_law", "14"),),
        certainty="V",
        zh="共有人之间关于份额和权利行使的约定",
        en="The co-owners' agreement on shares and on the exercise of the right",
        issuer="co_owners",
        required=False,
    ),
)
