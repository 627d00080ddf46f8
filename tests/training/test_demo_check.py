from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

from models.load import load_bundle
from models.scorer import Scorer
from training import demo
from training.demo_check import BOUNDS, VISITED, VISITORS, check, fresh_figures
from valuation.columns_of import columns_of
from valuation.maturity import median_level
from valuation.refusal import Refusal

FOLDER = Path(__file__).parents[2] / demo.OUT


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer(load_bundle(FOLDER))


def test_the_interval_of_the_demo_covers_contracts_it_has_not_seen(scorer):
    fresh = fresh_figures(scorer, demo.SOURCE, rows=2_500, seed=99)
    assert BOUNDS[0] <= fresh.coverage <= BOUNDS[1]
    assert fresh.floor < fresh.rmse < 1.2 * fresh.floor
    assert 0.9 < fresh.floor < 1.1 and 0.5 < fresh.clean / fresh.rows < 0.8
    assert fresh.refused < 0.02 * fresh.rows


def test_the_visitors_get_sensible_answers(scorer):
    found = scorer.score(columns_of(VISITORS, scorer.schema, VISITED))
    assert found.refusals == [None] * (len(VISITORS) - 1) + [Refusal.OUT_OF_DISTRIBUTION]
    medians, levels = np.exp(found.price[:-1, 3]), median_level(found.maturity[:-1])
    assert (medians > 1e4).all() and (medians < 1e7).all()
    university_transfer, firm_development = medians[0], medians[1]
    assert university_transfer < firm_development / 3
    in_production, observed = levels[1], levels[4]
    assert observed < 5 < in_production


def test_the_figures_are_printed_with_their_warning(scorer):
    console = Console(width=200, file=io.StringIO())
    with console.capture() as printed:
        console.print(check(scorer.bundle, demo.SOURCE))
    text = printed.get()
    assert "simulated contracts" in text and "SIMULATED" in text and "within 0.85-0.95" in text and "out_of_distribution" in text
