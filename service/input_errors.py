"""What is wrong with an input, as sentences a caller can act on: where (a JSON pointer), what stood there, why not, what to do."""

from __future__ import annotations

from difflib import get_close_matches
from itertools import islice

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from service.wrong_input import Steps, WrongInput, pointer
from valuation.achievement import Achievement
from valuation.bilingual import Bilingual
from valuation.catalogue import TEXTS, say
from valuation.field_error import FieldError, shortened

COUNTED = 1_000
"""Errors beyond which their number alone is told: to list a million of them would take seconds and gigabytes."""
LISTED = 100
"""Places that are told one by one."""
_PARENTS = ("attributes.", "terms.")


def input_errors(error: ValidationError, at: Steps = ()) -> tuple[WrongInput, ...]:
    """One entry per wrong place below `at`, in order of the fields, the first `LISTED` of them; several tries at one place count once."""
    if error.error_count() > COUNTED:
        return (WrongInput.of("many_errors", at, count=error.error_count()),)
    found: dict[str, WrongInput] = {}
    emptied: set[str] = set()
    for details in error.errors(include_url=False):
        entry = _entry(details, at)
        found.setdefault(entry.pointer, entry)
        if details["type"] == "too_short":
            emptied.add(entry.pointer)
    # A list of which every entry is wrong is called too short as well: that is no second fault.
    told = (entry for where, entry in found.items() if where not in emptied or not any(other.startswith(f"{where}/") for other in found))
    return tuple(islice(told, LISTED))


def field_input_error(error: FieldError, at: Steps = ()) -> WrongInput:
    """The same for a domain error; its dotted field name becomes steps below `at`."""
    return _domain(error, (*at, *_steps(error.field)))


def _entry(details: ErrorDetails, at: Steps) -> WrongInput:
    kind, steps = details["type"], details["loc"]
    cause = details.get("ctx", {}).get("error")
    if isinstance(cause, FieldError):
        last, names = _steps(cause.field)[-1], [step for step in steps if isinstance(step, str)]
        return _domain(cause, (*at, *(steps if names and names[-1] == last else (*steps, last))))
    if steps[:1] == ("attributes",) and len(steps) > 2:
        return WrongInput.of("fact", (*at, *steps[:2]), details["input"])
    value = None if kind == "missing" else details["input"]
    wrong = Bilingual(zh=_wrong(details).zh, en=_sentence(details["msg"].removeprefix("Value error, "), "."))
    if kind == "extra_forbidden":
        return WrongInput(pointer((*at, *steps)), shortened(value), say("inputs.wrong.extra_forbidden"), _other_name(str(steps[-1]), top=len(steps) == 1))
    fix = f"inputs.fix.{kind}"
    return WrongInput(pointer((*at, *steps)), shortened(value), wrong, say(fix if fix in TEXTS else "inputs.fix.other"))


def _domain(error: FieldError, steps: Steps) -> WrongInput:
    detail = Bilingual(zh=_sentence(error.reason_in("zh"), "。"), en=_sentence(error.reason, "."))
    return WrongInput(pointer(steps), error.value, detail, Bilingual(zh=error.fix_in("zh"), en=error.fix))


def _wrong(details: ErrorDetails) -> Bilingual:
    """The catalogue's sentence for a kind of pydantic's errors, with its facts (limits, expected values); else pydantic's own words."""
    key = f"inputs.wrong.{details['type']}"
    return say(key, **details.get("ctx", {})) if key in TEXTS else say("inputs.wrong.other", words=details["msg"].removeprefix("Value error, "))


def _other_name(name: str, *, top: bool) -> Bilingual:
    near = get_close_matches(name, Achievement.model_fields, n=1) if top else []
    if near:
        return say("inputs.fix.did_you_mean", name=near[0])
    return say("inputs.fix.into_attributes" if top else "inputs.fix.remove")


def _steps(field: str) -> Steps:
    for parent in _PARENTS:
        if field.startswith(parent):
            return (parent[:-1], field.removeprefix(parent))
    return (field,)


def _sentence(text: str, stop: str) -> str:
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith((".", "!", "?", "。", "！", "？")) else stop)
