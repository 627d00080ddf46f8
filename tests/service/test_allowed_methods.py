from __future__ import annotations

from fastapi import APIRouter, FastAPI

from service.allowed_methods import allowed_methods


def test_the_methods_of_all_routes_that_share_a_path_are_named() -> None:
    app, router = FastAPI(openapi_url=None, docs_url=None, redoc_url=None), APIRouter(prefix="/a")
    router.add_api_route("/{name}", lambda: None, methods=["GET"])
    router.add_api_route("/{name}", lambda: None, methods=["POST", "DELETE"])
    router.add_api_route("/b/c", lambda: None, methods=["PUT"])
    app.include_router(router)
    assert allowed_methods(app, "/a/x") == "DELETE, GET, POST"
    assert allowed_methods(app, "/a/b/c") == "PUT"
    assert allowed_methods(app, "/nowhere") == ""
