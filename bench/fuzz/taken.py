"""What an achievement was taken for, where it breaks the schema and is valued all the same: a number that is written as text, a truth value as 0 or 1.

`docs/service.md` promises that these are read as what they mean. Whoever breaks the schema in any other way must be told so.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter, ValidationError

from valuation.achievement import Achievement


def only_spelled_otherwise(achievements: Any) -> bool:
    """Whether each of them is an achievement whose numbers and truth values have the value that is meant, and at least one is spelled in another type."""
    if not isinstance(achievements, list):
        return False
    try:
        read = [Achievement.model_validate_json(json.dumps(sent)).model_dump(mode="json", exclude_unset=True) for sent in achievements]
    except (ValidationError, TypeError, ValueError):
        return False
    found = [_compared(sent, taken) for sent, taken in zip(achievements, read, strict=True)]
    return None not in found and any(found)


def _compared(sent: Any, taken: Any) -> int | None:
    """How many scalars were sent in another type than they were taken in; None where something else differs."""
    if isinstance(taken, dict):
        parts = [_compared(sent.get(name), value) for name, value in taken.items()] if isinstance(sent, dict) and sent.keys() == taken.keys() else [None]
    elif isinstance(taken, list):
        parts = [_compared(*pair) for pair in zip(sent, taken, strict=True)] if isinstance(sent, list) and len(sent) == len(taken) else [None]
    else:
        return _scalar(sent, taken)
    return None if None in parts else sum(part for part in parts if part is not None)


def _scalar(sent: Any, taken: Any) -> int | None:
    if type(sent) is type(taken) or ({type(sent), type(taken)} == {int, float} and sent == taken):
        return 0  # texts of code lists become codes; a whole number may be a float
    if not isinstance(taken, bool | int | float) or isinstance(sent, dict | list) or sent is None:
        return None
    return 1 if TypeAdapter(type(taken)).validate_python(sent) == taken else None
