from __future__ import annotations

from typing import Any

import numpy as np

from models.tables.rejects import Reject
from training.report.data import add_data
from training.report.finished import Finished


def test_sources_stand_with_their_licence_and_years_with_their_prices(shown: Any, finished: Finished) -> None:
    data = finished.manifest.data[0].model_copy(update={"licence": "CC BY 4.0"})
    run = Finished(
        **{**{name: getattr(finished, name) for name in Finished.__dataclass_fields__}, "manifest": finished.manifest.model_copy(update={"data": (data,)})}
    )
    text, rows, figures = shown(add_data, run)
    assert ["tiny-market", "", "CC BY 4.0", "900", "2015-01-02", "2023-12-29", data.sha256[:12]] in rows
    year = next(row for row in rows if row[0] == "2019")
    prices = finished.corpus.amounts[finished.priced][np.floor(finished.years) == 2019]
    assert year[1] == str(len(prices)) and year[4] == f"{np.median(prices):,.0f}"
    assert "Every row could be read." in text and figures["rejects"] == {}


def test_every_exclusion_is_counted_by_its_reason(shown: Any, finished: Finished) -> None:
    reject = Reject(1, 2, "x", "amount", "?", "not an amount of money", "Write digits.")
    rejects = finished.corpus.tables[0].rejects
    try:
        rejects[:] = [reject, reject]
        _, rows, figures = shown(add_data, finished)
    finally:
        rejects[:] = []
    assert figures["rejects"] == {"amount: not an amount of money": 2} and ["amount: not an amount of money", "2"] in rows
