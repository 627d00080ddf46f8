"""Parts of an answer as JSON in the caller's language, to be laid into a larger JSON as they are.

What says the same in many answers (limits, assumptions, a label) is written once and then copied.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import msgspec
from pydantic import BaseModel

from service.language import left_out
from valuation.bilingual import Bilingual, Language


def spoken(part: BaseModel | None, language: Language | None) -> msgspec.Raw | None:
    """A part as JSON, its texts in one language or in both; None where there is no part."""
    if part is None:
        return None
    return msgspec.Raw(part.__pydantic_serializer__.to_json(part, exclude=left_out(type(part), language)))


def spoken_list(parts: Sequence[BaseModel], language: Language | None) -> list[msgspec.Raw | None]:
    """Each of the parts as JSON."""
    return [spoken(part, language) for part in parts]


@lru_cache(maxsize=1024)
def label(text: Bilingual, language: Language | None) -> msgspec.Raw | None:
    """A label as JSON; there are few, and each stands in every answer."""
    return spoken(text, language)
