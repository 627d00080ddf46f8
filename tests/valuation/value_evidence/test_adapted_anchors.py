"""Adapted figures belong to parts that exist, to fields and classes of the lists, and run the same way as the default's."""

from __future__ import annotations

from tests.valuation.value_evidence.conftest import CLASSES
from valuation import codes
from valuation.value_evidence.adapted_anchors import BY_CLASS, BY_FIELD
from valuation.value_evidence.indicators import INDICATORS

ADAPTED = [(code, part, name, reach) for table in (BY_FIELD, BY_CLASS) for (code, part), names in table.items() for name, reach in names.items()]


def test_they_adapt_what_there_is() -> None:
    assert {name for names in BY_FIELD.values() for name in names} <= set(codes.LISTS["technology_field"].entries)
    assert {name for names in BY_CLASS.values() for name in names} <= set(CLASSES) == set(codes.LISTS["achievement_class"].entries)
    for code, name, _, reach in ADAPTED:
        (part,) = [part for part in INDICATORS[code].parts if part.name == name]
        assert reach != part.reach and list(reach) == sorted(reach, reverse=part.falling) and len(set(reach)) == 4


def test_the_transfer_potential_differs_by_class_and_nothing_else_does() -> None:
    assert {code for code, _ in BY_CLASS} == {"PA3", "PA4", "PA5", "PA6"}
