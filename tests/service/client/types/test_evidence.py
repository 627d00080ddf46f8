"""A field of the service's own type is one of the client's, and the other way round."""

from __future__ import annotations

from service.client.types.evidence import EvidenceValues as Typed
from valuation.value_evidence.scoring import EvidenceValues


def test_both_have_the_same_fields() -> None:
    assert set(Typed.__annotations__) == set(EvidenceValues.model_fields)
