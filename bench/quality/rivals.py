"""A rival's answers on a split: out of the store where the same code met the same contracts before, else by a measured process."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from bench.quality.answers import Answers
from bench.quality.digests import content_digest, library_versions, peer_code
from bench.quality.measured import measure
from bench.quality.roster import Rival
from bench.quality.splits import SplitTables
from valuation.features import FEATURES_VERSION
from valuation.masking import MASKING_VERSION


def rival_answers(rival: Rival, source: Path, tables: SplitTables, store: Path, work: Path) -> Answers:
    """Answers for every row asked; CommandFailed where the rival cannot be run."""
    code = peer_code(rival.module) + peer_code("bench.quality.rolling")
    words = (f"{rival.kind} {dict(rival.settings)}", library_versions(), f"features {FEATURES_VERSION}, masking {MASKING_VERSION}")
    kept = store / f"{rival.key}-{content_digest([*code, source, tables.taught, tables.asked], *words)[:24]}.npz"
    if kept.is_file():
        return Answers.load(kept)
    out = work / "rival.npz"
    names = {"key": rival.key, "source": source, "taught": tables.taught, "asked": tables.asked, "out": out}
    options = [word for name, value in names.items() for word in (f"--{name}", str(value))]
    cost = measure([sys.executable, "-m", "bench.quality.fit_peer", *options], work / "cost.json")
    with np.load(out, allow_pickle=False) as found:
        answers = Answers(found["mean"], found["quantiles"], found["raw"], np.ones(len(found["mean"]), dtype=bool), cost, float(found["fit"]))
    answers.save(kept)
    return answers
