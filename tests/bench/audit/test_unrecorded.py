"""The service that is measured beside the real one answers the same and records nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from bench.audit import unrecorded
from service.app import create_app
from service.audit.audit import Audit
from service.settings import Settings
from service.store.database import Database
from service.store.tables import audit_records
from tests.service.conftest import FakeScorer, manifest


@pytest.mark.parametrize("recording", [True, False])
def test_only_the_record_is_missing(recording: bool, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    from service.store.migrate import migrate

    settings = Settings(data=tmp_path_factory.mktemp("kept"))
    database = Database(settings.storage)
    migrate(database)
    if not recording:
        monkeypatch.setattr(Audit, "record", unrecorded._unrecorded)
    with TestClient(create_app(settings, FakeScorer(manifest()))) as client:
        assert client.post("/v1/valuations", json={"achievements": [{"text": "one"}]}).json()["valuations"][0]["status"] == "valued"
    with database.read() as connection:
        kinds = connection.execute(select(func.count()).where(audit_records.c.kind == "valuation")).scalar_one()
    database.close()
    assert kinds == int(recording)
