from __future__ import annotations

from pathlib import Path

from bench.gpu.compared import Compared, compare, compare_encoders
from bench.gpu.contenders import static
from bench.gpu.feeds import reference_columns
from models.graph_run import Shapes
from models.load import load_bundle
from models.session import CPU

MISSING = "TensorrtExecutionProvider"
SHAPES = Shapes((1, 8), (64,))
NAMES = ["reference_gpu", "reference_gpu_overlap", "reference_gpu_p999"]


def test_every_way_is_timed_in_each_round_alone_and_overlapped_on_a_device(reference: Path) -> None:
    found = Compared()
    compare(found, static(load_bundle(reference), CPU), reference_columns(20), 2, SHAPES)
    rows = {row.name: row for row in found.figures.rows()}
    assert set(rows) == {"reference_cpu", *NAMES} and not found.absent
    assert rows["reference_cpu"].median_of == rows["reference_gpu_overlap"].median_of == 2
    assert rows["reference_gpu_p999"].value == 0.0


def test_what_cannot_run_is_kept_by_name_with_its_reason(reference: Path, tmp_path: Path) -> None:
    found = Compared()
    compare(found, static(load_bundle(reference), MISSING), reference_columns(5), 1, SHAPES)
    assert [row.name for row in found.figures.rows()] == ["reference_cpu"]
    assert [one.name for one in found.absent] == NAMES and all(MISSING in one.reason for one in found.absent)


def test_an_encoder_is_timed_in_every_shape_that_it_gets_and_its_nodes_are_counted(reference: Path, tmp_path: Path) -> None:
    found = Compared()
    compare_encoders(found, static(load_bundle(reference), CPU), tmp_path, 1, SHAPES, seconds=0)
    rows = {row.name: row.value for row in found.figures.rows()}
    blocks = {f"reference_gpu_encoder_{shape}" for shape in ("1x64", "1x384", "8x64", "8x384")}
    assert set(rows) == blocks | {"reference_gpu_nodes", "reference_gpu_nodes_elsewhere"}
    assert rows["reference_gpu_nodes"] > 3 and rows["reference_gpu_nodes_elsewhere"] == 0


def test_no_figure_is_lost_where_the_device_is_missing(reference: Path, tmp_path: Path) -> None:
    there, missing = Compared(), Compared()
    compare_encoders(there, static(load_bundle(reference), CPU), tmp_path, 1, SHAPES, seconds=0)
    compare_encoders(missing, static(load_bundle(reference), MISSING), tmp_path, 1, SHAPES, seconds=0)
    assert {one.name for one in missing.absent} == {row.name for row in there.figures.rows()}
