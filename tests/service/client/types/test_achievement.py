"""A field of the service's own type is one of the client's, and the other way round."""

from __future__ import annotations

from service.client.types.achievement import Achievement as Typed
from valuation.achievement import Achievement


def test_both_have_the_same_fields() -> None:
    assert set(Typed.__annotations__) == set(Achievement.model_fields)
