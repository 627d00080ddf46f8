from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as budget
from hypothesis import strategies as st
from starlette.testclient import TestClient

from service.app import create_app
from service.arrow_answers import HIDDEN
from service.settings import Settings
from tests.service.arrow import ARROW, refused, stream, sweep
from tests.service.conftest import FakeScorer

ROOT = Path(__file__).parents[2]
ACHIEVEMENTS: list[dict[str, Any]] = [
    {
        "id": f"A-{at}",
        "title": f"一种电池负极材料{at}",
        "text": f"本发明公开了第{at}种硅碳负极材料的制备方法，" + "循环寿命长，" * (at % 40),
        "keywords": ["电池", "硅碳"][: at % 3],
        "valuation_date": f"20{20 + at % 7}-0{1 + at % 9}-11",
        "contract_type": ["技术转让", "技术开发", "技术服务", "技术许可"][at % 4],
        "technology_field": "新材料及其应用" if at % 5 else "电子信息",
        "seller_kind": "高等院校",
        "attributes": {"rd_cost_wan": 7.3 * at, "right_count": at % 4, "exclusivity": "exclusive"},
    }
    for at in range(150)
]
NUMBERS: dict[str, Callable[[Any], float]] = {
    "price_point": lambda one: one["price"]["point"],
    "price_p05": lambda one: one["price"]["quantiles"]["p05"],
    "price_p95": lambda one: one["price"]["quantiles"]["p95"],
    "trl_expected": lambda one: one["maturity"]["expected"],
    "value_economic": lambda one: one["values"]["economic"]["score"],
    "value_signal_technical": lambda one: one["signals"]["technical"],
    "confidence_level": lambda one: one["price"]["confidence_level"],
}


def flat(items: list[dict[str, Any]]) -> pa.Table:
    return pa.Table.from_pylist([{**{name: value for name, value in item.items() if name != "attributes"}, **item.get("attributes", {})} for item in items])


@pytest.fixture(scope="module")
def demo(keep: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with TestClient(create_app(Settings(bundle=ROOT / "models/demo", data=keep(tmp_path_factory.mktemp("demo")))), raise_server_exceptions=False) as client:
        yield client


def test_the_same_achievements_as_json_as_ndjson_and_as_arrow_have_the_same_numbers_to_the_last_bit(demo: TestClient) -> None:
    valued = demo.post("/v1/valuations", json={"achievements": ACHIEVEMENTS}).json()["valuations"]
    assert {one["status"] for one in valued} == {"valued"}
    lines = demo.post("/v1/valuations", content="\n".join(map(json.dumps, ACHIEVEMENTS)), headers={"Content-Type": "application/x-ndjson"})
    assert [json.loads(line) for line in lines.text.splitlines()] == valued
    table = flat(ACHIEVEMENTS)
    coded = table.set_column(table.schema.get_field_index("contract_type"), "contract_type", table["contract_type"].dictionary_encode())
    for sent, rows in ((table, None), (table, 7), (coded, 64)):
        answered = sweep(demo, sent, rows=rows).to_pydict()
        assert answered["id"] == [one["id"] for one in valued]
        for name, number in NUMBERS.items():
            assert answered[name] == [number(one) for one in valued], name


def test_rows_that_cannot_be_read_are_refused_in_their_places(client: TestClient) -> None:
    table = pa.table({"text": ["a", "b", None, "c"], "contract_type": ["技术转让", "nonsense", None, None], "team": [1.0, 2.0, None, float("inf")]})
    answered = sweep(client, table, rows=3).to_pylist()
    assert [one["refused"] for one in answered] == [False, True, True, True]
    assert [str(one["reason"]).split(":")[0:2] for one in answered[1:]] == [["unreadable_row", f" {name}"] for name in ("contract_type", "text", "team")]
    counted = client.get("/metrics").text
    assert 'valuation_valuations_total{status="valued"} 1.0' in counted and 'valuation_valuations_total{status="invalid"} 3.0' in counted


def test_a_row_that_breaks_the_scorer_fails_alone(client: TestClient) -> None:
    answered = sweep(client, pa.table({"text": ["a", "poison", "b"]})).to_pylist()
    assert [one["reason"] for one in answered] == [None, "scoring_failed", None]


def test_a_buyer_sees_no_price_and_the_query_says_date_and_language(client: TestClient) -> None:
    (one,) = sweep(client, pa.table({"text": ["a"]}), "?audience=buyer&valuation_date=2024-02-29&lang=en").to_pylist()
    assert not any(one[name] for name in HIDDEN) and one["trl_expected"] is not None
    assert one["valuation_date"].isoformat() == "2024-02-29"
    assert "statement_en" in one and "statement_zh" not in one


def test_the_schema_lists_what_was_ignored_and_what_was_looked_for_in_vain(client: TestClient) -> None:
    metadata = sweep(client, pa.table({"text": ["a"], "phase": ["I"], "own colour": ["red"]})).schema.metadata
    assert json.loads(metadata[b"ignored_columns"]) == ["own colour"]
    assert json.loads(metadata[b"missing_columns"]) == ["contract_type", "team", "years_to_market"]


def test_an_empty_stream_is_answered_by_an_empty_one(client: TestClient) -> None:
    assert sweep(client, pa.table({"text": pa.array([], pa.string())})).num_rows == 0


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 400, "malformed"),
        (b"PAR1 is another format", 400, "malformed"),
        (stream(pa.table({"text": ["a"]}))[:-40], 400, "malformed"),
        (pa.table({"title": ["a"]}), 422, "invalid_input"),
        (pa.table({"text": [1]}), 422, "invalid_input"),
        (pa.table({"text": ["a"], "成交金额": [1]}), 422, "invalid_input"),
        (pa.table({"text": pa.nulls(10**9)}), 413, "too_large"),
    ],
)
def test_what_cannot_be_answered_at_all_is_a_problem(client: TestClient, body: Any, status: int, code: str) -> None:
    problem = refused(client, body)
    assert (problem["status"], problem["code"]) == (status, code)


@pytest.mark.parametrize("query", ["?audience=friends", "?valuation_date=tomorrow", "?lang=fr"])
def test_a_query_that_cannot_be_read_is_a_problem(client: TestClient, query: str) -> None:
    assert refused(client, pa.table({"text": ["a"]}), query)["status"] == 422


def test_an_encoded_body_is_refused(client: TestClient) -> None:
    answer = client.post("/v1/valuations", content=b"x", headers={"Content-Type": ARROW, "Content-Encoding": "gzip"})
    assert answer.status_code == 415


def test_limits_are_those_of_the_settings(open_client: Callable[..., TestClient], scorer: FakeScorer) -> None:
    table = pa.table({"text": ["text"] * 3_000})
    assert refused(open_client(scorer, max_sweep_body=2_048), table)["code"] == "too_large"
    assert refused(open_client(scorer, max_sweep_message=2_048), table)["code"] == "too_large"
    assert refused(open_client(scorer, max_sweep_rows=2_999), table)["code"] == "too_large"
    assert sweep(open_client(scorer, max_sweep_rows=3_000), table).num_rows == 3_000


def test_large_batches_of_the_sender_are_cut_and_answered_in_order(client: TestClient, scorer: FakeScorer) -> None:
    answered = sweep(client, pa.table({"text": [f"text {at}" for at in range(2_500)], "id": range(2_500)}))
    assert answered["id"].to_pylist() == list(range(2_500))
    assert scorer.rows_seen == [f"text {at}" for at in range(2_500)]
    assert max(map(len, scorer.batches)) < 2_500


@given(st.integers(0, 2_000), st.binary(min_size=1, max_size=12))
@budget(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_a_stream_with_other_bytes_in_it_is_never_an_unexpected_error(client: TestClient, at: int, other: bytes) -> None:
    whole = stream(pa.table({"text": ["a", "b"], "contract_type": pa.array(["技术转让", None]).dictionary_encode(), "team": [1.0, 2.0]}), compression="lz4")
    at %= len(whole)
    body = whole[:at] + other + whole[at + len(other) :]
    answer = client.post("/v1/valuations", content=body, headers={"Content-Type": ARROW})
    assert answer.status_code in (200, 400, 413, 422), answer.text


@given(st.binary(max_size=64))
@budget(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_any_bytes_are_never_an_unexpected_error(client: TestClient, body: bytes) -> None:
    answer = client.post("/v1/valuations", content=body, headers={"Content-Type": ARROW})
    assert answer.status_code in (400, 413, 422), answer.text
