"""An answer says what it rests on, in both languages, and its codes say the same in short."""

from __future__ import annotations

from typing import get_args

import pytest
from pydantic import TypeAdapter

from tests.valuation.rights_gate.deals import deal
from valuation.rights_gate.answer import Finding, RightsCodes, RightsGate, Verdict
from valuation.rights_gate.gate import check_rights
from valuation.rights_gate.rulebook import VERSION

STOPPED = check_rights(deal(pledged="yes", pledgee_consent="no", act="transfer"))


def test_a_finding_carries_its_source_and_how_sure_it_is() -> None:
    (stop,) = STOPPED.stops
    assert (stop.code, stop.topic, stop.certainty, stop.rights) == ("pledge_without_consent", "encumbrance", "V", (0,))
    assert stop.source.zh == "民法典(2020)第444条" and stop.source.en == "Civil Code (2020), art. 444"


def test_a_document_says_who_issues_it() -> None:
    issuers = {document.code: (document.issuer.en, document.required) for document in STOPPED.documents}
    assert issuers["transfer_record"] == ("China National Intellectual Property Administration", True) and issuers["annual_fee_receipt"][1] is False


def test_an_answer_says_its_version_and_that_it_is_no_legal_advice() -> None:
    assert STOPPED.rules_version == VERSION and "不是法律意见" in STOPPED.statement.zh and "not legal advice" in STOPPED.statement.en


def test_an_answer_survives_the_wire() -> None:
    adapter = TypeAdapter(RightsGate)
    assert adapter.validate_json(adapter.dump_json(STOPPED)) == STOPPED


def test_codes_are_those_of_the_answer_and_required_documents_only() -> None:
    short = RightsCodes.of(STOPPED)
    assert short.verdict == "stop" and short.stops == ("pledge_without_consent",)
    assert set(short.required_documents) == {document.code for document in STOPPED.documents if document.required}
    assert len(TypeAdapter(RightsCodes).dump_json(short)) < len(TypeAdapter(RightsGate).dump_json(STOPPED)) / 5


def test_verdicts_run_from_best_to_worst_and_answers_are_closed() -> None:
    assert get_args(Verdict) == ("clear", "conditions", "unknown", "stop")
    with pytest.raises(ValueError):
        Finding.model_validate({**STOPPED.stops[0].model_dump(), "advice": "sign"})
