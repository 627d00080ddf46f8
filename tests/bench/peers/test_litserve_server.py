"""LitServe's server, between the framework's calls."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench.peers.conftest import Echo, module


class LitAPI:
    def __init__(self, **settings: Any) -> None:
        self.settings = settings


def test_calls_of_different_length_share_a_run_and_each_gets_its_own_part(server_of: Callable[..., Any], echo: Echo) -> None:
    server = server_of("litserve", litserve=module("litserve", LitAPI=LitAPI))
    api = server.Valuations(Path("bundle"))
    api._model = echo
    calls = [{"achievements": [{"title": title} for title in titles]} for titles in ("a", "bcd", "ef")]
    together = api.predict(api.batch([api.decode_request(call) for call in calls]))
    answers = [api.encode_response(part) for part in api.unbatch(together)]
    assert ["".join(one["price"] for one in answer["valuations"]) for answer in answers] == ["a", "bcd", "ef"]
    assert echo.batches == [6]


def test_batching_is_on_and_the_arguments_are_those_that_the_framework_looks_for(server_of: Callable[..., Any]) -> None:
    server = server_of("litserve", litserve=module("litserve", LitAPI=LitAPI))
    assert server.Valuations(Path("bundle")).settings["max_batch_size"] > 1
    decoded, encoded = (inspect.signature(function).parameters for function in (server.Valuations.decode_request, server.Valuations.encode_response))
    assert decoded["request"].annotation is inspect.Parameter.empty  # a type of its own would become a query parameter
    assert "output" in encoded
