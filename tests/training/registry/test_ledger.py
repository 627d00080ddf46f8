from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models.champion import Pointer
from models.load import Bundle
from training.out_of_time import OUT_OF_TIME
from training.promotion_gate import Check, Verdict
from training.registry.ledger import Ledger
from training.registry.logged_run import NOTE, find_run
from training.registry.versions import CHALLENGER, CHAMPION, PREVIOUS, holder
from training.runs.run_record import RunRecord

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
PASSED = Verdict((Check("pinball", "−0.01", "≤ 0", "passed", "w"),))
FAILED = Verdict((Check("pinball", "+0.10", "≤ 0", "failed", "w"),))
Recorded = Callable[..., tuple[RunRecord, Bundle]]


@pytest.fixture
def ledger(runs: Path) -> Ledger:
    return Ledger.of(runs)


def test_a_promoted_run_becomes_final_in_both_books_with_the_reason(ledger: Ledger, recorded: Recorded) -> None:
    record, bundle = recorded(note="longer texts")
    version = bundle.manifest.version
    told = ledger.promoted(bundle, Pointer.of([version], NOW), PASSED, NOW)
    written = ledger.store.read(record.id)
    assert written.type == "final" and written.note == "longer texts; champion since 2026-11-22 09:00 UTC, passed every criterion"
    run = find_run(ledger.connection, version)
    assert run is not None
    tags = ledger.connection.client.get_run(run.id).data.tags
    assert (tags["type"], tags[NOTE]) == ("final", written.note)
    champion = holder(ledger.connection, "market", CHAMPION)
    assert champion is not None and champion.bundle == version and len(told) == 1


def test_a_rejected_run_says_why_and_challenges_no_more(ledger: Ledger, recorded: Recorded) -> None:
    record, bundle = recorded()
    ledger.promoted(bundle, Pointer.of([bundle.manifest.version], NOW), None, NOW)
    _, other = recorded(folder="other")
    ledger.rejected(other, FAILED, NOW)
    written = ledger.store.of_version(other.manifest.version)
    assert written is not None and written.type == "rejected" and "failed on pinball +0.10 (≤ 0)" in written.note
    assert ledger.store.read(record.id).type == "candidate", "no verdict, no change"
    assert holder(ledger.connection, "market", CHALLENGER) is None
    run = find_run(ledger.connection, other.manifest.version)
    assert run is not None and (Path(run.files.removeprefix("file://")) / "verdict.json").is_file()


def test_a_version_that_was_rolled_back_is_rejected_and_the_aliases_follow(ledger: Ledger, recorded: Recorded) -> None:
    (_, old), (record, new) = recorded(folder="a"), recorded(folder="bb")
    versions = [new.manifest.version, old.manifest.version]
    ledger.promoted(old, Pointer.of(versions[1:], NOW), PASSED, NOW)
    ledger.promoted(new, Pointer.of(versions, NOW), PASSED, NOW)
    assert holder(ledger.connection, "market", PREVIOUS) is not None
    ledger.rolled_back(Pointer.of(versions[1:], NOW), versions[0], NOW)
    written = ledger.store.read(record.id)
    assert written.type == "rejected" and written.note.endswith(f"rolled back on 2026-11-22 09:00 UTC to {versions[1]}")
    champion = holder(ledger.connection, "market", CHAMPION)
    assert champion is not None and champion.bundle == versions[1] and holder(ledger.connection, "market", PREVIOUS) is None


def test_a_bundle_from_elsewhere_is_entered_once_under_its_own_name(ledger: Ledger, recorded: Recorded, runs: Path) -> None:
    record, bundle = recorded()
    for file in ledger.store.place(record.id).iterdir():
        file.unlink()
    entered = [ledger.entered(bundle, NOW) for _ in range(2)]
    assert entered[0][1] == entered[1][1] and entered[0][0].id == f"market-{bundle.manifest.version}"
    ledger.promoted(bundle, Pointer.of([bundle.manifest.version], NOW), PASSED, NOW)
    assert ledger.store.records() == []


def test_predictions_are_taken_beside_the_bundle_or_from_mlflow_but_never_those_of_another(ledger: Ledger, recorded: Recorded) -> None:
    (_, bundle), (_, other) = recorded(folder="a"), recorded(folder="bb")
    beside = ledger.predictions(bundle)
    assert beside is not None and beside.version == bundle.manifest.version
    ledger.entered(bundle, NOW)
    (bundle.layout.folder / OUT_OF_TIME).unlink()
    stored = ledger.predictions(bundle)
    assert stored is not None and stored.version == bundle.manifest.version and len(stored) == len(beside)
    (other.layout.folder / OUT_OF_TIME).rename(bundle.layout.folder / OUT_OF_TIME)
    found = ledger.predictions(bundle)
    assert found is not None and found.version == bundle.manifest.version
    assert ledger.predictions(other) is None
