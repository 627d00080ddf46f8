"""What leads to what in OpenAPI: the id in one answer is the place in the path of another operation."""

from __future__ import annotations

from typing import Any

LINKS: dict[str, tuple[tuple[str, str, str], ...]] = {
    # operation → (operation, its parameter, where the answer holds it)
    "valuations-create": (
        ("valuations-get", "valuation_id", "{$response.body#/record}.0"),
        ("valuations-confirm", "valuation_id", "{$response.body#/record}.0"),
    ),
    "outcomes-create": (("listings-get", "listing_id", "$response.body#/outcome/listing_id"),),
    "keys-create": (("keys-rotate", "prefix", "$response.body#/key/id"), ("keys-revoke", "prefix", "$response.body#/key/id")),
    "keys-rotate": (("keys-revoke", "prefix", "$response.body#/key/id"),),
}


def declare_links(document: dict[str, Any]) -> None:
    """Adds the links to the answers that succeed."""
    for operations in document["paths"].values():
        for operation in operations.values():
            for status, answer in operation["responses"].items():
                leads = LINKS.get(operation["operationId"], ()) if status.startswith("2") else ()
                if leads:
                    answer["links"] = {to: {"operationId": to, "parameters": {name: at}} for to, name, at in leads}
