from __future__ import annotations

from datetime import date

import pytest

from service.audit.valued import Asking, Named, parse_valuation_id, valuation_draft, valuation_id
from service.identity.caller import ANYBODY
from tests.service.audit.writing import START
from tests.service.conftest import manifest
from valuation.listing import Listing

ASKING = Asking(ANYBODY, "json", "seller", "zh", date(2026, 11, 28), "req-1")


def test_a_record_names_who_what_for_whom_the_bundle_and_the_cutoff_of_its_data() -> None:
    named = Named([1], {0: Listing(listing_id="L-1", version=2, state="披露中")}, {"0": ["a", "b"]})
    draft = valuation_draft(ASKING, manifest(digest="d" * 64, version="d" * 12), START, b"asked", (), (b"sent",), 2, "r1", named)
    facts = draft.facts
    assert facts["model"]["sha256"] == "d" * 64
    assert facts["data_cutoff"] == "2025-12-31"
    assert (facts["door"], facts["audience"], facts["language"], facts["day"], facts["request_id"]) == ("json", "seller", "zh", "2026-11-28", "req-1")
    assert (facts["items"], facts["invalid"], facts["listings"], facts["published"]) == (2, [1], [[0, "L-1", 2, "披露中"]], {"0": ["a", "b"]})
    assert (draft.id, draft.kind, draft.input, draft.sent) == ("r1", "valuation", b"asked", (b"sent",))


def test_a_bundle_that_does_not_tell_its_data_has_no_cutoff() -> None:
    assert valuation_draft(ASKING, manifest(data=()), START, b"", (), (), 0, "r1").facts["data_cutoff"] is None


def test_a_valuation_is_known_by_its_record_and_its_place() -> None:
    assert parse_valuation_id(valuation_id("abc-3", 12)) == ("abc-3", 12)
    assert parse_valuation_id("abc") == ("abc", None)


@pytest.mark.parametrize("given", ["", ".3", "a.", "a.b", "a.-1", "a.1.2", "a.١", "a.9999999999"])
def test_what_is_no_id_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="no valuation"):
        parse_valuation_id(given)
