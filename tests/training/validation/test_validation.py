from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tests.training.validation.conftest import TODAY, N, Register
from training.context import EXCLUSIONS
from training.rolling_origin import origins, random_origin
from training.validation.rules import Rule, load_rules
from training.validation.validation import validate
from valuation.features import decimal_years
from valuation.field_error import FieldError

RULES = load_rules(EXCLUSIONS)


def rule(finding: str, action: str, name: str = "mine", **more: object) -> Rule:
    given = {"name": name, "finding": finding, "action": action, "reason": "because it is so", "reviewed_by": "us", "reviewed_on": date(2026, 1, 1), **more}
    return Rule.model_validate(given)


def test_an_honest_register_passes_whole(register: Register) -> None:
    corpus = register()
    kept, found = validate(corpus, RULES, TODAY)
    assert found.findings == () and (found.rows, found.prices, found.kept_rows, found.kept_prices) == (N, N, N, N)
    assert np.array_equal(kept.amounts, corpus.amounts) and kept.columns.text == corpus.columns.text
    assert [each.rule.name for each in found.exclusions] == [each.name for each in RULES]  # a rule that found nothing is reported too


def test_an_exclusion_costs_the_price_label_and_the_row_stays(register: Register) -> None:
    amounts = register().amounts
    amounts[11] *= 1e4
    kept, found = validate(register(amounts=amounts), RULES, TODAY)
    counted = {each.rule.name: (each.found, each.prices, each.rows) for each in found.exclusions if each.found}
    assert counted == {"unit_mistake": (1, 1, 0), "far_amount": (1, 0, 0)}
    assert len(kept) == N and np.isnan(kept.amounts[11]) and found.kept_prices == N - 1
    assert [(each.rule, each.action, each.costs) for each in found.findings] == [("unit_mistake", "exclude", "price"), ("far_amount", "ask", "")]


def test_an_exclusion_may_cost_the_row(register: Register) -> None:
    amounts = register().amounts
    amounts[11] *= 1e4
    kept, found = validate(register(amounts=amounts), [rule("far_amount", "exclude", costs="row")], TODAY)
    assert (
        len(kept) == N - 1
        and not any(text.startswith("title 11\n") for text in kept.columns.text)
        and found.exclusions[0].rows == found.exclusions[0].prices == 1
    )
    assert len(kept.projects) == len(kept.levels) == len(kept.scores) == len(kept.dominant) == len(kept.columns.categories["kind"]) == N - 1


@pytest.mark.parametrize("action", ["ask", "keep"])
def test_what_is_asked_or_kept_loses_nothing(register: Register, action: str) -> None:
    amounts = register().amounts
    amounts[11] *= 1e4
    kept, found = validate(register(amounts=amounts), [rule("far_amount", action)], TODAY)
    assert found.kept_prices == N and len(found.findings) == 1 and kept.amounts[11] == amounts[11]


def test_a_row_of_an_earlier_rule_of_the_same_finding_is_not_told_again(register: Register) -> None:
    amounts = register().amounts
    amounts[11] *= 1e4
    sure, unsure = rule("off_scale", "exclude", "sure", limits={"least_z": 7}), rule("off_scale", "ask", "unsure")
    _, found = validate(register(amounts=amounts), [sure, unsure], TODAY)
    assert [each.found for each in found.exclusions] == [1, 0]


def test_rules_that_leave_nothing_are_refused(register: Register) -> None:
    with pytest.raises(FieldError, match="exclude every row"):
        validate(register(), [rule("early_date", "exclude", limits={"earliest": 2100}, costs="row")], TODAY)


def with_copies(register: Register) -> dict[str, list[str]]:
    """The first hundred contracts told again in the last hundred rows, years later and as projects of their own."""
    text = list(register().columns.text)
    text[-100:] = [one + " again" for one in text[:100]]
    return {"text": text}


def test_near_duplicates_never_stand_on_both_sides_of_any_split(register: Register) -> None:
    corpus = register(**with_copies(register))
    kept, found = validate(corpus, RULES, TODAY)
    assert found.joined.projects == 100 and found.joined.largest == 2 and found.joined.left_apart == 0
    rows = kept.priced
    years, projects = decimal_years(kept.columns.dates[rows]), kept.projects[rows]
    cuts = [*origins(years, projects, 3, 10_000), random_origin(years, projects, 5, 10_000)]
    assert len(cuts) == 4
    place = {int(row): at for at, row in enumerate(rows)}
    for cut in cuts:
        taught, asked = set(cut.train.tolist()), set(cut.test.tolist())
        assert not set(projects[cut.train].tolist()) & set(projects[cut.test].tolist())
        assert not [at for at in range(100) if place[at] in taught and place[N - 100 + at] in asked]
    apart = origins(years, corpus.projects[rows], 1, 10_000)[0]  # and without the joining they do
    assert [at for at in range(100) if place[at] in set(apart.train.tolist()) and place[N - 100 + at] in set(apart.test.tolist())]


def test_copies_are_joined_even_where_no_rule_speaks_of_them(register: Register) -> None:
    _, found = validate(register(**with_copies(register)), [], TODAY)
    assert found.joined.projects == 100 and found.exclusions == ()
