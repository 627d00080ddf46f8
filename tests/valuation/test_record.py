"""Every part of an input refuses unknown fields and reads its codes by the registration's lists."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from valuation import codes
from valuation.record import CODED_ATTRIBUTES, CODED_FIELDS, Record, code_list_of


class Deal(Record):
    exclusivity: str | None = None
    note: str | None = None


def test_a_coded_field_takes_the_code_or_a_label_in_either_language() -> None:
    assert {Deal(exclusivity=typed).exclusivity for typed in ("exclusive", "独占许可", "Exclusive licence")} == {"exclusive"}


def test_an_empty_code_is_unknown_and_a_wrong_one_names_the_nearest() -> None:
    assert Deal(exclusivity="").exclusivity is None
    with pytest.raises(ValidationError, match="exclusive"):
        Deal(exclusivity="exclusve")


def test_a_field_that_does_not_exist_is_refused_and_a_record_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        Deal.model_validate({"notes": "x"})
    with pytest.raises(ValidationError):
        Deal(note="a").note = "b"  # type: ignore[misc]


@pytest.mark.parametrize("field", ["seller_region", "buyer_region"])
def test_a_region_becomes_its_province_and_an_industry_its_section(field: str) -> None:
    class Party(Record):
        seller_region: str | None = None
        buyer_region: str | None = None
        industry: str | None = None

    assert {getattr(Party.model_validate({field: typed}), field) for typed in ("110108", "北京", "1100", "京", "北京市海淀区")} == {"110000"}
    assert {Party(industry=typed).industry for typed in ("C", "C39", "3912", "制造业")} == {"C"}


def test_a_name_has_one_code_list_whether_field_or_attribute() -> None:
    assert not CODED_FIELDS.keys() & CODED_ATTRIBUTES.keys() and set(CODED_ATTRIBUTES.values()) <= codes.LISTS.keys()
    assert code_list_of("buyer_country") is codes.LISTS["country"] and code_list_of("seller_region") is codes.LISTS["province"]
    assert code_list_of("team_size") is None
