"""The published tables as a page shows them: headings, cells and how to read them, for `make evaluate` and the training report alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields

import numpy as np

from training.cells import Bar, Cell, Verdict
from training.coverage_table import ACTUAL, BAND, LEAST_FLAGGED, OVERALL_BAND, CoverageRow
from training.price_study import GATES, PriceStudy
from training.price_tables import PriceTables
from valuation.ratio_table import RatioTable

COLUMNS = {
    "n": ("n", "{:,.0f}"),
    "answered": ("answered", "{:.3f}"),
    "rmse": ("RMSE", "{:.3f}"),
    "rmse_attributes_only": ("RMSE no text", "{:.3f}"),
    "rmse_recent_segment_median": ("RMSE segment", "{:.3f}"),
    "skill_attributes_only": ("skill no text", "{:+.3f}"),
    "skill_segment_median": ("skill segment", "{:+.3f}"),
    "mdape": ("MdAPE", "{:.1%}"),
    "within2": ("within ×2", "{:.1%}"),
    "median_ratio": ("ratio", "{:.3f}"),
    "pinball": ("pinball", "{:.4f}"),
    "crps": ("CRPS", "{:.3f}"),
    "cover90": ("in 90 %", "{:.3f}"),
    "cover90_uncalibrated": ("raw 90 %", "{:.3f}"),
    "cover80": ("in 80 %", "{:.3f}"),
    "cover50": ("in 50 %", "{:.3f}"),
    "width90": ("width", "{:.2f}"),
    "winkler90": ("Winkler", "{:.3f}"),
    "decile_bias": ("decile bias", "{:.3f}"),
    "slope": ("slope", "{:.3f}"),
    "slope_low": ("slope from", "{:.3f}"),
    "slope_high": ("slope to", "{:.3f}"),
    "cod": ("COD %", "{:.1f}"),
    "prd": ("PRD", "{:.3f}"),
    "prb": ("PRB", "{:.3f}"),
}
"""Figure → its heading and layout; in the order of a table."""
READING = (
    "RMSE, widths and losses in ln(price); 'no text': the same trees on attributes alone; 'segment': median of the segment's last three years; "
    "skill: 1 − RMSE / the rival's; ratio: median prediction / price; raw: before calibration. "
    f"What may decide: {', '.join(COLUMNS[name][0] for name in GATES)}; the rest informs."
)


@dataclass(frozen=True)
class Sheet:
    """A table with its title and a note on how to read it."""

    title: str
    header: tuple[str, ...]
    rows: list[tuple[Cell, ...]]
    note: str


def figure_sheet(title: str, first: str, studies: Mapping[str, PriceStudy]) -> Sheet:
    """One row per study, all of one kind; `first` heads the names."""
    kind = next(iter(studies.values()))
    known = {one.name for one in fields(kind)}
    names = [name for name in COLUMNS if name in known]
    rows: list[tuple[Cell, ...]] = [(name, *cells_of(study, names)) for name, study in studies.items()]
    return Sheet(title, (first, *(COLUMNS[name][0] for name in names)), rows, READING)


def cells_of(study: PriceStudy, names: Iterable[str]) -> list[str]:
    """The named figures as text; a dash where one has no meaning."""
    return [_text(float(getattr(study, name)), COLUMNS[name][1]) for name in names]


def table_sheets(tables: PriceTables) -> list[Sheet]:
    """Coverage, confidence, deciles, quantiles, and a ratio study for each segment that has one."""
    ratios = [ratio_sheet(f"Ratio study: {segment}", study) for segment, study in tables.ratios.items() if study.figures]
    return [coverage_sheet(tables.coverage), _confidence(tables), _deciles(tables), _quantiles(tables), *ratios]


def coverage_sheet(rows: Sequence[CoverageRow]) -> Sheet:
    """One row per group; judged ones with a verdict."""
    header = ("by", "value", "n", "in 90 %", "from", "to", "", "width", "Winkler")
    cells: list[tuple[Cell, ...]] = []
    for row in rows:
        cover: Cell = f"{row.cover90:.3f}"
        if row.judged:
            cover = Verdict(f"{row.cover90:.3f}", "bad" if row.flagged else "good")
        band = Bar(row.low, row.high, row.cover90, 0.5, 1.0, BAND, "bad" if row.flagged else "good" if row.judged else "")
        cells.append((row.by, row.value, f"{row.n:,}", cover, f"{row.low:.3f}", f"{row.high:.3f}", band, f"{row.width90:.2f}", f"{row.winkler90:.2f}"))
    note = (
        f"Share inside the nominal 90 % interval with its binomial 95 % band. From {LEAST_FLAGGED} contracts on it must lie in {BAND[0]:.2f}-{BAND[1]:.2f} "
        f"(all: {OVERALL_BAND[0]:.2f}-{OVERALL_BAND[1]:.2f}); thinner rows are not judged. Rows by {ACTUAL} are never judged: "
        "sorted by the outcome, even a perfect model misses the dearest and the cheapest."
    )
    return Sheet("Coverage and width of the 90 % interval", header, cells, note)


def ratio_sheet(title: str, study: RatioTable) -> Sheet:
    """One row per statistic, beside what a perfect model would show."""
    header = ("statistic", "value", "from", "to", "trimmed", "perfect model", "difference")
    rows: list[tuple[Cell, ...]] = []
    for name, figure in study.figures.items():
        numbers = (*asdict(figure).values(), figure.value - figure.perfect)
        rows.append((name.replace("_", " "), *(_text(one, "{:.3f}") for one in numbers)))
    exact = ", ".join(f"{end:.3f}" for end in study.median_interval)
    mean = ", ".join(f"{end:.3f}" for end in study.weighted_mean_interval)
    note = (
        f"{study.n:,} contracts, {study.outliers:,} outliers (1.5 interquartile ranges), of them {study.extremes:,} extreme (3), which 'trimmed' leaves out. "
        f"By formula: median {exact}; weighted mean {mean}; standard error of PRB {study.prb_standard_error:.3f}. COD and VEI in percent. "
        "'Perfect model': the same values met by prices with the same residuals, dealt out at random. Information, never a gate."
    )
    return Sheet(title, header, rows, note)


def _confidence(tables: PriceTables) -> Sheet:
    header = ("level", "n", "σ promised", "×/÷", "RMSE of the median", "MdAPE", "in 90 %", "inside ×/÷")
    rows: list[tuple[Cell, ...]] = [
        (f"{r.level}", f"{r.n:,}", f"{r.sigma:.3f}", f"{r.factor:.2f}", f"{r.rmse:.3f}", f"{r.mdape:.1%}", f"{r.cover90:.3f}", f"{r.within_factor:.1%}")
        for r in tables.confidence
    ]
    return Sheet("Confidence levels kept", header, rows, "A higher level should err less: RMSE near the σ promised, about two thirds inside ×/÷.")


def _deciles(tables: PriceTables) -> Sheet:
    header = ("decile of the prediction", "n", "median prediction", "ratio", "from", "to", "in 90 %")
    rows: list[tuple[Cell, ...]] = [
        (
            f"{d.decile} of {d.of}",
            f"{d.n:,}",
            f"{np.exp(d.predicted):,.0f}",
            f"{d.ratio:.3f}",
            _text(d.low, "{:.3f}"),
            _text(d.high, "{:.3f}"),
            f"{d.cover90:.3f}",
        )
        for d in tables.deciles
    ]
    return Sheet("Bias by decile of the prediction", header, rows, "Median of prediction / price with its 95 % interval; a good model is at 1 throughout.")


def _quantiles(tables: PriceTables) -> Sheet:
    rows: list[tuple[Cell, ...]] = [(q.name, f"{q.level:.2f}", f"{q.below:.3f}", f"{q.pinball:.4f}") for q in tables.quantiles]
    return Sheet("Quantiles one by one", ("quantile", "level", "prices below", "pinball"), rows, "The share of prices below a quantile should be its level.")


def _text(value: float, layout: str) -> str:
    return layout.format(value) if np.isfinite(value) else "–"
