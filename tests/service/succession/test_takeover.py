from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from models.champion import Pointer
from models.manifest import Manifest
from service.audit.draft import Draft
from service.served import Champion, Served
from service.store.database import StorageUnavailable
from service.succession.takeover import Takeover
from tests.service.conftest import FakeScorer, manifest

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
B = "bbbbbbbbbbbb"


class Told:
    def __init__(self) -> None:
        self.versions: list[str] = []

    def serves(self, manifest: Manifest) -> None:
        self.versions.append(manifest.version)


def served(version: str) -> Served:
    return Served.of(FakeScorer(manifest(version=version, digest=version + "0" * 52)))


def test_it_is_recorded_who_published_before_the_model_answers() -> None:
    first, second, told = served("aaaaaaaaaaaa"), served(B), Told()
    champion = Champion(first)
    drafts: list[Draft] = []

    async def record(draft: Draft) -> None:
        assert champion.current is first
        drafts.append(draft)

    asyncio.run(Takeover(champion, record, told, lambda: NOW)(second, Pointer.of([B], NOW, "key:0123abcd")))
    assert champion.current is second and told.versions == [B]
    (draft,) = drafts
    assert (draft.kind, draft.about, draft.caller.subject) == ("promote", B, "service")
    assert draft.facts == {"version": B, "sha256": B + "0" * 52, "by": "key:0123abcd", "trained_by": None, "published": "2026-11-22T09:00:00+00:00"}


def test_what_cannot_be_recorded_does_not_answer() -> None:
    first, told = served("aaaaaaaaaaaa"), Told()
    champion = Champion(first)

    async def record(draft: Draft) -> None:
        raise StorageUnavailable("away")

    with pytest.raises(StorageUnavailable):
        asyncio.run(Takeover(champion, record, told, lambda: NOW)(served(B), Pointer.of([B], NOW)))
    assert champion.current is first and told.versions == []
