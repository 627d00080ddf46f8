from __future__ import annotations

from dataclasses import replace
from io import StringIO
from pathlib import Path

from rich.console import Console

from training.context import Context
from training.evaluation import Evaluation, PriceFigures
from training.study_sheets import COLUMNS
from training.summary import SHOWN, summary


def printed(context: Context) -> str:
    out = StringIO()
    Console(file=out, width=120).print(summary(context))
    return out.getvalue()


def replaced(context: Context, evaluation: Evaluation) -> Context:
    other = object.__new__(Context)
    other.__dict__.update({**vars(context), "evaluation": evaluation})
    return other


def test_the_table_shows_every_figure_per_origin_and_overall_at_120_columns(tiny_run: Context) -> None:
    text = printed(tiny_run)
    overall = tiny_run.evaluation.overall
    assert overall is not None and SHOWN.keys() <= PriceFigures.__dataclass_fields__.keys()
    row = next(line for line in text.splitlines() if line.startswith("out of time"))
    for name, heading in SHOWN.items():
        assert heading in text and COLUMNS[name][1].format(getattr(overall, name)) in row
    for origin in (*tiny_run.evaluation.by_origin, *tiny_run.evaluation.by_horizon):
        assert origin in text
    assert "…" not in row.replace("… listing", "")


def test_both_views_stand_side_by_side_or_are_said_to_be_the_same(tiny_run: Context) -> None:
    evaluation = tiny_run.evaluation
    two = printed(replaced(tiny_run, replace(evaluation, listing=evaluation.overall, random=evaluation.overall)))
    assert "… listing view" in two and "random split" in two and "Listing view: the same" not in two
    one = printed(replaced(tiny_run, replace(evaluation, listing=None, random=None)))
    assert "… listing view" not in one and "Listing view: the same" in one


def test_a_coverage_outside_its_band_is_named(tiny_run: Context) -> None:
    tables, overall = tiny_run.evaluation.tables, tiny_run.evaluation.overall
    assert tables is not None and overall is not None
    off = replace(tables.coverage[0], by="kind", value="licence", judged=True, flagged=True)
    wrong = replace(tiny_run.evaluation, overall=replace(overall, cover90=0.7), tables=replace(tables, coverage=(off,)))
    text = " ".join(printed(replaced(tiny_run, wrong)).split())
    assert "OUTSIDE 0.85-0.95 overall" in text and "1 of 1 groups of 300 and more leave their band: kind licence." in text


def test_it_says_simulated_and_where_the_bundle_lies(tiny_run: Context) -> None:
    text = printed(tiny_run)
    assert "SIMULATED" in text
    assert str(tiny_run.out) in text.replace("\n", "") and "0 leaves flipped" in text
    assert "maturity.inside_label" in text


def test_without_prices_and_heads_only_parity_and_place_are_left(tiny_run: Context) -> None:
    text = printed(replaced(tiny_run, Evaluation()))
    assert "out of time" not in text and "Other heads" not in text and "Parity on" in text


def test_a_path_in_square_brackets_is_shown_as_it_is(tiny_run: Context) -> None:
    other = object.__new__(Context)
    other.__dict__.update({**vars(tiny_run), "out": Path("runs/[/b]/[red]")})
    assert "runs/[/b]/[red]" in printed(other)


def test_a_rival_that_wins_is_told_as_it_is(tiny_run: Context) -> None:
    overall = tiny_run.evaluation.overall
    assert overall is not None
    beaten = replace(tiny_run.evaluation, overall=replace(overall, skill_segment_median=0.25, skill_attributes_only=-0.05))
    text = " ".join(printed(replaced(tiny_run, beaten)).split())
    assert "RMSE is 25.0% below the segment median's, 5.0% above that without text." in text
