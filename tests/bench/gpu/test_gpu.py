from __future__ import annotations

from pathlib import Path

from bench.gpu.gpu import described, gpu


def command(folder: Path, printed: str, code: int = 0) -> str:
    script = folder / "smi"
    script.write_text(f"#!/bin/sh\ncat <<'END'\n{printed}\nEND\nexit {code}\n", "utf-8")
    script.chmod(0o755)
    return str(script)


def test_the_device_is_named_as_its_driver_names_it(tmp_path: Path) -> None:
    found = gpu(command(tmp_path, "NVIDIA H100 80GB HBM3, 580.65.06, 81559 MiB\nNVIDIA H100 80GB HBM3, 580.65.06, 81559 MiB"))
    assert found == {"name": "NVIDIA H100 80GB HBM3", "driver_version": "580.65.06", "memory.total": "81559 MiB"}


def test_where_there_is_no_driver_or_no_device_there_is_none(tmp_path: Path) -> None:
    assert gpu(str(tmp_path / "nothing")) is None
    assert gpu(command(tmp_path, "No devices were found", code=6)) is None
    assert gpu(command(tmp_path, "")) is None


def test_the_machine_is_named_with_what_onnx_runtime_can_use() -> None:
    found = described()
    assert {"host", "gpu", "processor", "versions"} <= found.keys() and "CPUExecutionProvider" in str(found["providers"])
