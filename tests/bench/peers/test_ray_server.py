"""Ray Serve's server, between the framework's calls."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from tests.bench.peers.conftest import Echo, module


class Request:
    def __init__(self, titles: str) -> None:
        self.titles = titles

    async def json(self) -> dict[str, Any]:
        return {"achievements": [{"title": title} for title in self.titles]}


def served(server_of: Callable[..., Any], declared: dict[str, Any]) -> Any:
    def batch(**settings: Any) -> Callable[[Any], Any]:
        declared.update(settings)
        return lambda function: function

    serve = module("ray.serve", batch=batch)
    return server_of("ray", **{"ray": module("ray", serve=serve), "ray.serve": serve})


def test_calls_of_different_length_share_a_run_and_each_gets_its_own_part(server_of: Callable[..., Any], echo: Echo) -> None:
    declared: dict[str, Any] = {}
    server = served(server_of, declared)
    made = server.Valuations.__new__(server.Valuations)
    made._model = echo
    calls = [[{"title": title} for title in titles] for titles in ("a", "bcd")]
    assert ["".join(one["price"] for one in part) for part in asyncio.run(made.value(calls))] == ["a", "bcd"]
    assert echo.batches == [4] and declared["max_batch_size"] > 1


def test_a_call_is_answered_like_the_services(server_of: Callable[..., Any], echo: Echo) -> None:
    server = served(server_of, {})
    made = server.Valuations.__new__(server.Valuations)

    async def value(call: Any) -> Any:
        return echo.answers(call, None)

    made.value = value
    assert asyncio.run(made(Request("ab"))) == {"valuations": [{"price": "a"}, {"price": "b"}]}
