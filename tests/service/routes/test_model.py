from __future__ import annotations

from starlette.testclient import TestClient


def test_the_model_says_what_it_learned_and_what_it_reads(client: TestClient) -> None:
    model = client.get("/v1/model").json()
    assert (model["name"], model["simulated"], model["currency"]) == ("fake", True, "CNY")
    assert [one["name"] for one in model["attributes"]] == ["contract_type", "phase", "team", "years_to_market"]
    assert model["price"]["rows"] == 100
    assert set(model["scores"]) == {"scientific", "economic"}
    assert model["limits_sentence"]["zh"]
