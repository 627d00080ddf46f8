from __future__ import annotations

from dataclasses import replace

from training.context import Context
from training.stages import evaluate


def test_price_figures_come_from_the_out_of_time_predictions(tiny_run: Context) -> None:
    assert tiny_run.calibration is not None
    overall, by_origin = tiny_run.evaluation.overall, tiny_run.evaluation.by_origin
    assert overall is not None
    assert sorted(by_origin) == ["2022", "2023"]
    asked = sum(round(figures.n / figures.answered) for figures in by_origin.values())
    assert asked == len(tiny_run.calibration.found) and all(0.97 < figures.answered <= 1 for figures in by_origin.values())
    assert overall.n == by_origin["2023"].n  # the one that an older origin could calibrate
    assert 0 < overall.rmse < overall.rmse_recent_segment_median


def test_the_tables_are_by_the_segments_of_the_price_head_and_by_year(tiny_run: Context) -> None:
    tables, fit = tiny_run.evaluation.tables, tiny_run.price_fit
    assert tables is not None and fit is not None and tiny_run.evaluation.overall is not None
    by = {row.by for row in tables.coverage}
    assert by >= {tiny_run.corpus.schema.categories[column] for column in fit.segment_columns} | {"year", "predicted decile"}
    assert tables.coverage[0].n == tiny_run.evaluation.overall.n
    years = [row.value for row in tables.coverage if row.by == "year"]
    assert years == ["2023"]  # what the one calibrated origin looked ahead to


def test_every_other_head_has_its_figures(tiny_run: Context) -> None:
    heads, found = tiny_run.heads, tiny_run.evaluation.heads
    assert heads.maturity is not None and heads.signals is not None
    assert found["maturity.rows"] == heads.maturity.rows and found["maturity.log_loss"] == heads.maturity.log_loss
    assert found["signals.macro_f1"] == heads.signals.macro_f1
    for score in heads.scores:
        assert found[f"score.{score.value}.cover90"] == score.coverage


def test_without_calibration_only_the_other_heads_are_judged(finished: Context) -> None:
    finished.calibration = None
    finished.heads = replace(finished.heads, maturity=None, scores=(), signals=None)
    evaluate.run(finished)
    assert finished.evaluation.overall is None and finished.evaluation.heads == {} and finished.evaluation.metrics() == {}
