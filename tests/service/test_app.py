from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from starlette.testclient import TestClient

from models.load import BundleError
from service.app import create_app

ROOT = Path(__file__).parents[2]
HEAVY = ("torch", "lightgbm", "sklearn", "sentence_transformers", "pandas", "mlflow", "matplotlib", "onnx", "pyarrow", "transformers")


def test_the_service_imports_no_training_package_and_is_quick_about_it() -> None:
    script = f"""
import sys, time
started = time.perf_counter()
from service.app import create_app
from service.settings import Settings
import service.__main__
create_app(Settings())
print([name for name in {HEAVY!r} if name in sys.modules], time.perf_counter() - started)
"""
    printed = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
    found, _, seconds = printed.rpartition(" ")
    assert found == "[]"
    assert float(seconds) < 3


def test_a_bundle_that_cannot_be_used_stops_the_start(settings: Any, tmp_path: Path) -> None:
    app = create_app(settings.model_copy(update={"bundle": tmp_path}))
    with pytest.raises(BundleError, match="not a bundle"), TestClient(app):
        pass


def test_two_applications_do_not_know_of_each_other(open_client: Any, make_scorer: Any) -> None:
    one, other = open_client(make_scorer(name="one")), open_client(make_scorer(name="other"))
    assert (one.get("/v1/model").json()["name"], other.get("/v1/model").json()["name"]) == ("one", "other")


def test_every_route_answers_every_wrong_method_with_a_problem(client: TestClient) -> None:
    for path in client.get("/openapi.json").json()["paths"]:
        response = client.request("TRACE", path)
        assert (response.status_code, response.headers["content-type"]) == (405, "application/problem+json")
        assert response.json()["code"] == "method_not_allowed"


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/live/", "/v1", "/v1/valuations/", "/%2e%2e/etc/passwd"])
def test_what_is_not_there_is_a_problem_and_no_redirect(client: TestClient, path: str) -> None:
    response = client.get(path, follow_redirects=False)
    assert (response.status_code, response.headers["content-type"]) == (404, "application/problem+json")


def test_a_scorer_on_a_device_is_given_a_second_batch_while_it_scores_the_first(open_client: Any, make_scorer: Any) -> None:
    scorer = make_scorer()
    scorer.in_flight = 2
    scorer.gate.clear()
    client = open_client(scorer)
    with ThreadPoolExecutor(2) as pool:
        calls = [pool.submit(client.post, "/v1/valuations", json={"achievements": [{"text": "one"}]})]
        assert scorer.started.wait(10)  # else both may go as one batch
        calls += [pool.submit(client.post, "/v1/valuations", json={"achievements": [{"text": "other"}]})]
        while len(scorer.batches) < 2 and not any(call.done() for call in calls):
            sleep(0.01)
        waiting = [call.done() for call in calls]
        scorer.gate.set()
        assert [call.result().status_code for call in calls] == [200, 200]
    assert waiting == [False, False] and len(scorer.batches) == 2
