"""What is offered on the simulated market: the objects of the word lists, each with a character of its own that no seed changes.

A topic's traits (maturity, price, and the five values) are standard normal numbers drawn from its name alone, so that two simulations with different
seeds show the same market, and a text tells something of its price and maturity by its topic, as real texts do.
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray

from valuation.five_values import VALUES

FOLDER = Path(__file__).parent / "words"
LANGUAGES = ("zh", "en")
TRAITS = ("maturity", "price", *VALUES)
_NORMAL = NormalDist()


@dataclass(frozen=True)
class Topics:
    """All t topics: `names` (t,), `traits` trait → (t,), and where the topics of a field and language begin and how many they are."""

    names: NDArray[np.str_]
    traits: dict[str, NDArray[np.float64]]
    ranges: dict[tuple[str, bool], tuple[int, int]]

    def draw(self, fields: NDArray[np.str_], english: NDArray[np.bool_], chance: NDArray[np.float64]) -> NDArray[np.int64]:
        """A topic of its field and language for each row; `chance` (n,) in [0, 1)."""
        starts, counts = np.zeros(len(fields)), np.zeros(len(fields))
        for (field, other), (start, count) in self.ranges.items():
            rows = (fields == field) & (english == other)
            starts[rows], counts[rows] = start, count
        return (starts + np.floor(chance * counts)).astype(np.int64)


@cache
def words(language: str) -> dict[str, Any]:
    """The word list of a language."""
    found: dict[str, Any] = tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
    return found


@cache
def topics() -> Topics:
    """The topics of both languages."""
    names: list[str] = []
    ranges: dict[tuple[str, bool], tuple[int, int]] = {}
    for language in LANGUAGES:
        for field, lists in words(language)["field"].items():
            ranges[(field, language == "en")] = (len(names), len(lists["object"]))
            names += lists["object"]
    return Topics(np.asarray(names), {trait: np.asarray([_trait(name, trait) for name in names]) for trait in TRAITS}, ranges)


def _trait(name: str, trait: str) -> float:
    """A standard normal number that belongs to the name; the text seed of Python's generator and its `random()` are fixed for good."""
    return _NORMAL.inv_cdf(min(max(random.Random(f"{name}/{trait}").random(), 1e-4), 1 - 1e-4))
