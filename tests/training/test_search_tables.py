from __future__ import annotations

from io import StringIO
from types import SimpleNamespace
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from training.parameters import Parameters
from training.search_space import changed, searched
from training.search_tables import head, loss_table, parameter_table
from training.search_verdict import Verdict

DEFAULT = np.ones((3, 3, 2, 2)) * np.asarray([0.25, 0.8])
VERDICT = Verdict((2017.0, 2018.0, 2019.0), DEFAULT, DEFAULT * np.asarray([0.9, 0.94, 0.98])[:, None, None])


def search(importances: dict[str, float]) -> Any:
    base = Parameters()
    best = changed(base, {"price.rounds": 310})
    return SimpleNamespace(base=base, best=best, space=searched(base, 128, knows_deals=True), trials=[0] * 40, pruned=11, importances=lambda: importances)


def shown(table: Table) -> list[list[str]]:
    console = Console(file=StringIO(), width=200)
    console.print(table)
    return [line.replace("│", " ").split() for line in console.file.getvalue().splitlines()]  # type: ignore[attr-defined]


def test_every_searched_parameter_has_its_default_what_was_found_and_its_range() -> None:
    lines = shown(parameter_table(search({"price.rounds": 0.7})))
    assert ["price.rounds", "140", "310", "0.70", "60", "to", "500"] in lines
    assert ["price.leaves", "16", "same", "-", "6", "to", "80"] in lines
    assert sum(line[:1] != [] and line[0].startswith(("price.", "index.")) for line in lines) == 14


def test_the_check_is_marked_and_losses_stand_beside_the_figures() -> None:
    lines = shown(loss_table(VERDICT))
    assert ["2017", "deal", "0.2500", "0.2250", "0.8000", "0.7200", "0.900"] in lines
    assert ["2019,", "check", "deal", "0.2500", "0.2450", "0.8000", "0.7840", "0.980"] in lines
    assert sum(line[:1] == ["listing"] for line in lines) == 3
    single = Verdict(VERDICT.years, VERDICT.default[:, :, :1], VERDICT.found[:, :, :1])
    assert ["2017", "all", "0.2500", "0.2250", "0.8000", "0.7200", "0.900"] in shown(loss_table(single))


def test_the_head_says_what_it_gained_where_on_which_data_and_that_it_flatters() -> None:
    text = " ".join(head(search({}), VERDICT, ["awards.parquet (sha256 ab)"]))
    assert text.startswith("Better than the default: 8.00% less loss")
    for part in ("2017: +10.00%; 2018: +6.00%; 2019: +2.00%", "2017, 2018 chose", "flatters", "awards.parquet (sha256 ab)", "Seed 20261122, 40 trials, 11"):
        assert part in text


def test_where_nothing_was_found_no_gain_is_told() -> None:
    one = search({})
    one.best = one.base
    assert "Gained" not in " ".join(head(one, Verdict(VERDICT.years, DEFAULT, DEFAULT), ["a.csv (sha256 ab)"]))
