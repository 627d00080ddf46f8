"""Shares of terms are counts where there are many, lean on the wider segment where there are few, and always sum to one."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from models.tables.contract_table import ContractTable
from models.tables.mapping import Mapping
from models.terms import CODES, STRENGTH, TermsShares
from training.count_terms import terms_shares
from valuation.features import Columns

Deal = tuple[str, str, str]
MAPPING = Mapping.of({"title": "t"})


def table(deals: list[Deal], with_terms: bool = True) -> ContractTable:
    n = len(deals)
    categories = {"contract_type": [deal[1] for deal in deals], "seller_kind": [deal[2] for deal in deals]}
    columns = Columns([""] * n, np.zeros(n, np.int64), np.full(n, np.datetime64(date(2020, 1, 1))), categories, {})
    blank = [""] * n
    nothing = np.full(n, np.nan), blank, np.zeros((n, 2), np.int8), np.full((n, 5), np.nan), blank
    return ContractTable(blank, np.arange(n), columns, *nothing, MAPPING, "t", terms=[deal[0] for deal in deals] if with_terms else [])


def shares_of(deals: list[Deal]) -> TermsShares:
    found = terms_shares([table(deals)])
    assert found is not None
    return found


LICENCES = [("free", "technical_licence", "022")] * 300 + [("fixed", "technical_licence", "022")] * 500
SERVICES = [("fixed", "technical_service", "150")] * 1000


def test_the_whole_is_what_was_counted() -> None:
    shares = shares_of([*LICENCES, *SERVICES, ("", "technical_service", "150")])
    assert shares.whole.rows == 1800 and shares.unknown == 1
    assert shares.whole.share_of("free") == pytest.approx(300 / 1800) and shares.whole.share_of("free", "fixed") == pytest.approx(1)


def test_a_thick_segment_speaks_for_itself_and_a_thin_one_leans_on_its_type() -> None:
    shares = shares_of([*LICENCES, *SERVICES, ("fixed", "technical_licence", "021")])
    thick, thin = shares.of("technical_licence", "022"), shares.of("technical_licence", "021")
    assert thick.rows == 800 and thick.share_of("free") == pytest.approx(300 / 800, abs=0.01)
    of_type = shares.of("technical_licence", None).share_of("free")
    assert thin.rows == 1 and thin.share_of("free") == pytest.approx(STRENGTH * of_type / (1 + STRENGTH))
    assert shares.of("technical_service", "150").share_of("free") < 0.01


def test_a_segment_that_was_not_counted_is_answered_by_the_next_wider_one() -> None:
    shares = shares_of([*LICENCES, *SERVICES])
    assert shares.of("technical_licence", "400") == shares.of("technical_licence", "")
    assert shares.of("technical_consulting", "022") == shares.of(None, None) == shares.whole


def test_several_tables_count_together_and_those_without_terms_not_at_all() -> None:
    together = terms_shares([table(LICENCES), table(SERVICES), table([("", "x", "y")] * 5, with_terms=False)])
    assert together == shares_of([*LICENCES, *SERVICES])


def test_where_no_deal_tells_its_terms_there_are_no_shares() -> None:
    assert terms_shares([table(LICENCES, with_terms=False)]) is None and terms_shares([table([("", "a", "b")])]) is None and terms_shares([]) is None


def test_shares_survive_json_and_know_no_other_field() -> None:
    shares = shares_of([*LICENCES, *SERVICES])
    assert TermsShares.model_validate_json(shares.model_dump_json()) == shares
    with pytest.raises(ValidationError):
        TermsShares.model_validate({**shares.model_dump(), "note": "x"})
    with pytest.raises(ValidationError, match="frozen"):
        shares.unknown = 3  # type: ignore[misc]


@given(st.lists(st.tuples(st.sampled_from(("", *CODES)), st.sampled_from(("", "a", "b")), st.sampled_from(("", "p", "q"))), min_size=1, max_size=80))
def test_every_segment_holds_each_code_once_and_sums_to_one(deals: list[Deal]) -> None:
    found = terms_shares([table(deals)])
    for segment in () if found is None else (found.whole, *found.segments):
        assert tuple(each.terms for each in segment.shares) == CODES
        assert sum(each.share for each in segment.shares) == pytest.approx(1) and sum(each.rows for each in segment.shares) == segment.rows
