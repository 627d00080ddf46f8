from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from models.champion import Pointer
from models.layout import Layout
from models.load import Bundle, BundleError
from service.served import Served
from service.store.database import StorageUnavailable
from service.succession.source import Unreachable
from service.succession.watcher import Watcher
from tests.service.conftest import FakeScorer, manifest

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
A, B = "aaaaaaaaaaaa", "bbbbbbbbbbbb"


class Folder:
    """A source whose pointer and bundles are what a test says; an exception is raised."""

    shown = "/srv/champion"

    def __init__(self) -> None:
        self.current: str | Exception = A
        self.found: Exception | None = None
        self.asked: list[str] = []
        self.gate = threading.Event()
        self.gate.set()

    def pointer(self) -> Pointer:
        self.gate.wait(5)
        if isinstance(self.current, Exception):
            raise self.current
        return Pointer.of([self.current], NOW, "key:1")

    def bundle(self, version: str) -> Bundle:
        self.asked.append(version)
        if self.found is not None:
            raise self.found
        return Bundle(Layout(Path("fake")), manifest(version=version))


class Counts:
    def __init__(self) -> None:
        self.whys: list[str] = []
        self.takeovers = 0

    def refused(self, why: str) -> None:
        self.whys.append(why)

    def took_over(self) -> None:
        self.takeovers += 1


class Watched:
    """A watcher, and what it let answer."""

    def __init__(self, every: float = 0.0, again: float = 60.0, take: Exception | None = None) -> None:
        self.folder, self.counts, self.answering, self.failing = Folder(), Counts(), A, take
        self.tidied: list[str] = []
        self.watcher = Watcher(
            self.folder,
            lambda: self.answering,
            lambda bundle: FakeScorer(bundle.manifest),
            self._take,
            self.counts,
            clock=lambda: NOW,
            every=every,
            again=again,
            tidy=lambda: self.tidied.append(self.answering),
        )

    async def _take(self, served: Served, pointer: Pointer) -> None:
        if self.failing is not None:
            raise self.failing
        assert served.manifest.version == pointer.current and pointer.by == "key:1"
        self.answering = pointer.current


def run(story: Callable[[], Any]) -> Any:
    return asyncio.run(asyncio.wait_for(story(), 10))


def test_what_answers_already_is_not_loaded_again() -> None:
    async def story() -> None:
        watched = Watched()
        looked = await watched.watcher.look()
        assert (looked.outcome, looked.version) == ("unchanged", A) and watched.folder.asked == []

    run(story)


def test_what_the_pointer_names_takes_over() -> None:
    async def story() -> None:
        watched = Watched()
        watched.folder.current = B
        assert (await watched.watcher.look()).outcome == "taken_over"
        assert (watched.answering, watched.counts.takeovers) == (B, 1)
        assert (await watched.watcher.look()).outcome == "unchanged"

    run(story)


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (BundleError("/srv/champion/bbb/graph.onnx", "truncated"), "bundle"),
        (Unreachable("/srv/champion is not there"), "unreachable"),
        (MemoryError(), "unexpected"),
        (RuntimeError("a graph that nothing can run"), "unexpected"),
    ],
)
def test_what_cannot_be_loaded_is_refused_with_its_reason_and_the_one_before_stays(error: Exception, why: str, caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        watched = Watched()
        watched.folder.current, watched.folder.found = B, error
        looked = await watched.watcher.look()
        assert (looked.outcome, looked.version, watched.answering) == ("refused", A, A)
        refused = watched.watcher.refused
        assert refused is not None and looked.refused is refused
        assert (refused.version, refused.why, refused.since) == (B, why, NOW) and refused.reason and "/" not in refused.reason
        assert watched.counts.whys == [why] and watched.counts.takeovers == 0

    with caplog.at_level(logging.ERROR):
        run(story)
    assert f"{B} of /srv/champion does not answer" in caplog.text


@pytest.mark.parametrize("error", [BundleError("current.json", "not readable as JSON"), Unreachable("away"), OSError(5, "Input/output error")])
def test_a_pointer_that_cannot_be_read_is_refused_at_every_look_and_said_once(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    async def story() -> None:
        watched = Watched()
        watched.folder.current = error
        for _ in range(3):
            assert (await watched.watcher.look()).outcome == "refused"
        assert watched.watcher.refused is not None and watched.watcher.refused.version is None
        assert len(watched.counts.whys) == 3
        watched.folder.current = A
        assert (await watched.watcher.look()).outcome == "unchanged" and watched.watcher.refused is None

    with caplog.at_level(logging.WARNING):
        run(story)
    assert [record.levelname for record in caplog.records] == ["ERROR", "WARNING"]
    assert caplog.messages[1] == "/srv/champion can be followed again"


def test_what_was_refused_is_not_loaded_again_before_its_time_unless_it_is_asked_for() -> None:
    async def story() -> None:
        watched = Watched()
        watched.folder.current, watched.folder.found = B, BundleError("graph.onnx", "truncated")
        for _ in range(5):
            assert (await watched.watcher.look()).outcome == "refused"
        assert watched.folder.asked == [B]
        watched.folder.found = None  # repaired
        assert (await watched.watcher.look()).outcome == "refused"
        assert (await watched.watcher.look(anew=True)).outcome == "taken_over" and watched.watcher.refused is None

    run(story)


def test_what_was_refused_is_tried_again_in_time() -> None:
    async def story() -> None:
        watched = Watched(again=0.0)
        watched.folder.current, watched.folder.found = B, BundleError("graph.onnx", "truncated")
        await watched.watcher.look()
        watched.folder.found = None
        assert (await watched.watcher.look()).outcome == "taken_over"

    run(story)


def test_another_champion_behind_one_that_was_refused_is_tried_at_once() -> None:
    async def story() -> None:
        watched = Watched()
        watched.folder.current, watched.folder.found = B, BundleError("graph.onnx", "truncated")
        await watched.watcher.look()
        watched.folder.current, watched.folder.found = "cccccccccccc", None
        assert (await watched.watcher.look()).outcome == "taken_over"

    run(story)


def test_what_cannot_be_recorded_does_not_take_over() -> None:
    async def story() -> None:
        watched = Watched(take=StorageUnavailable("the disk is full"))
        watched.folder.current = B
        assert (await watched.watcher.look()).outcome == "refused"
        assert watched.watcher.refused is not None and (watched.watcher.refused.why, watched.answering) == ("storage", A)

    run(story)


def test_looks_come_one_after_the_other_and_a_folder_that_hangs_holds_up_nobody() -> None:
    async def story() -> None:
        watched = Watched()
        watched.folder.current = B
        watched.folder.gate.clear()
        assert await watched.watcher.look_within(0.02) is None
        await asyncio.sleep(0)  # the loop turns
        watched.folder.gate.set()
        looked = await watched.watcher.look_within(5)
        assert looked is not None and looked.outcome == "unchanged", "the first look went on, and the second found it done"
        assert (watched.answering, watched.folder.asked) == (B, [B])

    run(story)


def test_watching_goes_on_whatever_a_look_finds() -> None:
    async def story() -> None:
        watched = Watched(every=0.01, again=0.0)
        task = asyncio.create_task(watched.watcher.watch())
        watched.folder.current = Unreachable("away")
        while len(watched.counts.whys) < 3:
            await asyncio.sleep(0.01)
        watched.folder.current = B
        while watched.answering != B:
            await asyncio.sleep(0.01)
        task.cancel()

    run(story)


def test_nothing_is_watched_where_nothing_is_to_be() -> None:
    async def story() -> None:
        watched = Watched(every=0.0)
        await asyncio.wait_for(watched.watcher.watch(), 1)

    run(story)


def test_what_the_model_before_held_is_given_back_at_the_look_after_it_went() -> None:
    async def story() -> None:
        watched = Watched()
        watched.folder.current = B
        await watched.watcher.look()
        assert watched.tidied == []
        for _ in range(3):
            await watched.watcher.look()
        assert watched.tidied == [B]

    run(story)
