"""What is asked of the scores by evidence beyond themselves, and that each indicator has one record (rule R1)."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import Field, field_validator

from valuation.catalogue import say
from valuation.field_error import FieldError
from valuation.record import Record
from valuation.value_evidence.forbidden import forbidden, refuse_forbidden
from valuation.value_evidence.indicator_record import IndicatorRecord


class EvidenceRequest(Record):
    """What is asked of the scores beyond themselves."""

    total: bool = Field(default=False, description="also a total by class, with the sensitivity of its weights")
    prizes: tuple[str, ...] = Field(default=(), max_length=20, description="prizes of the result: displayed, never scored")

    @field_validator("prizes")
    @classmethod
    def _of_the_result(cls, prizes: tuple[str, ...]) -> tuple[str, ...]:
        """A prize of the result may be displayed; a person's title, post or honour may not even be that."""
        for prize in prizes:
            group = forbidden(prize)
            if group not in (None, "awards"):
                refuse_forbidden(prize, field="prizes")
        return prizes


def one_record_each(records: Sequence[IndicatorRecord]) -> Sequence[IndicatorRecord]:
    """Rule R1: one record per indicator; FieldError where there are two."""
    codes = [record.code for record in records]
    twice = next((code for at, code in enumerate(codes) if code in codes[:at]), None)
    if twice is not None:
        raise FieldError("indicators", twice, say("value_scores.two_records"), say("value_scores.one_record"))
    return records
