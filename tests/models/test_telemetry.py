"""Nothing phones home: ONNX Runtime is imported with its telemetry switched off."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("module", ["models.session", "models.scorer"])
def test_the_runtime_leaves_no_id_of_the_machine_and_gathers_nothing_to_send(module: str, tmp_path: Path) -> None:
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("ORT_", "XDG_"))}
    code = f"import {module}, onnxruntime; onnxruntime.InferenceSession('models/demo/heads.onnx', providers=['CPUExecutionProvider'])"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={**variables, "HOME": str(tmp_path), "CI": ""}, check=True, timeout=60)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
