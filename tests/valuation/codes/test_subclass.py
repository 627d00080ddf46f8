"""Every legal sub-class belongs to one type, and naming it as the type says which."""

from __future__ import annotations

import pytest

from valuation.codes.deal import CONTRACT_TYPE, TRANSFER_OR_LICENCE
from valuation.codes.subclass import CONTRACT_SUBCLASS, TYPE_OF_SUBCLASS


def test_every_sub_class_has_a_type_and_every_type_a_sub_class() -> None:
    assert set(TYPE_OF_SUBCLASS) == set(CONTRACT_SUBCLASS.entries)
    assert set(TYPE_OF_SUBCLASS.values()) == set(CONTRACT_TYPE.entries)


@pytest.mark.parametrize("code", CONTRACT_SUBCLASS.entries)
def test_the_name_of_a_sub_class_is_understood_as_its_type_too(code: str) -> None:
    assert CONTRACT_TYPE.resolve(CONTRACT_SUBCLASS.label(code, "zh"), "contract_type") == TYPE_OF_SUBCLASS[code]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("委托开发合同", "commissioned_development"),
        ("专利实施许可合同", "patent_licence"),
        ("技术秘密使用许可", "know_how_licence"),
        ("植物新品种权转让", "plant_variety_transfer"),
        ("软件著作权转让", "software_copyright_transfer"),
        ("技术培训", "technical_training"),
        ("技术服务", "general_technical_service"),
    ],
)
def test_what_registers_write_is_understood(typed: str, code: str) -> None:
    assert CONTRACT_SUBCLASS.resolve(typed, "contract_subclass") == code


def test_the_category_of_undivided_older_transfers_is_no_type_of_today() -> None:
    assert TRANSFER_OR_LICENCE not in CONTRACT_TYPE.entries and TRANSFER_OR_LICENCE not in CONTRACT_TYPE.aliases
