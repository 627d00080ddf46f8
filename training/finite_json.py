"""JSON of figures: NaN and infinity, which JSON has no word for, become null."""

from __future__ import annotations

import json

import numpy as np


def as_json(found: object) -> str:
    """Indented JSON, in UTF-8 rather than escapes."""
    return json.dumps(_finite(found), indent=1, ensure_ascii=False, allow_nan=False)


def _finite(value: object) -> object:
    if isinstance(value, dict):
        return {key: _finite(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(one) for one in value]
    return None if isinstance(value, float) and not np.isfinite(value) else value
