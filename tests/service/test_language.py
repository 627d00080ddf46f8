"""A reader of one language gets that language alone, wherever a text stands; whoever names none gets both."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import BaseModel
from starlette.testclient import TestClient

from service.language import asked_language, left_out, preferred
from valuation.bilingual import Bilingual
from valuation.field_error import FieldError

CALL: dict[str, Any] = {"achievements": [{"text": "a", "asking_price": {"amount": 5}}, {"text": "foreign"}, {"text": 7}], "valuation_date": "2024-05-01"}


class Note(BaseModel):
    code: str
    zh: str
    en: str


class Answer(BaseModel):
    title: Bilingual
    notes: tuple[Note, ...]
    named: dict[str, Bilingual]
    perhaps: Bilingual | None = None
    zh: int = 0


ANSWER = Answer(title=Bilingual(zh="题", en="t"), notes=(Note(code="c", zh="注", en="n"),), named={"a": Bilingual(zh="甲", en="a")})


def texts(value: Any) -> set[str]:
    """The languages that occur as keys anywhere in an answer."""
    if isinstance(value, dict):
        return (value.keys() & {"zh", "en"}) | {found for one in value.values() for found in texts(one)}
    return {found for one in value for found in texts(one)} if isinstance(value, list) else set()


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB", "en"),
        ("fr, en;q=0.2, zh-Hant;q=0.4", "zh"),
        ("EN", "en"),
        ("zh;q=0, en;q=0.1", "en"),
        ("fr-FR", None),
        ("*", None),
        ("*, zh;q=0.5", None),
        ("zh;q=x, en;q=0.1", "en"),
        ("", None),
    ],
)
def test_the_first_of_our_languages_by_weight_is_taken(accepted: str, language: str | None) -> None:
    assert preferred(accepted) == language


def test_the_query_wins_over_the_header_and_an_unknown_language_there_is_refused() -> None:
    headers = [(b"accept-language", b"zh")]
    assert asked_language({"type": "http", "query_string": b"lang=en-US", "headers": headers}) == "en"
    assert asked_language({"type": "http", "query_string": b"", "headers": headers}) == "zh"
    for wrong in (b"lang=fr", b"lang="):
        with pytest.raises(FieldError, match="lang=zh"):
            asked_language({"type": "http", "query_string": wrong, "headers": []})


def test_the_other_language_is_left_out_at_every_depth_and_a_field_that_is_no_text_stays() -> None:
    found = json.loads(ANSWER.model_dump_json(exclude=left_out(Answer, "zh")))
    assert found == {"title": {"zh": "题"}, "notes": [{"code": "c", "zh": "注"}], "named": {"a": {"zh": "甲"}}, "perhaps": None, "zh": 0}
    assert left_out(Answer, None) is None


@pytest.mark.parametrize(("asked", "language", "other"), [({"params": {"lang": "zh"}}, "zh", "en"), ({"headers": {"Accept-Language": "en"}}, "en", "zh")])
@pytest.mark.parametrize("route", ["valuations", "model"])
def test_an_answer_is_in_the_language_asked_for_alone(client: TestClient, route: str, asked: dict[str, Any], language: str, other: str) -> None:
    response = client.post("/v1/valuations", json=CALL, **asked) if route == "valuations" else client.get("/v1/model", **asked)
    assert response.headers["content-language"].startswith(language)
    assert texts(response.json()) == {language}
    assert "Accept-Language" in response.headers["vary"]


def test_whoever_asks_for_none_gets_both(client: TestClient) -> None:
    client.headers.pop("accept-language", None)
    assert texts(client.post("/v1/valuations", json=CALL).json()) == {"zh", "en"}
    assert texts(client.get("/v1/model").json()) == {"zh", "en"}


def test_errors_and_problems_are_in_the_language_asked_for(client: TestClient) -> None:
    item = client.post("/v1/valuations?lang=zh", json=CALL).json()["valuations"][2]
    assert item["errors"][0]["detail"] == "此处应为字符串。"
    assert client.post("/v1/valuations?lang=zh", json={"achievements": []}).json()["detail"].startswith("列表为空。")
    assert client.get("/nowhere?lang=zh").json()["title"] == "没有该资源"
    refused = client.get("/v1/model?lang=fr")
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/lang")
