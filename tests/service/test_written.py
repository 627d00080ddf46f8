"""What goes out has the fields of the documented model, in their order."""

from __future__ import annotations

import json
from typing import Any

import pytest

from service.written import FIELDS, written_valuation
from valuation.valuation import Valuation


def test_the_fields_are_those_of_the_model_in_their_order() -> None:
    assert tuple(Valuation.model_fields) == FIELDS


def test_what_is_not_given_is_what_the_model_has_by_default() -> None:
    given: dict[str, Any] = {
        "id": None,
        "status": "invalid",
        "simulated": True,
        "basis": {"valuation_date": None},
        "limits": [],
        "statement": {"zh": "统", "en": "s"},
    }
    written = written_valuation(**given)
    assert written.status == "invalid"
    assert json.loads(written.json) == json.loads(Valuation.model_validate(given | {"limits": ()}).model_dump_json()) | {"basis": {"valuation_date": None}}


def test_a_part_of_another_name_is_refused() -> None:
    with pytest.raises(TypeError):
        written_valuation(id=None, status="valued", simulated=True, basis=None, limits=[], statement=None, prize=1)
