from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from training.validation.alike_projects import join_alike
from training.validation.near_duplicates import Pairs


def pairs(*of: tuple[int, int], similarity: float = 0.85) -> Pairs:
    found = np.asarray(of, dtype=np.int64).reshape(-1, 2)
    return Pairs(found[:, 0], found[:, 1], np.full(len(found), similarity))


def test_rows_of_a_pair_become_one_project_and_the_others_stay_apart() -> None:
    joined = join_alike(np.asarray([7, 7, 3, 5]), pairs((1, 2)), most=50)
    a, b, c, d = joined.projects.tolist()
    assert a == b == c != d
    assert (joined.groups, joined.largest_before, joined.largest) == (1, 2, 3) and not joined.left_apart.any()


def test_a_chain_joins_all_its_links() -> None:
    joined = join_alike(np.arange(5), pairs((0, 1), (1, 2), (2, 3)), most=4)
    assert len(set(joined.projects[:4].tolist())) == 1 and joined.largest == 4


def test_a_family_above_the_cap_is_left_apart_whole_and_said_so() -> None:
    chain = [(at, at + 1) for at in range(9)]
    joined = join_alike(np.arange(12), pairs(*chain, (10, 11)), most=8)
    assert len(set(joined.projects[:10].tolist())) == 10 and joined.projects[10] == joined.projects[11]
    assert joined.left_apart.tolist() == [True] * 9 + [False] and joined.largest == 2


def test_exact_copies_inside_such_a_family_are_joined_all_the_same() -> None:
    alike = pairs(*[(at, at + 1) for at in range(9)])
    alike.similarity[3] = 1.0
    joined = join_alike(np.arange(10), alike, most=8)
    assert joined.projects[3] == joined.projects[4] and len(set(joined.projects.tolist())) == 9
    assert joined.left_apart.tolist() == [at != 3 for at in range(9)]


def test_a_project_that_was_large_before_stays_as_it_was() -> None:
    joined = join_alike(np.zeros(100, dtype=np.int64), pairs((0, 1)), most=50)
    assert joined.largest_before == joined.largest == 100 and joined.groups == 0


def test_nothing_alike_changes_nothing() -> None:
    joined = join_alike(np.asarray([4, 4, 9]), pairs(), most=50)
    assert joined.projects.tolist() == [0, 0, 1] and joined.groups == 0
    assert len(join_alike(np.empty(0, np.int64), pairs(), most=50).projects) == 0


@given(st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)), max_size=30), st.lists(st.integers(0, 9), min_size=20, max_size=20), st.integers(1, 20))
def test_no_project_is_ever_parted_and_none_outgrows_the_cap(links: list[tuple[int, int]], given_projects: list[int], most: int) -> None:
    before = np.asarray(given_projects)
    joined = join_alike(before, pairs(*[(min(link), max(link)) for link in links if link[0] != link[1]]), most)
    for project in set(given_projects):
        assert len(set(joined.projects[before == project].tolist())) == 1
    counts = np.bincount(joined.projects)
    assert counts.max() <= max(most, np.bincount(before).max())
