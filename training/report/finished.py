"""What a report is written from: a finished run, its contracts with their prices, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.manifest import Manifest
from training.calibration import Calibration
from training.corpus import Corpus
from training.evaluation import Evaluation
from training.inputs import Inputs
from training.parity import Parity
from training.price_tables import PriceTables
from training.runs.run_record import RunRecord
from training.trained import Heads
from training.validation.validation import Validation
from valuation.features import decimal_years

Figures = dict[str, object]
"""What a section adds to `report.json`."""

_OWN = {
    "date": ("date", "日期"),
    "price level": ("price level", "价格水平"),
    "text": ("text", "文本"),
    "text_length": ("length of the text", "文本长度"),
    "title_length": ("length of the title", "标题长度"),
}
"""Features that no mapping names: English, Chinese."""


@dataclass(frozen=True)
class Finished:
    """A run whose bundle is sealed; what the run has not is None."""

    manifest: Manifest
    corpus: Corpus
    inputs: Inputs
    heads: Heads
    calibration: Calibration | None
    evaluation: Evaluation
    parity: Parity
    seed: int
    record: RunRecord | None = None
    validation: Validation | None = None

    @cached_property
    def priced(self) -> NDArray[np.int64]:
        """Rows of the corpus with a price, oldest first; what is out of time counts among these."""
        return self.corpus.priced

    @cached_property
    def years(self) -> NDArray[np.float64]:
        """Decimal years of the priced rows."""
        return decimal_years(self.corpus.columns.dates[self.priced])

    @property
    def tables(self) -> PriceTables | None:
        """Tables over the headline's contracts; None without prices."""
        return self.evaluation.tables

    @cached_property
    def chosen(self) -> NDArray[np.bool_]:
        """Which of the out-of-time predictions the headline rests on, (m,)."""
        judged, chosen = self.evaluation.judged, self.evaluation.chosen
        return chosen if chosen is not None else np.ones(0 if judged is None else len(judged.found), dtype=bool)

    @cached_property
    def newest_origin(self) -> float | None:
        """The newest year that was predicted from the years before it; None where no origin could be rolled."""
        if self.calibration is None or self.calibration.random or not len(self.calibration.found):
            return None
        return float(self.calibration.found.origin.max())

    def label(self, name: str) -> str:
        """A feature's English and Chinese names, its own where the mapping gives none."""
        en, zh = _OWN.get(name, ("", ""))
        for table in self.corpus.price_tables:
            attribute = table.source.attributes.get(name)
            if attribute is not None:
                en, zh = en or attribute.label_en, zh or attribute.label_zh
        return " · ".join(dict.fromkeys(part for part in (en or name, zh) if part))

    def short_label(self, name: str) -> str:
        """The English name alone, or "" where that has letters which a picture may not draw."""
        label = self.label(name).split(" · ")[0]
        return label if label.isascii() else ""
