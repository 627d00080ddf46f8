from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from models.load import Bundle, load_bundle
from training.out_of_time import OUT_OF_TIME
from training.registry.connection import Connection
from training.registry.logged_run import NOTE, data_hash, fetch, find_run, log_json, log_run, retag
from training.runs.run_record import RunRecord

Recorded = Callable[..., tuple[RunRecord, Bundle]]


def test_a_run_is_logged_with_all_that_it_was_and_how_good_it_is(connection: Connection, recorded: Recorded) -> None:
    record, bundle = recorded(note="first try")
    figures = {"price.rmse": 0.4, "segment/kind/licence (a=b)/rmse": 0.3, "price.slope": None}
    run = log_run(connection, record, bundle, figures)
    data = connection.client.get_run(run.id).data
    assert data.params == {name: str(value) for name, value in bundle.manifest.parameters.items()}
    assert data.metrics == {"price.rmse": 0.4, "segment/kind/licence _a_b_/rmse": 0.3}
    expected = {"run": record.id, "type": "candidate", "bundle_version": bundle.manifest.version, "git_revision": "0123456789ab+", "simulated": "true"}
    assert expected.items() <= data.tags.items()
    assert data.tags["mlflow.source.git.commit"] == "0123456789ab" and data.tags[NOTE] == "first try"
    assert data.tags["data_sha256"] == data_hash(bundle) and data.tags["schema_hash"] == bundle.manifest.schema_hash
    assert connection.client.get_run(run.id).info.status == "FINISHED"


def test_the_bundle_is_an_artefact_that_loads_and_the_report_stands_beside_it(connection: Connection, recorded: Recorded) -> None:
    record, bundle = recorded()
    run = log_run(connection, record, bundle, {})
    stored = Path(run.files.removeprefix("file://"))
    assert load_bundle(stored / "bundle").manifest == bundle.manifest
    assert {path.name for path in (stored / "bundle").iterdir()} == {*bundle.manifest.files, "manifest.json"}, "prices stay out of it"
    assert {path.name for path in (stored / "report").iterdir()} == {"report.html", "report.json", "rejects.csv"}
    assert (stored / OUT_OF_TIME).is_file()


def test_all_metrics_are_logged_however_many(connection: Connection, recorded: Recorded) -> None:
    record, bundle = recorded()
    run = log_run(connection, record, bundle, {f"m{at}": float(at) for at in range(250)})
    assert len(connection.client.get_run(run.id).data.metrics) == 250


def test_the_newest_run_of_a_bundle_is_found_and_can_be_told_apart(connection: Connection, recorded: Recorded) -> None:
    record, bundle = recorded()
    assert find_run(connection, bundle.manifest.version) is None
    log_run(connection, record, bundle, {})
    newer = log_run(connection, record.updated(created=record.created.replace(year=2027)), bundle, {})
    assert find_run(connection, bundle.manifest.version) == newer
    assert find_run(connection, "0123456789ab") is None


def test_tags_change_and_files_come_back(connection: Connection, recorded: Recorded, tmp_path: Path) -> None:
    record, bundle = recorded(note="before")
    run = log_run(connection, record, bundle, {})
    retag(connection, run, type="rejected", note="after")
    tags = connection.client.get_run(run.id).data.tags
    assert (tags["type"], tags[NOTE]) == ("rejected", "after")
    log_json(connection, run, '{"passed": false}', "verdict.json")
    (tmp_path / "back").mkdir()
    found = fetch(connection, run, "verdict.json", tmp_path / "back")
    assert found is not None and found.read_text("utf-8") == '{"passed": false}'
    assert fetch(connection, run, "nothing.json", tmp_path / "back") is None


def test_the_data_hash_is_the_tables_own_and_that_of_all_where_there_are_several(recorded: Recorded) -> None:
    _, bundle = recorded()
    digests = [one.sha256 for one in bundle.manifest.data]
    assert len(digests) == 2 and data_hash(bundle) == hashlib.sha256("".join(digests).encode()).hexdigest()
    one = Bundle(bundle.layout, bundle.manifest.model_copy(update={"data": bundle.manifest.data[:1]}))
    assert data_hash(one) == digests[0]
