from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from models.load import load_bundle
from training.out_of_time import OUT_OF_TIME, UnreadableTable, read_out_of_time, write_out_of_time

if TYPE_CHECKING:
    from training.context import Context


def test_the_table_beside_the_bundle_holds_what_the_run_judged(tiny_run: Context) -> None:
    found, judged = read_out_of_time(tiny_run.out / OUT_OF_TIME), tiny_run.evaluation.judged
    assert judged is not None and len(found) == len(judged.found) > 100
    assert found.version == load_bundle(tiny_run.out).manifest.version and found.parity == tiny_run.parity
    np.testing.assert_array_equal(found.truth, judged.found.truth)
    np.testing.assert_array_equal(found.mean, judged.mean)
    np.testing.assert_array_equal(found.quantiles, judged.quantiles)
    np.testing.assert_array_equal(found.calibrated, judged.calibrated)
    np.testing.assert_array_equal(found.counted, tiny_run.evaluation.chosen)
    np.testing.assert_array_equal(found.origin, judged.found.origin)
    assert found.headline[found.counted].all()


def test_every_prediction_carries_its_own_contract(tiny_run: Context) -> None:
    found, table = read_out_of_time(tiny_run.out / OUT_OF_TIME), tiny_run.corpus.tables[0]
    where = {name: at for at, name in enumerate(table.ids)}
    rows = [where[name] for name in found.contract]
    np.testing.assert_allclose(found.truth, np.log(table.amounts[rows]))
    np.testing.assert_array_equal(found.date, table.columns.dates[rows])
    assert set(found.source) == {"tiny-market"}
    assert found.project.tolist() == [table.projects[row] for row in rows]
    for grouping in found.segments:
        assert grouping.labels.tolist() == [table.columns.categories[grouping.name][row] for row in rows]
    assert "kind" in {grouping.name for grouping in found.segments}


def test_rows_of_several_sources_may_lie_in_any_order(tiny_run: Context, tmp_path: Path) -> None:
    corpus = tiny_run.corpus
    market, *others = corpus.tables
    places, source = np.arange(len(market)), corpus.source.copy()
    source[np.flatnonzero(source == 0)[1::2]] = len(corpus.tables)
    changed = object.__new__(type(tiny_run))
    parted = replace(corpus, tables=(market.take(places[::2]), *others, market.take(places[1::2])), source=source)
    changed.__dict__.update({**vars(tiny_run), "corpus": parted})
    write_out_of_time(changed, load_bundle(tiny_run.out).manifest, tmp_path)
    found, whole = read_out_of_time(tmp_path / OUT_OF_TIME), read_out_of_time(tiny_run.out / OUT_OF_TIME)
    assert found.contract.tolist() == whole.contract.tolist() and found.project.tolist() == whole.project.tolist()


def test_it_holds_prices_so_the_manifest_does_not_name_it(tiny_run: Context) -> None:
    assert OUT_OF_TIME not in load_bundle(tiny_run.out).manifest.files


def test_a_run_without_prices_has_none(tiny_run: Context, tmp_path: Path) -> None:
    changed = object.__new__(type(tiny_run))
    changed.__dict__.update({**vars(tiny_run), "evaluation": replace(tiny_run.evaluation, judged=None)})
    write_out_of_time(changed, load_bundle(tiny_run.out).manifest, tmp_path)
    assert not list(tmp_path.iterdir())


def test_rows_are_taken_in_the_order_given(tiny_run: Context) -> None:
    found = read_out_of_time(tiny_run.out / OUT_OF_TIME)
    few = found.take(np.asarray([5, 2]))
    assert few.contract.tolist() == [found.contract[5], found.contract[2]] and len(few) == 2
    np.testing.assert_array_equal(few.quantiles, found.quantiles[[5, 2]])
    assert few.segments[0].labels.tolist() == [found.segments[0].labels[5], found.segments[0].labels[2]]


@pytest.mark.parametrize("damage", ["absent", "no parquet", "other columns", "no metadata", "other parity"])
def test_what_is_no_such_table_says_so(tiny_run: Context, tmp_path: Path, damage: str) -> None:
    file, whole = tmp_path / OUT_OF_TIME, pq.read_table(tiny_run.out / OUT_OF_TIME)
    if damage == "no parquet":
        file.write_bytes(b"PAR1")
    elif damage == "other columns":
        pq.write_table(whole.drop_columns(["price" if "price" in whole.column_names else "truth"]), file)
    elif damage == "no metadata":
        pq.write_table(pa.table(whole.to_pydict()), file)
    elif damage == "other parity":
        pq.write_table(whole.replace_schema_metadata({"version": "x", "parity": json.dumps({"rows": 1})}), file)
    with pytest.raises(UnreadableTable, match=OUT_OF_TIME):
        read_out_of_time(file)
