from __future__ import annotations

import re

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from models.tables.projects import key_of, same_project


def test_rows_that_share_any_key_are_one_project_however_indirectly():
    first, second = ["a", "a", "", "d"], ["x", "y", "y", "z"]
    projects = same_project(["1", "2", "3", "4"], [first, second])
    assert projects[0] == projects[1] == projects[2] != projects[3]


def test_rows_that_share_an_id_are_one_project():
    projects = same_project(["1", "1", "2"], [["a", "b", "c"]])
    assert projects[0] == projects[1] != projects[2]


def test_rows_without_id_and_key_stand_alone():
    assert len(set(same_project(["", "", ""], [["", "", ""]]))) == 3


@given(st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from("vwxyz")), max_size=20))
def test_a_shared_key_is_always_a_shared_project(rows):
    keys = [[row[0] for row in rows], [row[1] for row in rows]]
    projects = same_project([str(at) for at in range(len(rows))], keys)
    for a, one in enumerate(rows):
        for b, other in enumerate(rows):
            if one[0] == other[0] or one[1] == other[1]:
                assert projects[a] == projects[b]


def test_keys_ignore_case_width_punctuation_and_what_is_dropped():
    company = pa.array(["ACME, Inc.", "acme inc", "ＡＣＭＥ　ＩＮＣ", None], pa.large_string())
    title = pa.array(["SBIR Phase I: Lamp", "SBIR Phase II: Lamp", "Lamp", "Lamp"], pa.large_string())
    keys = key_of([company, title], re.compile(r"sbir phase i+", re.IGNORECASE))
    assert keys[0] == keys[1] == keys[2] != ""
    assert keys[3] == ""
