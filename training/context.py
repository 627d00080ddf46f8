"""One training run: what it was asked for, and what its stages have made so far.

Each stage module in `stages/` says which of these it needs (`INPUTS`), which parameters it reads (`PARAMETERS`) and which it sets (`OUTPUTS`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from models.manifest import DataInfo
from training.calibration import Calibration
from training.corpus import Corpus
from training.evaluation import Evaluation
from training.inputs import Inputs
from training.parameters import Parameters
from training.parity import Parity
from training.price_model import PriceFit
from training.progress import Progress
from training.rolling_origin import Origin
from training.trained import Encoder, Heads


@dataclass
class Context:
    """`sources` are mapping files, `data` the table of each. `encoder` is `static` or a local sentence-transformers folder. `work` is scratch space."""

    name: str
    sources: tuple[Path, ...]
    data: tuple[Path, ...]
    out: Path
    work: Path
    parameters: Parameters
    encoder_choice: str
    progress: Progress
    corpus: Corpus = field(init=False)
    data_info: tuple[DataInfo, ...] = field(init=False)
    cuts: list[Origin] = field(init=False)
    encoder: Encoder = field(init=False)
    inputs: Inputs = field(init=False)
    price_fit: PriceFit | None = field(init=False)
    heads: Heads = field(init=False)
    calibration: Calibration | None = field(init=False)
    evaluation: Evaluation = field(init=False)
    parity: Parity = field(init=False)
