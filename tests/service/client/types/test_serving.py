"""A field of the service's own type is one of the client's, and the other way round."""

from __future__ import annotations

from service.client.types.serving import ProblemBody as Typed
from service.problems import ProblemBody


def test_both_have_the_same_fields() -> None:
    assert set(Typed.__annotations__) == set(ProblemBody.model_fields)
