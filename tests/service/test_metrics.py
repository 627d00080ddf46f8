from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from service.job import Part
from service.metrics import SHARED_FOLDER, Metrics
from tests.service.conftest import FakeScorer, manifest
from valuation.features import Columns


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
    assert samples(client.get("/metrics").text)["valuation_model_info", "champion", described.name, described.digest, described.version] == 1


def test_two_services_in_one_process_count_apart() -> None:
    one, other = Metrics(), Metrics()
    one.rejected("deadline")
    assert b'valuation_rejected_total{reason="deadline"} 1.0' in one.exposition()[0]
    assert b'valuation_rejected_total{reason="deadline"} 0.0' in other.exposition()[0]


def test_worker_processes_answer_for_all_of_them(tmp_path: Path) -> None:
    environment = {**os.environ, SHARED_FOLDER: str(tmp_path)}
    script = "from service.metrics import Metrics; m = Metrics(); m.rejected('deadline'); print(m.exposition()[0].decode())"
    texts = [subprocess.run([sys.executable, "-c", script], env=environment, check=True, capture_output=True, text=True).stdout for _ in range(2)]
    assert [samples(text)["valuation_rejected_total", "deadline"] for text in texts] == [1, 2]


RELIED_ON = {
    "valuation_requests_total": {"route", "outcome"},
    "valuation_request_duration_seconds_count": {"route"},
    "valuation_queue_rows": set(),
    "valuation_queue_wait_seconds_count": set(),
    "valuation_batch_rows_sum": set(),  # inference_count
    "valuation_batch_rows_count": set(),  # exec_count
    "valuation_batch_released_total": {"reason"},
    "valuation_stage_seconds_count": {"stage"},
    "valuation_rejected_total": {"reason"},
    "valuation_model_info": {"name", "version", "alias", "sha256"},
    "valuation_prediction_interval_width_ratio_count": set(),
}
"""What dashboards outside call these by."""


def test_the_names_that_others_rely_on_are_served(client: TestClient) -> None:
    client.post("/v1/valuations", json={"achievements": [{"text": "a"}]})
    families = text_string_to_metric_families(client.get("/metrics").text)
    found = {sample.name: set(sample.labels) - {"le"} for family in families for sample in family.samples}
    assert {name: found.get(name) for name in RELIED_ON} == RELIED_ON


def test_every_reason_is_there_before_it_happens() -> None:
    found = samples(Metrics().exposition()[0].decode())
    for reason in ("overloaded", "deadline", "cancelled", "invalid", "backend", "quota"):
        assert found["valuation_rejected_total", reason] == 0
    for reason in ("full", "drained", "deadline"):
        assert found["valuation_batch_released_total", reason] == 0


def test_the_width_of_an_interval_is_its_high_end_over_its_low_one_and_a_refused_row_has_none(client: TestClient) -> None:
    client.post("/v1/valuations", json={"achievements": [{"text": "a"}, {"text": "foreign"}, {"text": "poison"}]})
    found = samples(client.get("/metrics").text)
    assert found["valuation_prediction_interval_width_ratio_count",] == 2  # of the fakes, one that is refused has its numbers all the same
    assert found["valuation_prediction_interval_width_ratio_sum",] == 2 * 50  # the bound above exp(3.2): the sum gives no single width back


@pytest.mark.parametrize("audience", ["buyer", "public"])
def test_who_sees_no_interval_finds_none_in_the_open_counters(client: TestClient, audience: str) -> None:
    call = {"audience": audience, "achievements": [{"text": "a"}]}
    assert client.post("/v1/valuations", json=call).json()["valuations"][0]["status"] == "valued"
    assert client.post(f"/v1/valuations?audience={audience}", content=b'{"text": "a"}', headers={"Content-Type": "application/x-ndjson"}).status_code == 200
    assert samples(client.get("/metrics").text)["valuation_prediction_interval_width_ratio_count",] == 0


def test_a_row_without_numbers_has_no_width(client: TestClient) -> None:
    client.post("/v1/valuations", json={"achievements": [{"text": "nan"}]})
    assert samples(client.get("/metrics").text)["valuation_prediction_interval_width_ratio_count",] == 0


def named(metrics: Metrics) -> set[tuple[str, str]]:
    """(alias, version) of every model that the exposition names."""
    families = text_string_to_metric_families(metrics.exposition()[0].decode())
    return {(one.labels["alias"], one.labels["version"]) for family in families for one in family.samples if one.name == "valuation_model_info"}


def test_after_a_swap_only_the_new_model_is_named() -> None:
    metrics = Metrics()
    metrics.serves(manifest(version="old"))
    metrics.serves(manifest(version="rival"), "challenger")
    metrics.serves(manifest(version="new"))
    assert named(metrics) == {("champion", "new"), ("challenger", "rival")}
    metrics.retired("challenger")
    metrics.serves(manifest(version="new"))
    assert named(metrics) == {("champion", "new")}


def test_workers_name_only_what_they_serve_now(tmp_path: Path) -> None:
    environment = {**os.environ, SHARED_FOLDER: str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])}
    script = """
import sys
from service.metrics import Metrics
from tests.service.conftest import manifest
metrics = Metrics()
for version in sys.argv[1:]:
    metrics.serves(manifest(version=version))
print(metrics.exposition()[0].decode())
"""
    texts = [
        subprocess.run([sys.executable, "-c", script, *versions], env=environment, check=True, capture_output=True, text=True).stdout
        for versions in (["one", "two"], ["three", "four"])
    ]
    found = [re.findall(r'valuation_model_info\{.*version="(\w+)"\} 1.0', text) for text in texts]
    assert found == [["two"], ["four"]]  # the first process has ended


def test_of_a_batch_of_many_callers_each_counts_its_own_rows_alone(make_scorer: Callable[..., FakeScorer], rows: Callable[..., Columns]) -> None:
    whole, counters = make_scorer().score(rows("a", "b", "c", "d")), Metrics()
    for first in range(4):
        counters.shown((Part(1, whole, first),), "seller")
    assert b"valuation_prediction_interval_width_ratio_count 4.0" in counters.exposition()[0]
