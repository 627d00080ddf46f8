"""The service as a process of its own, with a database and a key: what a stranger meets."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Standing:
    """A service that listens."""

    host: str
    port: int
    key: str
    log: Path

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"


@pytest.fixture(scope="session")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Standing]:
    folder = tmp_path_factory.mktemp("standing")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("VALUATION_", "DATABASE_"))}
    environment |= {"VALUATION_PORT": "0", "VALUATION_DATA": str(folder / "data"), "VALUATION_SWEEP_IDLE": "2", "VALUATION_QUOTA": "1000000"}
    made = [sys.executable, "-m", "service.cli", "keys", "create", "--name", "corpus", "--owner", "corpus", "--scope", "admin", "--scope", "value"]
    done = subprocess.run([*made, "--audience", "seller"], cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    log = folder / "log"
    with (
        log.open("wb") as errors,
        subprocess.Popen([sys.executable, "-u", "-m", "service"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True) as process,
    ):
        try:
            assert process.stdout is not None
            found = re.search(r"http://([\d.]+):(\d+)", process.stdout.readline())
            assert found is not None, log.read_text("utf-8")
            yield Standing(found[1], int(found[2]), re.findall(r"val_\S+", done.stdout)[-1], log)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)
