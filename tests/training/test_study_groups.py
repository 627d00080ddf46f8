from __future__ import annotations

import numpy as np

from training.study_groups import FEW_VALUES, groupings

REGISTER = {"firm": [f"firm {at}" for at in range(9)], "seller_kind": ["a", "b", "c"] * 3, "contract_type": ["x"] * 9, "colour": ["red", ""] * 4 + ["blue"]}


def test_a_register_is_grouped_by_its_segments_and_the_known_roles() -> None:
    found = groupings(REGISTER, ["firm", "seller_kind", "not there"])
    assert [one.name for one in found] == ["firm", "seller_kind", "contract_type"]
    assert found[1].labels.tolist() == ["a", "b", "c"] * 3


def test_a_source_without_roles_is_grouped_by_segments_and_attributes_of_few_values() -> None:
    other = {
        "award": [str(at) for at in range(FEW_VALUES + 1)],
        "state": [str(at % FEW_VALUES) for at in range(FEW_VALUES + 1)],
        "constant": ["x", *[""] * FEW_VALUES],
    }
    assert [one.name for one in groupings(other, [])] == ["state"]
    assert [one.name for one in groupings(other, ["award"])] == ["award", "state"]
    assert groupings({}, ["phase"]) == ()


def test_rows_may_be_taken_by_mask_or_by_index() -> None:
    (one,) = groupings({"contract_type": ["x", "y", "x"]}, [])
    assert one.take(np.asarray([2, 1])).labels.tolist() == ["x", "y"]
    assert one.take(np.asarray([True, False, True])).labels.tolist() == ["x", "x"]
