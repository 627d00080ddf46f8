from __future__ import annotations

from dataclasses import replace
from typing import Any

from training.leaks.planted import Planted
from training.report.finished import Finished
from training.report.validation import add_validation


def test_every_rule_that_found_something_stands_with_its_reason(shown: Any, finished: Finished) -> None:
    text, rows, figures = shown(add_validation, finished)
    assert finished.validation is not None
    for each in finished.validation.exclusions:
        listed = [row for row in rows if row[0] == each.rule.name.replace("_", " ") and row[1] == f"{each.found:,}" and row[-1] == each.rule.reason]
        assert bool(listed) == (each.found > 0)
    assert f"{finished.validation.rows:,} rows with {finished.validation.prices:,} prices were read" in text
    assert len(figures["validation"]["exclusions"]) == len(finished.validation.exclusions)


def test_a_leak_that_was_not_caught_is_told_first(shown: Any, finished: Finished) -> None:
    assert finished.validation is not None
    leaks = (Planted("amount in text", "a sentence", False), Planted("time travel", "a mean", True), Planted("control", "honest", None))
    text, rows, _ = shown(add_validation, replace(finished, validation=replace(finished.validation, leaks=leaks)))
    assert "A planted leak was not caught: amount in text, a sentence." in text
    assert [row[-1] for row in rows if row[0] in ("amount in text", "time travel", "control")] == ["● NOT caught", "✓ caught", "too few prices to tell"]


def test_a_run_that_was_not_validated_has_no_such_section(shown: Any, finished: Finished) -> None:
    assert shown(add_validation, replace(finished, validation=None)) == ("", [], {})
