from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from training.runs import run_store
from training.runs.run_record import RunRecord
from training.runs.run_store import RunStore
from valuation.field_error import FieldError

NEW = RunRecord(id="", created=datetime(2026, 11, 22, 10, tzinfo=UTC), name="sbir", out=Path("out"))


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    return RunStore(tmp_path / "runs")


def test_a_run_begins_with_an_id_and_is_there_at_once(store: RunStore) -> None:
    begun = store.begin(NEW)
    assert begun.id.startswith("2026-11-22-sbir-") and store.read(begun.id) == begun


def test_no_two_runs_share_an_id(store: RunStore, monkeypatch: pytest.MonkeyPatch) -> None:
    words = iter(["brave-otter", "brave-otter", "calm-yak"])
    monkeypatch.setattr(run_store, "run_id", lambda *_: next(words))
    assert [store.begin(NEW).id for _ in range(2)] == ["brave-otter", "calm-yak"]


def test_records_come_oldest_first_and_other_folders_are_no_runs(store: RunStore) -> None:
    begun = [store.begin(NEW.updated(created=NEW.created + timedelta(hours=hour))) for hour in (2, 0, 1)]
    (store.folder / "stages").mkdir()
    (store.folder / "mlflow.db").write_text("", "utf-8")
    assert [record.id for record in store.records()] == [begun[at].id for at in (1, 2, 0)]


def test_a_folder_that_is_not_there_holds_no_runs(store: RunStore) -> None:
    assert store.records() == [] and store.of_version("abc") is None


def test_an_update_is_written_and_leaves_nothing_aside(store: RunStore) -> None:
    begun = store.begin(NEW)
    store.update(begun.id, type="final", note="promoted")
    assert (store.read(begun.id).type, store.read(begun.id).note) == ("final", "promoted")
    assert [path.name for path in store.place(begun.id).iterdir()] == ["run.json"]


def test_the_run_of_a_bundle_is_the_newest_that_left_its_version(store: RunStore) -> None:
    for hour, version in ((0, "aa"), (1, "aa"), (2, "bb"), (3, "")):
        store.begin(NEW.updated(created=NEW.created + timedelta(hours=hour), version=version))
    found = store.of_version("aa")
    assert found is not None and found.created == NEW.created + timedelta(hours=1)
    assert store.of_version("") is None and store.of_version("cc") is None


def test_a_later_test_of_the_same_bundle_does_not_hide_the_run_that_counts(store: RunStore) -> None:
    for hour, kind in ((0, "test"), (1, "candidate"), (2, "test")):
        store.begin(NEW.updated(created=NEW.created + timedelta(hours=hour), version="aa", type=kind))
    store.begin(NEW.updated(version="bb", type="test"))
    assert [found.type for version in ("aa", "bb") if (found := store.of_version(version)) is not None] == ["candidate", "test"]


def test_a_run_that_is_not_there_or_not_readable_is_one_sentence(store: RunStore) -> None:
    with pytest.raises(FieldError, match="no such run"):
        store.read("2026-11-22-nobody")
    begun = store.begin(NEW)
    (store.place(begun.id) / "run.json").write_text("{", "utf-8")
    with pytest.raises(FieldError, match=r"run\.json is not a record"):
        store.read(begun.id)
