from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.testclient import TestClient

from models.scorer import Scorer as RealScorer
from service.running import Running, Scorer, running
from tests.service.conftest import FakeScorer


def test_the_real_scorer_is_what_the_service_asks_for(tiny_scorer: RealScorer):
    asked: Scorer = tiny_scorer
    assert asked.schema == asked.bundle.manifest.features


def test_every_request_of_a_process_meets_the_same_parts(open_client: Callable[..., TestClient], scorer: FakeScorer):
    client = open_client(scorer)
    seen: list[Running] = []

    async def look(request: Request) -> None:
        seen.append(running(request))

    client.app.add_api_route("/look", look)  # type: ignore[attr-defined]
    client.get("/look")
    client.get("/look")
    assert seen[0] is seen[1]
    assert seen[0].scorer is scorer
    assert seen[0].clock().tzinfo is not None
