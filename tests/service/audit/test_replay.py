"""What was answered over every door comes again from the record, and a record that was not so answered does not."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from starlette.testclient import TestClient

from service.app import create_app
from service.audit.key_file import read_keys
from service.audit.output import Output
from service.audit.reading import kept_output, opened_input, record_of
from service.audit.record import Record
from service.audit.replay import Replay, difference, replay
from service.audit.seal import Seal
from service.served import Served
from service.settings import Settings
from service.store.database import Database
from tests.service.conftest import FakeScorer

HERE = {"onnxruntime": "1", "cpu": "x"}
ITEMS: list[Any] = [
    {"id": "a", "text": "一种方法", "listing": {"listing_id": "L-1", "version": 2, "state": "受理审核"}, "asking_price": {"amount": 10, "currency": "CNY"}},
    {"id": "b", "text": 5},
    {"id": "c", "text": "foreign words"},
    {"id": "d", "text": "poison"},
    {"id": "e", "text": "nan"},
]


def stored(settings: Settings, id: str) -> tuple[Record, bytes, bytes]:
    database = Database(settings.storage)
    with database.read() as connection:
        record = record_of(connection, id)
    database.close()
    assert record is not None
    asked, kept = opened_input(record, Seal(read_keys(settings.audit_keys))), kept_output(record)
    assert asked is not None and kept is not None
    return record, asked, kept


def again(settings: Settings, scorer: FakeScorer, id: str, **changes: Any) -> Replay:
    how = {"then": HERE, "now": HERE} | changes
    return replay(*stored(settings, id), Served.of(scorer), settings, how["then"], how["now"])


def sent(settings: Settings, scorer: FakeScorer, content: bytes, kind: str, query: str = "", path: str = "/v1/valuations") -> str:
    with TestClient(create_app(settings, scorer)) as client:
        answer = client.post(f"{path}{query}", content=content, headers={"Content-Type": kind})
    assert answer.status_code == 200, answer.text
    return str(answer.headers["x-record-id"])


@pytest.mark.parametrize("query", ["", "?lang=zh"])
@pytest.mark.parametrize("audience", ["seller", "buyer"])
def test_a_call_comes_again_to_the_last_bit(settings: Settings, scorer: FakeScorer, audience: str, query: str) -> None:
    record = sent(settings, scorer, json.dumps({"achievements": ITEMS, "audience": audience}).encode(), "application/json", query)
    found = again(settings, scorer, record)
    assert (found.holds, found.same_bytes, found.largest, found.items) == (True, True, 0.0, 5)


def test_a_chunk_of_an_ndjson_sweep_comes_again(settings: Settings, scorer: FakeScorer) -> None:
    lines = b"\n".join(json.dumps(item).encode() for item in [*ITEMS, "no object"])
    record = sent(settings, scorer, lines, "application/x-ndjson", "?valuation_date=2024-02-29")
    assert again(settings, scorer, f"{record}-0").same_bytes


def test_a_chunk_of_an_arrow_sweep_comes_again(settings: Settings, scorer: FakeScorer) -> None:
    sink = io.BytesIO()
    table = pa.table({"id": ["a", "b", "c"], "text": ["one", "foreign words", "poison"], "phase": ["I", None, "II"]})
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    record = sent(settings, scorer, sink.getvalue(), "application/vnd.apache.arrow.stream", "?audience=public")
    found = again(settings, scorer, f"{record}-0")
    assert (found.same_bytes, found.items) == (True, 3)


def test_an_inference_comes_again(settings: Settings, scorer: FakeScorer) -> None:
    call = {"id": "x", "inputs": [{"name": "text", "shape": [2], "datatype": "BYTES", "data": ["one", "two"]}]}
    record = sent(settings, scorer, json.dumps(call).encode(), "application/json", path="/v2/models/valuation/infer")
    assert again(settings, scorer, record).same_bytes


def test_a_call_without_a_single_readable_item_comes_again(settings: Settings, scorer: FakeScorer) -> None:
    record = sent(settings, scorer, b'{"achievements": [{"text": 5}]}', "application/json")
    assert again(settings, scorer, record).same_bytes


class Otherwise(FakeScorer):
    """The same bundle, whose prices come out a little different."""

    apart = 1e-7

    def _predictions(self, columns: Any) -> Any:
        found = super()._predictions(columns)
        found.price[:] += self.apart  # type: ignore[index]
        return found


@pytest.mark.parametrize(("apart", "elsewhere", "holds"), [(1e-7, True, True), (1e-7, False, False), (1e-3, True, False)])
def test_other_bits_are_borne_with_only_where_the_runtime_is_another_and_only_a_little(
    apart: float, elsewhere: bool, holds: bool, settings: Settings, scorer: FakeScorer
) -> None:
    record = sent(settings, scorer, json.dumps({"achievements": ITEMS}).encode(), "application/json")
    other = Otherwise(scorer.bundle.manifest)
    other.apart = apart
    found = again(settings, other, record, now={"onnxruntime": "2", "cpu": "x"} if elsewhere else HERE)
    assert (found.same_bytes, found.same_runtime, found.holds) == (False, not elsewhere, holds)
    assert found.largest == pytest.approx(apart, rel=1e-3)


def test_another_bundle_is_refused(settings: Settings, scorer: FakeScorer, make_scorer: Callable[..., FakeScorer]) -> None:
    record = sent(settings, scorer, json.dumps({"achievements": ITEMS}).encode(), "application/json")
    with pytest.raises(ValueError, match="answered by the bundle"):
        again(settings, make_scorer(digest="f" * 64), record)


def test_an_act_cannot_be_replayed(settings: Settings, scorer: FakeScorer) -> None:
    record = sent(settings, scorer, json.dumps({"achievements": ITEMS}).encode(), "application/json")
    found, asked, kept = stored(settings, record)
    act = Record(**{name: getattr(found, name) for name in Record.__dataclass_fields__} | {"kind": "key"})
    with pytest.raises(ValueError, match="not of a valuation"):
        replay(act, asked, kept, Served.of(scorer), settings, HERE, HERE)


def _output(**changes: Any) -> Output:
    about: dict[str, Any] = {
        "columns": [("price", 2), ("score_social", 1)],
        "numbers": np.array([[1.0, 2.0, 50.0], [np.nan] * 3]),
        "refusals": {},
        "failed": [],
    }
    return Output(**about | changes)


def test_scores_are_compared_relative_to_a_hundred() -> None:
    assert difference(_output(), _output(numbers=np.array([[1.0, 2.0, 51.0], [np.nan] * 3]))) == pytest.approx(0.01)
    assert difference(_output(), _output()) == 0.0


@pytest.mark.parametrize(
    "changes", [{"refusals": {1: "thin_support"}}, {"failed": [1]}, {"columns": [("price", 3)]}, {"numbers": np.zeros((2, 3))}, {"numbers": np.zeros((1, 3))}]
)
def test_answers_of_another_shape_have_no_difference(changes: dict[str, Any]) -> None:
    assert difference(_output(), _output(**changes)) is None
