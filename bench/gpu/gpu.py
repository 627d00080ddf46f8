"""The device of this machine, as its own driver names it."""

from __future__ import annotations

import platform
import subprocess

from onnxruntime import get_available_providers

from bench.hot.machine import machine

ASKED = ("name", "driver_version", "memory.total")


def described() -> dict[str, object]:
    """The machine by name, with the device, its driver, and what ONNX Runtime can use; `gpu` is null where the driver names none."""
    return {"host": platform.node(), "gpu": gpu(), "providers": get_available_providers(), **machine()}


def gpu(command: str = "nvidia-smi") -> dict[str, str] | None:
    """Name, driver and memory of the first device; None where there is no such command, or it finds none."""
    try:
        asked = [command, f"--query-gpu={','.join(ASKED)}", "--format=csv,noheader"]
        lines = subprocess.run(asked, check=True, capture_output=True, text=True, timeout=60).stdout.splitlines()
    except (OSError, subprocess.SubprocessError):
        return None
    values = [value.strip() for value in lines[0].split(",")] if lines else []
    return dict(zip(ASKED, values, strict=True)) if len(values) == len(ASKED) else None
