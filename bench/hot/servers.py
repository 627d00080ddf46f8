"""Servers under measurement, each a process of its own on the reference bundle, from start to stop."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from bench.hot.processes import Usage, usage

PATIENCE = 60.0
HOST = "127.0.0.1"
DATA = Path(__file__).parents[2] / "runs"
"""Where databases lie while they are measured: on the disk, which a temporary folder may not be."""


class DidNotStart(RuntimeError):
    """A server that did not answer in time, or answered something else than valuations."""


@dataclass(frozen=True)
class Server:
    """A running server; `key` is what its callers show, where it asks."""

    name: str
    port: int
    process: int
    key: str = ""

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    def usage(self) -> Usage:
        """Of all its processes."""
        return usage(self.process)


@contextmanager
def service(bundle: Path, workers: int, module: str = "service", **settings: str) -> Iterator[Server]:
    """This project's service as it stands in production: callers have keys, every answer is recorded in a database on the disk. `settings` are further
    environment variables, `module` what starts it.
    """
    port = free_port()
    environment = {name: value for name, value in os.environ.items() if not name.upper().startswith("VALUATION_") and name != "DATABASE_URL"}
    environment |= {"VALUATION_BUNDLE": str(bundle), "VALUATION_PORT": str(port), "VALUATION_WORKERS": str(workers)}
    DATA.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-data-", dir=DATA) as kept:
        environment |= {"VALUATION_DATA": kept, **settings}
        key = _key(environment)
        with running(f"service, {workers} worker{'s' if workers > 1 else ''}", [sys.executable, "-m", module], port, environment) as server:
            yield replace(server, key=key)


def _key(environment: Mapping[str, str]) -> str:
    """A key that may value, made as an operator makes one."""
    command = [sys.executable, "-m", "service.cli", "keys", "create", "--name", "bench", "--owner", "bench", "--scope", "value", "--audience", "seller"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=True).stdout.strip()


@contextmanager
def naive(bundle: Path) -> Iterator[Server]:
    """The yardstick."""
    port = free_port()
    with running("naive", [sys.executable, "-m", "bench.hot.naive", "--bundle", str(bundle), "--port", str(port)], port) as server:
        yield server


@contextmanager
def running(name: str, command: list[str], port: int, environment: Mapping[str, str] | None = None, ready: str = "/ready") -> Iterator[Server]:
    """A server's process while it is measured, from the moment that it says it is ready; DidNotStart where it does not in a minute."""
    # Into a file: a pipe that nobody reads would fill up and stop the server.
    with tempfile.TemporaryFile() as said, subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=said) as child:
        try:
            _await(name, f"http://{HOST}:{port}{ready}", child, said)
            yield Server(name, port, child.pid)
        finally:
            child.terminate()
            try:
                child.wait(20)
            except subprocess.TimeoutExpired:
                child.kill()


def check(server: Server, body: bytes) -> None:
    """DidNotStart unless the server values every achievement of a call and refuses none."""
    call = urllib.request.Request(f"{server.url}/v1/valuations", body, {"Content-Type": "application/json", "X-API-Key": server.key})
    with urllib.request.urlopen(call, timeout=PATIENCE) as answer:
        found = json.load(answer)["valuations"]
    asked = json.loads(body)["achievements"]
    if len(found) != len(asked) or any(one.get("refused") or one["price"] is None for one in found):
        raise DidNotStart(f"{server.name}: not every achievement of a call was valued: {json.dumps(found[:1], ensure_ascii=False)[:400]}")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as held:
        held.bind((HOST, 0))
        port: int = held.getsockname()[1]
        return port


def _await(name: str, url: str, child: subprocess.Popen[bytes], said: IO[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if child.poll() is not None:
            said.seek(0)
            raise DidNotStart(f"{name} ended with {child.returncode}: {said.read().decode(errors='replace')[-2_000:]}")
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise DidNotStart(f"{name} was not ready in {PATIENCE:.0f} seconds")
