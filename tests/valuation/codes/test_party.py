"""Kinds of parties are those of the registration form, under the names that people give them."""

from __future__ import annotations

import pytest

from valuation.codes.party import PARTY_KIND


def test_party_kinds_are_those_of_the_form() -> None:
    numbered = [code for code in PARTY_KIND.entries if code.isdecimal()]
    assert numbered == [
        *("010", "011", "012", "013", "014", "020", "021", "022", "023", "024", "030"),
        *("100", "110", "120", "130", "140", "150", "160", "170", "180"),
        *("200", "210", "220", "230", "240"),
        *("300", "310", "320", "330", "340"),
        "400",
    ]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("高校", "022"),
        ("大学", "022"),
        ("Universities", "022"),
        ("科研院所", "021"),
        ("0211", "021"),
        ("医院", "023"),
        ("国企", "110"),
        ("有限公司", "150"),
        ("个体户", "400"),
        ("个人", "natural_person"),
        ("境外", "overseas"),
    ],
)
def test_what_users_type_is_understood(typed: str, code: str) -> None:
    assert PARTY_KIND.resolve(typed, "seller_kind") == code


@pytest.mark.parametrize("typed", ["企业", "公司", "民营企业", "company"])
def test_an_enterprise_without_registration_type_is_not_called_domestic(typed: str) -> None:
    assert PARTY_KIND.resolve(typed, "seller_kind") == "enterprise"
    assert PARTY_KIND.resolve("内资企业", "seller_kind") == "100"


@pytest.mark.parametrize(("typed", "code"), [("151", "150"), ("国有独资公司", "150"), ("173", "170"), ("141", "140")])
def test_registration_types_finer_than_the_form_are_read_as_its_own(typed: str, code: str) -> None:
    assert PARTY_KIND.resolve(typed, "seller_kind") == code
