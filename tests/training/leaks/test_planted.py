from __future__ import annotations

from time import process_time

import numpy as np
import pytest

from tests.training.validation.conftest import N, table
from training.corpus import Corpus, merge
from training.leaks import planted
from training.leaks.planted import Planted, holes, plant_leaks
from training.validation.alike_projects import join_alike


@pytest.fixture
def corpus() -> Corpus:
    """Texts long enough to be told again."""
    return merge([table(text=[f"contract {at}: " + " ".join(str((at + 7) * prime % 99_991) for prime in range(1_000, 1_030)) for at in range(N)])])


def test_every_plant_is_caught_and_the_honest_column_passes(corpus: Corpus) -> None:
    started = process_time()
    found = plant_leaks(corpus, 1)
    assert [(each.leak, each.what) for each in found if each.caught is not True] == []
    assert {each.leak for each in found} >= {
        "deny-listed name",
        "amount in text",
        "price under another name",
        "price in several columns",
        "known after signing",
    }
    assert {each.leak for each in found} >= {"time travel", "near-duplicates across the split", "control"}
    assert process_time() - started < 5  # 0.3 s when measured


def test_what_is_learned_from_is_not_touched(corpus: Corpus) -> None:
    amounts, projects, text, categories = corpus.amounts.copy(), corpus.projects.copy(), list(corpus.columns.text), dict(corpus.columns.categories)
    plant_leaks(corpus, 1)
    assert np.array_equal(corpus.amounts, amounts) and np.array_equal(corpus.projects, projects)
    assert corpus.columns.text == text and corpus.columns.categories == categories


def test_with_few_prices_the_nets_that_need_them_are_not_judged() -> None:
    found = plant_leaks(merge([table(amounts=np.where(np.arange(N) < 50, 1e5, np.nan))]), 1)
    assert [each.leak for each in found if each.caught] == ["deny-listed name", "amount in text"] and list(holes(found)) == []


@pytest.mark.parametrize(
    ("net", "blind", "leaks"),
    [
        ("price_forms", [], {"price under another name", "price in several columns", "time travel"}),
        ("after_signing", [], {"known after signing"}),
        ("denied", None, {"deny-listed name"}),
        ("travels_in_time", False, {"time travel"}),
    ],
)
def test_a_net_with_a_hole_is_noticed(corpus: Corpus, monkeypatch: pytest.MonkeyPatch, net: str, blind: object, leaks: set[str]) -> None:
    monkeypatch.setattr(planted, net, lambda *_: blind)
    assert {each.leak for each in holes(plant_leaks(corpus, 1))} == leaks


def test_text_that_is_not_masked_is_noticed(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planted, "compose_text", lambda title, text: text.lower())
    assert [each.leak for each in holes(plant_leaks(corpus, 1))] == ["amount in text"]


def test_projects_that_are_not_joined_are_noticed(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(planted, "join_alike", lambda projects, pairs, most: join_alike(projects, pairs, most=1))
    assert [each.leak for each in holes(plant_leaks(corpus, 1))] == ["near-duplicates across the split"]


def test_a_net_that_refuses_everything_is_noticed_by_the_honest_column(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("training.leaks.price_forms.CLOSE", 0.5)
    assert "control" in {each.leak for each in holes(plant_leaks(corpus, 1))}


def test_holes_are_what_was_not_caught_and_not_what_could_not_be_judged() -> None:
    plants = (Planted("a", "", True), Planted("b", "", False), Planted("c", "", None))
    assert [each.leak for each in holes(plants)] == ["b"]


def test_several_sources_are_no_obstacle(corpus: Corpus) -> None:
    two = merge([*corpus.tables, *corpus.tables])
    assert list(holes(plant_leaks(two, 1))) == []
