"""Small registers whose faults are known: contracts of two kinds over ten years, to be spoiled row by row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pytest

from models.tables.contract_table import ContractTable
from models.tables.mapping import Mapping
from training.corpus import Corpus, merge
from training.validation.evidence import Evidence
from training.validation.finders import FINDERS
from training.validation.finding import Finding
from valuation.features import Columns

TODAY = date(2026, 11, 22)
N = 400

Register = Callable[..., Corpus]
Ask = Callable[..., list[Finding]]


def table(n: int = N, **changes: Any) -> ContractTable:
    """n contracts of 2010-2019; licences cost e^11, services e^13, give or take 0.3; `changes` replace the fields of the table or of its columns."""
    generator = np.random.default_rng(4)
    kind = np.where(np.arange(n) % 2 == 0, "licence", "service")
    years = 2010 + np.arange(n) * 10 // n
    mapping = {
        "name": "register",
        "id": "number",
        "title": "title",
        "text": "text",
        "price": {"concept": "registered_contract_amount", "amount": "sum", "unit": "CNY", "segments": ["kind"]},
        "date": {"column": "signed"},
        "attributes": {"kind": "category", "team": "number"},
        **changes.pop("mapping", {}),
    }
    words = [
        f"{generator.integers(10**9)} {generator.integers(10**9)} {generator.integers(10**9)} {generator.integers(10**9)} {generator.integers(10**9)}"
        for _ in range(n)
    ]
    columns = {
        "text": [f"title {at}\n{words[at]}" for at in range(n)],
        "titles": np.full(n, 8),
        "dates": np.asarray([f"{year}-05-{1 + at % 28:02d}" for at, year in enumerate(years)], dtype="datetime64[D]"),
        "categories": {"kind": kind.tolist()},
        "numbers": {"team": generator.uniform(1, 9, n)},
    }
    given: dict[str, Any] = {
        "ids": [f"C{at}" for at in range(n)],
        "rows": np.arange(1, n + 1) * 2,  # every other row of the file
        "columns": Columns(**{name: changes.pop(name, value) for name, value in columns.items()}),
        "amounts": np.exp(np.where(kind == "licence", 11.0, 13.0) + generator.normal(0, 0.3, n)),
        "projects": [f"p{at}" for at in range(n)],
        "levels": np.zeros((n, 2), dtype=np.int8),
        "scores": np.full((n, 5), np.nan),
        "dominant": [""] * n,
        "source": Mapping.of(mapping, "register.toml"),
        "file": "register.csv",
        **changes,
    }
    return ContractTable(**given)


@pytest.fixture
def register() -> Register:
    """A corpus of one such table."""
    return lambda **changes: merge([table(**changes)])


@pytest.fixture
def ask() -> Ask:
    """What a finder finds in a corpus, by its default limits and those given."""

    def found(finding: str, corpus: Corpus, **limits: float) -> list[Finding]:
        finder = FINDERS[finding]
        return list(finder.find(Evidence(corpus, TODAY), {**finder.limits, **limits}))

    return found
