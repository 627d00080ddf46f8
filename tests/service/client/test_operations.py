from __future__ import annotations

from service.client.operations import OPERATIONS


def test_an_operation_knows_how_it_is_asked_for_and_whether_it_stores() -> None:
    assert OPERATIONS["valuations-create"] == ("POST", "/v1/valuations", False)
    assert all(operation.method == "POST" for operation in OPERATIONS.values() if operation.stores)
