"""A field of the service's own type is one of the client's, and the other way round."""

from __future__ import annotations

from service.client.types.acts import Rotation as Typed
from service.routes.keys import Rotation


def test_both_have_the_same_fields() -> None:
    assert set(Typed.__annotations__) == set(Rotation.model_fields)
