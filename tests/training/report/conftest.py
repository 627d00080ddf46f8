from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest

from models.load import load_bundle
from training.context import Context
from training.evaluation import Evaluation
from training.page import Page
from training.report.finished import Figures, Finished
from training.trained import Heads

Section = Callable[[Page, Finished], Figures]


@pytest.fixture(scope="session")
def finished(tiny_run: Context, tiny_bundle: Path) -> Finished:
    """The tiny run as its report was written from."""
    return Finished(
        manifest=load_bundle(tiny_bundle).manifest,
        corpus=tiny_run.corpus,
        inputs=tiny_run.inputs,
        heads=tiny_run.heads,
        calibration=tiny_run.calibration,
        evaluation=tiny_run.evaluation,
        parity=tiny_run.parity,
        seed=7,
        validation=tiny_run.validation,
    )


@pytest.fixture(scope="session")
def without_prices(finished: Finished) -> Finished:
    """A run that learned nothing but signals, whose figures have no meaning."""
    return Finished(
        manifest=finished.manifest.model_copy(update={"price": None, "metrics": {}}),
        corpus=finished.corpus,
        inputs=finished.inputs,
        heads=Heads(None, None, (), None, np.eye(1, 32, dtype=np.float32), finished.heads.limits),
        calibration=None,
        evaluation=Evaluation(heads={"signals.macro_f1": float("nan")}),
        parity=finished.parity,
        seed=7,
    )


@pytest.fixture(scope="session")
def shown() -> Callable[[Section, Finished], tuple[str, list[list[str]], Figures]]:
    """What a section adds: its text, the cells of its tables row by row, and its figures."""

    def show(section: Section, run: Finished) -> tuple[str, list[list[str]], Figures]:
        page = Page("t")
        figures = section(page, run)
        reader = _Reader()
        reader.feed(page.html().split("<main>")[1].split("</main>")[0])
        return "".join(reader.text), reader.rows, figures

    return show


class _Reader(HTMLParser):
    """Text outside the style, and the rows of tables; an axis is `bar`, a picture its alt."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self.rows: list[list[str]] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.inside = True
        if tag == "img":
            self.handle_data(given.get("alt") or "")
        if tag == "span" and (given.get("class") or "").startswith("axis"):
            self.handle_data("bar")

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if self.inside:
            self.rows[-1][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.inside = False
