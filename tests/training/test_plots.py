from __future__ import annotations

import base64
import struct

import numpy as np
import pytest
from matplotlib.axes import Axes

from training import plots

GENERATOR = np.random.default_rng(0)
TRUTH = GENERATOR.normal(10, 1, 300)
MEDIAN = TRUTH + GENERATOR.normal(0, 0.5, 300)
YEARS = GENERATOR.uniform(2015, 2020, 300)


def picture(uri: str) -> tuple[int, int]:
    """Width and height in pixels of the PNG in a data URI."""
    head, body = uri.split(",")
    assert head == "data:image/png;base64"
    raw = base64.b64decode(body, validate=True)
    assert raw[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", raw[16:24])
    return width, height


def drawn(monkeypatch: pytest.MonkeyPatch, uri_of: object, *arguments: object) -> Axes:
    """The axes that a plot drew on."""
    seen: list[Axes] = []

    def keep(draw: object, *_: float) -> str:
        from matplotlib.figure import Figure

        axes = Figure().subplots()
        draw(axes)  # type: ignore[operator]
        seen.append(axes)
        return ""

    monkeypatch.setattr(plots, "data_uri", keep)
    uri_of(*arguments)  # type: ignore[operator]
    return seen[0]


def test_every_plot_is_a_png_inside_its_uri() -> None:
    level = np.linspace(9, 11, 12)
    for uri in (
        plots.predicted_against_actual(TRUTH, MEDIAN, "CNY"),
        plots.level_over_time(YEARS, TRUTH, 2015 + np.arange(12.0), level, 2019.9, "CNY"),
    ):
        width, height = picture(uri)
        assert width > 300 and height > 300


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


def test_few_contracts_are_drawn_without_complaint() -> None:
    few = np.asarray([1.0, 2.0, 3.0])
    picture(plots.coverage_by_year(few + 2000, few, few - 1, few + 1))
    picture(plots.ratio_by_decile(few, few))
