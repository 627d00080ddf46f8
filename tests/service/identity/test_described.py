"""OpenAPI says who may call what."""

from __future__ import annotations

from starlette.testclient import TestClient


def test_openapi_says_what_each_route_asks_for(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    assert document["paths"]["/v1/valuations"]["post"]["security"] == [{"ApiKey": ["value"]}, {"Bearer": ["value"]}]
    assert {"401", "403"} <= set(document["paths"]["/v1/valuations"]["post"]["responses"])
    assert document["paths"]["/live"]["get"]["security"] == []
    assert "401" not in document["paths"]["/live"]["get"]["responses"]
    assert set(document["components"]["securitySchemes"]) == {"ApiKey", "Bearer"}


def test_it_says_so_however_often_it_is_asked(client: TestClient) -> None:
    assert client.get("/openapi.json").content == client.get("/openapi.json").content
