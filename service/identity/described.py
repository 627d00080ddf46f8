"""What OpenAPI says of who may call: the two ways to show who one is, and of each route the scopes of which any one lets in."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

from service.identity.guard import declared
from service.openapi import problems

SCHEMES: dict[str, Any] = {
    "ApiKey": {"type": "apiKey", "in": "header", "name": "X-API-Key", "description": "a key of this service: `val_<prefix>_<secret>`"},
    "Bearer": {"type": "http", "scheme": "bearer", "description": "the same key, or a token of the OpenID Connect issuer that the service trusts"},
}


def describe_access(app: FastAPI) -> None:
    """Adds the security schemes, what each route asks for, and how it refuses, to the document that the application generates."""
    generated = app.openapi

    def openapi() -> dict[str, Any]:
        document = generated()
        components = document.setdefault("components", {})
        if "securitySchemes" not in components:
            components["securitySchemes"] = SCHEMES
            refusals = {str(status): response for status, response in problems(401, 403).items()}
            for route, access in declared(app):
                for method in route.methods or ():
                    operation = document["paths"].get(route.path_format, {}).get(method.lower())
                    if operation is None:
                        continue
                    operation["security"] = [{scheme: [scope]} for scope in access.scopes for scheme in SCHEMES]
                    if access.scopes:
                        operation["responses"] |= refusals
        return document

    app.openapi = openapi  # type: ignore[method-assign]
