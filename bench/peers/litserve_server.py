"""`python -m bench.peers.litserve_server`: LitServe with its dynamic batching (`max_batch_size`, `batch_timeout`), one worker."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import litserve

from bench.hot.plain import Plain
from bench.hot.servers import HOST
from bench.peers.asked import BATCH, WINDOW, asked

Items = list[dict[str, Any]]


class Valuations(litserve.LitAPI):
    """Decodes, batches whole calls, and answers each its part. LitServe looks at names and types of arguments: those without a type must have none."""

    def __init__(self, bundle: Path) -> None:
        super().__init__(max_batch_size=BATCH, batch_timeout=WINDOW, api_path="/v1/valuations")
        self._bundle = bundle

    def setup(self, device: str) -> None:
        """In the worker's process."""
        self._model = Plain(self._bundle)

    def decode_request(self, request):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
        """A call's achievements."""
        return request["achievements"]

    def batch(self, inputs: list[Items]) -> list[Items]:
        """Left as calls, which differ in length."""
        return inputs

    def predict(self, x: list[Items]) -> list[Items]:
        """One run for all calls."""
        answers = iter(self._model.answers([item for call in x for item in call], date.today()))
        return [[next(answers) for _ in call] for call in x]

    def unbatch(self, output: list[Items]) -> list[Items]:
        """One part a call."""
        return output

    def encode_response(self, output):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN201
        """The answer to one call."""
        return {"valuations": output}


def main() -> None:
    """Serves until it is stopped."""
    told = asked(__doc__)
    server = litserve.LitServer(Valuations(told.bundle), accelerator="cpu", workers_per_device=1)
    server.run(host=HOST, port=told.port, num_api_servers=1, log_level="warning", generate_client_file=False, access_log=False)


if __name__ == "__main__":
    main()
