"""A promise that did not hold is named, whatever it was; one that held is not."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest

from bench.faults import rounds
from bench.faults.heard import Heard
from bench.faults.injection import Fault, Injection, NotPossibleHere, Stage
from bench.faults.ledger import Ledger
from bench.faults.rounds import Played, judged, play
from bench.faults.scene import Scene
from bench.hot.servers import DidNotStart
from tests.bench.faults.staged import Callers, Service, staged

OK = Heard(1.0, 2.0, "acknowledged", 200, "r")
FAULT = Fault("x", "what", "meanwhile", Stage(), lambda _: Injection(0.5), frozenset({"503 storage_unavailable"}))
BOOKS = Ledger(1, 0, 0, "intact")


def broken(calls: list[Heard], books: Ledger = BOOKS, recovered: float = 0.5, fault: Fault = FAULT) -> tuple[str, ...]:
    return judged(Played("x", "", ""), fault, [Injection(recovered)], calls, books, ()).broken


def test_where_everything_is_as_promised_nothing_is_broken() -> None:
    assert broken([OK, Heard(1.0, 2.0, "refused", 503, "storage_unavailable")]) == ()


@pytest.mark.parametrize(
    ("calls", "books", "recovered"),
    [
        ([OK, Heard(1.0, 2.0, "refused", 500, "internal")], BOOKS, 0.5),
        ([OK, Heard(1.0, 2.0, "cut")], BOOKS, 0.5),
        ([OK], Ledger(1, 1, 0, "intact"), 0.5),
        ([OK], Ledger(1, 0, 1, "intact"), 0.5),
        ([OK], Ledger(1, 0, 0, "broken: at 7"), 0.5),
        ([OK], BOOKS, 5.5),
    ],
    ids=["a 500", "a cut call", "a lost record", "a record told to nobody", "a broken chain", "a long recovery"],
)
def test_each_promise_is_judged(calls: list[Heard], books: Ledger, recovered: float) -> None:
    assert len(broken(calls, books, recovered)) == 1


class Calling(Callers):
    def calling(self) -> Any:
        return nullcontext()


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Service:
    service = Service()

    @contextmanager
    def scene(stage: Stage, bodies: Path, scratch: Path) -> Iterator[Scene]:
        yield staged(service, Calling(calls=[OK]))

    monkeypatch.setattr(rounds, "scene", scene)
    monkeypatch.setattr(rounds, "ledger", lambda *_: BOOKS)
    return service


def test_a_fault_is_injected_as_often_as_it_is_asked_for_and_the_service_stopped(stage: Service, tmp_path: Path) -> None:
    found = play(FAULT, 3, tmp_path, lambda _: None)
    assert (found.injected, found.calls, found.acknowledged, found.recovered_median, found.holds) == (3, 1, 1, 0.5, True)
    assert stage.done == ["stop"]


def test_a_service_that_does_not_come_back_breaks_a_promise_and_the_books_are_compared_all_the_same(stage: Service, tmp_path: Path) -> None:
    def fails(_: Scene) -> Injection:
        raise DidNotStart("it did not")

    found = play(Fault("x", "what", "meanwhile", Stage(), fails), 2, tmp_path, lambda _: None)
    assert found.broken == ("injection 1: it did not",) and found.chain == "intact"


def test_what_is_not_possible_here_is_said_and_neither_holds_nor_fails(stage: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def impossible(*_: object) -> Any:
        raise NotPossibleHere("no mount")

    monkeypatch.setattr(rounds, "scene", impossible)
    found = play(FAULT, 2, tmp_path, lambda _: None)
    assert found.absent == "no mount" and not found.broken and not found.holds
