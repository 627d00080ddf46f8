"""Real tables are measured as they are and with unit errors in every row, simulated ones by what was planted; training is stood in for."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from bench.price_check.measured_tables import RealTable, measure_real, measure_simulated
from bench.price_check.out_of_time import Bench, Trained
from bench.quality.splits import Split, SplitTables, write_split
from models.tables.mapping import Mapping
from models.tables.read import read_table
from tests.conftest import TinyTables
from valuation.field_error import FieldError

SPLIT = Split(2019, (2020, 2021, 2022))


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path / "runs", tmp_path, tmp_path / "params.toml")


def test_planted_unit_errors_are_found_and_ordinary_prices_left_alone(tiny_bundle: Path, tiny_tables: TinyTables, bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "bundle").symlink_to(tiny_bundle)

    def trained(source: Path, data: Path, split: Split, bench: Bench) -> Trained:
        return Trained(tmp_path / "bundle", source, write_split(data, read_table(data, Mapping.load(source)), split, tmp_path))

    found = measure_real(RealTable(tiny_tables.sources[0], tiny_tables.data[0], '[party]\nseller = "kind"\nbuyer = "region"\n'), SPLIT, bench, trained)
    plain, *planted = found.groups
    assert (plain.aim, found.simulated) == ("", False) and plain.share("far_outside_interval") < 0.02
    assert plain.marked["split_contracts"] > 0, "all contracts of one kind and region are of one pair of parties here"
    assert plain.n == sum(group.n for group in planted) and len(planted) == 6
    assert all(group.share("far_outside_interval") > 0.8 for group in planted)


def test_a_mapping_without_a_price_is_told(tiny_tables: TinyTables, bench: Bench) -> None:
    with pytest.raises(FieldError, match="no price"):
        measure_real(RealTable(tiny_tables.sources[1], tiny_tables.data[1]), SPLIT, bench)


def test_each_planted_anomaly_of_the_simulator_is_a_group_with_its_aim(tiny_bundle: Path, bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "bundle").symlink_to(tiny_bundle)
    source = tmp_path / "source.toml"
    source.write_text(
        'id = "contract_id"\ntitle = "title"\ntext = "abstract"\n[price]\nconcept = "registered_technology_amount"\namount = "technology_amount_wan"\n'
        'unit = "万元"\n[date]\ncolumn = "valued_on"\n[party]\nseller = "seller_name"\nbuyer = "buyer_name"\n'
        '[listing]\nprice = "asking_price_wan"\nunit = "万元"\ndate = "listed_on"\nid = "listing_id"\nrelisted_from = "relisted_from"\n'
    )

    def trained(source: Path, data: Path, split: Split, bench: Bench) -> Trained:
        return Trained(tmp_path / "bundle", source, SplitTables(split, data, data))

    found = measure_simulated(source, 1_500, SPLIT, bench, trained)
    groups = {group.group: group for group in found.groups}
    assert found.simulated and pq.read_metadata(bench.work / "simulated.parquet").num_rows == 1_500
    assert groups["split"].share("split_contracts") > 0.8 and groups["serial_relisting"].share("serial_relisting") > 0.8
    assert groups["text_mismatch"].aim == "text_amount_disagrees" and groups["typing_error"].aim is None
    assert groups["clean"].share("split_contracts") == 0
