"""What every part of an answer has in common: it is frozen, knows no unknown field, and holds no number that is none."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from valuation.bilingual import one_language_is_enough


class AnswerPart(BaseModel):
    """The base of all that is answered; `valuation/record.py` is that of all that is asked. Its texts may stand there in one language alone."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, json_schema_extra=one_language_is_enough)
