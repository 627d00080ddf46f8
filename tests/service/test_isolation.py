from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.predictions import Predictions
from service.isolation import score_apart
from service.job import RowFailed, ScorerFailed


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.booleans(), min_size=1, max_size=40))
def test_only_the_culprits_fail_and_every_row_keeps_its_place(make_scorer: Any, rows: Any, price_of: Any, bad: list[bool]) -> None:
    scorer = make_scorer()
    texts = [f"poison {at}" if is_bad else f"row {at}" for at, is_bad in enumerate(bad)]
    found: list[float | None] = []
    for part in score_apart(scorer.score, scorer.self_test, rows(*texts)):
        found += [None] * part.rows if isinstance(part.outcome, RowFailed) else part.own().price_point.tolist()  # type: ignore[union-attr]
    assert found == [None if is_bad else price_of(text) for text, is_bad in zip(texts, bad, strict=True)]


def test_one_culprit_among_a_thousand_costs_about_twenty_runs(scorer: Any, rows: Any) -> None:
    texts = [f"row {at}" for at in range(1_024)]
    texts[700] = "poison"
    parts = score_apart(scorer.score, scorer.self_test, rows(*texts))
    assert sum(part.rows for part in parts if isinstance(part.outcome, RowFailed)) == 1
    assert len(scorer.batches) == 21


def test_a_broken_scorer_is_found_by_one_probe_not_by_halving(scorer: Any, rows: Any) -> None:
    scorer.broken = True
    with pytest.raises(ScorerFailed, match="golden answers differ"):
        score_apart(scorer.score, scorer.self_test, rows(*[f"row {at}" for at in range(64)]))
    assert len(scorer.batches) == 1


def test_a_fatal_error_while_halving_is_still_fatal(scorer: Any, rows: Any) -> None:
    def score(columns: Any) -> Predictions:
        if len(columns) == 1:
            raise MemoryError("no more")
        answer: Predictions = scorer.score(columns)
        return answer

    with pytest.raises(ScorerFailed, match="out of memory"):
        score_apart(score, scorer.self_test, rows("a", "poison"))


def test_the_kind_and_place_of_a_failure_are_kept_for_the_log_and_its_message_is_not(scorer: Any, rows: Any) -> None:
    (part,) = score_apart(scorer.score, scorer.self_test, rows("poison"))
    assert isinstance(part.outcome, RowFailed)
    assert re.fullmatch(r"ValueError at tests/service/conftest.py:\d+", part.outcome.reason)
