from __future__ import annotations

import asyncio
import struct

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.arrow_messages import Message, next_message
from service.problems import Problem
from service.spool import Spool
from tests.service.arrow import stream
from tests.service.test_spool import sent

TABLE = pa.table({"text": ["a", "b", "c"] * 400, "kind": pa.array(["x", "y", None] * 400).dictionary_encode(), "n": range(1_200)})
WHOLE = stream(TABLE, 600)
PACKED = stream(TABLE, 600, compression="zstd")


def messages(body: bytes, most: int = 2**20) -> list[Message]:
    async def story() -> list[Message]:
        with Spool(2**22, 10.0) as spool:
            await spool.fill(sent([body]))
            found = []
            while (message := await next_message(spool, most)) is not None:
                found.append(message)
            return found

    return asyncio.run(story())


def test_a_stream_is_its_schema_its_dictionaries_and_its_batches() -> None:
    found = messages(WHOLE)
    assert [(one.kind, one.rows) for one in found] == [("schema", 0), ("dictionary", 2), ("batch", 600), ("batch", 600)]
    assert b"".join(one.raw for one in found) + b"\xff\xff\xff\xff\0\0\0\0" == WHOLE


def test_a_packed_message_is_measured_as_it_will_lie_in_memory() -> None:
    plain, packed = messages(WHOLE)[2], messages(PACKED)[2]
    assert len(packed.raw) < len(plain.raw) / 2
    assert 0.9 * plain.unpacked < packed.unpacked <= plain.unpacked


def test_a_few_bytes_that_unpack_to_many_are_refused_before_they_are_unpacked() -> None:
    bomb = stream(pa.table({"text": ["\0" * 4_000_000]}), compression="zstd")
    assert len(bomb) < 4_000
    with pytest.raises(Problem) as caught:
        messages(bomb, most=2**20)
    assert caught.value.status == 413


def test_a_size_that_is_only_claimed_is_refused_before_it_is_waited_for() -> None:
    raw = messages(WHOLE)[2].raw
    (size,) = struct.unpack("<i", raw[4:8])
    claimed = raw.replace(struct.pack("<q", len(raw) - 8 - size), struct.pack("<q", 2**40))
    with pytest.raises(Problem) as caught:
        messages(claimed)
    assert caught.value.status == 413
    with pytest.raises(Problem, match="metadata"):
        messages(b"\xff\xff\xff\xff" + struct.pack("<i", 2**31 - 1) + b"x" * 64)


def test_delta_dictionaries_are_refused() -> None:
    sink = pa.BufferOutputStream()
    schema = pa.schema({"kind": pa.dictionary(pa.int32(), pa.string())})
    with pa.ipc.new_stream(sink, schema, options=pa.ipc.IpcWriteOptions(emit_dictionary_deltas=True)) as writer:
        for values in (["a", "b"], ["a", "b", "c"]):
            column = pa.DictionaryArray.from_arrays(pa.array([0], pa.int32()), pa.array(values))
            writer.write_batch(pa.record_batch([column], schema=schema))
    with pytest.raises(Problem, match="Delta"):
        messages(sink.getvalue().to_pybytes())


@pytest.mark.parametrize("cut", [4, 8, 100, len(WHOLE) - 20])
def test_a_stream_that_breaks_off_is_malformed(cut: int) -> None:
    with pytest.raises(Problem, match="breaks off"):
        messages(WHOLE[:cut])


@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_are_messages_or_a_problem(body: bytes, framed: bool) -> None:
    try:
        messages(b"\xff\xff\xff\xff" + struct.pack("<i", max(len(body) - 8, 8)) + body if framed else body)
    except Problem as problem:
        assert problem.status in (400, 413, 422)


@given(st.integers(0, len(PACKED) - 1), st.binary(min_size=1, max_size=8))
def test_a_stream_with_other_bytes_in_it_is_messages_or_a_problem(at: int, other: bytes) -> None:
    try:
        messages(PACKED[:at] + other + PACKED[at + len(other) :])
    except Problem as problem:
        assert problem.status in (400, 413, 422)
