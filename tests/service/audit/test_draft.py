from __future__ import annotations

from service.audit.draft import new_id
from tests.service.audit.writing import draft


def test_ids_are_their_own_and_later_ones_are_not_smaller() -> None:
    ids = [new_id() for _ in range(2_000)]
    assert len(set(ids)) == len(ids)
    times = [id[:12] for id in ids]
    assert times == sorted(times)
    assert all(len(id) == 24 for id in ids)


def test_every_draft_has_an_id_of_its_own() -> None:
    assert draft().id != draft().id
