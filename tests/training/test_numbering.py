from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from training.numbering import numbered


@given(st.lists(st.text(max_size=3)))
def test_numbers_lead_back_to_the_column_and_values_stand_in_order(column: list[str]) -> None:
    values, index = numbered(np.asarray(column, dtype=object))
    assert [values[at] for at in index] == column
    assert values == sorted(set(column)) and index.dtype == np.int64
