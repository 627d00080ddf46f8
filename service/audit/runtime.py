"""On what a process computes: the same bits come again only on the same kind of processor with the same version of the runtime."""

from __future__ import annotations

import os
import platform
import socket
from importlib.metadata import version
from pathlib import Path

CPUINFO = Path("/proc/cpuinfo")
_TELLING = {"vendor_id": "vendor", "cpu family": "family", "model": "model", "CPU implementer": "vendor", "CPU part": "model"}


def runtime(cpuinfo: Path = CPUINFO) -> dict[str, str]:
    """ONNX Runtime's version and the processor's family, as a chain's first record keeps them."""
    return {"onnxruntime": version("onnxruntime"), "cpu": cpu_family(cpuinfo)}


def cpu_family(cpuinfo: Path = CPUINFO) -> str:
    """Architecture, vendor, family and model of the processor, as far as the system tells."""
    found: dict[str, str] = {}
    try:
        for line in cpuinfo.read_text(encoding="ascii", errors="replace").splitlines():
            name, _, value = line.partition(":")
            if name.strip() in _TELLING:
                found.setdefault(_TELLING[name.strip()], value.strip())
            elif not line.strip() and found:
                break
    except OSError:
        pass
    return " ".join([platform.machine(), *(found[name] for name in ("vendor", "family", "model") if name in found)])


def worker_name() -> str:
    """Host and process, as a chain's row names its worker."""
    return f"{socket.gethostname()}:{os.getpid()}"
