"""`python -m service` as a process: how it starts, stops, and fails to start."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.service.postgres import PostgresServer

ROOT = Path(__file__).parents[2]
WORKER = """
import importlib.util, sys
spec = importlib.util.spec_from_file_location("fakes", {conftest!r})
fakes = importlib.util.module_from_spec(spec)
sys.modules["fakes"] = fakes
spec.loader.exec_module(fakes)
from service.app import create_app
from service.settings import Settings
scorer = fakes.FakeScorer(fakes.manifest())
def make():
    return create_app(Settings(), scorer)
"""
PARENT = """
from service.__main__ import announcement, serve
from service.startup import open_socket, prepare_storage, read_settings, require_identity
import fake_worker
if __name__ == "__main__":
    settings = read_settings()
    prepare_storage(settings)
    with open_socket(settings) as listener:
        greeting = announcement(settings, listener, fake_worker.scorer.bundle.manifest, require_identity(settings))
        serve(settings, listener, fake_worker.scorer, greeting, "fake_worker:make")
"""


def environment(**variables: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VALUATION_") and name != "DATABASE_URL"}
    return {**kept, "PYTHONPATH": os.pathsep.join([str(ROOT), kept.get("PYTHONPATH", "")]), **variables}


def failed_start(folder: Path, **variables: str) -> str:
    variables.setdefault("VALUATION_DATA", str(folder))
    done = subprocess.run([sys.executable, "-m", "service"], cwd=ROOT, env=environment(**variables), capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1
    return done.stderr


def test_a_missing_bundle_is_one_sentence_and_exit_code_2(tmp_path: Path) -> None:
    sentence = failed_start(tmp_path, VALUATION_BUNDLE="no/such/folder", VALUATION_PORT="0")
    assert "no/such/folder" in sentence
    assert "VALUATION_BUNDLE" in sentence


def test_a_busy_port_is_one_sentence_and_exit_code_2(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        assert "is in use by another process" in failed_start(tmp_path, VALUATION_PORT=str(other.getsockname()[1]))


def test_a_wrong_database_is_one_sentence_and_exit_code_2(tmp_path: Path) -> None:
    assert failed_start(tmp_path, VALUATION_PORT="0", DATABASE_URL="mysql://x/y").startswith("DATABASE_URL: mysql is no database")


def test_an_address_that_others_reach_without_any_key_is_one_sentence_and_exit_code_2(tmp_path: Path) -> None:
    sentence = failed_start(tmp_path, VALUATION_PORT="0", VALUATION_HOST="0.0.0.0")
    assert sentence.startswith("0.0.0.0 can be reached from other machines") and "`valuation keys create" in sentence


def test_a_bad_setting_is_one_sentence_and_exit_code_2(tmp_path: Path) -> None:
    assert failed_start(tmp_path, VALUATION_WORKERS="many").startswith("VALUATION_WORKERS='many': ")


class Served:
    """A running service of fakes: its process, what it printed, and its address."""

    def __init__(self, folder: Path, workers: int, **more: str) -> None:
        (folder / "fake_worker.py").write_text(WORKER.format(conftest=str(Path(__file__).with_name("conftest.py"))), encoding="utf-8")
        (folder / "parent.py").write_text(PARENT, encoding="utf-8")
        variables = environment(
            VALUATION_PORT="0", VALUATION_WORKERS=str(workers), VALUATION_BUNDEL="x", VALUATION_DATA=str(folder / "var"), PYTHONDONTWRITEBYTECODE="1", **more
        )
        self.process = subprocess.Popen([sys.executable, str(folder / "parent.py")], env=variables, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.greeting = [self.process.stdout.readline().rstrip() for _ in range(5)]
        self.address = self.greeting[0].split()[3]

    def get(self, path: str) -> str:
        with urllib.request.urlopen(self.address + path, timeout=20) as response:
            return str(response.read().decode())

    def value(self, text: str) -> dict[str, Any]:
        body = json.dumps({"achievements": [{"text": text}]}).encode()
        request = urllib.request.Request(f"{self.address}/v1/valuations", body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=20) as response:
            answer: dict[str, Any] = json.load(response)
            return answer

    def stop(self) -> tuple[int, str]:
        self.process.send_signal(signal.SIGTERM)
        _, errors = self.process.communicate(timeout=20)
        return self.process.returncode, errors


@pytest.fixture
def served(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Served]:
    service = Served(tmp_path, request.param)
    yield service
    if service.process.poll() is None:
        service.process.kill()
        service.process.communicate()


@pytest.mark.parametrize("served", [1], indirect=True)
def test_the_greeting_names_address_model_simulation_and_a_first_call(served: Served) -> None:
    address, model, call, note, mode = served.greeting
    assert address.startswith("Valuation service on http://127.0.0.1:")
    assert model.startswith("Model fake 0123456789ab  SIMULATED")
    assert call.startswith(f"Try: curl -s {served.address}/v1/valuations -H 'Content-Type: application/json' -d '")
    assert note == "Note: VALUATION_BUNDEL is no setting of this service; did you mean VALUATION_BUNDLE?"
    assert mode.startswith("OPEN DEMO MODE: ")
    answer = json.loads(subprocess.run(call.removeprefix("Try: "), shell=True, check=True, capture_output=True, text=True).stdout)
    assert answer["valuations"][0]["status"] == "valued"


@pytest.mark.parametrize("served", [1], indirect=True)
def test_it_listens_once_it_has_spoken_and_stops_quietly(served: Served) -> None:
    assert json.loads(served.get("/ready"))["status"] == "ready"
    code, errors = served.stop()
    assert code == 0
    assert [line for line in errors.splitlines() if "OPEN DEMO MODE: " not in line] == []


@pytest.mark.parametrize("served", [1], indirect=True)
def test_what_it_writes_to_stderr_is_json_a_line_and_a_line_a_request(served: Served) -> None:
    served.value("a text that is nobody's business")
    with socket.create_connection(("127.0.0.1", int(served.address.rpartition(":")[2]))) as stranger:
        stranger.sendall(b"NO HTTP\r\n\r\n")
        stranger.recv(100)
    _, errors = served.stop()
    lines = [json.loads(line) for line in errors.splitlines()]
    assert [(line["route"], line["status"]) for line in lines if line["logger"] == "service.access"] == [("/v1/valuations", 200)]
    assert "nobody's business" not in errors


@pytest.mark.parametrize("served", [2], indirect=True)
def test_several_workers_give_the_same_answers_and_count_together(served: Served) -> None:
    assert served.greeting[0].endswith("(2 workers; Ctrl+C stops it)")
    answers = [json.dumps(served.value("the same")["valuations"]) for _ in range(20)]
    assert len(set(answers)) == 1
    deadline = time.monotonic() + 10
    while 'valuation_valuations_total{status="valued"} 20.0' not in served.get("/metrics"):
        assert time.monotonic() < deadline
    code, _ = served.stop()
    assert code == 0


@pytest.mark.slow
def test_a_stop_signal_ends_the_process_though_its_database_says_nothing_any_more(tmp_path: Path) -> None:
    server = PostgresServer()
    service = Served(tmp_path, 1, DATABASE_URL=server.url, VALUATION_DRAIN="0.5", VALUATION_DEADLINE="1", VALUATION_KEYS_REFRESH="1")
    try:
        assert service.value("a")["valuations"][0]["status"] == "valued"
        with server.silent():
            with pytest.raises(urllib.error.HTTPError, match="503"):
                service.value("b")
            with pytest.raises(urllib.error.HTTPError, match="503"):
                service.get("/v1/listings/one")
            assert service.get("/live")
            began = time.monotonic()
            assert service.stop()[0] == 0
            assert time.monotonic() - began < 0.5 + 10
    finally:
        service.process.kill()
        service.process.communicate()
        server.remove()
