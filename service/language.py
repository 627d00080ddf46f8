"""Which language a caller reads: `lang=` in the query, else Accept-Language (RFC 9110 12.5.4), else both.

An answer holds each text as {"zh": …, "en": …}; where one language was asked for, in that one alone.
"""

from __future__ import annotations

from functools import cache, lru_cache
from types import UnionType
from typing import Any, Union, get_args, get_origin
from urllib.parse import parse_qs

from pydantic import BaseModel
from starlette.types import Scope

from valuation.bilingual import LANGUAGES, Language
from valuation.catalogue import say
from valuation.field_error import FieldError

Excluded = dict[str, Any]
"""What pydantic is to leave out: field → True, or the same for what lies below it."""


def asked_language(scope: Scope) -> Language | None:
    """The caller's language, None for both; FieldError where `lang=` names another one."""
    query = scope.get("query_string")
    if query and (given := parse_qs(query.decode("latin-1"), keep_blank_values=True).get("lang")):
        found = _known(given[-1])
        if found is None:
            raise FieldError("lang", given[-1], say("inputs.wrong.language"), say("inputs.fix.language"))
        return found
    accepted = next((value for name, value in scope.get("headers", ()) if name == b"accept-language"), None)
    return None if accepted is None else preferred(accepted.decode("latin-1"))


def language_of(scope: Scope) -> Language | None:
    """The same for the answer to a failure, which must not be another one."""
    try:
        return asked_language(scope)
    except FieldError:
        return None


@lru_cache(maxsize=256)
def preferred(accepted: str) -> Language | None:
    """The first of our languages by weight in an Accept-Language header; None where it names neither, or any (`*`) before them."""
    weighted = [(-_weight(parameters), at, tag.strip()) for at, part in enumerate(accepted.split(",")) for tag, _, parameters in (part.partition(";"),)]
    for weight, _, tag in sorted(weighted):
        if weight < 0 and (tag == "*" or _known(tag)):
            return _known(tag)
    return None


@cache
def left_out(model: type[BaseModel], language: Language | None) -> Excluded | None:
    """What of an answer of this type is left out for a reader of one language: the other one, wherever a text stands; None for both."""
    return None if language is None else _below(model, "en" if language == "zh" else "zh")


def headers_of(language: Language | None) -> dict[str, str]:
    """What a response says of its language."""
    return {"Vary": "Accept-Language"} | ({} if language is None else {"Content-Language": {"zh": "zh-CN", "en": "en"}[language]})


def _below(annotation: Any, other: Language) -> Excluded | None:
    """The exclusions within a field of this type; None where it holds no text."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields: Excluded = {name: found for name, field in annotation.model_fields.items() if (found := _below(field.annotation, other))}
        return fields | ({other: True} if set(LANGUAGES) <= annotation.model_fields.keys() else {}) or None
    arguments = [found for one in get_args(annotation) if (found := _below(one, other))]
    if not arguments:
        return None
    joined = {name: value for found in arguments for name, value in found.items()}
    return joined if get_origin(annotation) in (Union, UnionType) else {"__all__": joined}


def _known(tag: str) -> Language | None:
    start = tag.strip().lower().partition("-")[0]
    return next((language for language in LANGUAGES if language == start), None)


def _weight(parameters: str) -> float:
    """The q of a language range, 1 where none stands, 0 where it cannot be read."""
    name, _, value = parameters.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0
