from __future__ import annotations

import os
import platform
from pathlib import Path

from service.audit.runtime import cpu_family, runtime, worker_name

INTEL = "processor\t: 0\nvendor_id\t: GenuineIntel\ncpu family\t: 6\nmodel\t\t: 143\nmodel name\t: Xeon\n\nprocessor\t: 1\nvendor_id\t: Other\n"


def test_the_family_of_a_processor_is_read(tmp_path: Path) -> None:
    (tmp_path / "cpuinfo").write_text(INTEL)
    assert cpu_family(tmp_path / "cpuinfo") == f"{platform.machine()} GenuineIntel 6 143"


def test_a_system_that_does_not_tell_has_an_architecture_at_least(tmp_path: Path) -> None:
    assert cpu_family(tmp_path / "none") == platform.machine()


def test_the_runtime_is_the_same_within_a_machine() -> None:
    assert runtime() == runtime()
    assert set(runtime()) == {"onnxruntime", "cpu"}


def test_a_worker_is_known_by_host_and_process() -> None:
    assert worker_name().endswith(f":{os.getpid()}")
