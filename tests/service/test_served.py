from __future__ import annotations

from models.scorer import Scorer as RealScorer
from service.served import Champion, Scorer, Served
from tests.service.conftest import FakeScorer, manifest


def test_the_real_scorer_is_what_the_service_asks_for(tiny_scorer: RealScorer) -> None:
    asked: Scorer = tiny_scorer
    assert asked.schema == asked.bundle.manifest.features


def test_what_is_served_answers_in_the_name_of_its_own_bundle() -> None:
    served = Served.of(FakeScorer(manifest(version="aaaaaaaaaaaa")))
    assert served.answers.stamp.version == served.manifest.version == "aaaaaaaaaaaa"


def test_whoever_took_a_model_keeps_it_when_another_one_takes_over() -> None:
    first, second = Served.of(FakeScorer(manifest())), Served.of(FakeScorer(manifest()))
    champion = Champion(first)
    taken = champion.current
    champion.current = second
    assert taken is first and champion.current is second
