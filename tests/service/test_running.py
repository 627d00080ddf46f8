from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.testclient import TestClient

from service.running import Running, running
from tests.service.conftest import FakeScorer


def test_every_request_of_a_process_meets_the_same_parts(open_client: Callable[..., TestClient], scorer: FakeScorer):
    client = open_client(scorer)
    seen: list[Running] = []

    async def look(request: Request) -> None:
        seen.append(running(request))

    client.app.add_api_route("/look", look)  # type: ignore[attr-defined]
    client.get("/look")
    client.get("/look")
    assert seen[0] is seen[1]
    assert seen[0].served.current.scorer is scorer
    assert seen[0].clock().tzinfo is not None
