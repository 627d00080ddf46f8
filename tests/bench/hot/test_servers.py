"""A server that ends, or values nothing, is told with what it said; one that runs is stopped at the end."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bench.hot.servers import HOST, DidNotStart, Server, check, free_port, naive, running

Serve = Callable[[Callable[[bytes], tuple[int, bytes]]], tuple[str, int]]


def test_a_server_that_ends_is_told_with_what_it_said() -> None:
    command = [sys.executable, "-c", "import sys; sys.exit('no bundle here')"]
    with pytest.raises(DidNotStart, match="no bundle here"), running("broken", command, free_port()):
        pytest.fail("it runs")


def test_a_server_answers_while_it_is_measured_and_is_gone_afterwards(reference: Path) -> None:
    from bench.reference.items import bodies

    with naive(reference) as server:
        check(server, bodies(1, 3)[0])
        assert server.usage().memory > 30_000_000
    assert server.usage().memory == 0


@pytest.mark.parametrize("valuations", [[], [{"price": None}], [{"price": [1], "refused": True}]])
def test_a_server_that_does_not_value_is_not_measured(serve: Serve, valuations: list[object]) -> None:
    _, port = serve(lambda body: (200, json.dumps({"valuations": valuations}).encode()))
    with pytest.raises(DidNotStart, match="not every achievement"):
        check(Server("odd", port, 1), b'{"achievements": [{}]}')
    assert HOST == "127.0.0.1"
