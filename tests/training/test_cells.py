from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.cells import Bar, Small, Verdict, cell_html


def test_a_verdict_does_not_depend_on_seeing_colours() -> None:
    found = {state: cell_html(Verdict("80 %", state)) for state in ("good", "warn", "bad", "")}
    texts = [re.sub("<[^>]+>", "", one) for one in found.values()]
    assert len(set(texts)) == 4 and texts[-1] == "80 %" and 'class="bad"' in found["bad"]


def test_nothing_given_is_markup() -> None:
    nasty = '<b>"&'
    for cell in (nasty, Verdict(nasty, "bad"), Small("data:image/png;base64,AA", nasty)):
        assert nasty not in cell_html(cell) and "&lt;b&gt;" in cell_html(cell)


def test_a_bar_stands_where_its_figures_are() -> None:
    html = cell_html(Bar(0.6, 0.8, 0.75, 0.5, 1.0, (0.9,), "warn"))
    assert 'class="axis warn"' in html and "left:20.0%;width:40.0%" in html and '<b style="left:50.0%">' in html and '<s style="left:80.0%">' in html
    assert 'aria-hidden="true"' in html  # the figure stands beside it in words
    assert "<b " not in cell_html(Bar(0, 1))


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_a_bar_never_leaves_its_axis(low: float, high: float) -> None:
    places = [float(one) for one in re.findall(r"(?:left|width):(-?[0-9.]+)%", cell_html(Bar(min(low, high), max(low, high), low, -10, 10, (high,))))]
    assert all(0 <= place <= 100 for place in places) and places[1] + places[2] <= 100.11  # the reference, then left and width


def test_an_axis_without_length_breaks_nothing() -> None:
    assert Bar(1, 1, 1, 2, 2).share(2) == 0
    assert pytest.approx(50) == Bar(0, 1, start=0, end=2).share(1)
