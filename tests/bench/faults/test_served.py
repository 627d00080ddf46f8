"""A service is waited for, and killed with all its processes."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bench.faults import served
from bench.faults.served import Served
from bench.hot.processes import lives
from bench.hot.servers import DidNotStart

FAKE = """
import http.server, os, signal, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(child.pid, flush=True)
signal.signal(signal.SIGTERM, lambda *_: (child.kill(), os._exit(0)))
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/ready" else 503)
        self.end_headers()
    def log_message(self, *_):
        pass
http.server.HTTPServer((os.environ["VALUATION_HOST"], int(os.environ["VALUATION_PORT"])), Handler).serve_forever()
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package `service` that is started instead of ours."""
    (tmp_path / "service").mkdir()
    (tmp_path / "service" / "__main__.py").write_text(FAKE, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_is_ready_once_it_says_so_and_nothing_of_it_outlives_a_kill(package: Path) -> None:
    service = Served({}, package / "log")
    service.start()
    assert (service.status("/ready"), service.status("/live")) == (200, 503)
    child = int(service.told())
    service.kill()
    assert service.status("/ready") == 0
    end = time.monotonic() + 5
    while lives(child) and time.monotonic() < end:
        time.sleep(0.01)
    assert not lives(child)
    service.end()


def test_a_stop_is_a_signal_to_the_first_process_and_gives_its_status(package: Path) -> None:
    service = Served({}, package / "log")
    service.start()
    status, seconds = service.stop()
    assert status == 0 and seconds < 10


def test_who_ends_instead_of_answering_did_not_start(package: Path) -> None:
    (package / "service" / "__main__.py").write_text("import sys; sys.exit('no bundle')", "utf-8")
    with pytest.raises(DidNotStart, match="no bundle"):
        Served({}, package / "log").start()


def test_settings_of_the_shell_do_not_reach_it(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VALUATION_MAX_ITEMS", "1")
    monkeypatch.setenv("DATABASE_URL", "mysql://x")
    (package / "service" / "__main__.py").write_text("import os; print(*sorted(n for n in os.environ if 'VALUATION' in n or 'DATA' in n))", "utf-8")
    service = Served({"VALUATION_DATA": "x"}, package / "log")
    with pytest.raises(DidNotStart, match="VALUATION_DATA VALUATION_HOST VALUATION_PORT"):
        service.start()


def test_workers_are_the_children_with_a_model_in_them(monkeypatch: pytest.MonkeyPatch, package: Path) -> None:
    sizes = {1: 200 * 2**20, 2: 90 * 2**20, 3: 9 * 2**20}
    monkeypatch.setattr(served, "family", lambda _: [1, 2, 3])
    monkeypatch.setattr(served, "usage", lambda one: type("Usage", (), {"memory": sizes[one]}))
    service = Served({}, package / "log")
    service.start()
    assert service.workers == [2]
    monkeypatch.undo()
    service.kill()
