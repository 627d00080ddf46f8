"""Licences granted before: which of them stand in the way, and which the buyer takes over."""

from __future__ import annotations

from valuation.rights_gate.facts import CONVEYS, LICENCES, PATENTS
from valuation.rights_gate.law import Citation
from valuation.rights_gate.rule import Rule

_GRANTED = ("open", "ordinary", "sole", "exclusive")

RULES = (
    Rule(
        code="earlier_exclusive_grant",
        severity="stop",
        when={"act": LICENCES, "licensed": ("sole", "exclusive"), "licence_overlap": ("yes",)},
        source=(Citation("technology_contracts", "25, 27"), Citation("civil_code", "872")),
        certainty="V",
        zh="在先独占或排他许可的范围与本次许可重叠, 不得再许可。",
        en="An earlier exclusive or sole licence covers the same ground; no further licence may be granted there.",
    ),
    Rule(
        code="open_licence_stands",
        severity="stop",
        when={"kind": PATENTS, "licensed": ("open",), "act": ("sole", "exclusive")},
        source=(Citation("patent_law", "50-51"),),
        certainty="V",
        zh="实行开放许可的专利不得给予独占或排他许可: 须先撤回开放许可声明。",
        en="While an open licence is declared, no exclusive or sole licence may be given: withdraw the declaration first.",
    ),
    Rule(
        code="earlier_grant_delimited",
        severity="condition",
        when={"act": LICENCES, "licensed": ("sole", "exclusive"), "licence_overlap": ("no",)},
        source=(Citation("technology_contracts", "25, 28"),),
        certainty="V",
        zh="须在合同中写明与在先许可在地域、领域、期限上的界限。",
        en="Draw the line to the earlier licence in territory, field and time in the contract.",
    ),
    Rule(
        code="exclusivity_beside_earlier_licensees",
        severity="condition",
        when={"act": ("sole", "exclusive"), "licensed": ("ordinary",)},
        source=(Citation("technology_contracts", "25"),),
        certainty="V",
        zh="已有普通被许可人: 只能在其之外授予独占或排他, 须披露并除外。",
        en="There are non-exclusive licensees already: exclusivity can only be given beside them; disclose and except them.",
    ),
    Rule(
        code="licences_survive_transfer",
        severity="condition",
        when={"act": ("transfer",), "licensed": _GRANTED},
        source=(Citation("technology_contracts", "24"), Citation("patent_law", "50")),
        certainty="V",
        zh="转让不影响在先许可合同的效力: 须披露, 由受让人承受。",
        en="Earlier licences survive the transfer: disclose them, the buyer takes the right subject to them.",
    ),
    Rule(
        code="earlier_licence_contracts",
        severity="document",
        when={"act": CONVEYS, "licensed": _GRANTED},
        source=(Citation("civil_code", "870"),),
        certainty="V",
        zh="在先许可合同及备案证明",
        en="The earlier licence contracts and their records",
        issuer="seller",
    ),
)
