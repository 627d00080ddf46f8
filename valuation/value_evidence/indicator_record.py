"""The record of one indicator, as an appraiser enters it: value and unit, date, evidence id and grade, who checked it; experts' grades where it is theirs.

Whatever is lacking leaves the indicator without a score and never makes it zero (`judgement.py` says why). Whatever cannot be, or must not be an input, is
refused.
"""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from valuation.catalogue import say
from valuation.day import Day
from valuation.field_error import FieldError
from valuation.value_evidence.evidence_grade import EvidenceGrade
from valuation.value_evidence.experts import ExpertGrade, refuse_same_expert
from valuation.value_evidence.forbidden import names_a_document, refuse_forbidden
from valuation.value_evidence.indicator import Indicator
from valuation.value_evidence.indicators import INDICATORS
from valuation.value_evidence.measure import Amount, Measure, read_measure
from valuation.value_evidence.own_deal import refuse_own_deal


class IndicatorRecord(Measure):
    """One indicator with its evidence. The anchor follows from the experts' grades, else is the appraiser's `anchor`, else follows from the value."""

    code: str = Field(max_length=200, description="SB1 … PA6; see docs/values.md")
    on: Day | None = Field(default=None, description="date of the evidence")
    evidence_id: str | None = Field(default=None, max_length=200, description="number under which the evidence is kept; without it there is no score")
    evidence_grade: EvidenceGrade | None = Field(
        default=None, description="A accredited third party or official record, B user or independent peer, C internal test, D own statement"
    )
    checked_by: str | None = Field(default=None, max_length=200, description="who checked the evidence")
    anchor: Literal[0, 25, 50, 75, 100] | None = Field(default=None, description="the written anchor that the appraiser finds true")
    grades: tuple[ExpertGrade, ...] = Field(default=(), max_length=50, description="experts' grades 1-5 along the anchors")
    further: tuple[Measure, ...] = Field(
        default=(), max_length=19, description="further measures of the same indicator: years beside %, each benchmarked metric"
    )
    from_this_contract: bool | None = Field(default=None, description="whether the value holds this deal's own amount; an economic indicator must not")

    @model_validator(mode="before")
    @classmethod
    def _no_forbidden_field(cls, given: Any) -> Any:
        if isinstance(given, Mapping):
            for name in given.keys() - cls.model_fields.keys():
                refuse_forbidden(str(name), field=str(name))
        return given

    @field_validator("code", mode="before")
    @classmethod
    def _known_code(cls, value: object) -> str:
        code = unicodedata.normalize("NFKC", str(value)).strip().upper()
        if code in INDICATORS:
            return code
        refuse_forbidden(str(value), field="code")
        near = difflib.get_close_matches(code, INDICATORS, n=3, cutoff=0.6)
        raise FieldError("code", value, say("value_scores.unknown_code"), say("value_scores.use_code", near=", ".join(near) or "SB1 … PA6"))

    @model_validator(mode="after")
    def _readable(self) -> Self:
        for measure in self.measures:
            refuse_forbidden(measure.part or "", field="part")
            if measure.source and not names_a_document(measure.source):
                refuse_forbidden(measure.source, field="source")
        if len(self.amounts()) > self.indicator.at_most:
            raise FieldError(
                "further", len(self.amounts()), say("value_scores.too_many_measures", most=self.indicator.at_most), say("value_scores.fewer_measures")
            )
        refuse_own_deal(self.indicator, self.from_this_contract, tuple(measure.source for measure in self.measures))
        self._refuse_grades()
        return self

    @property
    def indicator(self) -> Indicator:
        """What the record is of."""
        return INDICATORS[self.code]

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The record's own value and the further ones."""
        return (self, *self.further)

    def amounts(self) -> tuple[Amount, ...]:
        """The measures that have a value and a unit, in the indicator's terms."""
        read = [read_measure(self.indicator, measure) for measure in self.measures]
        return tuple(amount for amount in read if amount is not None)

    def _refuse_grades(self) -> None:
        if not self.grades:
            return
        refuse_same_expert(self.grades)
        if not self.indicator.gradable:
            raise FieldError("grades", len(self.grades), say("value_scores.not_gradable", code=self.code), say("value_scores.give_value"))
        if self.anchor is not None:
            raise FieldError("anchor", self.anchor, say("value_scores.anchor_beside_grades"), say("value_scores.one_of_them"))
        if self.indicator.role == "veto" and any(grade.grade not in (1, 5) for grade in self.grades):
            raise FieldError("grades", "2-4", say("value_scores.veto_grade", code=self.code), say("value_scores.pass_or_fail"))
