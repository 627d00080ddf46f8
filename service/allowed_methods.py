"""Which methods a path has: all of them, where several routes share it. The framework names those of the first alone."""

from __future__ import annotations

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts


def allowed_methods(app: FastAPI, path: str) -> str:
    """The `Allow` header of a path; "" where no route has it."""
    found = {method for route in iter_route_contexts(app.routes) if route.path_regex.match(path) for method in route.methods or ()}
    return ", ".join(sorted(found))
