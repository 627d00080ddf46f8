"""The document in the repository is the application's, and takes nothing from those who rely on the last release."""

from __future__ import annotations

import json

from tools.openapi_breaking import breaks
from tools.openapi_file import FILE, RELEASED, as_text, document


def test_the_file_is_what_the_application_says_of_itself():
    assert FILE.read_text("utf-8") == as_text(document()), "openapi.json is behind: run `make openapi`"


def test_nothing_that_was_released_is_taken():
    found = breaks(json.loads(RELEASED.read_text("utf-8")), json.loads(FILE.read_text("utf-8")))
    assert [str(one) for one in found] == [], "a new major version of the API is needed, or the old name beside the new one (docs/client.md)"


def test_every_operation_has_an_id_of_its_own():
    ids = [operation["operationId"] for operations in document()["paths"].values() for operation in operations.values()]
    assert len(set(ids)) == len(ids)
