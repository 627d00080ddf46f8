from __future__ import annotations

from pathlib import Path

import pytest

from training.context import EXCLUSIONS
from training.validation.finders import FINDERS
from training.validation.rules import load_rules
from valuation.field_error import FieldError

RULE = """
[[rule]]
name = "far"
finding = "far_amount"
limits = { least_z = 5 }
action = "ask"
reason = "far from everything else"
reviewed_by = "us"
reviewed_on = 2026-11-22
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_reviewed_rules_ask_for_everything_that_is_looked_for() -> None:
    rules = load_rules(EXCLUSIONS)
    assert {rule.finding for rule in rules} == FINDERS.keys()
    assert all(rule.reason and rule.reviewed_by and rule.reviewed_on for rule in rules)


def test_what_is_left_out_by_default_is_only_what_no_honest_contract_can_be() -> None:
    excluding = {rule.name for rule in load_rules(EXCLUSIONS) if rule.action == "exclude"}
    assert excluding == {"unit_mistake", "nominal_price", "same_record", "amendment", "future_date", "early_date"}
    assert {rule.name for rule in load_rules(EXCLUSIONS) if rule.action == "exclude" and rule.costs == "row"} == {"same_record"}


def test_a_rule_is_read_as_written(tmp_path: Path) -> None:
    (rule,) = load_rules(written(tmp_path, RULE))
    assert rule.limits == {"least_z": 5} and rule.action == "ask" and rule.costs == "price"
    assert load_rules(written(tmp_path, "")) == ()


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            '"far_amount"',
            '"far_amout"',
            r"mine\.toml: rule far: finding: nothing of that name is looked for \(value: 'far_amout'\)\. Did you mean 'far_amount'",
        ),
        ("least_z", "most_z", r"limits: not a limit of this finding \(value: 'most_z'\)\. Known: least_z, least_ratio"),
        ('"ask"', '"delete"', r"rule far: action"),
        ('reason = "far from everything else"\n', "", r"rule far: reason: field required"),
        ('"far from everything else"', '""', r"rule far: reason"),
        ("2026-11-22", '"yesterday"', r"rule far: reviewed_on"),
        ("[[rule]]", "[[rules]]", r"holds something else than rules"),
        ("[[rule]]", "[[rule]", r"not valid TOML"),
    ],
)
def test_a_wrong_rule_is_refused_with_its_name_and_the_fix(tmp_path: Path, old: str, new: str, message: str) -> None:
    with pytest.raises(FieldError, match=message):
        load_rules(written(tmp_path, RULE.replace(old, new)))


def test_rows_without_a_price_cannot_be_excluded_again(tmp_path: Path) -> None:
    with pytest.raises(FieldError, match="have no price already"):
        load_rules(written(tmp_path, RULE.replace("far_amount", "free_deal").replace("limits = { least_z = 5 }\n", "").replace('"ask"', '"exclude"')))


def test_two_rules_of_one_name_and_files_that_are_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(FieldError, match="two rules bear this name"):
        load_rules(written(tmp_path, RULE + RULE))
    with pytest.raises(FieldError, match="EXCLUSIONS"):
        load_rules(tmp_path / "none.toml")
