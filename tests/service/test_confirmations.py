"""What a person may say of a valuation, and of which valuations. On both databases."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from service.audit.draft import Draft
from service.audit.journal import Journal
from service.audit.key_file import keys_at
from service.confirmations import ConfirmationCall, confirmations_of, facts_of, valuation_record
from service.identity.caller import ANYBODY
from service.store.database import Database

AT = datetime(2026, 11, 22, tzinfo=UTC)
FACTS = {"items": 3, "invalid": [1], "model": {"sha256": "ab" * 32}}


@pytest.fixture
def journal(database: Database, tmp_path: Path) -> Journal:
    return Journal(database, keys_at(tmp_path / "audit.key"), lambda: AT)


def told(**body: Any) -> Any:
    return ConfirmationCall.model_validate(body).root


@pytest.mark.parametrize("body", [{"decision": "confirm", "price": 1}, {"decision": "override", "reason": "x"}, {"decision": "confirm", "reason": "a\x00"}, {}])
def test_a_word_is_a_confirmation_or_another_price_with_a_reason(body: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        told(**body)


def test_only_a_valuation_of_that_owner_that_could_be_read_is_found(database: Database, journal: Journal) -> None:
    journal.append([Draft("valuation", ANYBODY, AT, FACTS, id="v"), Draft("outcome", ANYBODY, AT, FACTS, id="o")])
    with database.read() as connection:
        found = [valuation_record(connection, "open", id) is not None for id in ("v.0", "v.2", "v.1", "v.3", "v", "o.0", "x.0", "v.-1", "v.0.0", "\x00.0", "")]
        assert found == [True, True] + [False] * 9
        assert valuation_record(connection, "other", "v.0") is None


def test_words_come_back_as_they_were_given(database: Database, journal: Journal) -> None:
    from decimal import Decimal

    override = told(decision="override", reason="近期可比", price={"amount": Decimal("12.30"), "currency": "CNY"})
    for one in (told(decision="confirm"), override):
        journal.append([Draft(one.decision, ANYBODY, AT, facts_of(one, "ab" * 32), about="v.0")])
    with database.read() as connection:
        found = confirmations_of(connection, "v.0")
        assert confirmations_of(connection, "v.1") == []
    assert sorted((one.decision, one.amount, one.reason) for one in found if one.amount) == [("override", "12.3", "近期可比")]
    assert {one.by for one in found} == {"open"} and {one.at for one in found} == {AT} and len(found) == 2
