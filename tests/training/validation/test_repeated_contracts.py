from __future__ import annotations

import numpy as np
import pytest

from tests.training.validation.conftest import Ask, N, Register
from training.validation.repeated_contracts import AMENDMENT


def twin(register: Register, at: int, of: int, **changes: object) -> dict[str, object]:
    """A register whose row `at` repeats row `of`."""
    corpus = register()
    text, dates, kind = list(corpus.columns.text), corpus.columns.dates.copy(), list(corpus.columns.categories["kind"])
    amounts, team = corpus.amounts.copy(), corpus.columns.numbers["team"].copy()
    text[at], dates[at], kind[at], amounts[at], team[at] = text[of], dates[of], kind[of], amounts[of], team[of]
    return {"text": text, "dates": dates, "categories": {"kind": kind}, "numbers": {"team": team}, "amounts": amounts, **changes}


def test_a_record_entered_twice_is_found_once(register: Register, ask: Ask) -> None:
    ids = [f"C{at}" for at in range(N)]
    ids[20] = "C3"
    (found,) = ask("same_record", register(**twin(register, 20, 3, ids=ids)))
    assert (found.at, found.other) == (20, "C3")


def test_the_same_deal_under_another_id_is_another_finding(register: Register, ask: Ask) -> None:
    spoiled = register(**twin(register, 20, 3))
    assert not ask("same_record", spoiled)
    assert [(each.at, each.other) for each in ask("same_deal", spoiled)] == [(20, "C3")]


@pytest.mark.parametrize("differs", ["amounts", "dates", "team"])
def test_what_differs_in_one_fact_is_no_twin(register: Register, ask: Ask, differs: str) -> None:
    changes = twin(register, 20, 3)
    for value in [changes[differs]] if differs != "team" else [changes["numbers"]["team"]]:  # type: ignore[index]
        value[20] += np.timedelta64(1, "D") if differs == "dates" else 1  # type: ignore[index]
    assert not ask("same_deal", register(**changes))


def test_unknown_facts_are_equal_to_unknown_ones(register: Register, ask: Ask) -> None:
    changes = twin(register, 20, 3)
    changes["numbers"]["team"][[3, 20]] = np.nan  # type: ignore[index]
    assert len(ask("same_deal", register(**changes))) == 1


def test_near_duplicates_name_the_earlier_row(register: Register, ask: Ask) -> None:
    text = list(register().columns.text)
    text[30] = text[8] + "."
    (found,) = ask("near_duplicate", register(text=text))
    assert (found.at, found.other) == (30, "C8") and "one project" in found.reason
    assert not ask("alike_family", register(text=text))


def test_a_family_too_large_to_be_a_project_is_asked_about_instead(register: Register, ask: Ask) -> None:
    text = list(register().columns.text)
    text[100:180] = [text[100] + f" {at}" for at in range(80)]
    assert not ask("near_duplicate", register(text=text))
    assert {each.at for each in ask("alike_family", register(text=text))} == set(range(100, 180))
    assert len(ask("near_duplicate", register(text=text), most=100)) >= 79


@pytest.mark.parametrize(
    "title",
    [
        "技术开发合同补充协议",
        "变更协议: 水处理",
        "关于合同变更的说明",
        "amendment no. 2 to pump licence",
        "modification of contract 17",
        "contract modification",
        "addendum to the agreement",
    ],
)
def test_amendments_are_known_by_their_titles(title: str) -> None:
    assert AMENDMENT.search(title)


@pytest.mark.parametrize(
    "title",
    [
        "surface modification of polymers",
        "聚合物改性技术",
        "gene modification",
        "soil amendment from biochar",
        "变更风险预测算法",
        "a modification of the sol-gel process",
    ],
)
def test_technical_words_are_no_amendments(title: str) -> None:
    assert not AMENDMENT.search(title)


def test_an_amendment_is_one_of_an_earlier_contract_or_stands_alone(register: Register, ask: Ask) -> None:
    text, projects = list(register().columns.text), [f"p{at}" for at in range(N)]
    text[300], text[301] = "补充协议\n" + text[300], "补充协议\n" + text[301]
    projects[300] = projects[5]
    spoiled = register(text=text, projects=projects)
    assert [(each.at, each.other) for each in ask("amendment", spoiled, earlier=1)] == [(300, "C5")]
    assert [(each.at, each.other) for each in ask("amendment", spoiled, earlier=0)] == [(301, "")]


def test_a_follow_up_shares_project_segment_and_title(register: Register, ask: Ask) -> None:
    corpus = register()
    text, projects = list(corpus.columns.text), [f"p{at}" for at in range(N)]
    title = "continuous casting of thin steel strip"
    for at in (10, 200, 301):  # the last of another kind
        text[at], projects[at] = title + "\n" + text[at], "same"
    assert [(each.at, each.other) for each in ask("follow_up", register(text=text, projects=projects))] == [(200, "C10")]
