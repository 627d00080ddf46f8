from __future__ import annotations

import asyncio

import pyarrow as pa
import pytest

from service.arrow_stream import ArrowStream, stream_of
from service.problems import Problem
from service.spool import Spool
from tests.service.arrow import stream
from tests.service.test_spool import sent

TABLE = pa.table({"text": [str(at) for at in range(10)], "kind": pa.array(["x", None] * 5).dictionary_encode()})


def read(body: bytes, most: int = 2**20, rows: int = 1_000) -> pa.Table:
    async def story() -> pa.Table:
        with Spool(2**22, 10.0) as spool:
            await spool.fill(sent([body]))
            reading = ArrowStream(spool, most, rows)
            schema = await reading.schema()
            return pa.Table.from_batches([batch async for batch in reading.batches()], schema)

    return asyncio.run(story())


@pytest.mark.parametrize("compression", [None, "lz4", "zstd"])
def test_what_was_written_is_read(compression: str | None) -> None:
    assert read(stream(TABLE, 3, compression=compression)) == TABLE


def test_a_stream_without_batches_and_one_without_its_end_are_read() -> None:
    assert read(stream(TABLE.slice(0, 0))).num_rows == 0
    assert read(stream(TABLE, 3)[:-8]) == TABLE


def test_rows_beyond_the_limit_are_refused_even_where_they_weigh_nothing() -> None:
    with pytest.raises(Problem) as caught:
        read(stream(pa.table({"text": pa.nulls(10**9)})))
    assert caught.value.status == 413


def test_dictionaries_that_stay_are_weighed_together() -> None:
    table = pa.table({name: pa.array([name * 30_000]).dictionary_encode() for name in "abcd"})
    assert read(stream(table), most=130_000) == table
    with pytest.raises(Problem) as caught:
        read(stream(table), most=110_000)
    assert caught.value.status == 413


def test_offsets_that_point_outside_of_their_text_are_malformed() -> None:
    text = pa.StringArray.from_buffers(2, pa.py_buffer(pa.array([0, 2**30, 3], pa.int32()).buffers()[1]), pa.py_buffer(b"abc"))
    good = stream(pa.table({"text": ["ab", "c"]}))
    assert text.buffers()[1].to_pybytes()[:12] not in good
    broken = good.replace(pa.array([0, 2, 3], pa.int32()).buffers()[1].to_pybytes()[:12], text.buffers()[1].to_pybytes()[:12])
    assert broken != good
    with pytest.raises(Problem) as caught:
        read(broken)
    assert caught.value.status == 400


def test_what_follows_the_schema_must_fit_it() -> None:
    other = stream(pa.table({"n": [1.5]}))
    schema_size = len(stream(pa.table({"n": pa.array([], pa.float64())}))) - 8
    with pytest.raises(Problem, match="Arrow"):
        read(stream(TABLE, 3)[:-8] + other)
    with pytest.raises(Problem, match="Arrow"):
        read(other[schema_size:])


@pytest.mark.parametrize(
    "words",
    [
        pa.array(["word"] * 4).dictionary_encode(),
        pa.array(["word"] * 4, pa.string_view()),
        pa.array([["word"]] * 4, pa.list_(pa.string_view())),
        pa.array(["word"] * 4, pa.large_string()),
    ],
    ids=lambda words: str(words.type)[:20],
)
def test_a_slice_is_written_without_the_words_of_other_rows(words: pa.Array) -> None:
    long = pa.array(["x" * 100_000] * 4)
    if pa.types.is_list(words.type):
        others = pa.array([["x" * 100_000]] * 4).cast(words.type)
    else:
        others = long.dictionary_encode().cast(words.type) if pa.types.is_dictionary(words.type) else long.cast(words.type)
    batch = pa.table({"text": pa.chunked_array([words, others])}).combine_chunks().unify_dictionaries().to_batches()
    whole = pa.concat_batches(batch) if len(batch) > 1 else batch[0]
    few = whole.slice(1, 2)
    written = stream_of(few)
    assert len(written) < 10_000
    with pa.ipc.open_stream(written) as stream:
        found = stream.read_next_batch()
    assert found.schema == few.schema
    assert found.to_pylist() == few.to_pylist()
