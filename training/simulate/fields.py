"""Fields of technology, and what follows from them: the industry served and the socio-economic objective. Shares and effects are assumptions [A] that
reproduce the published orders by value (`published.toml`, fields); industries are sections of GB/T 4754, objectives those of GB/T 24450.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from training.simulate.choices import Choices, draw_by
from training.simulate.strata import PUBLIC

FIRST, SECOND = 2013, 2020
"""Years of the two sets of shares; between them they are interpolated, beyond them they stand still."""
FIELDS = {  # share of contracts in 2013 and in 2020, effect on ln(price), how much more common among universities and institutes
    "electronic_information": (0.30, 0.29, 0.10, 0.75),
    "aerospace": (0.02, 0.02, 0.40, 1.2),
    "advanced_manufacturing": (0.15, 0.165, 0.05, 1.0),
    "biomedicine": (0.085, 0.095, -0.25, 1.8),
    "new_materials": (0.045, 0.06, -0.15, 1.6),
    "new_energy": (0.085, 0.08, 0.35, 1.0),
    "environment": (0.085, 0.08, 0.10, 1.0),
    "nuclear": (0.013, 0.010, 1.50, 1.0),
    "agriculture": (0.045, 0.045, -0.50, 1.9),
    "transport": (0.085, 0.05, 0.75, 0.7),
    "urban_construction_social": (0.085, 0.15, 0.32, 0.6),
}
INDUSTRIES: dict[str, dict[str, float]] = {
    "electronic_information": {"I": 0.60, "C": 0.22, "M": 0.08, "J": 0.05, "P": 0.05},
    "aerospace": {"C": 0.70, "G": 0.15, "M": 0.15},
    "advanced_manufacturing": {"C": 0.85, "M": 0.08, "B": 0.07},
    "biomedicine": {"C": 0.50, "Q": 0.35, "M": 0.15},
    "new_materials": {"C": 0.88, "M": 0.12},
    "new_energy": {"D": 0.55, "C": 0.38, "M": 0.07},
    "environment": {"N": 0.60, "C": 0.25, "B": 0.07, "M": 0.08},
    "nuclear": {"D": 0.65, "Q": 0.15, "C": 0.20},
    "agriculture": {"A": 0.80, "C": 0.12, "M": 0.08},
    "transport": {"G": 0.62, "C": 0.23, "E": 0.15},
    "urban_construction_social": {"E": 0.38, "N": 0.22, "S": 0.22, "R": 0.10, "O": 0.08},
}
OBJECTIVES: dict[str, dict[str, float]] = {
    "electronic_information": {"industry_commerce": 0.55, "social_services": 0.25, "education": 0.10, "infrastructure": 0.10},
    "aerospace": {"civil_space": 0.45, "industry_commerce": 0.45, "earth_atmosphere": 0.10},
    "advanced_manufacturing": {"industry_commerce": 0.92, "other_civil": 0.08},
    "biomedicine": {"health": 0.80, "industry_commerce": 0.20},
    "new_materials": {"industry_commerce": 0.85, "energy": 0.15},
    "new_energy": {"energy": 0.90, "industry_commerce": 0.10},
    "environment": {"environment": 0.90, "earth_atmosphere": 0.10},
    "nuclear": {"energy": 0.70, "health": 0.20, "environment": 0.10},
    "agriculture": {"agriculture": 0.95, "environment": 0.05},
    "transport": {"infrastructure": 0.85, "industry_commerce": 0.15},
    "urban_construction_social": {"infrastructure": 0.55, "social_services": 0.35, "other_civil": 0.10},
}


@cache
def _field_choices(year: int, public: bool) -> Choices:
    along = (year - FIRST) / (SECOND - FIRST)
    shares = {name: ((1 - along) * first + along * second) * (more if public else 1.0) for name, (first, second, _, more) in FIELDS.items()}
    return Choices(shares, {name: effect for name, (_, _, effect, _) in FIELDS.items()})


def draw_fields(years: NDArray[np.int64], groups: NDArray[np.str_], chance: NDArray[np.float64]) -> tuple[NDArray[np.str_], NDArray[np.float64]]:
    """The field of each contract, and what it adds to ln(price)."""
    fields, effects = np.empty(len(years), dtype=f"<U{max(map(len, FIELDS))}"), np.empty(len(years))
    for year in np.unique(years):
        for public in (False, True):
            rows = (years == year) & ((groups == PUBLIC) == public)
            options = _field_choices(min(max(int(year), FIRST), SECOND), public)
            fields[rows] = options.draw(chance[rows])
            effects[rows] = options.effect(fields[rows])
    return fields, effects


def draw_industries(fields: NDArray[np.str_], chance: NDArray[np.float64]) -> NDArray[np.str_]:
    """Sections of GB/T 4754."""
    return draw_by(fields, {field: Choices(shares, {}) for field, shares in INDUSTRIES.items()}, chance)


def draw_objectives(fields: NDArray[np.str_], chance: NDArray[np.float64]) -> NDArray[np.str_]:
    """Socio-economic objectives."""
    return draw_by(fields, {field: Choices(shares, {}) for field, shares in OBJECTIVES.items()}, chance)
