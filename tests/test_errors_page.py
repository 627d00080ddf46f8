"""The page on errors says what the service does."""

from __future__ import annotations

import pytest

from service.problems import PROBLEM_TYPES, TYPE_PREFIX
from tools.errors_page import PAGE, RETRY, examples, refreshed, types_table


def test_the_page_holds_every_kind_of_problem_as_the_service_has_it():
    page = PAGE.read_text("utf-8")
    assert refreshed(page) == page, "docs/errors.md is behind: run `python -m tools.errors_page`"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_kind_is_told_with_its_status_when_it_happens_and_what_to_do(language):
    rows = types_table(language).splitlines()[2:]
    assert [row.split(" | ")[0].strip("| `") for row in rows] == list(PROBLEM_TYPES)
    for row, kind in zip(rows, PROBLEM_TYPES.values(), strict=True):
        assert all(text in row for text in (str(kind.status), kind.when.in_language(language), kind.remedy.in_language(language)))
        assert row.split(" | ")[2] == RETRY[language][0 if kind.retryable else 1]


def test_every_kind_has_an_example_with_its_type():
    assert [code for code in PROBLEM_TYPES if f'"type": "{TYPE_PREFIX}{code}"' not in examples()] == []


def test_a_page_without_the_marks_is_refused():
    with pytest.raises(ValueError, match="0 places for types"):
        refreshed("# Errors\n")
