from __future__ import annotations

import base64
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from matplotlib.axes import Axes

from training import plots

GENERATOR = np.random.default_rng(0)
TRUTH = GENERATOR.normal(10, 1, 300)
MEDIAN = TRUTH + GENERATOR.normal(0, 0.5, 300)
YEARS = GENERATOR.uniform(2015, 2020, 300)
FEW = np.asarray([1.0, 2.0, 3.0])


def drawn(monkeypatch: pytest.MonkeyPatch, uri_of: object, *arguments: object) -> Axes:
    """The axes that a plot drew on."""
    seen: list[Axes] = []

    def keep(draw: object, *_: float) -> str:
        from matplotlib.figure import Figure

        axes = Figure().subplots()
        draw(axes)  # type: ignore[operator]
        seen.append(axes)
        return ""

    monkeypatch.setattr(plots, "picture", keep)
    uri_of(*arguments)  # type: ignore[operator]
    return seen[0]


def test_every_plot_is_a_picture() -> None:
    level = TRUTH - 0.1
    for uri in (
        plots.predicted_against_actual(TRUTH, MEDIAN, "CNY"),
        plots.level_over_time(YEARS, TRUTH, level, np.asarray([2020.5, 2021.5]), np.asarray([9.0, 9.1]), "CNY"),
        plots.error_by_year(YEARS, MEDIAN - TRUTH),
        plots.effect_of_number(np.exp(TRUTH), MEDIAN - TRUTH, "size"),
        plots.reliability(np.linspace(0.1, 0.9, 5), np.linspace(0.2, 0.8, 5), np.arange(5.0), "maturity"),
    ):
        assert ET.fromstring(base64.b64decode(uri.split(",")[1])).tag.endswith("svg")


def test_the_same_figures_give_the_same_picture() -> None:
    assert plots.ratio_by_decile(TRUTH, MEDIAN) == plots.ratio_by_decile(TRUTH, MEDIAN)


def test_ratios_stand_by_decile_of_the_prediction(monkeypatch: pytest.MonkeyPatch) -> None:
    axes = drawn(monkeypatch, plots.ratio_by_decile, MEDIAN - np.where(np.median(MEDIAN) < MEDIAN, np.log(200), 0.0), MEDIAN)
    middle = np.asarray(axes.lines[0].get_ydata(), dtype=np.float64)
    assert np.allclose(middle[:5], 1) and np.allclose(middle[5:], 200)


def test_coverage_is_counted_by_year_where_there_are_ten_contracts(monkeypatch: pytest.MonkeyPatch) -> None:
    years = np.repeat([2018.5, 2019.2, 2020.9], [40, 9, 20])
    truth = np.concatenate([np.zeros(30), np.full(10, 9.0), np.zeros(9), np.full(20, 9.0)])
    axes = drawn(monkeypatch, plots.coverage_by_year, years, truth, truth * 0 - 1, truth * 0 + 1)
    assert np.asarray(axes.lines[0].get_xdata()).tolist() == [2018, 2020]
    assert np.asarray(axes.lines[0].get_ydata()).tolist() == [0.75, 0.0]
    assert axes.get_ylim()[0] < 0  # what is not covered at all is seen too


def test_the_level_is_that_of_the_same_contracts_and_goes_on_from_the_last_year(monkeypatch: pytest.MonkeyPatch) -> None:
    years, price = np.repeat([2018.2, 2019.7], 5), np.repeat([1.0, 2.0], 5)
    axes = drawn(monkeypatch, plots.level_over_time, years, price, price - 0.5, np.asarray([2020.5]), np.asarray([1.8]), "CNY")
    prices, level, continued = (np.log(np.asarray(line.get_ydata(), dtype=np.float64)).tolist() for line in axes.lines)
    assert prices == pytest.approx([1.0, 2.0]) and level == pytest.approx([0.5, 1.5]) and continued == pytest.approx([1.5, 1.8])


def test_errors_by_year_are_ratios(monkeypatch: pytest.MonkeyPatch) -> None:
    axes = drawn(monkeypatch, plots.error_by_year, np.repeat([2018.5, 2019.5], 20), np.repeat([0.0, np.log(2)], 20))
    assert np.allclose(np.asarray(axes.lines[0].get_ydata(), dtype=np.float64), [1, 2])


def test_unknown_numbers_have_no_place_on_the_axis(monkeypatch: pytest.MonkeyPatch) -> None:
    values = np.where(np.arange(100) % 4 == 0, np.nan, np.arange(100.0))
    axes = drawn(monkeypatch, plots.effect_of_number, values, np.zeros(100), "size")
    assert len(np.asarray(axes.lines[0].get_xdata())) == 75


def test_few_contracts_are_drawn_without_complaint() -> None:
    plots.coverage_by_year(FEW + 2000, FEW, FEW - 1, FEW + 1)
    plots.ratio_by_decile(FEW, FEW)
    plots.error_by_year(FEW + 2000, FEW)
    plots.effect_of_number(np.full(3, np.nan), FEW, "")
    plots.effect_of_number(FEW, FEW, "")
    plots.reliability(np.empty(0), np.empty(0), np.empty(0), "nothing")
