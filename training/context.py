"""One training run: what it was asked for, and what its stages have made so far.

Each stage module in `stages/` says which of these it needs (`INPUTS`), which parameters it reads (`PARAMETERS`) and which it sets (`OUTPUTS`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a stage depends on the code that it runs, not on all that a context may carry (`runs/code_digest.py`)
    from models.manifest import DataInfo
    from training.calibration import Calibration
    from training.corpus import Corpus
    from training.evaluation import Evaluation
    from training.float16 import Float16
    from training.inputs import Inputs
    from training.parameters import Parameters
    from training.parity import Parity
    from training.price_model import PriceFit
    from training.progress import Progress
    from training.rolling_origin import Origin
    from training.runs.run_record import RunRecord
    from training.trained import Encoder, Heads
    from training.validation.validation import Validation


EXCLUSIONS = Path(__file__).parent / "exclusions.toml"
"""The reviewed rules of what to leave out."""


@dataclass
class Context:
    """`sources` are mapping files, `data` the table of each. `encoder_choice` is `static` or a local sentence-transformers folder. `work` is scratch space:
    files that a stage leaves there stay with what it made. `trained_by` is who trains, by the name that the service knows them by. `run` is the record of
    this run and `runs` the folder of all, None where none is kept (the demo, judges, tests).
    """

    name: str
    sources: tuple[Path, ...]
    data: tuple[Path, ...]
    out: Path
    work: Path
    parameters: Parameters
    encoder_choice: str
    progress: Progress
    run: RunRecord | None = None
    runs: Path | None = None
    exclusions: Path = EXCLUSIONS
    trained_by: str | None = None
    corpus: Corpus = field(init=False)
    data_info: tuple[DataInfo, ...] = field(init=False)
    validation: Validation = field(init=False)
    cuts: list[Origin] = field(init=False)
    encoder: Encoder = field(init=False)
    inputs: Inputs = field(init=False)
    price_fit: PriceFit | None = field(init=False)
    heads: Heads = field(init=False)
    calibration: Calibration | None = field(init=False)
    evaluation: Evaluation = field(init=False)
    parity: Parity = field(init=False)
    float16: Float16 = field(init=False)
