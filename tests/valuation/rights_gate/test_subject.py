"""The gate reads an achievement by its fields; records that have them will do, and the achievement's own record has those that are older than the gate."""

from __future__ import annotations

import pytest

from tests.valuation.rights_gate.deals import ON, AchievementStandIn, ConditionsStandIn, RightStandIn, TermsStandIn
from valuation.achievement import Achievement, Conditions, Right, Terms
from valuation.rights_gate.facts_of import facts_of
from valuation.rights_gate.subject import AchievementRecord, ConditionsRecord, RightRecord, TermsRecord

ADDED = {"compliance", "pledgee_consent", "frozen", "licensed_as", "licence_overlap"}
"""Fields that the gate brought with it."""


def test_the_stand_ins_are_what_the_gate_reads() -> None:
    achievement: AchievementRecord = AchievementStandIn(rights=(RightStandIn(),), terms=TermsStandIn(), conditions=ConditionsStandIn())
    assert facts_of(achievement, ON).scope.rights == "stated"


RECORDS = [(Achievement, AchievementRecord), (Right, RightRecord), (Terms, TermsRecord), (Conditions, ConditionsRecord)]


@pytest.mark.parametrize(("record", "read"), RECORDS, ids=lambda kind: kind.__name__)
def test_the_records_have_what_the_gate_reads(record, read) -> None:
    fields = {name for name in vars(read) if not name.startswith("_")}
    assert fields - set(record.model_fields) <= ADDED
