from __future__ import annotations

from starlette.testclient import TestClient

from service.openapi_links import LINKS


def test_every_link_leads_from_an_operation_to_a_place_of_another(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    operations = {one["operationId"]: one for described in document["paths"].values() for one in described.values()}
    for start, leads in LINKS.items():
        linked = {name: link for status, answer in operations[start]["responses"].items() for name, link in answer.get("links", {}).items()}
        for to, name, _ in leads:
            assert linked[to]["operationId"] == to
            assert name in {parameter["name"] for parameter in operations[to]["parameters"] if parameter["in"] == "path"}


def test_the_record_of_an_answer_leads_to_what_was_recorded(client: TestClient) -> None:
    answer = client.post("/v1/valuations", json={"achievements": [{"text": "a"}]}).json()
    found = client.get(f"/v1/valuations/{answer['record']}.0").json()
    assert found.get("id") == f"{answer['record']}.0", found
