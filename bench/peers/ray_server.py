"""`python -m bench.peers.ray_server`: Ray Serve with its dynamic request batching (`serve.batch`), one replica, on a cluster of this machine alone."""

from __future__ import annotations

import signal
from datetime import date
from pathlib import Path
from typing import Any

import ray
from ray import serve

from bench.hot.plain import Plain
from bench.hot.servers import HOST
from bench.peers.asked import BATCH, IN_FLIGHT, WINDOW, asked

Items = list[dict[str, Any]]


class Valuations:
    """One replica, batches of whole calls."""

    def __init__(self, bundle: str) -> None:
        self._model = Plain(Path(bundle))

    @serve.batch(max_batch_size=BATCH, batch_wait_timeout_s=WINDOW)
    async def value(self, calls: list[Items]) -> list[Items]:
        """One run for all calls of a batch."""
        answers = iter(self._model.answers([item for call in calls for item in call], date.today()))
        return [[next(answers) for _ in call] for call in calls]

    async def __call__(self, request: Any) -> dict[str, Items]:
        """One call, of Starlette's type."""
        call = await request.json()
        return {"valuations": await self.value(call["achievements"])}


def main() -> None:
    """Serves until it is stopped."""
    told = asked(__doc__)
    ray.init(include_dashboard=False, log_to_driver=False, configure_logging=False)
    serve.start(http_options={"host": HOST, "port": told.port}, logging_config={"enable_access_log": False})
    deployed = serve.deployment(num_replicas=1, max_ongoing_requests=IN_FLIGHT)(Valuations)
    serve.run(deployed.bind(str(told.bundle)), route_prefix="/v1/valuations")
    signal.sigwait({signal.SIGTERM, signal.SIGINT})
    serve.shutdown()
    ray.shutdown()


if __name__ == "__main__":
    main()
