"""All serving frameworks that are measured, in the order of the table. None may report home what is done here."""

from __future__ import annotations

import json
from typing import Any

from bench.peers.peer import Peer, Valuations
from valuation.field_error import FieldError


def _records(call: bytes) -> bytes:
    """MLflow's request: rows of a table."""
    return json.dumps({"dataframe_records": json.loads(call)["achievements"]}, ensure_ascii=False, separators=(",", ":")).encode()


def _predictions(answer: Any) -> Valuations:
    found: Valuations = answer["predictions"]
    return found


def _bare(answer: Any) -> Valuations:
    found: Valuations = answer
    return found


PEERS = (
    Peer(
        "bentoml",
        "BentoML, adaptive batching",
        ("bentoml==1.4.39",),
        valuations=_bare,  # a batchable API takes a list and gives a list
        environment={"BENTOML_DO_NOT_TRACK": "True"},
    ),
    Peer("litserve", "LitServe, dynamic batching", ("litserve==0.2.19",)),
    Peer("ray", "Ray Serve, dynamic request batching", ("ray[serve]==2.60.0",), environment={"RAY_USAGE_STATS_ENABLED": "0"}),
    Peer(
        "mlflow",
        "mlflow models serve, no batching",
        ("mlflow==3.17.2",),
        path="/invocations",
        call=_records,
        valuations=_predictions,
        environment={"MLFLOW_DISABLE_TELEMETRY": "true", "MLFLOW_TRACKING_URI": "sqlite:///mlflow.db"},  # a folder of files is no store any more
    ),
)


def peers(only: str) -> tuple[Peer, ...]:
    """Those of the keys in `only`, separated by commas, in the order of the table, or all where it is empty; FieldError for a key that is none."""
    wanted = [key.strip() for key in only.split(",") if key.strip()]
    known = [one.key for one in PEERS]
    for key in wanted:
        if key not in known:
            raise FieldError("ONLY", key, "no such serving framework", f"Choose among {', '.join(known)}.")
    return tuple(one for one in PEERS if not wanted or one.key in wanted)
