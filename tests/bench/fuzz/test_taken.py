from __future__ import annotations

from typing import Any

import pytest

from bench.fuzz.taken import only_spelled_otherwise


@pytest.mark.parametrize(
    "achievement",
    [
        {"text": "a", "asking_price": {"amount": "5"}},
        {"text": "a", "listing": {"listing_id": "L", "version": False}},
        {"text": "a", "compliance": {"seller_authorised": 1}},
        {"text": "a", "compliance": {"seller_authorised": "true"}, "terms": {"term_years": 5}},
    ],
)
def test_another_spelling_of_a_number_or_a_truth_value_is_one(achievement: dict[str, Any]) -> None:
    assert only_spelled_otherwise([achievement])


@pytest.mark.parametrize(
    "achievements",
    [
        [{"text": "a"}],  # nothing is spelled otherwise: then something else was accepted that must not be
        [{"text": "a", "asking_price": {"amount": 5}}],
        [{"text": 5}],
        [{"text": "a", "asking_price": {"amount": "five"}}],
        [{"text": "a", "unknown": "5"}],
        [],
        None,
        "x",
    ],
)
def test_anything_else_is_none(achievements: Any) -> None:
    assert not only_spelled_otherwise(achievements)
