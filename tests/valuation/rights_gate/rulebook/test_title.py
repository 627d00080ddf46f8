"""Title: a right that is there, alive and the seller's."""

from __future__ import annotations

import pytest

from tests.valuation.rights_gate.deals import found

# Facts that differ from the harmless deal → codes that then stand in the answer, and codes that do not.
CASES: list[tuple[dict[str, str | None], set[str], set[str]]] = [
    ({"rights": "none", "act": "transfer"}, {"no_right_to_convey"}, set()),
    ({"rights": "none", "act": "service"}, set(), {"no_right_to_convey"}),
    ({"authority": "no"}, {"seller_without_title"}, set()),
    ({"authority": "no", "act": "consulting"}, set(), {"seller_without_title"}),
    ({"status": "lapsed"}, {"right_lapsed"}, {"right_invalid", "application_pending"}),
    ({"status": "lapsed", "kind": "software_copyright"}, set(), {"right_lapsed"}),
    ({"status": "invalid"}, {"right_invalid"}, {"right_lapsed"}),
    ({"status": "refused"}, {"application_refused"}, set()),
    ({"status": "applied"}, {"application_pending", "application_notice"}, {"patent_certificate"}),
    ({"status": "challenged"}, {"validity_challenged"}, {"right_invalid"}),
    ({"term": "over"}, {"term_over"}, set()),
    ({"term": "outlasted"}, {"licence_outlasts_right"}, {"term_over"}),
    ({"term": "outlasted", "act": "transfer"}, set(), {"licence_outlasts_right"}),
    ({"term": "short"}, {"term_short"}, set()),
    ({"disputed": "yes"}, {"title_disputed"}, set()),
    ({"kind": "know_how"}, {"know_how_measures", "know_how_description"}, {"patent_certificate"}),
    ({"act": "transfer"}, {"transfer_effective_on_record"}, set()),
]


@pytest.mark.parametrize(("facts", "there", "absent"), CASES)
def test_rules(facts: dict[str, str | None], there: set[str], absent: set[str]) -> None:
    codes = found(**facts)
    assert there <= codes and not absent & codes
