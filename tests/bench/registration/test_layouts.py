"""The layouts are those of the two mapping files, and spell every code so that it is read back."""

from __future__ import annotations

import pytest

from bench.registration.layouts import FIVE_TYPES, FOUR_TYPES, LAYOUTS, SUBCLASSES, Layout, type_of
from models.tables.mapping import Mapping
from valuation.codes import LISTS


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_a_layout_has_every_column_that_its_mapping_file_needs(layout: Layout) -> None:
    mapping = Mapping.load(layout.source)
    wanted = {use.column for use in (*mapping.inputs(), *mapping.labels())}
    assert wanted <= set(layout.columns.values())


@pytest.mark.parametrize("name", list(FIVE_TYPES.spellings))
def test_the_newer_layout_spells_every_code_of_a_list_as_the_list_reads_it(name: str) -> None:
    spelled = FIVE_TYPES.spellings[name]
    assert {code: LISTS[name].resolve(cell, name) for code, cell in spelled.items()} == {code: code for code in LISTS[name].entries}


def test_the_older_layout_knows_four_types_and_no_licence_of_know_how() -> None:
    assert len(set(FOUR_TYPES.spellings["contract_type"].values())) == 4
    subclasses = FOUR_TYPES.spellings["contract_subclass"]
    assert subclasses["know_how_licence"] == subclasses["know_how_transfer"] and len(set(subclasses.values())) == len(SUBCLASSES) - 1


def test_every_type_has_its_turn() -> None:
    assert {type_of(subclass) for subclass in SUBCLASSES} == set(LISTS["contract_type"].entries)
