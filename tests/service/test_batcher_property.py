"""Whatever happens, every caller gets exactly its own answer or a typed error, and no batch mixes models."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.predictions import Predictions
from service.batcher import Batcher
from service.job import Answer, DeadlineExceeded, Overloaded, ScorerFailed, ShuttingDown
from tests.service.batching import Altered, batcher, points, run

PATIENT, HASTY = 10.0, 0.002
"""Seconds."""
KINDS = st.sampled_from(["good", "good", "good", "poison", "foreign", "long " * 500])
MOVES = st.lists(
    st.one_of(
        st.tuples(st.just("call"), st.tuples(st.lists(KINDS, min_size=1, max_size=5), st.just(False), st.sampled_from([PATIENT, PATIENT, PATIENT, HASTY]))),
        st.tuples(st.just("call"), st.tuples(st.lists(KINDS, min_size=1, max_size=12), st.just(True), st.just(PATIENT))),
        st.tuples(st.just("leave"), st.integers(0, 20)),
        st.tuples(st.just("swap"), st.none()),
        st.tuples(st.just("hold"), st.none()),
        st.tuples(st.just("release"), st.none()),
        st.tuples(st.just("pause"), st.integers(0, 2)),
        st.tuples(st.just("break"), st.none()),
    ),
    max_size=30,
)


@dataclass
class Called:
    """A call, what it asks of which model, and its task."""

    model: Any
    texts: list[str]
    timeout: float
    task: asyncio.Future[Answer]


@dataclass
class Exchange:
    """A service whose model is swapped now and then, and its callers."""

    make: Callable[[], Any]
    running: Batcher
    rows: Any
    scorers: list[Any] = field(default_factory=list)
    models: list[Any] = field(default_factory=list)
    calls: list[Called] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.gate.set()
        self.swap(None)

    def swap(self, _: None) -> None:
        """A fresh model takes over; it is held by the gate on its threads alone, for a held event loop could not open it."""
        scorer = self.make()

        def score(columns: Any) -> Predictions:
            if threading.current_thread().name.startswith("score-"):
                self.gate.wait(10)
            answer: Predictions = scorer.score(columns)
            return answer

        self.scorers.append(scorer)
        self.models.append(Altered(scorer, score))

    def call(self, what: tuple[list[str], bool, float]) -> None:
        kinds, sweep, timeout = what
        texts = [f"{kind}-{len(self.models)}-{len(self.calls)}-{at}" for at, kind in enumerate(kinds)]
        task = asyncio.ensure_future(self.running.submit(self.models[-1], self.rows(*texts), timeout=timeout, sweep=sweep))
        self.calls.append(Called(self.scorers[-1], texts, timeout, task))

    def leave(self, which: int) -> None:
        if self.calls:
            self.calls[which % len(self.calls)].task.cancel()

    def hold(self, _: None) -> None:
        self.gate.clear()

    def release(self, _: None) -> None:
        self.gate.set()

    def break_(self, _: None) -> None:
        self.scorers[-1].broken = True


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES, close_early=st.booleans(), threads=st.integers(1, 3), lone_batches=st.integers(0, 2))
def test_every_caller_gets_exactly_its_own_answer_or_a_typed_error(
    make_scorer: Any, rows: Any, price_of: Any, moves: list[tuple[str, Any]], close_early: bool, threads: int, lone_batches: int
) -> None:
    played: list[Exchange] = []

    async def story() -> None:
        async with batcher(max_queue=12, max_sweep_queue=16, threads=threads, lone_batches=lone_batches, drain=0.5) as running:
            exchange = Exchange(make_scorer, running, rows)
            played.append(exchange)
            for move, what in moves:
                if move == "pause":
                    await asyncio.sleep(what / 1_000)
                else:
                    getattr(exchange, "break_" if move == "break" else move)(what)
            exchange.gate.set()
            if not close_early:
                await asyncio.gather(*[call.task for call in exchange.calls], return_exceptions=True)
        await asyncio.gather(*[call.task for call in exchange.calls], return_exceptions=True)
        assert running.waiting == 0

    run(story)
    (exchange,) = played
    for call in exchange.calls:
        if call.task.cancelled():
            continue
        error = call.task.exception()
        if error is None:
            assert points(call.task.result()) == [None if "poison" in text else price_of(text) for text in call.texts]
        else:
            assert isinstance(error, (Overloaded, ScorerFailed, DeadlineExceeded, ShuttingDown))
            assert call.model.broken or not isinstance(error, ScorerFailed)
            assert call.timeout == HASTY or not isinstance(error, DeadlineExceeded)
            assert close_early or not isinstance(error, ShuttingDown)
    for at, scorer in enumerate(exchange.scorers, 1):
        assert all(f"-{at}-" in text for text in scorer.rows_seen)
