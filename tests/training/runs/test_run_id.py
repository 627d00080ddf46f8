from __future__ import annotations

import re
from datetime import UTC, datetime

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from training.runs.run_id import ADJECTIVES, ANIMALS, LONGEST_NAME, run_id

DAY = datetime(2026, 11, 22, 23, 59, tzinfo=UTC)


def test_an_id_is_day_name_and_two_words() -> None:
    found = run_id(DAY, "SBIR, all years", np.random.default_rng(0))
    assert re.fullmatch(r"2026-11-22-sbir-all-years-[a-z]+-[a-z]+", found)
    assert found.split("-")[-2] in ADJECTIVES and found.split("-")[-1] in ANIMALS


def test_chinese_names_stay_readable() -> None:
    assert run_id(DAY, "技术合同 2020", np.random.default_rng(0)).startswith("2026-11-22-技术合同-2020-")


@given(st.text(max_size=100))
def test_any_name_gives_a_plain_folder_name(name: str) -> None:
    found = run_id(DAY, name, np.random.default_rng(0))
    assert re.fullmatch(r"2026-11-22-(?:[^\W_]|-)+", found) and "--" not in found and len(found) <= LONGEST_NAME + 40


def test_the_words_are_many_enough_and_none_is_twice() -> None:
    assert len(set(ADJECTIVES)) == len(ADJECTIVES) and len(set(ANIMALS)) == len(ANIMALS)
    assert len(ADJECTIVES) * len(ANIMALS) > 4_000
