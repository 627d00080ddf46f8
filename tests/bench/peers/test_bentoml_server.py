"""BentoML's server, between the framework's calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.bench.peers.conftest import Echo, module


def test_its_one_route_is_batchable_and_answers_a_list_for_the_list_it_is_given(server_of: Callable[..., Any], echo: Echo) -> None:
    declared: dict[str, Any] = {}

    def api(**settings: Any) -> Callable[[Any], Any]:
        declared.update(settings)
        return lambda function: function

    def service(**settings: Any) -> Callable[[Any], Any]:
        declared.update(settings)
        return lambda kind: kind

    server = server_of("bentoml", bentoml=module("bentoml", api=api, service=service))
    made = server.Valuations.__new__(server.Valuations)
    made._model = echo
    assert [one["price"] for one in made.value([{"title": "a"}, {"title": "b"}])] == ["a", "b"]
    assert declared["batchable"] and declared["max_batch_size"] > 1 and declared["workers"] == 1 and declared["route"] == "/v1/valuations"
