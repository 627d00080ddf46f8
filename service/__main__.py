"""`python -m service`: starts the service from its environment, or says in one sentence why it cannot (exit code 2)."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from contextlib import suppress
from typing import TextIO

import uvicorn

from models.manifest import Manifest
from service.app import create_app, log_of
from service.http_protocol import HttpProtocol
from service.leaving import Supervisor, end_with_zero
from service.metrics import SHARED_FOLDER
from service.process import settle, tokenise_alone
from service.served import Scorer
from service.settings import Settings, unknown_variables
from service.startup import CannotStart, notices, open_socket, prepare_storage, read_settings, require_identity, require_telemetry, verified_scorer

WORKER_APP = "service.app:from_environment"


def main() -> int:
    """Runs until stopped; 0 after a clean stop, 2 where it could not start."""
    try:
        settings = read_settings()
        require_telemetry(settings)
        tokenise_alone()
        with open_socket(settings) as listener:
            prepare_storage(settings)
            open_demo = require_identity(settings)
            scorer = verified_scorer(settings)
            greeting = announcement(settings, listener, scorer.bundle.manifest, open_demo)
            serve(settings, listener, scorer, greeting)
    except CannotStart as error:
        _say(sys.stderr, str(error))
        return 2
    return 0


def serve(settings: Settings, listener: socket.socket, scorer: Scorer, greeting: str, worker_app: str = WORKER_APP) -> None:
    """Answers on the listener until a stop signal; in this process, or in several that each load the bundle themselves."""
    end_with_zero()
    with suppress(KeyboardInterrupt):
        if settings.workers == 1:
            server = _Greeting(_config(settings, create_app(settings, scorer, loaded=settle, log=log_of(settings))), greeting)
            server.run([listener])
            return
        with tempfile.TemporaryDirectory(prefix="valuation-metrics-") as shared:
            os.environ[SHARED_FOLDER] = shared
            _say(sys.stdout, greeting)
            Supervisor(_config(settings, worker_app), [listener]).run()


def announcement(settings: Settings, listener: socket.socket, manifest: Manifest, open_demo: bool) -> str:
    """What is printed at the start: address, model, a first request, and what an operator should know."""
    host, port = listener.getsockname()[:2]
    host = f"[{host}]" if ":" in host else host
    reach = {"0.0.0.0": "127.0.0.1", "[::]": "[::1]"}.get(host, host)  # nosec B104 - an address to show, nothing is bound here
    simulated = "  SIMULATED: learned from simulated contracts; prices are for demonstration only" if manifest.simulated else ""
    call = """-H 'Content-Type: application/json' -d '{"achievements": [{"text": "一种锂电池负极材料的制备方法"}]}'"""
    key = "" if open_demo else "-H 'X-API-Key: …' "
    lines = [
        f"Valuation service on http://{host}:{port} ({settings.workers} worker{'s' if settings.workers > 1 else ''}; Ctrl+C stops it)",
        f"Model {manifest.name} {manifest.version}{simulated}",
        f"Try: curl -s http://{reach}:{port}/v1/valuations {key}{call}",
    ]
    return "\n".join([*lines, *notices(settings, unknown_variables(dict(os.environ)), open_demo)])


class _Greeting(uvicorn.Server):
    """A server that speaks once it listens, so that whoever reads the line can call at once."""

    def __init__(self, config: uvicorn.Config, greeting: str) -> None:
        super().__init__(config)
        self._greeting = greeting

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        _say(sys.stdout, self._greeting)


def _config(settings: Settings, app: object) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # type: ignore[arg-type]
        factory=isinstance(app, str),
        workers=settings.workers,
        http=HttpProtocol,
        ws="none",
        log_config=None,  # ours (`service/logs/`)
        log_level="warning",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=int(settings.deadline + settings.drain) + 1,
    )


def _say(stream: TextIO, text: str) -> None:
    stream.write(text + "\n")
    stream.flush()


if __name__ == "__main__":
    sys.exit(main())
