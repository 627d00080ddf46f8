"""Whatever happens, every caller gets exactly its own answer or a typed error."""

from __future__ import annotations

import asyncio
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.batcher import Batcher
from service.job import Answer, Overloaded, ScorerFailed, ShuttingDown
from tests.service.batching import batcher, points, run

Calls = list[tuple[list[str], asyncio.Future[Answer]]]
MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("call"), st.lists(st.sampled_from(["good", "good", "good", "poison", "foreign"]), min_size=1, max_size=5)),
        st.tuples(st.just("leave"), st.integers(0, 20)),
        st.tuples(st.just("hold"), st.none()),
        st.tuples(st.just("release"), st.none()),
        st.tuples(st.just("pause"), st.integers(0, 2)),
        st.tuples(st.just("break"), st.none()),
    ),
    max_size=25,
)


def play(moves: list[tuple[str, Any]], scorer: Any, running: Batcher, rows: Any, calls: Calls) -> list[float]:
    """Makes the moves that need no waiting; answers the pauses (seconds) still to be made."""
    pauses = []
    for move, what in moves:
        if move == "call":
            texts = [f"{kind}-{len(calls)}-{at}" for at, kind in enumerate(what)]
            calls.append((texts, asyncio.ensure_future(running.submit(scorer, rows(*texts), timeout=5))))
        elif move == "leave" and calls:
            calls[what % len(calls)][1].cancel()
        elif move in ("hold", "release"):
            {"hold": scorer.gate.clear, "release": scorer.gate.set}[move]()
        elif move == "break":
            scorer.broken = True
        elif move == "pause":
            pauses.append(what / 1_000)
    return pauses


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES, close_early=st.booleans())
def test_every_caller_gets_exactly_its_own_answer_or_a_typed_error(
    make_scorer: Any, rows: Any, price_of: Any, moves: list[tuple[str, Any]], close_early: bool
) -> None:
    scorer = make_scorer()
    calls: Calls = []

    async def story() -> None:
        async with batcher(max_queue=12, drain=0.5) as running:
            for move in moves:
                for pause in play([move], scorer, running, rows, calls):
                    await asyncio.sleep(pause)
            scorer.gate.set()
            if not close_early:
                await asyncio.gather(*[task for _, task in calls], return_exceptions=True)
        await asyncio.gather(*[task for _, task in calls], return_exceptions=True)

    run(story)
    typed = (Overloaded, ScorerFailed, ShuttingDown) if close_early else (Overloaded, ScorerFailed)
    for texts, task in calls:
        error = None if task.cancelled() else task.exception()
        if error is not None:
            assert isinstance(error, typed)
            assert scorer.broken or not isinstance(error, ScorerFailed)
        elif not task.cancelled():
            assert points(task.result()) == [None if "poison" in text else price_of(text) for text in texts]
