"""A broken model on disk must change nothing, and a good one must be taken over afterwards."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.faults import bundles
from bench.faults.champions import champions
from bench.faults.scene import DEMO
from tests.bench.faults.staged import Service, staged
from tests.bench.faults.telling import Telling


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundles, "WATCHED", 0.0)
    monkeypatch.setattr(bundles, "SWAPPED", 0.2)


def test_a_service_that_keeps_the_old_model_and_takes_the_new_one_keeps_its_promise(tmp_path: Path) -> None:
    published = champions(tmp_path / "champion", DEMO)
    asked = []

    def version() -> bytes:
        asked.append(True)
        return json.dumps({"version": before if len(asked) == 1 else published.current}).encode()

    before = published.current
    with Telling(version) as port:
        assert bundles.broken_published(staged(Service(port=port), champions=published)).broken == ()
    assert published.current != before


def test_a_service_that_answers_by_another_model_breaks_it(tmp_path: Path) -> None:
    published = champions(tmp_path / "champion", DEMO)
    with Telling(lambda: b'{"version": "elsewhere"}') as port:
        scene = staged(Service(port=port), champions=published)
        assert bundles.truncated(scene).broken == (f"elsewhere answered instead of {published.current}",)
        assert len(bundles.unreachable(scene).broken) == 2
