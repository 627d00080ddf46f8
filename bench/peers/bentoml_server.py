"""`python -m bench.peers.bentoml_server`: BentoML with its adaptive batching (a batchable API), one worker, started by `bentoml serve`."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import Any

import bentoml

from bench.hot.plain import Plain
from bench.hot.servers import HOST
from bench.peers.asked import BATCH, IN_FLIGHT, asked

_BUNDLE = "BENCH_PEERS_BUNDLE"
"""Through the environment: `bentoml serve` imports this module in processes of its own."""


@bentoml.service(workers=1, traffic={"timeout": 60, "max_concurrency": IN_FLIGHT}, logging={"access": {"enabled": False}}, metrics={"enabled": False})
class Valuations:
    """BentoML joins the lists of calls and parts the list of answers."""

    def __init__(self) -> None:
        self._model = Plain(Path(os.environ[_BUNDLE]))

    @bentoml.api(route="/v1/valuations", batchable=True, max_batch_size=BATCH, max_latency_ms=10_000)
    def value(self, achievements: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """One run for all achievements of a batch."""
        return self._model.answers(achievements, date.today())


def main() -> None:
    """Becomes `bentoml serve`."""
    told = asked(__doc__)
    os.environ[_BUNDLE] = str(told.bundle)
    command = ["-m", "bentoml", "serve", "bench.peers.bentoml_server:Valuations", "--host", HOST, "--port", str(told.port)]
    os.execv(sys.executable, [sys.executable, *command])


if __name__ == "__main__":
    main()
