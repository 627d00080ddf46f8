"""An achievement holds what an appraiser has in hand, and nothing that only the deal reveals."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from valuation.achievement import PLAIN_FIELDS, Achievement
from valuation.codes import LISTS
from valuation.record import CODED_FIELDS


def test_the_text_is_all_it_needs() -> None:
    assert Achievement(text="").facts() == {}
    with pytest.raises(ValidationError, match="text"):
        Achievement.model_validate({"title": "a laser"})


@pytest.mark.parametrize("field", [field for field in CODED_FIELDS if field != "exclusivity"])
def test_a_coded_field_takes_code_and_labels_and_holds_the_code(field: str) -> None:
    codes = LISTS[CODED_FIELDS[field]]
    code, labels = next(iter(codes.entries.items()))
    for typed in (code, *labels):
        achievement = Achievement.model_validate({"text": "", field: typed})
        assert getattr(achievement, field) == code
        assert achievement.facts()[field] == code


def test_codes_inside_terms_and_rights_are_read_too() -> None:
    achievement = Achievement.model_validate({"text": "", "terms": {"exclusivity": "独占"}, "rights": [{"ip_kind": "发明专利"}]})
    assert achievement.terms is not None and achievement.terms.exclusivity == "exclusive"
    assert achievement.rights[0].ip_kind == "invention_patent"
    assert achievement.facts()["exclusivity"] == "exclusive"


def test_a_wrong_code_names_the_field_and_the_way_out() -> None:
    with pytest.raises(ValidationError) as caught:
        Achievement(text="", seller_kind="univercity")
    (error,) = caught.value.errors()
    assert error["loc"] == ("seller_kind",)
    assert "Did you mean 022" in error["msg"]


@pytest.mark.parametrize("nothing", [None, ""])
def test_an_empty_code_is_unknown(nothing: str | None) -> None:
    assert Achievement(text="", seller_kind=nothing).seller_kind is None


@pytest.mark.parametrize("name", ["合同成交总金额(万元)", "award_amount_usd", "List_Price", "asking_price", "佣金", "评估值"])
def test_a_price_among_the_attributes_is_refused_by_name(name: str) -> None:
    with pytest.raises(ValidationError, match="never an input to the price"):
        Achievement(text="", attributes={name: 1.0})


def test_an_attribute_with_a_very_long_name_is_refused() -> None:
    assert Achievement(text="", attributes={"n" * 200: 1.0}).attributes
    with pytest.raises(ValidationError, match="a name of 201 characters"):
        Achievement(text="", attributes={"n" * 201: 1.0})


def test_an_attribute_that_is_a_field_is_sent_to_its_place() -> None:
    with pytest.raises(ValidationError, match="is a field of its own"):
        Achievement(text="", attributes={"seller_kind": "022"})


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        Achievement.model_validate({"text": "", "prize": "first"})


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_is_none_is_refused(number: float) -> None:
    with pytest.raises(ValidationError):
        Achievement(text="", attributes={"n_employees": number})


def test_the_asking_price_is_no_fact() -> None:
    achievement = Achievement.model_validate({"text": "", "asking_price": {"amount": 5e5}, "economics": {"rd_cost": {"amount": 1e6}}})
    assert achievement.asking_price is not None and achievement.asking_price.currency == "CNY"
    assert not {"asking_price", "rd_cost"} & set(achievement.facts())


def test_facts_are_flat_and_hold_only_what_is_known() -> None:
    achievement = Achievement.model_validate(
        {
            "text": "a laser",
            "seller_kind": "高校",
            "industry": "C39",
            "terms": {"term_years": 5, "sublicence": False},
            "bundle": {"know_how": True},
            "rights": [{"remaining_years": 3.5}, {"remaining_years": 12}, {"number": "ZL1"}],
            "economics": {"years_to_market": 2},
            "attributes": {"n_employees": 12.0, "unknown": None},
        }
    )
    assert achievement.facts() == {
        "seller_kind": "022",
        "industry": "C",
        "term_years": 5.0,
        "sublicence": False,
        "bundle_know_how": True,
        "right_count": 3.0,
        "remaining_years": 12.0,
        "years_to_market": 2.0,
        "n_employees": 12.0,
    }


def test_rights_without_a_remaining_life_leave_it_unknown() -> None:
    facts = Achievement.model_validate({"text": "", "rights": [{"number": "ZL1"}]}).facts()
    assert facts == {"right_count": 1.0}


def test_a_record_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Achievement(text="").title = "x"  # type: ignore[misc]


def test_a_record_survives_json() -> None:
    achievement = Achievement.model_validate(
        {"id": "7", "text": "一种", "valuation_date": "2026-11-22", "rights": [{"filed": "2019-01-02"}], "attributes": {"a": "b", "c": 1.5, "d": True}}
    )
    assert achievement.valuation_date == date(2026, 11, 22)
    assert Achievement.model_validate_json(achievement.model_dump_json()) == achievement


def test_every_field_a_model_may_read_is_a_field_of_the_record() -> None:
    assert set(CODED_FIELDS) - {"exclusivity"} | set(PLAIN_FIELDS) <= set(Achievement.model_fields)


RECORD = {"code": "TA1", "evidence_id": "E-1", "evidence_grade": "A", "anchor": 75, "checked_by": "张工", "on": "2026-05-01"}


def test_no_indicator_is_a_fact() -> None:
    """Evidence of the five values must never reach the price head."""
    with_evidence = Achievement.model_validate({"text": "x", "industry": "C", "indicators": [RECORD], "values_by_evidence": {"total": True}})
    assert with_evidence.facts() == Achievement(text="x", industry="C").facts()


def test_an_indicator_has_one_record() -> None:
    with pytest.raises(ValidationError, match="indicator"):
        Achievement.model_validate({"text": "x", "indicators": [RECORD, RECORD]})
