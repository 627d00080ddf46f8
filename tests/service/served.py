"""A service that listens, for what only a real connection shows."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from fastapi import FastAPI

from service.http_protocol import HttpProtocol


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The address of a service on a free port of this machine."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, http=HttpProtocol, ws="none", log_level="critical"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        while not server.started:
            assert thread.is_alive()
            time.sleep(0.01)
        yield "http://{}:{}".format(*server.servers[0].sockets[0].getsockname())
    finally:
        server.should_exit = True
        thread.join(20)
