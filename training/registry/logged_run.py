"""A training run in MLflow: what it was asked, how good it is overall and by segment, its report, its bundle, and where all of it came from."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from time import time

from models.layout import MANIFEST
from models.load import Bundle
from training.out_of_time import OUT_OF_TIME
from training.registry.connection import Connection, plain_errors
from training.runs.run_record import RunRecord

BUNDLE, REPORT = "bundle", "report"
BESIDE = ("report.html", "report.json", "rejects.csv")
"""Files beside a bundle that tell of its run."""
RUN, VERSION, TYPE, NOTE = "run", "bundle_version", "type", "mlflow.note.content"
"""Names of tags; MLflow's page shows the last one as the run's description."""
_BATCH = 100


@dataclass(frozen=True)
class LoggedRun:
    """A run in MLflow, and where its files lie."""

    id: str
    files: str


def log_run(connection: Connection, record: RunRecord, bundle: Bundle, figures: Mapping[str, float | None]) -> LoggedRun:
    """Writes the whole run; `figures` are the run's metrics by name, None where one has no meaning."""
    client = connection.client
    with plain_errors(connection.uri):
        from mlflow.entities import Metric, Param

        now = int(time() * 1000)
        begun = client.create_run(connection.experiment, start_time=int(record.created.timestamp() * 1000), run_name=record.id, tags=_tags(record, bundle))
        run = LoggedRun(begun.info.run_id, begun.info.artifact_uri)
        params = [Param(name, str(value)) for name, value in bundle.manifest.parameters.items()]
        metrics = [Metric(_name(name), float(value), now, 0) for name, value in figures.items() if value is not None]
        for start in range(0, len(params), _BATCH):
            client.log_batch(run.id, params=params[start : start + _BATCH])
        for start in range(0, len(metrics), _BATCH):
            client.log_batch(run.id, metrics=metrics[start : start + _BATCH])
        _log_files(connection, run, bundle)
        client.set_terminated(run.id)
        return run


def find_run(connection: Connection, version: str) -> LoggedRun | None:
    """The newest run that left a bundle of that version."""
    with plain_errors(connection.uri):
        found = connection.client.search_runs([connection.experiment], f"tags.{VERSION} = '{version}'", max_results=1, order_by=["attributes.start_time DESC"])
        return LoggedRun(found[0].info.run_id, found[0].info.artifact_uri) if found else None


def retag(connection: Connection, run: LoggedRun, **tags: str) -> None:
    """Replaces tags of a run; `note` is its description."""
    with plain_errors(connection.uri):
        for name, value in tags.items():
            connection.client.set_tag(run.id, NOTE if name == "note" else name, value)


def log_json(connection: Connection, run: LoggedRun, content: str, file: str) -> None:
    """Adds a small file to a run."""
    with plain_errors(connection.uri):
        connection.client.log_text(run.id, content, file)


def fetch(connection: Connection, run: LoggedRun, file: str, into: Path) -> Path | None:
    """A copy of one of the run's files in a folder; None where the run has no such file."""
    with plain_errors(connection.uri):
        if file not in {one.path for one in connection.client.list_artifacts(run.id)}:
            return None
        return Path(connection.client.download_artifacts(run.id, file, str(into)))


def _tags(record: RunRecord, bundle: Bundle) -> dict[str, str]:
    manifest = bundle.manifest
    tags = {RUN: record.id, TYPE: record.type, VERSION: manifest.version, "bundle_digest": manifest.digest, "schema_hash": manifest.schema_hash}
    tags |= {"data_sha256": data_hash(bundle), "data": json.dumps({one.source: one.sha256 for one in manifest.data}), "seed": str(manifest.seed)}
    tags |= {"simulated": str(manifest.simulated).lower(), "encoder": manifest.encoder.name, "mlflow.source.name": "make train"}
    tags |= {} if record.revision is None else {"git_revision": record.revision, "mlflow.source.git.commit": record.revision.removesuffix("+")}
    tags |= {} if manifest.price is None else {"price_concept": manifest.price.concept, "currency": manifest.price.currency}
    return tags | ({NOTE: record.note} if record.note else {})


def data_hash(bundle: Bundle) -> str:
    """One sha256 over those of all tables that the bundle learned from; of one table it is that table's own."""
    digests = [one.sha256 for one in bundle.manifest.data]
    return digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()


def _log_files(connection: Connection, run: LoggedRun, bundle: Bundle) -> None:
    folder, client = bundle.layout.folder, connection.client
    with tempfile.TemporaryDirectory(prefix="valuation-bundle-") as scratch:
        for name in (*bundle.manifest.files, MANIFEST):
            shutil.copyfile(folder / name, Path(scratch) / name)
        client.log_artifacts(run.id, scratch, BUNDLE)
    for name in BESIDE:
        if (folder / name).is_file():
            client.log_artifact(run.id, str(folder / name), REPORT)
    if (folder / OUT_OF_TIME).is_file():
        client.log_artifact(run.id, str(folder / OUT_OF_TIME))


def _name(metric: str) -> str:
    """As MLflow takes it: letters, digits and `_ - . / : space`."""
    return re.sub(r"[^\w\-./: ]", "_", metric)[:250]
