"""Does the demo bundle answer sensibly? Coverage on contracts simulated afresh, and a few achievements as a visitor might send them."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Group, RenderableType
from rich.table import Table

from models.load import Bundle
from models.score import score_table
from models.scorer import Scorer
from models.tables.mapping import Mapping
from models.tables.read import read_table
from models.tables.write import write_table
from training.simulate.market import simulate
from valuation.achievement import Achievement
from valuation.columns_of import columns_of
from valuation.maturity import median_level
from valuation.money import UNITS
from valuation.price import QUANTILES

FRESH_SEED, FRESH_ROWS = 4_242, 4_000
"""Contracts that the bundle has not seen: another seed than the demo's."""
BOUNDS = (0.85, 0.95)
"""Where the coverage of the 90 % interval should lie."""
VISITED = date(2026, 11, 22)
VISITORS = (
    Achievement(
        title="一种锂电池负极材料的制备方法",
        text="本发明公开了一种硅碳负极材料的制备方法，已完成中试，中试产品经第三方检验合格，循环寿命达到1000次以上。",
        contract_type="技术转让",
        seller_kind="高等院校",
    ),
    Achievement(
        title="工业视觉检测系统开发",
        text="面向家电生产线开发工业视觉检测系统，已批量应用，市场前景广阔。",
        contract_type="技术开发",
        seller_kind="股份有限公司",
    ),
    Achievement(title="非遗数据库", text="建设非物质文化遗产数据库，面向公众展示，传承优秀传统文化。", contract_type="技术服务", seller_kind="企业"),
    Achievement(
        title="Catalyst for low temperature denitrification",
        text="A laboratory prototype of the catalyst was validated; patents were granted.",
        contract_type="licence",
        seller_kind="022",
    ),
    Achievement(
        title="层状晶体新光学现象的机理研究",
        text="观察到新的光学现象，推导了控制方程，尚处于机理探索阶段，未做样机。",
        contract_type="技术转让",
        seller_kind="高等院校",
    ),
    Achievement(title="ひらがなのぶんしょう", text="ひらがなとカタカナだけのぶんしょうです。このモデルはこのようなことばをしりません。"),
)
"""What a visitor might ask; the last is in a language that the demo does not know."""


@dataclass(frozen=True)
class Fresh:
    """On clean contracts never seen (nothing left out, nothing planted): how many of `rows` they are, share of their prices in the 90 % interval, RMSE of
    ln(price), and its floor: the RMSE of the true median. `refused` counts among all rows.
    """

    rows: int
    clean: int
    coverage: float
    rmse: float
    floor: float
    refused: int


def fresh_figures(scorer: Scorer, source: Path, rows: int = FRESH_ROWS, seed: int = FRESH_SEED) -> Fresh:
    """Figures on `rows` contracts simulated with another seed."""
    table = simulate(rows, seed)
    with tempfile.TemporaryDirectory(prefix="valuation-fresh-") as work:
        path = Path(work) / "fresh.parquet"
        write_table(table, path)
        contracts = read_table(path, Mapping.load(source))
    predictions = score_table(scorer, contracts)
    assert predictions.price is not None and predictions.price_point is not None
    at = contracts.rows - 1
    clean = table["truth_clean"].to_numpy(zero_copy_only=False)[at]
    asked = clean & np.isfinite(contracts.amounts) & np.asarray([reason is None for reason in predictions.refusals])
    price, quantiles = np.log(contracts.amounts[asked]), predictions.price[asked]
    inside = (price >= quantiles[:, 0]) & (price <= quantiles[:, -1])
    median = np.log(table["truth_median_wan"].to_numpy()[at][asked] * UNITS["万元"].factor)
    return Fresh(
        rows=len(contracts),
        clean=int(asked.sum()),
        coverage=float(inside.mean()),
        rmse=_rms(price - predictions.price_point[asked]),
        floor=_rms(price - median),
        refused=sum(reason is not None for reason in predictions.refusals),
    )


def check(bundle: Bundle, source: Path) -> RenderableType:
    """The figures and the visitors' answers, ready to print."""
    scorer = Scorer(bundle)
    fresh = fresh_figures(scorer, source)
    good = BOUNDS[0] <= fresh.coverage <= BOUNDS[1]
    line = (
        f"On {fresh.clean:,} clean of {fresh.rows:,} fresh simulated contracts: {fresh.coverage:.3f} in the 90 % interval "
        f"({'within' if good else 'OUTSIDE'} {BOUNDS[0]}-{BOUNDS[1]}), RMSE of ln(price) {fresh.rmse:.2f} (the true median itself is off by "
        f"{fresh.floor:.2f}), {fresh.refused} refused."
    )
    return Group(line, _answers(scorer))


def _rms(errors: NDArray[np.float64]) -> float:
    return float(np.sqrt(np.mean(errors**2)))


def _answers(scorer: Scorer) -> Table:
    shown = Table(title="Some answers (SIMULATED), 万元")
    for heading in ("achievement", "5 %", "median", "95 %", "TRL", "strongest value", "refused"):
        shown.add_column(heading, justify="left" if heading in ("achievement", "strongest value", "refused") else "right")
    found = scorer.score(columns_of(VISITORS, scorer.schema, VISITED))
    assert found.price is not None and found.maturity is not None
    levels = median_level(found.maturity)
    for row, one in enumerate(VISITORS):
        refused = found.refusals[row]
        prices = [f"{np.exp(found.price[row, QUANTILES.index(level)]) / 1e4:,.1f}" for level in (0.05, 0.5, 0.95)]
        strongest = max(found.signals, key=lambda value: float(found.signals[value][row])) if found.signals else ""
        shown.add_row(one.title, *(["–"] * 5 if refused else [*prices, str(levels[row]), strongest]), "" if refused is None else str(refused))
    return shown
