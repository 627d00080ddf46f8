from __future__ import annotations

import base64
import warnings
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.axes import Axes

from training.picture import as_factor, as_money, as_ratio, factor, factor_ticks, picture, short, strip


def svg(uri: str) -> ET.Element:
    """The picture in a data URI."""
    head, body = uri.split(",")
    assert head == "data:image/svg+xml;base64"
    return ET.fromstring(base64.b64decode(body, validate=True))


def letters(uri: str) -> str:
    return "".join(svg(uri).itertext())


def test_a_picture_is_one_svg_without_anything_from_elsewhere() -> None:
    uri = picture(lambda axes: axes.plot([0, 1], [0, 1], ".", rasterized=True))  # type: ignore[arg-type]
    drawing = svg(uri)
    links = [value for node in drawing.iter() for name, value in node.attrib.items() if name.endswith("href")]
    assert links and all(link.startswith(("#", "data:")) for link in links)
    assert "<script" not in base64.b64decode(uri.split(",")[1]).decode()


def test_the_same_figures_give_the_same_bytes() -> None:
    def draw(axes: Axes) -> None:
        axes.plot(np.arange(50), np.arange(50) ** 2, ".", rasterized=True)
        axes.set(title="t")

    assert picture(draw) == picture(draw)


def test_letters_stay_letters_in_any_language_and_complain_of_no_font() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        uri = picture(lambda axes: axes.set(title="价格 price", xlabel="地区"))  # type: ignore[arg-type]
    assert "价格 price" in letters(uri) and "地区" in letters(uri) and "system-ui" in letters(uri)


def test_a_strip_is_a_line_of_dots_with_and_without_colours() -> None:
    values = np.random.default_rng(0).normal(size=200)
    ranks = np.linspace(0, 1, 200)
    ranks[::7] = np.nan
    plain, coloured = strip(values, None, 2.0), strip(values, ranks, 2.0)
    assert plain != coloured and float(svg(plain).attrib["height"].removesuffix("pt")) < 30
    strip(np.zeros(3), None, 1.0)
    strip(np.full(2, 9.0), np.asarray([np.nan, np.nan]), 1.0)


def test_factors_read_both_ways() -> None:
    assert factor(0.0) == "×1.00" and factor(np.log(1.25)) == "×1.25" and factor(-np.log(1.25)) == "÷1.25" and factor(np.log(250)) == "×250"


def test_amounts_are_short() -> None:
    assert [short(one) for one in (0.5, 950, 1_000, 123_456, 2.5e6, 3e9)] == ["0.5", "950", "1k", "123k", "2.5M", "3G"]


@given(st.floats(-5, 5), st.floats(0.001, 10))
def test_ticks_of_factors_are_few_even_and_inside(low: float, span: float) -> None:
    ticks = factor_ticks(low, low + span)
    assert len(ticks) <= 7
    steps = np.diff(ticks)
    assert len(steps) == 0 or np.allclose(steps, steps[0])
    assert all(low - 1e-9 <= tick <= low + span + 1e-9 for tick in ticks) or ticks == [0.0]


def labels(axes: Axes, axis: str) -> list[str]:
    axes.figure.draw_without_rendering()  # type: ignore[union-attr]
    return [one.get_text() for one in (axes.get_xticklabels() if axis == "x" else axes.get_yticklabels()) if one.get_text()]


@pytest.mark.parametrize(
    ("values", "dress", "expected"),
    [([-0.4, 0.0, 0.4], lambda axes: as_factor("y", axes), "×1.00"), ([0.5, 1.0, 2.0], as_ratio, "1.00"), ([1e5, 1e6], lambda axes: as_money("y", axes), "k")],
)
def test_axes_are_dressed_in_words_of_prices(values: list[float], dress: object, expected: str) -> None:
    from matplotlib.figure import Figure

    axes = Figure().subplots()
    axes.plot(values, values)
    dress(axes)  # type: ignore[operator]
    assert any(expected in one for one in labels(axes, "y"))
