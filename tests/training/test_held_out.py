from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from training.held_out import held_out


@given(st.lists(st.integers(0, 30), max_size=100), st.integers(0, 1_000))
def test_a_project_is_never_parted(projects: list[int], seed: int) -> None:
    given_projects = np.asarray(projects, dtype=np.int64)
    held = held_out(given_projects, seed)
    assert len(held) == len(projects)
    assert not set(given_projects[held]) & set(given_projects[~held])


def test_about_a_fifth_is_held_out_and_the_seed_says_which() -> None:
    projects = np.arange(10_000)
    held = held_out(projects, 1)
    assert 0.18 < held.mean() < 0.22
    assert np.array_equal(held, held_out(projects, 1)) and not np.array_equal(held, held_out(projects, 2))
    assert 0.48 < held_out(projects, 1, share=0.5).mean() < 0.52
