"""Made-up achievements are valid, of the promised size, all different, and the same for the same seed."""

from __future__ import annotations

import json

import numpy as np

from bench.reference.items import NUMBERS, SCHEMA, SIZES, bodies, items
from valuation.achievement import Achievement
from valuation.features import DERIVED_NUMBERS


def test_a_model_reads_30_numbers_and_8_categories() -> None:
    assert len(SCHEMA.number_columns) == NUMBERS + len(DERIVED_NUMBERS) == 30
    assert len(SCHEMA.categories) == len(SIZES) == 8


def test_items_are_valid_and_no_two_alike() -> None:
    made = items(500)
    assert len({json.dumps(item) for item in made}) == 500
    assert len({item["text"] for item in made}) == 500
    for item in made[:50]:
        Achievement.model_validate(item)
        assert set(item["attributes"]) <= set(SCHEMA.names)


def test_items_have_the_size_of_real_calls() -> None:
    made = items(500)
    assert 115 < np.mean([len(item["title"]) + len(item["text"]) for item in made]) < 140
    assert 540 < np.mean([len(body) for body in bodies(500, 1)]) < 660


def test_the_same_seed_gives_the_same_calls_and_another_gives_others() -> None:
    assert bodies(3, 4) == bodies(3, 4)
    assert not set(bodies(3, 4)) & set(bodies(3, 4, seed=7))
    assert [len(json.loads(body)["achievements"]) for body in bodies(3, 4)] == [4, 4, 4]
