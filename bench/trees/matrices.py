"""What the forests of a bundle read of simulated contracts: the matrices inside its graph, a row for every contract."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx

from bench.trees.forests import Reads, Rows
from models.load import load_bundle
from models.session import open_session
from models.tables.mapping import Mapping
from models.tables.read import read_table
from models.tables.write import write_table
from models.text_tokens import TextTokens, blocks
from training.demo import SOURCE
from training.simulate.market import simulate
from valuation.features import features

SEED = 20_261_128


def matrices(folder: Path, reads: list[Reads], count: int, work: Path) -> list[Rows]:
    """One matrix (count, reach) for each of `reads`, the rows shuffled; `work` holds the simulated table meanwhile."""
    bundle, table = load_bundle(folder), work / "simulated.parquet"
    write_table(simulate(2 * count, SEED), table)  # more than are needed: some rows of the simulated market are rejected
    contracts = read_table(table, Mapping.load(SOURCE))
    chosen = np.random.default_rng(SEED).permutation(len(contracts))[:count]
    found = features(contracts.columns.take(chosen), bundle.manifest.features)
    limits, layout = bundle.manifest.limits, bundle.layout
    years = np.clip(np.nan_to_num(found.years, nan=limits.first_year), limits.first_year, limits.last_year).astype(np.float32)
    model = onnx.load(layout.graph)
    for one in reads:
        model.graph.output.append(onnx.helper.make_tensor_value_info(one.tensor, onnx.TensorProto.FLOAT, ("n", 2 * one.reach)))
    session = open_session(model.SerializeToString())
    wanted, made = {one.name for one in session.get_inputs()}, [np.empty((len(chosen), one.reach), dtype=np.float32) for one in reads]
    tokens = TextTokens(layout.tokenizer, bundle.manifest.encoder.max_tokens, special_tokens=False)
    for block in blocks(tokens.encode(found.text)):
        feed = {"token_ids": block.ids, "token_mask": block.mask, "categories": found.categories[block.rows], "numbers": found.numbers[block.rows]}
        feed["years"] = years[block.rows]
        told = session.run([one.tensor for one in reads], {name: feed[name] for name in wanted})
        for matrix, both in zip(made, told, strict=True):
            matrix[block.rows] = both[:, : matrix.shape[1]]
    return made
