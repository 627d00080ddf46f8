from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from models.load import BundleError, load_bundle
from models.scorer import Scorer
from models.scoring_processes import ScoringStopped, SliceScoring, score_slice, scored
from models.tables.mapping import Mapping
from models.tables.raw_table import RawTable
from models.tables.read import open_to_score
from tests.conftest import TinyTables


@pytest.fixture
def scoring(tiny_bundle: Path, tiny_tables: TinyTables) -> SliceScoring:
    return SliceScoring(tiny_bundle, Mapping.load(tiny_tables.sources[0]))


def test_two_processes_answer_in_order_what_this_one_answers(scoring: SliceScoring, tiny_tables: TinyTables) -> None:
    found = [
        list(scored(scoring, open_to_score(tiny_tables.data[0], scoring.mapping, rows).slices, workers)) for workers, rows in ((1, 1_000), (1, 70), (2, 70))
    ]
    whole, *cut = [pa.concat_tables([answer.predictions for answer in answers]).combine_chunks() for answers in found]
    assert whole.num_rows == 900 and all(each.equals(whole) for each in cut)
    assert len({sum(answer.refused for answer in answers) for answers in found}) == 1


def test_no_more_slices_are_read_than_the_workers_can_hold(scoring: SliceScoring, tiny_tables: TinyTables) -> None:
    read = []

    def counted() -> Iterator[RawTable]:
        for raw in open_to_score(tiny_tables.data[0], scoring.mapping, 20).slices:
            read.append(raw.before)
            yield raw

    answers = scored(scoring, counted(), 2)
    for taken, _ in enumerate(answers, 1):
        assert len(read) <= taken + 4
    assert len(read) == 45


def test_a_process_that_dies_is_told_and_leaves_none_behind(scoring: SliceScoring, tiny_tables: TinyTables) -> None:
    answers = scored(scoring, open_to_score(tiny_tables.data[0], scoring.mapping, 10).slices, 2)
    next(answers)
    os.kill(multiprocessing.active_children()[0].pid or 0, signal.SIGKILL)
    with pytest.raises(ScoringStopped, match="WORKERS=1"):
        list(answers)
    assert multiprocessing.active_children() == []


def test_a_bundle_that_cannot_be_run_is_told_from_whatever_process(scoring: SliceScoring, tiny_tables: TinyTables, tmp_path: Path) -> None:
    gone = SliceScoring(tmp_path / "gone", scoring.mapping)
    for workers in (1, 2):
        with pytest.raises(BundleError, match="no such folder"):
            list(scored(gone, open_to_score(tiny_tables.data[0], scoring.mapping, 300).slices, workers))


def test_a_fault_of_a_bundle_travels() -> None:
    found = pickle.loads(pickle.dumps(BundleError("graph.onnx", "truncated")))
    assert (found.file, found.reason, str(found)) == ("graph.onnx", "truncated", "graph.onnx: truncated")


def test_a_slice_counts_its_refused_rows(scoring: SliceScoring, tiny_tables: TinyTables) -> None:
    answer = score_slice(Scorer(load_bundle(scoring.bundle)), scoring, next(open_to_score(tiny_tables.data[0], scoring.mapping, 900).slices))
    assert answer.refused == sum(answer.predictions["refused"].to_pylist()) and answer.predictions.num_rows == 900
