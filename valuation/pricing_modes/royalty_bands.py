"""Bands of royalty rates, as fractions of net sales, by industry; from surveys of licences, not from this model's contracts.

Which industries a field of technology is read as is our own proposal [A]; a field without a band of its own gets the general one.
"""

from __future__ import annotations

from valuation.answer_part import AnswerPart
from valuation.bilingual import Bilingual
from valuation.catalogue import say
from valuation.certainty import Certainty

BANDS_VERSION = "2026-11"


class RoyaltyBand(AnswerPart):
    """`low` to `high` of net sales; `source` and `certainty` say where it comes from."""

    code: str
    label: Bilingual
    low: float
    high: float
    source: Bilingual
    certainty: Certainty


_TABLE: dict[str, tuple[float, float, tuple[str, Certainty]]] = {
    "software": (0.05, 0.08, ("royalty_survey", "S")),
    "pharmaceuticals": (0.04, 0.06, ("royalty_survey", "S")),
    "medical_devices": (0.03, 0.05, ("royalty_survey", "S")),
    "electronics": (0.02, 0.04, ("royalty_survey", "S")),
    "materials": (0.02, 0.04, ("royalty_survey", "S")),
    "industrial": (0.01, 0.03, ("royalty_survey", "S")),
    "semiconductors": (0.01, 0.02, ("royalty_survey", "S")),
    "machinery_cn": (0.015, 0.03, ("royalty_china", "V")),
    "pharmaceuticals_cn": (0.025, 0.04, ("royalty_china", "V")),
    "electrical_cn": (0.03, 0.045, ("royalty_china", "V")),
    "general": (0.02, 0.06, ("royalty_distribution", "S")),
}

_BY_FIELD = {
    "electronic_information": ("electronics", "electrical_cn"),
    "aerospace": ("industrial", "machinery_cn"),
    "advanced_manufacturing": ("industrial", "machinery_cn"),
    "biomedicine": ("pharmaceuticals", "medical_devices", "pharmaceuticals_cn"),
    "new_materials": ("materials",),
    "new_energy": ("industrial", "electrical_cn"),
    "transport": ("industrial", "machinery_cn"),
}
_BY_RIGHT = {"software_copyright": ("software",), "ic_layout": ("semiconductors",)}


def royalty_bands(technology_field: str | None, ip_kind: str | None) -> tuple[RoyaltyBand, ...]:
    """The bands of a field of technology; of the right instead, where the right alone tells the industry. Never empty."""
    codes = _BY_RIGHT.get(ip_kind or "") or _BY_FIELD.get(technology_field or "") or ("general",)
    return tuple(_band(code) for code in codes)


def _band(code: str) -> RoyaltyBand:
    low, high, (source, certainty) = _TABLE[code]
    return RoyaltyBand(code=code, label=say(f"advice.band.{code}"), low=low, high=high, source=say(f"advice.source.{source}"), certainty=certainty)
