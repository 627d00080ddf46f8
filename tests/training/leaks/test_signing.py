from __future__ import annotations

import numpy as np
import pytest

from tests.training.validation.conftest import N, table
from training.corpus import merge
from training.leaks.signing import after_signing

PRICED = np.arange(N) % 3 > 0


def fields(attribute: dict[str, object], known: np.ndarray) -> list[str]:
    """Errors of a register whose column `x` is filled there, and whose prices stand at `PRICED`."""
    number = attribute.get("kind") == "number"
    mapping = {"attributes": {"kind": "category", "team": "number", "x": {"column": "x", **attribute}}}
    categories, team = {"kind": ["a", "b"] * (N // 2)}, np.ones(N)
    values = (
        {"numbers": {"team": team, "x": np.where(known, 1.0, np.nan)}, "categories": categories}
        if number
        else {"categories": {**categories, "x": ["v" if one else "" for one in known]}}
    )
    amounts = np.where(PRICED, table().amounts, np.nan)
    return [error.field for error in after_signing(merge([table(mapping=mapping, amounts=amounts, **values)]))]


@pytest.mark.parametrize("kind", ["category", "number"])
def test_a_column_that_is_filled_only_where_there_is_a_price_is_known_with_the_price(kind: str) -> None:
    assert fields({"kind": kind}, PRICED) == ["attributes.x"]


def test_what_is_declared_as_the_deal_s_may_come_with_it() -> None:
    assert fields({"known_at": "deal"}, PRICED) == []


def test_columns_filled_everywhere_or_by_chance_pass() -> None:
    assert fields({}, np.ones(N, dtype=bool)) == []
    assert fields({}, np.random.default_rng(0).random(N) < 0.5) == []


@pytest.mark.parametrize("label", [{"label_zh": "首付款"}, {"label_en": "list price"}])
def test_a_harmless_name_with_a_deny_listed_label_is_refused(label: dict[str, str]) -> None:
    assert fields(dict(label), np.ones(N, dtype=bool)) == ["attributes.x"]
