from __future__ import annotations

import os
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from training.context import Context
from training.runs.stage import Stage
from training.runs.stage_cache import ASIDE_SECONDS, Entry, StageCache, _digests

Asked = Callable[[], Context]
PLENTY = 2**30


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "stages"


def kept(folder: Path, asked: Asked, stages: tuple[Stage, ...], key: str = "k") -> Context:
    """A context whose first two stages have run, the second kept under the key."""
    context = asked()
    for stage in stages[:2]:
        stage.run(context)
    StageCache(folder, PLENTY).save(stages[1], key, context, [context.work / "deep" / "words.json"], ("first-run", 2.5))
    return context


def test_outputs_and_files_come_back_into_another_scratch_folder(folder: Path, asked: Asked, stages: tuple[Stage, ...]) -> None:
    first, later = kept(folder, asked, stages), asked()
    shutil.rmtree(first.work)
    cache = StageCache(folder, PLENTY)
    assert cache.holds(stages[1], "k")
    entry = cache.restore(stages[1], "k", later)
    assert entry is not None and (entry.run, entry.seconds) == ("first-run", 2.5)
    assert later.heads["file"] == later.work / "deep" / "words.json"  # type: ignore[index]
    assert (later.work / "deep" / "words.json").read_text("utf-8") == "learned"
    assert not hasattr(later, "cuts")


def test_an_entry_that_is_read_counts_as_used_now(folder: Path, asked: Asked, stages: tuple[Stage, ...]) -> None:
    kept(folder, asked, stages)
    os.utime(folder / "learn-k", (1_000, 1_000))
    StageCache(folder, PLENTY).restore(stages[1], "k", asked())
    assert (folder / "learn-k").stat().st_mtime > 1_000_000


def test_another_key_or_stage_is_not_there(folder: Path, asked: Asked, stages: tuple[Stage, ...]) -> None:
    kept(folder, asked, stages)
    cache, context = StageCache(folder, PLENTY), asked()
    assert not cache.holds(stages[1], "other") and cache.restore(stages[1], "other", context) is None
    assert cache.restore(stages[2], "k", context) is None


def damage_outputs(place: Path) -> None:
    content = bytearray((place / "outputs.pickle").read_bytes())
    content[len(content) // 2] ^= 1
    (place / "outputs.pickle").write_bytes(content)


def lose_a_file(place: Path) -> None:
    (place / "files" / "deep" / "words.json").unlink()


def add_a_file(place: Path) -> None:
    (place / "files" / "more.json").write_text("", "utf-8")


def cut_the_entry(place: Path) -> None:
    (place / "entry.json").write_text((place / "entry.json").read_text("utf-8")[:30], "utf-8")


def lose_the_entry(place: Path) -> None:
    (place / "entry.json").unlink()


@pytest.mark.parametrize("damage", [damage_outputs, lose_a_file, add_a_file, cut_the_entry, lose_the_entry])
def test_a_damaged_entry_counts_as_absent_and_nothing_is_touched(folder: Path, asked: Asked, stages: tuple[Stage, ...], damage: Callable[[Path], None]) -> None:
    kept(folder, asked, stages)
    damage(folder / "learn-k")
    context = asked()
    assert StageCache(folder, PLENTY).restore(stages[1], "k", context) is None
    assert not hasattr(context, "heads") and not list(context.work.iterdir())


def test_an_entry_that_another_run_drops_while_it_is_copied_counts_as_absent(
    folder: Path, asked: Asked, stages: tuple[Stage, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(folder, asked, stages)
    copied, context = shutil.copy2, asked()

    def meanwhile(source: Path, *given: Any, **named: Any) -> Any:
        result = copied(source, *given, **named)
        shutil.rmtree(folder / "learn-k")
        return result

    (folder / "learn-k" / "files" / "more.json").write_text("", "utf-8")
    entry = Entry(run="first-run", seconds=2.5, digests=_digests(folder / "learn-k"))
    (folder / "learn-k" / "entry.json").write_text(entry.model_dump_json(), "utf-8")
    monkeypatch.setattr(shutil.copytree, "__defaults__", (False, None, meanwhile, False, False))
    assert StageCache(folder, PLENTY).restore(stages[1], "k", context) is None
    assert not hasattr(context, "heads") and not list(context.work.iterdir())


class Vanished:
    """A class of a library that is no longer installed."""


def test_what_cannot_be_read_any_more_counts_as_absent(folder: Path, asked: Asked, stages: tuple[Stage, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    context = asked()
    context.heads = Vanished()  # type: ignore[assignment]
    StageCache(folder, PLENTY).save(stages[1], "k", context, [], ("first-run", 1.0))
    assert StageCache(folder, PLENTY).restore(stages[1], "k", asked()) is not None
    monkeypatch.delitem(globals(), "Vanished")
    assert StageCache(folder, PLENTY).restore(stages[1], "k", asked()) is None


def test_a_damaged_entry_is_replaced_by_the_next(folder: Path, asked: Asked, stages: tuple[Stage, ...]) -> None:
    kept(folder, asked, stages)
    damage_outputs(folder / "learn-k")
    kept(folder, asked, stages)
    assert StageCache(folder, PLENTY).restore(stages[1], "k", asked()) is not None
    assert [path.name for path in folder.iterdir()] == ["learn-k"]


def test_a_stage_that_fails_while_it_is_kept_leaves_no_entry(folder: Path, asked: Asked, stages: tuple[Stage, ...]) -> None:
    context = asked()
    context.heads = lambda: None  # type: ignore[assignment]
    with pytest.raises((pickle.PicklingError, AttributeError)):
        StageCache(folder, PLENTY).save(stages[1], "k", context, [], ("first-run", 1.0))
    assert not StageCache(folder, PLENTY).holds(stages[1], "k") and StageCache(folder, PLENTY).restore(stages[1], "k", asked()) is None


def test_entries_used_least_recently_go_first_and_those_of_this_run_stay(folder: Path, asked: Asked, stages: tuple[Stage, ...]) -> None:
    for at, key in enumerate(("old", "older", "read", "new")):
        kept(folder, asked, stages, key)
        os.utime(folder / f"learn-{key}", (1_000 - at, 1_000 - at))
    size = sum(path.stat().st_size for path in (folder / "learn-new").rglob("*"))
    cache, context = StageCache(folder, int(3.5 * size)), asked()
    assert cache.restore(stages[1], "read", context) is not None
    for stage in stages[:2]:
        stage.run(asked_work(context))
    cache.save(stages[1], "newest", context, [context.work / "deep" / "words.json"], ("second-run", 1.0))
    assert {path.name for path in folder.iterdir()} == {"learn-read", "learn-newest", "learn-old"}


def asked_work(context: Context) -> Context:
    """The context with an empty scratch folder."""
    shutil.rmtree(context.work / "deep", ignore_errors=True)
    return context


def test_a_run_larger_than_the_limit_keeps_its_own_stages(folder: Path, asked: Asked, stages: tuple[Stage, ...]) -> None:
    kept(folder, asked, stages, "old")
    context, cache = asked(), StageCache(folder, 1)
    for stage in stages[:2]:
        stage.run(context)
        cache.save(stage, "k", context, [], ("second-run", 1.0))
    assert {path.name for path in folder.iterdir()} == {"read-k", "learn-k"}


def test_what_a_killed_run_was_writing_is_swept_up_when_it_is_a_day_old(folder: Path, asked: Asked, stages: tuple[Stage, ...]) -> None:
    for name in (".learn-a.1", ".learn-b.2"):
        (folder / name).mkdir(parents=True)
    stale = (folder / ".learn-a.1").stat().st_mtime - ASIDE_SECONDS - 60
    os.utime(folder / ".learn-a.1", (stale, stale))
    kept(folder, asked, stages)
    assert {path.name for path in folder.iterdir()} == {".learn-b.2", "learn-k"}
