"""What the deal does with the right: transfer, exclusive, sole or ordinary licence, or nothing (development, consulting, service).

A deal whose type nobody states is presumed to pass the right or leave to use it ("conveyance"), for that is what an achievement is listed for [A].
"""

from __future__ import annotations

from valuation.rights_gate.facts import LICENCES

_WITHOUT_RIGHT = {"technical_development": "development", "technical_consulting": "consulting", "technical_service": "service"}


def act_of(contract_type: str | None, exclusivity: str | None) -> str:
    """The act, or an umbrella ("licence", "conveyance") where the terms leave it open.

    A transfer with the exclusivity of a licence is a licence: registers up to about 2021-22 kept licences under 技术转让.
    """
    if contract_type in _WITHOUT_RIGHT:
        return _WITHOUT_RIGHT[contract_type]
    if exclusivity in LICENCES:
        return str(exclusivity)
    if contract_type == "technical_licence":
        return "conveyance" if exclusivity == "transfer" else "licence"
    return "transfer" if contract_type == "technical_transfer" or exclusivity == "transfer" else "conveyance"
