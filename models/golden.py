"""Golden rows of a bundle: a few inputs with the answers they had at export, scored again before a bundle is trusted.

The rows stand as the model reads them (text composed and masked), so that the test needs no mapping file.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.predictions import Predictions
from valuation.features import Columns

TOLERANCE = 1e-5
"""Greatest difference of ln(price) or a probability; scores (0-100) are compared relative to 100."""
DEVICE_TOLERANCE = 1e-3
"""The same where the encoder runs on a device, whose last bits are others: the bound of the gate of float16 (`training/float16.py`)."""


def golden_record(columns: Columns, predictions: Predictions) -> dict[str, Any]:
    """JSON-ready record of rows and answers."""
    return {
        "text": list(columns.text),
        "titles": columns.titles.tolist(),
        "dates": [str(day) for day in columns.dates],
        "categories": {name: list(values) for name, values in columns.categories.items()},
        "numbers": {name: [None if np.isnan(value) else float(value) for value in values] for name, values in columns.numbers.items()},
        "answers": {name: _listed(values) for name, values in _answers(predictions).items()},
        "refusals": [None if reason is None else str(reason) for reason in predictions.refusals],
    }


def golden_columns(golden: dict[str, Any]) -> Columns:
    """The rows of a record."""
    return Columns(
        text=golden["text"],
        titles=np.asarray(golden["titles"], dtype=np.int64),
        dates=np.asarray(golden["dates"], dtype="datetime64[D]"),
        categories=golden["categories"],
        numbers={name: np.asarray([np.nan if value is None else value for value in values]) for name, values in golden["numbers"].items()},
    )


def compare(predictions: Predictions, golden: dict[str, Any], tolerance: float = TOLERANCE) -> str | None:
    """None where the answers agree within the tolerance, else a sentence on the first that does not."""
    refusals = [None if reason is None else str(reason) for reason in predictions.refusals]
    if refusals != golden["refusals"]:
        return f"refusals {refusals} instead of {golden['refusals']}"
    answers = _answers(predictions)
    if answers.keys() != golden["answers"].keys():
        return f"heads {sorted(answers)} instead of {sorted(golden['answers'])}"
    for name, values in answers.items():
        expected = np.asarray(golden["answers"][name], dtype=np.float64)
        scale = 100.0 if name.startswith("score_") else 1.0
        if values.shape != expected.shape or not np.allclose(values / scale, expected / scale, rtol=0, atol=tolerance, equal_nan=True):
            return f"{name} differs by more than {tolerance:g}"
    return None


def _answers(predictions: Predictions) -> dict[str, NDArray[np.float64]]:
    heads = {"price": predictions.price, "price_point": predictions.price_point, "maturity": predictions.maturity}
    heads |= {f"score_{name}": values for name, values in predictions.scores.items()}
    heads |= {f"signal_{name}": values for name, values in predictions.signals.items()}
    return {name: values for name, values in heads.items() if values is not None}


def _listed(values: NDArray[np.float64]) -> list[Any]:
    listed = values.astype(object)
    listed[np.isnan(values)] = None
    found: list[Any] = listed.tolist()
    return found
