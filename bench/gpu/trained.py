"""The transformer's bundle that is run: trained on simulated contracts by the pipeline itself, with its encoder in float32."""

from __future__ import annotations

from pathlib import Path

from bench.hot.shipped import SEED, SOURCE
from models.load import Bundle, load_bundle
from models.tables.write import write_table
from training.context import Context
from training.parameters import Parameters
from training.progress import Progress
from training.simulate.market import simulate
from training.train import train

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
