from __future__ import annotations

import ast
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from service import healthcheck


@contextmanager
def answering(status: int, body: bytes) -> Iterator[tuple[int, list[str]]]:
    """The port of a server that answers so, and the paths it was asked for."""
    asked: list[str] = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server.server_port, asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_a_service_that_is_ready_is_well(host: str) -> None:
    with answering(200, b'{"status": "ready"}') as (port, asked):
        assert healthcheck.main({"VALUATION_HOST": host, "VALUATION_PORT": str(port)}) == 0
    assert asked == ["/ready"]


def test_a_service_that_is_not_ready_is_unwell_and_its_reason_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with answering(503, b'{"code": "not_ready"}') as (port, _):
        assert healthcheck.main({"VALUATION_PORT": str(port)}) == 1
    assert "503" in (said := capsys.readouterr().err) and "not_ready" in said


def test_nobody_there_is_unwell(capsys: pytest.CaptureFixture[str]) -> None:
    with answering(200, b"") as (port, _):
        pass
    assert healthcheck.main({"VALUATION_PORT": str(port)}) == 1
    assert healthcheck.main({"VALUATION_PORT": "no number"}) == 1
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_it_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse(Path(healthcheck.__file__).read_text("utf-8"))
    imported = {node.module.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    imported |= {name.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert imported <= sys.stdlib_module_names
