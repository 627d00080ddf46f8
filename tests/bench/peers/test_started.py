"""Servers of peers from start to stop, with a small one in place of a framework."""

from __future__ import annotations

import json
import os
import sys
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path

import pytest

from bench.hot.servers import DidNotStart
from bench.peers.peer import Peer
from bench.peers.started import Probe, started, surroundings

ANSWERING = """
import http.server, json, os, subprocess, sys
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.dumps({"valuations": [{"price": [1.0, 2.0]}], "child": child.pid, "home": os.environ["HOME"]}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
"""


class Small(Peer):
    """Runs a script with the port behind it."""

    def command(self, python: Path, bundle: Path, port: int) -> list[str]:
        return [str(python), "-c", self.packages[0], str(port)]


def _probe(*prices: float) -> Probe:
    return Probe(b"{}", [list(prices)])


def test_a_server_is_ready_once_it_answers_and_all_that_it_started_ends_with_it(tmp_path: Path) -> None:
    with started(Small("small", "small", (ANSWERING,)), Path(sys.executable), tmp_path, _probe(1.0, 2.0)) as running:
        assert running.seconds > 0
        call = urllib.request.Request(f"{running.server.url}/v1/valuations", b"{}")
        with urllib.request.urlopen(call, timeout=10) as answer:
            said = json.load(answer)
        assert Path(said["home"]).is_dir() and said["home"] != os.environ.get("HOME")
    assert not _alive(running.server.process) and not _alive(said["child"]) and not Path(said["home"]).exists()


def test_a_server_with_other_prices_than_the_graph_is_not_measured(tmp_path: Path) -> None:
    with pytest.raises(DidNotStart, match="other prices"), started(Small("small", "small", (ANSWERING,)), Path(sys.executable), tmp_path, _probe(1.0, 2.5)):
        pass


def test_a_server_that_ends_by_itself_is_told_with_its_last_words(tmp_path: Path) -> None:
    script = "import sys; sys.exit('no such option')"
    with pytest.raises(DidNotStart, match="no such option"), started(Small("small", "small", (script,)), Path(sys.executable), tmp_path, _probe(1.0)):
        pass


def test_a_peer_finds_its_own_programs_first_and_none_of_this_services_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("VALUATION_BUNDLE", "elsewhere")
    found: Mapping[str, str] = surroundings(Peer("ray", "Ray", (), environment={"RAY_USAGE_STATS_ENABLED": "0"}), tmp_path / "bin" / "python", tmp_path)
    assert found["PATH"].split(os.pathsep)[0] == str(tmp_path / "bin") and found["RAY_USAGE_STATS_ENABLED"] == "0"
    assert "VALUATION_BUNDLE" not in found


def _alive(process: int) -> bool:
    """Whether it still runs; a killed one needs a moment, and may stay a zombie of nobody's."""
    for _ in range(50):
        try:
            if Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return False
        except OSError:
            return False
        time.sleep(0.1)
    return True
