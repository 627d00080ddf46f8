"""Where anchors stand elsewhere than in the tables: by field of technology, and for the transfer potential by class.

Own proposal [A], versioned. A field is named where its magnitudes differ by nature: drugs and reactors take longer and cost more than software, assays
scatter more than machined parts, an efficiency near its limit moves by a few percent. Everything else keeps the default figures; an exchange may set its own.
"""

from __future__ import annotations

Reach = tuple[float, float, float, float]

VERSION = "2026-11"

_STRICT: Reach = (90, 95, 99, 100)
_SLOW: Reach = (15, 12, 8, 5)
_DEAR: Reach = (50000, 20000, 8000, 2000)
_INFRASTRUCTURE: Reach = (12, 8, 6, 4)
_NEAR_THE_LIMIT: Reach = (0.95, 1.0, 1.03, 1.1)
_FAST: Reach = (1.0, 1.2, 1.5, 2.0)

BY_FIELD: dict[tuple[str, str], dict[str, Reach]] = {
    ("SA3", "deviation"): {
        "biomedicine": (40, 25, 15, 10),
        "agriculture": (30, 20, 12, 8),
        "electronic_information": (10, 5, 2, 1),
        "advanced_manufacturing": (10, 5, 2, 1),
    },
    ("TB1", "ratio"): {"electronic_information": (1.0, 1.3, 2.0, 5.0), "new_energy": _NEAR_THE_LIMIT, "nuclear": _NEAR_THE_LIMIT},
    ("TA1", "ratio"): {"electronic_information": _FAST, "new_energy": _NEAR_THE_LIMIT, "nuclear": _NEAR_THE_LIMIT},
    ("TA4", "remaining"): {"electronic_information": (2, 4, 7, 10), "biomedicine": (5, 8, 12, 16)},
    ("TT2", "passed"): {"aerospace": _STRICT, "biomedicine": _STRICT, "nuclear": _STRICT, "transport": _STRICT},
    ("TT3", "yield"): {"biomedicine": (90, 95, 98, 99.5), "agriculture": (60, 75, 85, 95)},
    ("TT3", "mtbf"): {"aerospace": (2000, 5000, 20000, 50000), "nuclear": (5000, 20000, 50000, 100000)},
    ("TT3", "availability"): {"electronic_information": (99, 99.5, 99.9, 99.99)},
    ("TT5", "remaining"): {"electronic_information": (1, 3, 5, 8), "biomedicine": (3, 6, 10, 15)},
    ("EB2", "outlay"): {"biomedicine": _DEAR, "aerospace": _DEAR, "nuclear": _DEAR, "electronic_information": (2000, 800, 300, 100)},
    ("EB2", "time"): {"biomedicine": _SLOW, "aerospace": _SLOW, "nuclear": _SLOW, "electronic_information": (6, 4, 2, 1)},
    ("EA2", "market"): {"agriculture": (0.5, 2, 10, 50), "nuclear": (0.5, 2, 10, 50)},
    ("EA5", "outlay"): {
        "biomedicine": (20000, 5000, 1500, 500),
        "aerospace": (10000, 3000, 1000, 300),
        "nuclear": (10000, 3000, 1000, 300),
        "electronic_information": (1000, 400, 150, 50),
    },
    ("ET2", "margin"): {
        "biomedicine": (5, 12, 20, 35),
        "electronic_information": (0, 8, 15, 25),
        "agriculture": (0, 3, 6, 12),
        "urban_construction_social": (0, 3, 6, 12),
    },
    ("ET4", "payback"): {
        "electronic_information": (5, 3, 2, 1),
        "new_energy": _INFRASTRUCTURE,
        "nuclear": _INFRASTRUCTURE,
        "environment": _INFRASTRUCTURE,
        "transport": _INFRASTRUCTURE,
        "urban_construction_social": _INFRASTRUCTURE,
    },
    ("OA1", "energy"): {"new_energy": (250, 2500, 10000, 50000)},
    ("OA1", "carbon"): {"new_energy": (500, 5000, 25000, 125000)},
    ("OA1", "pollutants"): {"environment": (5, 50, 250, 1000)},
    ("OT1", "energy"): {"new_energy": (1000, 10000, 50000, 250000)},
    ("OT1", "carbon"): {"new_energy": (2500, 25000, 125000, 500000)},
    ("OT1", "waste"): {"environment": (25, 250, 1000, 5000)},
}
"""(indicator, part) → field of technology → the figures that stand there for 25, 50, 75 and 100."""

BY_CLASS: dict[tuple[str, str], dict[str, Reach]] = {
    ("PA3", "gap"): {"basic": (1000, 500, 200, 0), "development": (10000, 3000, 1000, 0)},
    ("PA4", "commitment"): {"basic": (1, 3, 6, 12), "development": (3, 12, 24, 36)},
    ("PA5", "sites"): {"development": (1, 3, 5, 10)},
    ("PA6", "parties"): {"development": (1, 3, 5, 10)},
}
"""(indicator, part) → class of achievement → its figures; the applied class keeps the table's."""
