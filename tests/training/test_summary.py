from __future__ import annotations

from io import StringIO
from pathlib import Path

from rich.console import Console

from training.context import Context
from training.evaluation import Evaluation, PriceFigures
from training.summary import SHOWN, summary


def printed(context: Context) -> str:
    out = StringIO()
    Console(file=out, width=200).print(summary(context))
    return out.getvalue()


def test_the_table_shows_every_figure_per_origin_and_overall(tiny_run: Context) -> None:
    text = printed(tiny_run)
    overall = tiny_run.evaluation.overall
    assert overall is not None
    for origin in tiny_run.evaluation.by_origin:
        assert origin in text
    assert SHOWN.keys() == PriceFigures.__dataclass_fields__.keys()
    for name, (heading, layout) in SHOWN.items():
        assert heading in text and layout.format(getattr(overall, name)) in text


def test_it_says_simulated_and_where_the_bundle_lies(tiny_run: Context) -> None:
    text = printed(tiny_run)
    assert "SIMULATED" in text
    assert str(tiny_run.out) in text.replace("\n", "") and "0 leaves flipped" in text
    assert "maturity.inside_label" in text


def test_without_prices_and_heads_only_parity_and_place_are_left(tiny_run: Context) -> None:
    bare = object.__new__(Context)
    bare.__dict__.update(tiny_run.__dict__)
    bare.evaluation = Evaluation()
    text = printed(bare)
    assert "out of time" not in text and "Other heads" not in text and "Parity on" in text


def test_a_path_in_square_brackets_is_shown_as_it_is(tiny_run: Context) -> None:
    other = object.__new__(Context)
    other.__dict__.update({**vars(tiny_run), "out": Path("runs/[/b]/[red]")})
    assert "runs/[/b]/[red]" in printed(other)
