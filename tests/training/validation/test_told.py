from __future__ import annotations

from dataclasses import replace
from io import StringIO

from rich.console import Console

from tests.training.validation.conftest import TODAY, Register
from training.context import EXCLUSIONS
from training.leaks.planted import Planted
from training.validation.rules import load_rules
from training.validation.told import told
from training.validation.validation import Validation, validate


def printed(validation: Validation) -> str:
    console = Console(file=StringIO(), width=300)
    console.print(*told(validation), sep="\n", markup=False)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def test_rules_that_found_something_are_told_with_count_and_example_and_the_others_are_silent(register: Register) -> None:
    amounts = register().amounts
    amounts[11] *= 1e4
    _, found = validate(register(amounts=amounts), load_rules(EXCLUSIONS), TODAY)
    text = printed(found)
    assert "unit_mistake (exclude): 1 found, 1 prices left out. register row 24, sum" in text and "thousandfold" not in text


def test_the_table_of_planted_leaks_says_what_was_caught_and_a_hole_is_told_twice(register: Register) -> None:
    _, found = validate(register(), load_rules(EXCLUSIONS), TODAY)
    plants = (Planted("time travel", "a mean", True), Planted("text", "a price", False), Planted("bands", "ten", None))
    text = printed(replace(found, leaks=plants))
    assert all(word in text for word in ("time travel", "yes", "NO", "too few to tell"))
    assert "was NOT caught (text, a price)" in text and "NOT caught" not in printed(replace(found, leaks=plants[:1]))


def test_where_most_plants_could_not_be_judged_the_table_is_short(register: Register) -> None:
    _, found = validate(register(), load_rules(EXCLUSIONS), TODAY)
    plants = (Planted("text", "a price", True), *(Planted("price", f"form {at}", None) for at in range(9)))
    text = printed(replace(found, leaks=plants))
    assert "9 more need" in text and "form 3" not in text
