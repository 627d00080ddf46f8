"""The reference bundle, and a small HTTP server that answers as it is told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bench.reference.bundle import reference_bundle

Answering = Callable[[bytes], tuple[int, bytes]]


class Server(ThreadingHTTPServer):
    """Callers that hang up are no error."""

    def handle_error(self, request: object, client_address: object) -> None:
        pass


@pytest.fixture(scope="session")
def reference() -> Path:
    return reference_bundle()


@pytest.fixture
def serve() -> Iterator[Callable[[Answering], tuple[str, int]]]:
    """Starts a server whose answers are a function of the request's body; a 429 says when to come again, status 0 hangs up."""
    servers: list[ThreadingHTTPServer] = []

    def start(answering: Answering) -> tuple[str, int]:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def do_POST(self) -> None:
                status, body = answering(self.rfile.read(int(self.headers["Content-Length"])))
                if status == 0:
                    self.close_connection = True
                    return
                self.send_response(status)
                if status == 429:
                    self.send_header("Retry-After", "1")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        server = Server(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return "127.0.0.1", server.server_port

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()
