"""Achievements as an exchange sends them: a text of about 127 characters, 28 numbers and 8 categories, about 600 bytes of JSON, no two alike.

The model adds two numbers of its own (`valuation.features.DERIVED_NUMBERS`), which makes 30, and 38 attributes in all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import numpy as np

from bench.reference.words import Lexicon, lexicon
from valuation.features import FeatureSchema

SEED = 20_261_122
DAY = date(2026, 11, 22)
SIZES = (4, 6, 12, 20, 31, 60, 120, 300)
"""Distinct values of each category."""
NUMBERS = 28
SCHEMA = FeatureSchema(categories=tuple(f"k{at}" for at in range(len(SIZES))), numbers=tuple(f"n{at}" for at in range(NUMBERS)))
MISSING = 0.04
"""Share of attributes that a sender leaves out."""
TITLE, TEXT = 22, 105
"""Characters, on average."""

Item = dict[str, Any]


def items(count: int, seed: int = SEED) -> list[Item]:
    """That many achievements, the same for the same seed."""
    generator = np.random.default_rng((seed, 1))
    words, vocabularies = lexicon(SEED), [values(column) for column in range(len(SIZES))]
    return [_item(words, vocabularies, generator) for _ in range(count)]


def bodies(count: int, size: int, seed: int = SEED) -> list[bytes]:
    """That many calls of `size` achievements each, as JSON."""
    return [json.dumps({"achievements": part}, ensure_ascii=False, separators=(",", ":")).encode() for part in _parts(items(count * size, seed), size)]


def values(column: int) -> tuple[str, ...]:
    """The vocabulary of a category column, the most common first."""
    words = lexicon(SEED).english
    start = sum(SIZES[:column])
    return tuple(f"{word}{at}" for at, word in enumerate(words[start : start + SIZES[column]]))


def _parts(found: list[Item], size: int) -> Iterator[list[Item]]:
    return (found[at : at + size] for at in range(0, len(found), size))


def _item(words: Lexicon, vocabularies: list[tuple[str, ...]], generator: np.random.Generator) -> Item:
    attributes: dict[str, str | float] = {}
    for name, vocabulary in zip(SCHEMA.categories, vocabularies, strict=True):
        attributes[name] = vocabulary[int(len(vocabulary) ** generator.random()) - 1]
    for column, name in enumerate(SCHEMA.numbers):
        attributes[name] = _number(column, generator)
    kept = generator.random(len(attributes)) >= MISSING
    title = words.text(generator, int(generator.integers(TITLE - 8, TITLE + 9)))
    text = words.text(generator, int(generator.integers(TEXT - 35, TEXT + 36)))
    return {"title": title, "text": text, "attributes": {name: value for (name, value), keep in zip(attributes.items(), kept, strict=True) if keep}}


def _number(column: int, generator: np.random.Generator) -> float:
    """Amounts, counts and shares by turns."""
    kind = column % 3
    if kind == 0:
        return round(float(generator.lognormal(2.0, 1.0)), 1)
    return int(generator.integers(0, 41)) if kind == 1 else round(float(generator.random()), 2)
