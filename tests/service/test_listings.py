"""What was shown at publication is frozen once for every version, as shown and as the public may see it; every listing leaves its trace."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from service.answers import Answers
from service.audit.canonical import digest
from service.identity.caller import ANYBODY, Caller
from service.items import InvalidItem, decode_item
from service.job import Part, RowFailed
from service.listings import Traces, traces_of
from service.store.database import Database
from service.store.tables import audit_listings, publications
from valuation.audience import Audience
from valuation.columns_of import Subject, stacked

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def item(listing_id: str | None = "L-1", state: str | None = "披露中", version: int | None = None, **more: Any) -> dict[str, Any]:
    given = {"text": "a process", **more}
    return given if listing_id is None else {**given, "listing": {"listing_id": listing_id, "state": state, "version": version}}


def caller(audience: Audience | None = "seller", owner: str = "ours") -> Caller:
    return replace(ANYBODY, audience=audience, owner=owner)


def decoded(scorer: Any, given: Sequence[dict[str, Any]]) -> list[Subject | InvalidItem]:
    return [decode_item(json.dumps(one).encode(), ("achievements", at), scorer.schema, date(2026, 11, 22)) for at, one in enumerate(given)]


def keep(database: Database, scorer: Any, *given: dict[str, Any], record: str = "r1", owner: str = "ours", audience: Audience = "seller") -> list[bytes]:
    """Values the items as a call would be, keeps what its listings leave behind, and gives back the valuations in both languages."""
    items = decoded(scorer, given)
    subjects = [one for one in items if isinstance(one, Subject)]
    answer = (Part(len(subjects), scorer.score(stacked(subjects, scorer.schema))),) if subjects else ()
    answers = Answers(scorer.bundle.manifest)
    write(database, traces_of(record, caller(audience, owner), AT, items, answer, answers))
    return [one.json for one in answers.written(answer, items, audience)]


def write(database: Database, traces: Traces | None) -> None:
    if traces is not None:
        with database.begin() as connection:
            traces.write(connection)


def frozen(database: Database) -> dict[tuple[str, str, int], Any]:
    with database.read() as connection:
        return {(row.owner, row.listing_id, row.version): row for row in connection.execute(select(publications))}


def traces(database: Database) -> list[tuple[Any, ...]]:
    with database.read() as connection:
        columns = audit_listings.c
        rows = connection.execute(
            select(columns.record, columns.item, columns.listing_id, columns.version, columns.state).order_by(columns.record, columns.item)
        )
        return [tuple(row) for row in rows]


def test_what_is_shown_at_publication_is_kept_as_answered_and_as_the_public_sees_it(database: Database, scorer: Any) -> None:
    (answered,) = keep(database, scorer, item(version=2, asking_price={"amount": 1.0, "currency": "CNY"}))
    row = frozen(database)[("ours", "L-1", 2)]
    assert row.inside == answered and (row.record, row.item, row.at) == ("r1", 0, AT)
    inside, outside = json.loads(row.inside), json.loads(row.outside)
    assert inside["price"] is not None and outside["price"] is None and outside["asking_price"] is None
    assert outside["audience"] == "public" and set(outside["limits"][0]) >= {"zh", "en"}


@pytest.mark.parametrize("audience", ["buyer", "public"])
def test_an_outsider_publishes_nothing_and_leaves_a_trace(database: Database, scorer: Any, audience: Audience) -> None:
    keep(database, scorer, item(version=2), audience=audience)
    assert frozen(database) == {} and traces(database) == [("r1", 0, "L-1", 2, "披露中")]
    keep(database, scorer, item(version=2), record="r2")
    assert frozen(database)[("ours", "L-1", 2)].record == "r2"


@pytest.mark.parametrize(("audience", "view"), [("seller", "seller"), ("exchange", "exchange"), (None, "seller")])
def test_what_insiders_are_shown_is_the_callers_own_view(database: Database, scorer: Any, audience: Audience | None, view: Audience) -> None:
    items = decoded(scorer, [item()])
    answer = (Part(1, scorer.score(stacked([one for one in items if isinstance(one, Subject)], scorer.schema))),)
    write(database, traces_of("r1", caller(audience), AT, items, answer, Answers(scorer.bundle.manifest)))
    assert json.loads(frozen(database)[("ours", "L-1", 0)].inside)["audience"] == view


def test_the_record_can_hold_digests_of_what_was_shown(database: Database, scorer: Any) -> None:
    items = decoded(scorer, [item(None), item(), item("L-2", "草稿")])
    part = Part(3, scorer.score(stacked([one for one in items if isinstance(one, Subject)], scorer.schema)))
    found = traces_of("r1", caller("exchange"), AT, items, (part,), Answers(scorer.bundle.manifest))
    assert found is not None
    write(database, found)
    row = frozen(database)[("ours", "L-1", 0)]
    assert found.published == {"1": [digest(row.inside), digest(row.outside)]}


def test_the_first_of_a_version_stays(database: Database, scorer: Any) -> None:
    (first,) = keep(database, scorer, item())
    keep(database, scorer, item(text="another text"), record="r2")
    assert frozen(database)[("ours", "L-1", 0)].inside == first
    assert [trace[0] for trace in traces(database)] == ["r1", "r2"]


def test_versions_owners_and_listings_are_frozen_apart(database: Database, scorer: Any) -> None:
    keep(database, scorer, item(), item(version=1), item("L-2"))
    keep(database, scorer, item(), record="r2", owner="theirs")
    assert set(frozen(database)) == {("ours", "L-1", 0), ("ours", "L-1", 1), ("ours", "L-2", 0), ("theirs", "L-1", 0)}


def test_of_two_in_one_call_the_first_is_kept_with_its_own_row(database: Database, scorer: Any) -> None:
    answered = keep(database, scorer, item(None), item("bad", text=1), item("L-1", "草稿"), item(text="the first"), item(text="the second"))
    row = frozen(database)[("ours", "L-1", 0)]
    assert (row.item, row.inside) == (3, answered[3])
    assert json.loads(row.inside)["price"]["point"] == json.loads(answered[3])["price"]["point"]


@pytest.mark.parametrize("state", [None, "意向", "公示", "成交", "whatever"])
def test_in_any_other_state_a_listing_leaves_its_trace_alone(database: Database, scorer: Any, state: str | None) -> None:
    keep(database, scorer, item(None), item(state=state, version=3))
    assert frozen(database) == {}
    assert traces(database) == [("r1", 1, "L-1", 3, state)]


def test_an_item_that_cannot_be_read_leaves_a_trace_and_publishes_nothing(database: Database, scorer: Any) -> None:
    keep(database, scorer, item(text=1))
    assert frozen(database) == {} and traces(database) == [("r1", 0, "L-1", None, "披露中")]


def test_a_refusal_is_what_was_shown_and_a_failure_is_not(database: Database, scorer: Any) -> None:
    keep(database, scorer, item("refused", text="foreign"))
    assert json.loads(frozen(database)[("ours", "refused", 0)].inside)["status"] == "refused"
    items = decoded(scorer, [item("failed")])
    write(database, traces_of("r2", caller(), AT, items, (Part(1, RowFailed("broke")),), Answers(scorer.bundle.manifest)))
    assert set(frozen(database)) == {("ours", "refused", 0)}


def test_what_is_rolled_back_leaves_nothing(database: Database, scorer: Any) -> None:
    items = decoded(scorer, [item()])
    answer = (Part(1, scorer.score(stacked([one for one in items if isinstance(one, Subject)], scorer.schema))),)
    found = traces_of("r1", caller(), AT, items, answer, Answers(scorer.bundle.manifest))
    assert found is not None
    with pytest.raises(ZeroDivisionError), database.begin() as connection:
        found.write(connection)
        raise ZeroDivisionError
    assert frozen(database) == {} and traces(database) == []


def test_a_call_without_listings_costs_a_look_at_its_items(scorer: Any) -> None:
    items = decoded(scorer, [item(None)] * 64)
    answers, spent = Answers(scorer.bundle.manifest), []
    for _ in range(100):
        began = time.perf_counter()
        assert traces_of("r", caller(), AT, items, (), answers) is None
        spent.append(time.perf_counter() - began)
    assert min(spent) < 1e-4
