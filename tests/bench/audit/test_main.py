from __future__ import annotations

from pathlib import Path

import pytest
from rich.console import Console

import bench.audit.__main__ as bench_audit
from bench.audit.__main__ import add_round, print_rows
from bench.hot.figures import Figures
from bench.hot.loads import Calls, Measured
from bench.hot.servers import Server

RECORDING, SILENT = Server("recording", 1, 1), Server("silent", 2, 2)


def _rounds(monkeypatch: pytest.MonkeyPatch, rate: float) -> tuple[Figures, list[str]]:
    order: list[str] = []

    def measured(server: Server, calls: Calls, seconds: float) -> Measured:
        order.append(server.name)
        return Measured(rate if server is RECORDING else 1_000.0, 2.0, 5.0, 220.0 if server is RECORDING else 200.0, 1)

    monkeypatch.setattr(bench_audit, "measured", measured)
    figures = Figures()
    for backwards in (False, True):
        add_round(figures, RECORDING, SILENT, {"64x12": Calls(Path("b"), 64, 4)}, 1.0, backwards=backwards)
    return figures, order


def test_both_are_called_by_turns_and_the_cost_is_what_one_gets_less(monkeypatch: pytest.MonkeyPatch) -> None:
    figures, order = _rounds(monkeypatch, 950.0)
    assert order == ["recording", "silent", "silent", "recording"]
    found = {row.name: row.value for row in figures.rows()}
    assert found["cost_64x12"] == pytest.approx(0.05)
    assert found["cpu_cost_64x12"] == pytest.approx(0.1)


@pytest.mark.parametrize(("rate", "verdict"), [(950.0, "holds"), (899.0, "FAILS")])
def test_the_target_is_judged(rate: float, verdict: str, monkeypatch: pytest.MonkeyPatch) -> None:
    figures, _ = _rounds(monkeypatch, rate)
    console = Console(width=110, record=True, file=open("/dev/null", "w", encoding="utf-8"))  # noqa: SIM115
    print_rows(figures.rows(), console)
    console.file.close()
    assert verdict in console.export_text()
