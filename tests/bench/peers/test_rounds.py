"""Rounds over all servers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.hot.loads import Calls, FailedCalls, Measured
from bench.hot.servers import DidNotStart, Server
from bench.peers.rounds import Contestant, run_rounds
from bench.peers.started import Started

BODIES = {1: Path("one"), 64: Path("many")}


class Steady:
    """A machine that slows down: every limit is a tenth lower than the one before it."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def limit(self, seconds: float) -> float:
        self.now *= 0.9
        return self.now


def contestant(key: str, order: list[str], path: str = "/v1/valuations") -> Contestant:
    @contextmanager
    def start() -> Iterator[Started]:
        order.append(key)
        yield Started(Server(key, 1, 1), 2.0)

    return Contestant(key, key, start, BODIES, path)


def _silent(_: str) -> None: ...


def test_a_servers_share_is_of_the_limit_around_its_own_load() -> None:
    machine = Steady()

    def measure(server: Server, calls: Calls, seconds: float) -> Measured:
        return Measured(rate=0.5 * machine.now, p50=1.0, p99=2.0, cpu_us=3.0, memory=2**20)

    figures, failed = run_rounds([contestant("ray", [])], machine, 1, 1.0, measure, _silent)
    rows = {row.name: row for row in figures.rows()}
    assert not failed and rows["ray_start_s"].value == 2.0 and rows["ray_p99_c128_ms"].value == 2.0 and rows["ray_c128_cpu_us"].value == 3.0
    for name in ("ray_c1", "ray_c32", "ray_c128", "ray_64x4"):
        assert abs(rows[name].value - 0.5 / 0.95) < 1e-9  # half of the limit before, which with the one after it averages 0.95 of that


def test_every_other_round_goes_backwards_and_calls_are_the_servers_own() -> None:
    order: list[str] = []
    seen: list[Calls] = []

    def measure(server: Server, calls: Calls, seconds: float) -> Measured:
        seen.append(calls)
        return Measured(1.0, 1.0, 1.0, 1.0, 1)

    run_rounds([contestant("a", order, "/invocations"), contestant("b", order)], Steady(), 2, 1.0, measure, _silent)
    assert order == ["a", "b", "b", "a"]
    assert [(calls.size, calls.callers, calls.bodies.name) for calls in seen[:4]] == [(1, 1, "one"), (1, 32, "one"), (1, 128, "one"), (64, 4, "many")]
    assert [calls.path for calls in seen] == ["/invocations"] * 4 + ["/v1/valuations"] * 8 + ["/invocations"] * 4


def test_a_server_that_fails_is_told_and_the_rest_go_on() -> None:
    def measure(server: Server, calls: Calls, seconds: float) -> Measured:
        if server.name == "a" and calls.callers == 128:
            raise FailedCalls("statuses {'503': 9}")
        return Measured(1.0, 1.0, 1.0, 1.0, 1)

    @contextmanager
    def never() -> Iterator[Started]:
        raise DidNotStart("ended with 1")
        yield

    contestants = [contestant("a", []), Contestant("b", "b", never, BODIES), contestant("c", [])]
    figures, failed = run_rounds(contestants, Steady(), 1, 1.0, measure, _silent)
    names = {row.name for row in figures.rows()}
    assert failed == {"a": "statuses {'503': 9}", "b": "ended with 1"}
    assert {"a_c32", "c_c128", "c_64x4"} <= names and "a_c128" not in names
