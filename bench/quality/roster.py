"""All rivals, in the order of the tables: the learned ones first, the humble ones last. A rival's module is loaded only where it runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module

from bench.quality.peer import Peer
from valuation.field_error import FieldError


@dataclass(frozen=True)
class Rival:
    """`key` is what the command line and files call it, `name` what tables show; `kind` is a class of `module`, made with `settings`."""

    key: str
    name: str
    module: str
    kind: str
    settings: Mapping[str, object] = field(default_factory=dict)

    def load(self) -> Peer:
        """The rival itself."""
        found: Peer = getattr(import_module(self.module), self.kind)(**self.settings)
        return found


_PEERS = "bench.quality.peers"
RIVALS = (
    Rival("catboost-rmse", "CatBoost, categories + text (RMSE)", f"{_PEERS}.catboost_text", "CatboostText", {"loss": "RMSE"}),
    Rival("catboost-mae", "CatBoost, categories + text (MAE)", f"{_PEERS}.catboost_text", "CatboostText", {"loss": "MAE"}),
    Rival("lightgbm-l1", "LightGBM, attributes (L1)", f"{_PEERS}.lightgbm_attributes", "LightgbmAttributes", {"objective": "regression_l1"}),
    Rival("lightgbm-l2", "LightGBM, attributes (L2)", f"{_PEERS}.lightgbm_attributes", "LightgbmAttributes", {"objective": "regression", "raw": True}),
    Rival("lightgbm-text", "LightGBM, attributes + TF-IDF/SVD 64 (L2)", f"{_PEERS}.lightgbm_text", "LightgbmText"),
    Rival("ridge", "ridge on TF-IDF + one-hot attributes", f"{_PEERS}.ridge", "TextRidge"),
    Rival("segment-median", "recent segment median", f"{_PEERS}.segment_median", "SegmentMedian"),
    Rival("recent-level", "shrunk recent level", f"{_PEERS}.recent_level", "RecentLevel"),
)
TIMED = ("catboost-rmse", "catboost-mae")
"""The rivals whose training time the pipeline is held against."""


def rival(key: str) -> Rival:
    """The rival of that key; FieldError if there is none."""
    for one in RIVALS:
        if one.key == key:
            return one
    raise FieldError("ONLY", key, "no such rival", f"Choose among {', '.join(one.key for one in RIVALS)}.")
