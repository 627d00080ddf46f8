from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import pytest

from service.batcher import Batcher
from service.job import Answer
from service.served import Served
from service.succession.comparison import Comparison
from service.succession.shadow import AT_ONCE, Shadow
from tests.service.batching import batcher, held
from tests.service.conftest import FakeScorer, manifest
from valuation.achievement import Achievement
from valuation.columns_of import Subject, Subjects, subject_of
from valuation.features import FeatureSchema

TODAY = date(2026, 11, 22)
CHALLENGER = "cccccccccccc"


class Seen:
    def __init__(self) -> None:
        self.calls: list[Comparison] = []
        self.lost: list[tuple[str, int]] = []

    def compared(self, found: Comparison) -> None:
        self.calls.append(found)

    def dropped(self, rows: int) -> None:
        self.lost.append(("dropped", rows))

    def failed(self, rows: int) -> None:
        self.lost.append(("failed", rows))


def served(**changes: object) -> Served:
    return Served.of(FakeScorer(manifest(**changes)))


def subjects(champion: Served, *texts: str) -> list[Subject]:
    return [subject_of(Achievement(text=text), champion.scorer.schema, TODAY) for text in texts]


def alone(text: str) -> Subjects:
    """A call of one achievement."""
    return Subjects(subjects(served(), text), manifest().features)


def told(story: Callable[[Batcher], Awaitable[None]]) -> None:
    async def all_of_it() -> None:
        async with batcher(max_batch=64, max_queue=64) as running:
            await story(running)

    asyncio.run(asyncio.wait_for(all_of_it(), 20))


async def answered(champion: Served, running: Batcher, rows: list[Subject]) -> Answer:
    return await running.submit(champion.scorer, Subjects(rows, champion.scorer.schema), timeout=5)


async def until(met: Callable[[], Any]) -> None:
    while not met():
        await asyncio.sleep(0.005)


def shadow(running: Batcher, seen: Seen, challenger: Served | None, draws: float = 0.0, share: float = 0.05) -> Shadow:
    made = Shadow(running, seen, share=share, timeout=5.0, random=lambda: draws)
    made.challenger = challenger
    return made


def test_the_challenger_scores_the_same_rows_after_they_were_answered_and_the_difference_is_kept() -> None:
    async def story(running: Batcher) -> None:
        seen, champion, challenger = Seen(), served(), served(version=CHALLENGER)
        made, rows = shadow(running, seen, challenger), subjects(champion, "one", "two", "foreign")
        made.offer(champion, rows, await answered(champion, running, rows))
        await until(lambda: seen.calls)
        assert challenger.scorer.rows_seen == ["one", "two", "foreign"]  # type: ignore[attr-defined]
        (call,) = seen.calls
        assert (call.rows, call.compared, call.refusals_changed) == (3, 2, 0) and not call.differences.any()
        assert list(made.tallies.taken()) == [("0123456789ab", CHALLENGER)]

    told(story)


@pytest.mark.parametrize(("draws", "share", "compared"), [(0.049, 0.05, True), (0.05, 0.05, False), (0.0, 0.0, False), (0.999, 1.0, True)])
def test_a_share_of_the_calls_is_compared(draws: float, share: float, compared: bool) -> None:
    async def story(running: Batcher) -> None:
        seen, champion = Seen(), served()
        rows = subjects(champion, "one")
        answer = await answered(champion, running, rows)
        shadow(running, seen, served(version=CHALLENGER), draws, share).offer(champion, rows, answer)
        if compared:
            await until(lambda: seen.calls)
        assert len(asyncio.all_tasks()) <= 2

    told(story)


@pytest.mark.parametrize(
    "challenger",
    [
        None,
        served(),  # the champion itself
        served(version=CHALLENGER, price=manifest().price.model_copy(update={"currency": "USD"})),  # type: ignore[union-attr]
        served(version=CHALLENGER, price=None),
    ],
)
def test_what_does_not_price_the_same_kind_of_amount_is_not_compared(challenger: Served | None) -> None:
    async def story(running: Batcher) -> None:
        seen, champion = Seen(), served()
        rows = subjects(champion, "one")
        made = shadow(running, seen, challenger)
        made.offer(champion, rows, await answered(champion, running, rows))
        await asyncio.sleep(0.01)
        assert seen.calls == [] and seen.lost == []

    told(story)


def test_it_never_waits_where_anybody_does() -> None:
    async def story(running: Batcher) -> None:
        seen, champion, challenger = Seen(), served(), served(version=CHALLENGER)
        rows = subjects(champion, "one")
        answer = await answered(champion, running, rows)
        made = shadow(running, seen, challenger)
        first = await held(champion.scorer, running, alone("held"))
        waiting = asyncio.create_task(running.submit(champion.scorer, alone("waits"), timeout=5))
        await asyncio.sleep(0.01)
        made.offer(champion, rows, answer)
        assert seen.lost == [("dropped", 1)]
        champion.scorer.gate.set()  # type: ignore[attr-defined]
        await asyncio.gather(first, waiting)
        assert challenger.scorer.batches == []  # type: ignore[attr-defined]

    told(story)


def test_only_so_many_calls_are_compared_at_a_time() -> None:
    async def story(running: Batcher) -> None:
        seen, champion, challenger = Seen(), served(), served(version=CHALLENGER)
        rows = subjects(champion, "one")
        answer = await answered(champion, running, rows)
        made = shadow(running, seen, challenger)
        for _ in range(AT_ONCE + 3):
            made.offer(champion, rows, answer)
        assert seen.lost == [("dropped", 1)] * 3
        await until(lambda: len(seen.calls) == AT_ONCE)

    told(story)


def test_a_challenger_that_breaks_hurts_nobody() -> None:
    async def story(running: Batcher) -> None:
        seen, champion, challenger = Seen(), served(), served(version=CHALLENGER)
        challenger.scorer.broken = True  # type: ignore[attr-defined]
        made, rows = shadow(running, seen, challenger), subjects(champion, "one")
        made.offer(champion, rows, await answered(champion, running, rows))
        await until(lambda: seen.lost)
        assert seen.lost == [("failed", 1)] and running.trouble(champion.scorer) is None
        assert len(await answered(champion, running, rows)) == 1

    told(story)


def test_a_challenger_reads_the_achievements_by_its_own_schema() -> None:
    async def story(running: Batcher) -> None:
        seen, champion = Seen(), served()
        challenger = served(version=CHALLENGER, features=FeatureSchema(categories=(), numbers=("team",)))
        made, rows = shadow(running, seen, challenger), subjects(champion, "one", "two")
        made.offer(champion, rows, await answered(champion, running, rows))
        await until(lambda: seen.calls)
        assert seen.calls[0].rows == 2

    told(story)


def test_what_is_under_way_is_given_up_at_the_end() -> None:
    async def story(running: Batcher) -> None:
        seen, champion, challenger = Seen(), served(), served(version=CHALLENGER)
        challenger.scorer.gate.clear()  # type: ignore[attr-defined]
        made, rows = shadow(running, seen, challenger), subjects(champion, "one")
        made.offer(champion, rows, await answered(champion, running, rows))
        await asyncio.sleep(0.01)
        await made.stop()
        assert seen.calls == []
        challenger.scorer.gate.set()  # type: ignore[attr-defined]

    told(story)
