"""The client against the service itself, over a real connection; and what it needs: nothing."""

from __future__ import annotations

import ast
import inspect
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import service.client
from service.app import create_app
from service.client import NEVER, Client, Problem, Unreachable
from service.client.client import Client as Methods
from service.client.operations import OPERATIONS
from service.settings import Settings
from tests.service.client.answering import answering
from tests.service.conftest import FakeScorer, manifest
from tests.service.served import served

PACKAGE = Path(str(service.client.__file__)).parent
ROOT = PACKAGE.parent.parent


@pytest.fixture(scope="module")
def url(keep: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(create_app(Settings(data=keep(tmp_path_factory.mktemp("client"))), FakeScorer(manifest()))) as address:
        yield address


@pytest.fixture
def client(url: str) -> Iterator[Client]:
    with Client(url, language="en") as calling:
        yield calling


def test_every_operation_of_the_document_has_a_method() -> None:
    said = {node.value for node in ast.walk(ast.parse(inspect.getsource(Methods))) if isinstance(node, ast.Constant)}
    assert [operation for operation in OPERATIONS if operation not in said] == []


def test_the_operations_are_those_of_openapi_json() -> None:
    document = json.loads((ROOT / "openapi.json").read_text("utf-8"))
    found = {(one["operationId"], method.upper(), path) for path, operations in document["paths"].items() for method, one in operations.items()}
    assert {(name, operation.method, operation.path) for name, operation in OPERATIONS.items()} == found


def test_achievements_are_valued_in_order_and_a_wrong_one_in_its_place(client: Client) -> None:
    answer = client.value([{"id": "a", "text": "x"}, {"id": "b", "text": 5}], valuation_date="2024-05-01", audience="public")  # type: ignore[typeddict-item]
    assert [(one["id"], one["status"], one["audience"]) for one in answer["valuations"]] == [("a", "valued", "public"), ("b", "invalid", None)]
    assert answer["model"]["name"] == "fake"


def test_a_sweep_of_any_length_comes_in_order_and_is_read_as_it_is_sent(client: Client) -> None:
    taken = []

    def rows() -> Iterator[service.client.types.Achievement]:
        for at in range(25):
            taken.append(at)
            yield {"id": str(at), "text": f"text {at}"}

    swept = client.sweep(rows(), together=10, valuation_date="2024-05-01")
    assert next(swept)["id"] == "0"
    assert len(taken) == 10  # no more than one request holds
    assert [one["id"] for one in swept] == [str(at) for at in range(1, 25)]


def test_a_sweep_that_fails_on_its_way_raises_after_what_was_answered() -> None:
    last = {"type": "urn:problem-type:valuation:too_large", "title": "t", "status": 413, "detail": "d", "code": "too_large"}
    body = b'{"id": "1", "status": "valued"}\n' + json.dumps(last).encode() + b"\n"
    with answering((200, {"Content-Type": "application/x-ndjson"}, body)) as failing, Client(failing.url) as calling:
        swept = calling.sweep([{"text": "a"}, {"text": "b"}])
        assert next(swept)["id"] == "1"
        with pytest.raises(Problem, match="413 too_large"):
            next(swept)


def test_a_sweep_that_loses_rows_is_noticed() -> None:
    with answering((200, {}, b'{"status": "valued"}\n')) as losing, Client(losing.url) as calling, pytest.raises(Unreachable, match="1 valuations came for 2"):
        list(calling.sweep([{"text": "a"}, {"text": "b"}]))


def test_the_model_and_the_state_of_the_service_are_told(client: Client) -> None:
    assert (client.model()["name"], client.tensors()["name"]) == ("fake", "valuation")
    assert (client.live()["status"], client.ready()["status"]) == ("live", "ready")
    assert (client.server_live()["live"], client.server_ready()["ready"], client.tensors_ready()["ready"]) == (True, True, True)
    assert client.server()["name"] == "valuation" and client.start()["model"] == "GET /v1/model"
    assert "valuation_requests_total" in client.metrics()


def test_the_open_inference_protocol_answers_by_name_and_by_version(client: Client) -> None:
    version = manifest().version
    text = {"name": "text", "shape": [2], "datatype": "BYTES", "data": ["a", "b"]}
    found = client.infer([text], outputs=["price_p50"])  # type: ignore[list-item]
    assert found == client.infer([text], outputs=["price_p50"], version=version, query={"audience": "seller"})  # type: ignore[list-item]
    assert [one["name"] for one in found["outputs"]] == ["price_p50"]
    assert client.tensors(version=version)["versions"] == [version] and client.tensors_ready(version=version)["ready"]


def test_a_refusal_is_a_problem_with_its_code_and_places_in_the_language_of_the_client(url: str) -> None:
    with Client(url, language="zh", retries=NEVER) as calling, pytest.raises(Problem) as refused:
        calling.value([])
    assert (refused.value.code, refused.value.status, refused.value.title) == ("invalid_input", 422, "请求的结构不符合要求")
    assert [error["pointer"] for error in refused.value.errors] == ["/achievements"]
    assert refused.value.request_id


def test_it_needs_nothing_but_the_standard_library() -> None:
    """In an interpreter that has no site-packages and sees the package `service` alone."""
    code = (
        "import sys, json; before = set(sys.modules); sys.path.insert(0, sys.argv[1]);"
        "import service.client;"
        "print(json.dumps(sorted({name.split('.')[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names))))"
    )
    done = subprocess.run([sys.executable, "-I", "-S", "-c", code, str(ROOT)], capture_output=True, text=True, check=True, timeout=60)
    assert json.loads(done.stdout) == ["service"]


def test_it_is_marked_as_typed() -> None:
    assert (PACKAGE / "py.typed").is_file()


def test_keys_are_made_rotated_and_ended(keep: Callable[[Path], Path], tmp_path: Path) -> None:
    with served(create_app(Settings(data=keep(tmp_path)), FakeScorer(manifest()))) as address, Client(address) as demo:
        first = demo.make_key({"name": "first", "owner": "me", "scopes": ["admin"], "audience": "seller"})
        with Client(address, key=first["text"]) as calling:
            after = calling.rotate_key(first["key"]["id"], grace=60)
            assert {key["id"] for key in calling.keys()["keys"]} == {first["key"]["id"], after["key"]["id"]}
            calling.revoke_key(after["key"]["id"])
        with Client(address, bearer=after["text"]) as ended, pytest.raises(Problem, match="401 unauthenticated"):
            ended.model()
