from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from models.tables.mapping import Mapping
from models.tables.read import read_table
from models.tables.write import write_table
from training.simulate.faults import ANOMALIES
from training.simulate.labels import CARELESS, MISSING
from training.simulate.market import TOLD, simulate
from training.simulate.strata import LAST_DAY
from valuation.codes import LISTS
from valuation.deny_list import denied
from valuation.features import compose_text
from valuation.five_values import VALUES
from valuation.maturity import LEVELS

ROOT = Path(__file__).parents[3]
SOURCE = ROOT / "training" / "sources" / "simulated.toml"


def known(table: pa.Table, column: str) -> list[Any]:
    """The cells that are not empty."""
    cells: list[Any] = table[column].drop_null().to_pylist()
    return cells


def test_the_same_seed_gives_the_same_bytes_and_another_one_another_table(tmp_path):
    digests = []
    for name in ("one", "two"):
        write_table(simulate(600, 3), tmp_path / f"{name}.parquet")
        digests.append(hashlib.sha256((tmp_path / f"{name}.parquet").read_bytes()).hexdigest())
    assert digests[0] == digests[1]
    assert not simulate(600, 3)["title"].equals(simulate(600, 4)["title"])


@pytest.mark.parametrize("n", [1, 7, 333])
def test_there_are_as_many_rows_as_asked_for(n):
    assert simulate(n, 2).num_rows == n


def test_it_shares_no_feature_code_with_the_models():
    code = "import sys, training.simulate.market, training.simulate.summary; print('valuation.features' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip() == "False"
    assert not [
        path for path in (ROOT / "training" / "simulate").glob("*.py") if re.search(r"import.*\bfeatures\b|valuation\.features import", path.read_text("utf-8"))
    ]


def test_rows_come_in_order_of_their_day(table):
    days = table["valued_on"].to_numpy()
    assert (np.diff(days).astype(int) >= 0).all() and days.max() <= LAST_DAY and days.min() >= np.datetime64("2008-01-01")
    signed = table["signed_on"].drop_null().to_numpy()
    assert signed.min() >= np.datetime64("2010-01-01")


def test_a_share_of_the_texts_is_english(table):
    assert pc.sum(pc.equal(table["language"], "en")).as_py() / len(table) == pytest.approx(0.145, abs=0.03)
    english = table.filter(pc.equal(table["language"], "en"))
    assert all(title.isascii() for title in english["title"].to_pylist())


@pytest.mark.parametrize("column", ["abstract", "contract_type", "technology_field", "seller_kind", "ip_kind", "plan_source", "rd_cost_wan", "industry"])
def test_careless_registrations_leave_cells_empty(table, column):
    assert table[column].null_count / len(table) == pytest.approx(MISSING[column] * CARELESS, abs=0.015)


def test_a_clean_row_is_whole_and_sound(table):
    clean = table.filter(table["truth_clean"])
    assert 0.55 < len(clean) / len(table) < 0.75
    whole = ("abstract", "contract_type", "technology_field", "industry", "socio_economic_objective", "seller_kind", "ip_kind", "plan_source", "rd_cost_wan")
    assert not any(clean[name].null_count for name in (*whole, "buyer_kind", "buyer_region", "payment_mode", "signed_on"))
    assert set(clean["truth_anomaly"].to_pylist()) == {""} and set(clean["outcome"].to_pylist()) <= {"signed", "amended"}


def test_exclusivity_belongs_to_licences_and_a_transfer_has_no_term(table):
    rows = [row for row in table.select(["contract_type", "exclusivity", "term_years"]).to_pylist() if row["contract_type"]]
    assert {row["contract_type"] for row in rows if row["exclusivity"]} == {"技术许可", "technology licence"}
    assert not any(row["term_years"] for row in rows if row["contract_type"] in ("技术转让", "technology transfer"))


def test_clean_prices_scatter_around_the_true_median_with_the_true_spread(table):
    amounts = table["technology_amount_wan"].to_numpy(zero_copy_only=False)
    own = np.isfinite(amounts) & table["truth_clean"].to_numpy(zero_copy_only=False)
    scaled = (np.log(amounts) - np.log(table["truth_median_wan"].to_numpy())) / table["truth_spread"].to_numpy()
    assert scaled[own].mean() == pytest.approx(0, abs=0.03) and scaled[own].std() == pytest.approx(1, abs=0.03)
    assert 0.9 <= table["truth_spread"].to_numpy().mean() <= 1.1


def test_a_deal_for_terms_alone_has_no_price_and_a_maturity_label(table):
    unpriced = table.filter(pc.and_(pc.is_null(table["technology_amount_wan"]), pc.equal(table["outcome"], "signed")))
    assert len(unpriced) and unpriced["maturity"].null_count == 0
    modes = [LISTS["payment_mode"].resolve(label, "x") for label in known(unpriced, "payment_mode")]
    assert set(modes) == {"royalty_on_sales", "royalty_on_profit", "free", "equity"}


def test_a_total_is_never_below_the_technology_in_it(table):
    priced = table.filter(pc.is_valid(table["technology_amount_wan"]))
    amounts, totals = (priced[name].to_numpy() for name in ("technology_amount_wan", "contract_total_wan"))
    assert (totals >= amounts * 0.98).all()


def test_anomalies_are_a_few_percent_and_each_kind_occurs(table):
    found = np.asarray(table["truth_anomaly"].to_pylist())
    assert set(found.tolist()) == {"", *ANOMALIES} and 0.02 < (found != "").mean() < 0.05


def test_a_mismatched_text_names_another_amount_and_an_honest_one_its_own(table):
    rows = table.filter(pc.equal(table["language"], "zh")).select(["abstract", "contract_total_wan", "truth_anomaly", "outcome"]).to_pylist()
    pattern = re.compile(r"(?:合同总价款|总金额为|价款共计|总费用)([\d.]+)万元")
    told = []
    for row in rows:
        hit = pattern.search(row["abstract"] or "")
        if hit and row["contract_total_wan"]:
            told.append((abs(np.log(float(hit[1]) / row["contract_total_wan"])), row["truth_anomaly"], row["outcome"]))
    assert len(told) / len(rows) == pytest.approx(TOLD, abs=0.02)
    assert all(gap < 0.01 for gap, kind, outcome in told if not kind and outcome != "amendment")
    assert all(gap > 1.5 for gap, kind, _ in told if kind == "text_mismatch")


def test_split_and_serial_rows_can_be_seen_in_what_a_register_shows(table):
    shown = ["seller_name", "buyer_name", "listing_id", "relisted_from", "relist_number", "asking_price_wan"]
    rows = table.select(["truth_anomaly", *shown]).to_pylist()
    split = [row for row in rows if row["truth_anomaly"] == "split"]
    by_parties: dict[tuple[str, str], int] = {}
    for row in split:
        key = (row["seller_name"], row["buyer_name"])
        by_parties[key] = by_parties.get(key, 0) + 1
    assert all(count >= 2 for count in by_parties.values())
    listings = {row["listing_id"] for row in rows if row["listing_id"]}
    serial = [row for row in rows if row["truth_anomaly"] == "serial_relisting"]
    assert all(row["relisted_from"] in listings for row in serial if row["relist_number"]) and all(row["asking_price_wan"] > 0 for row in serial)


def test_amendments_and_second_entries_share_a_project(table):
    project, outcome = table["project_id"].to_pylist(), table["outcome"].to_pylist()
    assert {project[at] for at in range(len(project)) if outcome[at] == "amendment"} == {project[at] for at in range(len(project)) if outcome[at] == "amended"}


def test_the_truth_of_the_level_agrees_with_its_label(table):
    assert set(table["truth_level"].to_pylist()) == set(LEVELS)
    exact = [(label, level) for label, level in zip(table["maturity"].to_pylist(), table["truth_level"].to_pylist(), strict=True) if label and "TRL" in label]
    assert all(label == f"TRL {level}" for label, level in exact) and len(exact) > 0.35 * len(table)


def test_the_mapping_reads_every_row_and_names_no_truth(table, tmp_path):
    mapping = Mapping.load(SOURCE)
    used = {use.column for use in [*mapping.inputs(), *mapping.labels()]}
    assert mapping.simulated and not any(column.startswith("truth_") for column in used)
    assert not used & {"contract_total_wan", "asking_price_wan", "terms", "weight"}
    write_table(table, tmp_path / "t.parquet")
    read = read_table(tmp_path / "t.parquet", mapping)
    assert len(read) == len(table) and not read.rejects and not any(read.related)
    assert len(set(read.projects)) < len(table)
    assert set(read.dominant) == {"", *VALUES}


def test_a_csv_reads_as_the_parquet_does(tmp_path):
    table = simulate(300, 1)
    tables = []
    for name in ("t.parquet", "t.csv"):
        write_table(table, tmp_path / name)
        tables.append(read_table(tmp_path / name, Mapping.load(SOURCE)))
    parquet, csv = tables
    assert not csv.rejects and csv.columns.text == parquet.columns.text
    np.testing.assert_array_equal(csv.amounts, parquet.amounts)
    np.testing.assert_array_equal(csv.levels, parquet.levels)


def test_no_attribute_is_a_name_that_must_not_inform_a_price():
    mapping = Mapping.load(SOURCE)
    assert not [name for name in mapping.attributes if denied(name) or denied(mapping.attributes[name].column)]
    assert mapping.price is not None and denied(mapping.price.amount) and denied("contract_total_wan") and denied("asking_price_wan")
    assert set(mapping.unknown_at_listing) == {"buyer_kind", "buyer_region", "payment_mode", "term_years"}


def test_prices_told_in_a_text_are_masked_before_a_model_reads_it(table):
    told = [text for text in known(table, "abstract") if "合同总价款" in text or "contract price is CNY" in text]
    assert len(told) > 20
    assert all("<amount>" in compose_text("", text) for text in told)


def test_texts_are_varied(table):
    first = table.filter(pc.equal(table["outcome"], "signed"))
    assert len(set(known(first, "abstract"))) > 0.97 * len(known(first, "abstract"))
    assert len(set(known(table, "title"))) > 0.5 * len(table)


def test_a_hundred_thousand_rows_take_less_than_a_minute():
    start = time.process_time()
    simulate(10_000, 5)
    assert time.process_time() - start < 6


def test_progress_is_told_up_to_the_last_row():
    told: list[int] = []
    simulate(2_500, 1, told.append)
    assert told == [2_000, 2_500]
