from __future__ import annotations

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
from training.simulate import figures as of
from training.simulate.market import simulate
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


def test_the_same_seed_gives_the_same_table_and_another_one_another():
    assert simulate(400, 3).equals(simulate(400, 3))
    assert not simulate(400, 3)["title"].equals(simulate(400, 4)["title"])


def test_it_shares_no_feature_code_with_the_models():
    code = "import sys, training.simulate.market, training.simulate.summary; print('valuation.features' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip() == "False"


def test_contracts_come_in_order_of_their_day_from_2012_to_the_last_day(table):
    days = table["signed_on"].to_numpy()
    assert (np.diff(days).astype(int) >= 0).all()
    assert days.min() >= np.datetime64("2012-01-01") and days.max() <= of.LAST_DAY


def test_a_quarter_of_the_texts_is_english(table):
    assert pc.sum(pc.equal(table["language"], "en")).as_py() / len(table) == pytest.approx(of.ENGLISH, abs=0.02)
    english = table.filter(pc.equal(table["language"], "en"))
    assert all(title.isascii() for title in english["title"].to_pylist())


@pytest.mark.parametrize("column", [name for name in of.MISSING if name not in ("exclusivity", "term_years")])
def test_cells_are_missing_at_the_stated_share(table, column):
    assert table[column].null_count / len(table) == pytest.approx(of.MISSING[column], abs=0.02)


def test_exclusivity_belongs_to_licences_and_a_transfer_has_no_term(table):
    rows = [row for row in table.select(["contract_type", "exclusivity", "term_years"]).to_pylist() if row["contract_type"]]
    assert {row["contract_type"] for row in rows if row["exclusivity"]} == {"技术许可", "technology licence"}
    assert not any(row["term_years"] for row in rows if row["contract_type"] in ("技术转让", "technology transfer"))


def test_prices_scatter_around_the_true_median_with_the_true_spread(table):
    amounts = table["technology_amount_wan"].to_numpy(zero_copy_only=False)
    priced = np.isfinite(amounts)
    spread = table["truth_spread"].to_numpy()
    scaled = (np.log(amounts) - np.log(table["truth_median_wan"].to_numpy())) / spread
    assert scaled[priced].mean() == pytest.approx(0, abs=0.03)
    assert scaled[priced].std() == pytest.approx(1, abs=0.03)
    for level in np.unique(spread):
        assert scaled[priced & (spread == level)].std() == pytest.approx(1, abs=0.1)


def test_prices_of_firms_rise_and_those_of_institutes_rights_fall(table):
    years = table["signed_on"].to_numpy().astype("datetime64[D]").astype(float) / 365.25 + 1970
    median = np.log(table["truth_median_wan"].to_numpy())
    public = np.isin(table["seller_kind"].to_numpy(zero_copy_only=False), ["高等院校", "university", "科研机构", "research institute"])
    right = np.isin(table["contract_type"].to_numpy(zero_copy_only=False), ["技术转让", "技术许可", "technology transfer", "technology licence"])
    firm = np.isin(table["seller_kind"].to_numpy(zero_copy_only=False), ["有限责任公司", "limited liability company"])
    assert np.polyfit(years[firm], median[firm], 1)[0] == pytest.approx(of.GROWTH[of.FIRM], abs=0.03)
    fell = public & right & (years > 2017) & (years < 2024)
    assert np.polyfit(years[fell], median[fell], 1)[0] < -0.04


def test_december_is_the_busiest_month(table):
    months = np.bincount([day.month for day in table["signed_on"].to_pylist()], minlength=13)
    assert months.argmax() == 12


def test_a_deal_without_a_price_has_a_maturity_label_and_pays_royalties(table):
    unpriced = table.filter(pc.is_null(table["technology_amount_wan"]))
    assert len(unpriced) and unpriced["maturity"].null_count == 0
    assert set(known(unpriced, "payment_mode")) == {"提成支付", "royalty"}


def test_a_maturity_label_always_allows_the_true_level(table):
    maturity = Mapping.load(SOURCE).maturity
    assert maturity is not None
    stages = maturity.stages
    labelled = [(stages[label], level) for label, level in zip(table["maturity"].to_pylist(), table["truth_level"].to_pylist(), strict=True) if label]
    assert 0.7 < len(labelled) / len(table) < 0.8
    assert all(low <= level <= high for (low, high), level in labelled)
    assert set(table["truth_level"].to_pylist()) == set(LEVELS)


def test_experts_scores_are_the_truth_with_rater_noise(table):
    for value in VALUES:
        scores, truth = table[f"score_{value}"].to_numpy(zero_copy_only=False), table[f"truth_{value}"].to_numpy()
        inner = np.isfinite(scores) & (truth > 20) & (truth < 80)
        assert (scores - truth)[inner].std() == pytest.approx(6.0, abs=0.4)


def test_the_mapping_reads_every_row_and_names_no_truth(table, tmp_path):
    mapping = Mapping.load(SOURCE)
    used = {use.column for use in [*mapping.inputs(), *mapping.labels()]}
    assert mapping.simulated and not any(column.startswith("truth_") for column in used)
    write_table(table, tmp_path / "t.parquet")
    read = read_table(tmp_path / "t.parquet", mapping)
    assert len(read) == len(table) and not read.rejects
    assert np.nanmin(read.amounts) >= 1
    assert set(read.columns.categories["seller_kind"]) - {""} == set(of.SELLERS.shares)
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
    assert mapping.price is not None and denied(mapping.price.amount)
    assert set(mapping.unknown_at_listing) == {"buyer_kind", "payment_mode", "term_years"}


def test_prices_told_in_a_text_are_masked_before_a_model_reads_it(table):
    told = [text for text in known(table, "abstract") if "合同总价款" in text or "contract price is CNY" in text]
    assert len(told) > 20
    assert all("<amount>" in compose_text("", text) for text in told)


def test_texts_are_varied(table):
    assert len(set(known(table, "abstract"))) > 0.99 * len(known(table, "abstract"))
    assert len(set(known(table, "title"))) > 0.5 * len(table)


def test_fifty_thousand_contracts_take_less_than_thirty_seconds():
    start = time.perf_counter()
    simulate(10_000, 5)
    assert time.perf_counter() - start < 6


def test_progress_is_told_up_to_the_last_row():
    told: list[int] = []
    simulate(2_500, 1, told.append)
    assert told == [2_000, 2_500]
