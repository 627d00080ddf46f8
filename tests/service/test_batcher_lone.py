"""A lone row on an idle server is scored on the event loop itself; nothing else ever is."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from models.predictions import Predictions
from service.batcher import SHORT
from service.job import ScorerFailed
from tests.service.batching import Altered, Counts, batcher, points, run


class Here:
    """A model that notes, per batch, whether it ran on the event loop's thread, and takes `seconds` on the batcher's clock."""

    def __init__(self, scorer: Any, seconds: float = 0.0) -> None:
        self.here: list[bool] = []
        self.now, self.seconds = 0.0, seconds
        self.model = Altered(scorer, self._score)
        self._scorer = scorer

    def _score(self, columns: Any) -> Predictions:
        self.here.append(threading.current_thread() is threading.main_thread())
        self.now += self.seconds
        answer: Predictions = self._scorer.score(columns)
        return answer


def test_a_row_that_is_alone_as_those_before_it_is_scored_where_it_stands(scorer: Any, rows: Any, price_of: Any) -> None:
    async def story() -> None:
        counts, noted = Counts(), Here(scorer)
        async with batcher(counts, lone_batches=3) as running:
            for text in "abcdef":
                assert points(await running.submit(noted.model, rows(text), timeout=5)) == [price_of(text)]
        assert noted.here == [False] * 3 + [True] * 3
        assert counts.releases == [(1, "drained")] * 6
        assert counts.queue[-1] == 0

    run(story)


def test_all_that_becomes_readable_in_one_tick_goes_together_to_a_thread(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        noted = Here(scorer)
        async with batcher(lone_batches=1) as running:
            await running.submit(noted.model, rows("lone"), timeout=5)
            await asyncio.gather(*[running.submit(noted.model, rows(text), timeout=5) for text in "abc"])
            await running.submit(noted.model, rows("lone"), timeout=5)
            await running.submit(noted.model, rows("lone"), timeout=5)
        assert scorer.batches == [["lone"], ["a", "b", "c"], ["lone"], ["lone"]]
        assert noted.here == [False, False, False, True]

    run(story)


@pytest.mark.parametrize("texts", [["a", "b"], ["long " * 1_000]])
def test_several_rows_or_a_long_text_never_hold_up_the_event_loop(scorer: Any, rows: Any, texts: list[str]) -> None:
    async def story() -> None:
        noted = Here(scorer)
        async with batcher(lone_batches=0) as running:
            for _ in range(3):
                await running.submit(noted.model, rows(*texts), timeout=5)
        assert noted.here == [False] * 3

    run(story)


def test_a_slow_model_never_holds_up_the_event_loop(scorer: Any, rows: Any) -> None:
    async def story() -> None:
        noted = Here(scorer, seconds=2 * SHORT)
        async with batcher(lone_batches=2, clock=lambda: noted.now) as running:
            for _ in range(5):
                await running.submit(noted.model, rows("a"), timeout=5)
        assert noted.here == [False] * 5

    run(story)


def test_a_row_that_fails_where_it_stands_is_looked_into_on_a_thread(scorer: Any, rows: Any, price_of: Any) -> None:
    async def story() -> None:
        counts, noted = Counts(), Here(scorer)
        async with batcher(counts, lone_batches=1) as running:
            await running.submit(noted.model, rows("a"), timeout=5)
            assert points(await running.submit(noted.model, rows("poison"), timeout=5)) == [None]
            assert points(await running.submit(noted.model, rows("b"), timeout=5)) == [price_of("b")]
        assert noted.here[:3] == [False, True, False]
        assert counts.rejections == ["backend"]

    run(story)


def test_a_scorer_that_loses_a_lone_row_is_broken(scorer: Any, rows: Any) -> None:
    def nothing(columns: Any) -> Predictions:
        answer: Predictions = scorer.score(columns)
        return answer[:0] if columns.text[0] == "lost" else answer

    async def story() -> None:
        model = Altered(scorer, nothing)
        async with batcher(lone_batches=1) as running:
            await running.submit(model, rows("a"), timeout=5)
            with pytest.raises(ScorerFailed, match="1 rows in, 0 out"):
                await running.submit(model, rows("lost"), timeout=5)

    run(story)
