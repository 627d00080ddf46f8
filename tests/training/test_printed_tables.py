from __future__ import annotations

import re
from dataclasses import replace
from io import StringIO

import numpy as np
from rich.console import Console, RenderableType

from tests.training.test_price_study import perfect
from training.coverage_table import CoverageRow, coverage_table
from training.price_study import price_study
from training.printed_tables import coverage_shown, figure_table, headings
from training.study_groups import Grouping


def printed(shown: RenderableType, width: int = 120) -> str:
    out = StringIO()
    Console(file=out, width=width).print(shown)
    return out.getvalue()


def test_names_are_shown_as_they_are_and_the_last_rows_stand_below_a_line() -> None:
    truth, mean, quantiles = perfect(400, 0.4, 1)
    study = price_study(truth, mean, quantiles, asked=400)
    text = printed(figure_table("[b]bundle[/b]", "contracts", {"[/i] part": study}, headings(["n", "rmse"]), last={"all": study}))
    assert "[b]bundle[/b]" in text and "[/i] part" in text and "RMSE" in text
    assert re.search(r"\[/i\] part 400 .*\n *\nall +400 ", text)


def test_thick_groups_are_shown_flagged_ones_marked_and_the_rest_counted() -> None:
    truth, _, quantiles = perfect(900, 0.4, 2)
    labels = np.asarray(["[good]"] * 300 + ["bad"] * 500 + ["thin"] * 100, dtype=object)
    truth = np.where(labels == "bad", truth + 9, truth)
    rows = coverage_table(truth, quantiles, np.full(900, 2020.5), [Grouping("kind", labels)])
    text = printed(coverage_shown(rows))
    lines = {name: next(line for line in text.splitlines() if name in line) for name in ("[good]", "bad ")}
    assert "OUTSIDE" in lines["bad "] and "OUTSIDE" not in lines["[good]"] and "thin " not in text
    assert f"and {sum(not row.judged for row in rows)} thinner ones" in " ".join(text.split())


def test_of_many_groups_the_flagged_and_the_largest_are_shown_and_the_others_counted() -> None:
    one = CoverageRow("kind", "", 0, 0.9, 0.88, 0.92, 1.0, 1.2, judged=True, flagged=False)
    rows = [replace(one, value=f"v{at:02d}", n=900 - at, flagged=at in (8, 9)) for at in range(10)]
    text = printed(coverage_shown(rows))
    assert [name for name in (row.value for row in rows) if name in text] == ["v00", "v01", "v02", "v03", "v08", "v09"]
    assert "4 more such groups, 0 of them outside, and 0 thinner ones" in " ".join(text.split())
