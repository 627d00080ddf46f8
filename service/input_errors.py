"""What is wrong with an input, as sentences a caller can act on: where (a JSON pointer), what stood there, why not, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from valuation.achievement import Achievement
from valuation.field_error import FieldError
from valuation.valuation import InputError

Steps = tuple[str | int, ...]

_PARENTS = ("attributes.", "terms.")
_FIXES = {
    "missing": "Add the field.",
    "string_type": "Give a JSON string, in quotes.",
    "string_too_long": "Shorten it.",
    "bool_type": "Give true or false.",
    "bool_parsing": "Give true or false.",
    "float_type": "Give a JSON number, without quotes, unit or separators.",
    "float_parsing": "Give a JSON number, without quotes, unit or separators.",
    "int_type": "Give a whole JSON number.",
    "int_parsing": "Give a whole JSON number.",
    "int_from_float": "Give a whole JSON number.",
    "finite_number": "Give a finite number, or leave it out.",
    "date_type": "Write the date as 2026-11-22.",
    "date_parsing": "Write the date as 2026-11-22.",
    "date_from_datetime_parsing": "Write the date as 2026-11-22.",
    "date_from_datetime_inexact": "Give the day alone, as 2026-11-22.",
    "tuple_type": "Give a JSON array.",
    "list_type": "Give a JSON array.",
    "dict_type": "Give a JSON object.",
    "model_type": "Give a JSON object.",
    "model_attributes_type": "Give a JSON object.",
    "too_short": "Give at least one.",
    "string_pattern_mismatch": "Follow the pattern in /openapi.json.",
}


def pointer(steps: Iterable[str | int]) -> str:
    """The JSON pointer (RFC 6901) of a place in a document."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)


def input_errors(error: ValidationError, at: Steps = ()) -> tuple[InputError, ...]:
    """One entry per wrong place below `at`, in order of the fields; several tries at one place count once."""
    found: dict[str, InputError] = {}
    for details in error.errors(include_url=False):
        entry = _entry(details, at)
        found.setdefault(entry.pointer, entry)
    return tuple(found.values())


def field_input_error(error: FieldError, at: Steps = ()) -> InputError:
    """The same for a domain error; its dotted field name becomes steps below `at`."""
    return InputError(pointer=pointer((*at, *_steps(error.field))), value=error.value, detail=f"{_sentence(error.reason)}", fix=error.fix)


def _entry(details: ErrorDetails, at: Steps) -> InputError:
    kind, steps = details["type"], details["loc"]
    cause = details.get("ctx", {}).get("error")
    if isinstance(cause, FieldError):
        last = _steps(cause.field)[-1]
        place = steps if steps and steps[-1] == last else (*steps, last)
        return InputError(pointer=pointer((*at, *place)), value=cause.value, detail=_sentence(cause.reason), fix=cause.fix)
    if steps[:1] == ("attributes",) and len(steps) > 2:
        return _of(pointer((*at, *steps[:2])), details["input"], "A fact is a text, a number, true, false or null.", "Give one of these, without nesting.")
    if kind == "extra_forbidden":
        return _of(pointer((*at, *steps)), details["input"], "There is no field of this name.", _other_name(str(steps[-1]), top=len(steps) == 1))
    message = _sentence(details["msg"].removeprefix("Value error, "))
    value = None if kind == "missing" else details["input"]
    return _of(pointer((*at, *steps)), value, message, _FIXES.get(kind, "Correct the value; /openapi.json says what is allowed."))


def _of(where: str, value: object, detail: str, fix: str) -> InputError:
    shown = "" if value is None else str(value)
    return InputError(pointer=where, value=shown if len(shown) <= 80 else shown[:77] + "...", detail=detail, fix=fix)


def _other_name(name: str, *, top: bool) -> str:
    near = get_close_matches(name, Achievement.model_fields, n=1) if top else []
    if near:
        return f"Did you mean `{near[0]}`?"
    return "Put facts of the model's source into `attributes`; see /v1/model." if top else "Remove it."


def _steps(field: str) -> Steps:
    for parent in _PARENTS:
        if field.startswith(parent):
            return (parent[:-1], field.removeprefix(parent))
    return (field,)


def _sentence(text: str) -> str:
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", "。")) else ".")
