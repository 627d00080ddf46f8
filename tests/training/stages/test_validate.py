from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from training.context import Context
from training.stages import ingest, validate
from valuation.field_error import FieldError

RULE = 'name = "mine"\nreason = "because it is so"\nreviewed_by = "us"\nreviewed_on = 2026-11-22\n'


@pytest.fixture
def read(fresh: Context) -> Context:
    """A run whose tables are read, with one price ten thousand times too high."""
    ingest.run(fresh)
    amounts = fresh.corpus.amounts.copy()
    amounts[fresh.corpus.priced[5]] *= 1e4
    fresh.corpus = replace(fresh.corpus, amounts=amounts)
    return fresh


def findings(work: Path) -> list[dict[str, str]]:
    with (work / validate.FINDINGS).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_what_the_rules_exclude_has_no_price_any_more_and_stands_in_the_findings(read: Context, said: Callable[[Context], str]) -> None:
    wrong = int(read.corpus.priced[5])
    validate.run(read)
    assert np.isnan(read.corpus.amounts[wrong]) and len(read.corpus.priced) == 899 and len(read.corpus) == 1_300
    (row,) = [row for row in findings(read.work) if row["action"] == "exclude"]
    assert (row["rule"], row["source"], row["row"]) == ("unit_mistake", "tiny-market", str(wrong + 1))
    assert "unit_mistake (exclude): 1 found, 1 prices left out" in said(read) and "1 prices and 0 rows left out" in said(read)
    assert len(findings(read.work)) == len(read.validation.findings)


def test_another_file_of_rules_decides_otherwise(read: Context) -> None:
    read.exclusions = read.work / "mine.toml"
    read.exclusions.write_text(f'[[rule]]\nfinding = "off_scale"\naction = "ask"\n{RULE}', "utf-8")
    validate.run(read)
    assert len(read.corpus.priced) == 900 and [each.rule.name for each in read.validation.exclusions] == ["mine"]


def test_planted_leaks_are_told_and_none_is_missed(read: Context, said: Callable[[Context], str]) -> None:
    validate.run(read)
    assert read.validation.leaks and not [each for each in read.validation.leaks if each.caught is False]
    assert "time travel" in said(read) and "NOT caught" not in said(read)


def test_an_attribute_that_only_a_signed_contract_has_stops_the_run(read: Context) -> None:
    filled = ["x" if known else "" for known in np.isfinite(read.corpus.amounts)]
    amounts = read.corpus.amounts.copy()
    amounts[read.corpus.priced[:200]] = np.nan
    columns = replace(
        read.corpus.columns,
        categories={**read.corpus.columns.categories, "region": [one if np.isfinite(a) else "" for one, a in zip(filled, amounts, strict=True)]},
    )
    read.corpus = replace(read.corpus, columns=columns, amounts=amounts)
    with pytest.raises(FieldError, match=r"attributes\.region: filled in 100% of the rows with a price"):
        validate.run(read)


def test_templates_are_left_apart_so_that_a_split_remains_possible(read: Context) -> None:
    before = np.bincount(read.corpus.projects).max()
    validate.run(read)
    assert read.validation.joined.largest_before == before and read.validation.joined.largest <= 50
