"""What is wrong with a mapping file, as one FieldError: file, key path, value, reason, fix; further problems are named behind it."""

from __future__ import annotations

import types
import typing
from typing import Any

from pydantic import BaseModel, ValidationError

from models.tables.nearest import suggestion
from valuation.bilingual import Bilingual
from valuation.catalogue import TEXTS, say
from valuation.field_error import FieldError


def first_error(model: type[BaseModel], file: str, error: ValidationError) -> FieldError:
    """The first problem in full; the key paths of the others are added to the fix."""
    # A misspelt key first: what it was meant to be is then missing too.
    found = sorted(error.errors(), key=lambda each: each["type"] != "extra_forbidden")
    problems = [_problem(model, each) for each in found]
    first = problems[0]
    also = ", ".join(dict.fromkeys(each.field for each in problems[1:]))
    reason, fix = _said(first)
    return FieldError(f"{file}: {first.field}", first.value, reason, say("mappings.also_wrong", fix=fix, fields=also) if also else fix)


def _problem(model: type[BaseModel], each: Any) -> FieldError:
    where = ".".join(str(part) for part in each["loc"] if part != "[key]")
    own = each.get("ctx", {}).get("error")
    if isinstance(own, FieldError):
        # A validator of one key has that key in its location already.
        first, _, rest = own.field.partition(".")
        steps = [where, rest] if each["loc"] and each["loc"][-1] == first else [where, own.field]
        return FieldError(".".join(filter(None, steps)), own.value or None, *_said(own))
    value = None if isinstance(each["input"], (dict, list)) else each["input"]
    if each["type"] == "extra_forbidden":
        return FieldError(where, value, say("mappings.unknown_key"), suggestion(str(each["loc"][-1]), _keys_at(model, each["loc"][:-1])))
    if each["type"] == "literal_error":
        before, _, last = each["ctx"]["expected"].rpartition(" or ")
        words = say("mappings.or", before=before, last=last) if before else last
        return FieldError(where, value, say("mappings.unknown_word"), say("mappings.write_word", words=words))
    if each["type"] == "missing":
        return FieldError(where, None, say("mappings.required"), say("mappings.add"))
    return FieldError(where, value, _told(each), say("mappings.correct"))


def _said(error: FieldError) -> tuple[Bilingual, Bilingual]:
    """Reason and fix of an error in both languages."""
    return Bilingual(zh=error.reason_in("zh"), en=error.reason), Bilingual(zh=error.fix_in("zh"), en=error.fix)


def _told(each: Any) -> Bilingual:
    """What pydantic says, in Chinese as the catalogue puts it for the same kind of error in a request."""
    key, words = f"inputs.wrong.{each['type']}", each["msg"][0].lower() + each["msg"][1:]
    known = say(key, **each.get("ctx", {})) if key in TEXTS else say("inputs.wrong.other", words=words)
    return Bilingual(zh=known.zh.rstrip("。"), en=words)


def _keys_at(model: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The keys that the table at that path may have."""
    at: Any = model
    for part in loc:
        if isinstance(at, type) and issubclass(at, BaseModel):
            annotation = at.model_fields[str(part)].annotation if str(part) in at.model_fields else None
        else:
            annotation = typing.get_args(at)[1] if typing.get_origin(at) is dict else None
        if typing.get_origin(annotation) in (typing.Union, types.UnionType):
            annotation = next((each for each in typing.get_args(annotation) if each is not type(None)), None)
        at = annotation
    return list(at.model_fields) if isinstance(at, type) and issubclass(at, BaseModel) else []
