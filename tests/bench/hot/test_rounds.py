"""A round takes each load between two limits, forwards or backwards, and names its figures as the contract does."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.hot import rounds
from bench.hot.figures import CONTRACT, Figures
from bench.hot.loads import Calls, Measured
from bench.hot.rounds import Cell, run_round
from bench.hot.servers import Server

SERVER = Server("one", 1, 1)
CELLS = [Cell(side, name, SERVER, Calls(Path("b"), 1, 1)) for name in ("c1", "c32", "c128", "64x4") for side in ("service", "naive")]
CELLS.append(Cell("service", "arrow", SERVER, Calls(Path("b"), 1, 1)))


class Limit:
    """Limits of 100, 200, 300 …; 40 microseconds of the graph, 44 of the scorer, 30 of the shipped bundle."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self._at = 0

    def limit(self, seconds: float) -> float:
        self._at += 100
        self.told.append("limit")
        return self._at

    def alternate(self, seconds: float) -> dict[str, dict[str, float]]:
        costs = {"limit_b1": 90.0, "limit_b8": 60.0, "limit_b64": 40.0, "limit_b512": 35.0, "scorer_b64": 44.0, "shipped_b64": 33.0}
        return {name: {"rate": 1e6 / cpu, "cpu_us": cpu} for name, cpu in costs.items()}

    def paced(self, count: int) -> list[float]:
        return [2.0] * count


@pytest.mark.parametrize("backwards", [False, True])
def test_each_load_stands_between_two_limits(monkeypatch: pytest.MonkeyPatch, backwards: bool) -> None:
    limit, figures, order = Limit(), Figures(), []

    def measured(server: Server, calls: Calls, seconds: float) -> Measured:
        order.append(len(limit.told))
        return Measured(rate=75.0, p50=1.0, p99=float(len(order)), cpu_us=5.0, memory=2**20)

    monkeypatch.setattr(rounds, "measured", measured)
    monkeypatch.setattr(rounds, "lone_calls", lambda address, bodies, key: [2.75] * len(bodies))
    run_round(CELLS, SERVER, [b""] * 160, limit, figures, 1.0, backwards=backwards)  # type: ignore[arg-type]
    found = {row.name: row.value for row in figures.rows()}
    assert set(CONTRACT) - set(found) == {"offline_2cores"}
    assert order == list(range(1, 10)), "a limit before each load, and one after the last"
    first = CELLS[-1 if backwards else 0].figure
    assert found[first] == pytest.approx(75 / 150) and found["scorer_ratio_b64"] == pytest.approx(1.1) and found["shipped_ratio_b64"] == pytest.approx(0.75)
    assert found["idle_overhead_ms"] == pytest.approx(0.75)
    assert found["p99_ratio_c128"] == found["p99_c128_ms"] / found["naive_p99_c128_ms"]
