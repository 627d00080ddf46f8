from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from service.metrics import SHARED_FOLDER, Metrics


def samples(text: str) -> dict[tuple[str, ...], float]:
    """(name, label values …) → value."""
    return {(sample.name, *sample.labels.values()): sample.value for family in text_string_to_metric_families(text) for sample in family.samples}


def test_a_call_is_counted_in_every_stage(client: TestClient) -> None:
    items = [{"text": "a"}, {"text": "foreign"}, {"text": 5}, {"text": "poison"}]
    assert client.post("/v1/valuations", json={"achievements": items}).status_code == 200
    found = samples(client.get("/metrics").text)
    assert found["valuation_valuations_total", "valued"] == 1
    assert found["valuation_valuations_total", "refused"] == 2
    assert found["valuation_valuations_total", "invalid"] == 1
    assert found["valuation_rejected_total", "invalid"] == 1
    assert found["valuation_rejected_total", "backend"] == 1
    assert found["valuation_batch_rows_sum",] == 3
    assert found["valuation_batch_released_total", "drained"] == 1
    assert found["valuation_queue_wait_seconds_count",] == 1
    assert found["valuation_queue_rows",] == 0
    assert {stage: found["valuation_stage_seconds_count", stage] for stage in ("decode", "score", "encode")} == {"decode": 1, "score": 1, "encode": 1}
    assert found["valuation_requests_total", "200", "/v1/valuations"] == 1
    assert found["valuation_request_duration_seconds_count", "/v1/valuations"] == 1


def test_the_bundle_that_answers_is_named(client: TestClient, scorer: Any) -> None:
    described = scorer.bundle.manifest
    assert samples(client.get("/metrics").text)["valuation_model_info", described.name, described.digest, described.version] == 1


def test_two_services_in_one_process_count_apart() -> None:
    one, other = Metrics(), Metrics()
    one.rejected("deadline")
    assert b'valuation_rejected_total{reason="deadline"} 1.0' in one.exposition()[0]
    assert b'reason="deadline"' not in other.exposition()[0]


def test_worker_processes_answer_for_all_of_them(tmp_path: Path) -> None:
    environment = {**os.environ, SHARED_FOLDER: str(tmp_path)}
    script = "from service.metrics import Metrics; m = Metrics(); m.rejected('deadline'); print(m.exposition()[0].decode())"
    texts = [subprocess.run([sys.executable, "-c", script], env=environment, check=True, capture_output=True, text=True).stdout for _ in range(2)]
    assert [samples(text)["valuation_rejected_total", "deadline"] for text in texts] == [1, 2]
