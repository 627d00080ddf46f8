"""What OpenAPI says where the code decodes by hand: the schema of a call, examples, and the problems of each route."""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict, Field

from service.deadline import HURRIED
from service.model_identity import SERVED_AS
from service.openapi_links import declare_links
from service.problems import MEDIA_TYPE, ProblemBody
from valuation.achievement import Achievement
from valuation.audience import AUDIENCES, Audience

_REFERENCES = "#/components/schemas/{model}"
CALL_SCHEMA = {"$ref": _REFERENCES.format(model="ValuationCall")}
INFERENCE_SCHEMA = {"$ref": _REFERENCES.format(model="InferenceCall")}

EXAMPLE_CALL: dict[str, Any] = {
    "valuation_date": "2026-11-22",
    "achievements": [
        {
            "id": "A-1",
            "title": "一种锂电池负极材料的制备方法",
            "text": "本发明公开了一种硅碳负极材料的制备方法，已完成中试，中试产品经第三方检验合格，循环寿命达到1000次以上。",
            "contract_type": "技术转让",
            "technology_field": "新材料及其应用",
            "seller_kind": "高等院校",
            "asking_price": {"amount": 1_500_000, "currency": "CNY"},
        }
    ],
}

ANSWER_FILE = Path(__file__).with_name("example_answer.json")
EXAMPLE_ANSWER: dict[str, Any] = json.loads(ANSWER_FILE.read_text(encoding="utf-8"))
"""What the demo bundle answers to the example; `python -m tools.example_answer` writes it anew."""


SPOKEN: dict[str, Any] = {
    "parameters": [
        {"name": "lang", "in": "query", "schema": {"type": "string", "enum": ["zh", "en"]}, "description": "texts in this language alone; both by default"},
        {"name": "Accept-Language", "in": "header", "schema": {"type": "string"}, "description": "the same, where `lang` is not given"},
    ]
}
"""The parameters of a route that answers in the caller's language."""

SWEPT: dict[str, Any] = {
    "parameters": [
        *SPOKEN["parameters"],
        {
            "name": "audience",
            "in": "query",
            "schema": {"type": "string", "enum": list(AUDIENCES)},
            "description": "for whom it is, where the body does not say; the caller's own view by default",
        },
        {
            "name": "valuation_date",
            "in": "query",
            "schema": {"type": "string", "format": "date"},
            "description": "of rows without their own; today (UTC) by default",
        },
        HURRIED,
    ]
}
"""The same where the body has no room for what is said of the whole: sweeps and tensors."""

SWEEP_MEDIA: dict[str, Any] = {
    "application/vnd.apache.arrow.stream": {
        "schema": {"type": "string", "format": "binary", "description": "an Arrow IPC stream, a row per achievement; see docs/sweeps.md"}
    },
    "application/x-ndjson": {"schema": {"type": "string", "description": "a JSON object a line, one per achievement"}},
}
"""What the route of valuations takes beside JSON, and then answers in: the media type of the answer is that of the body."""


class ValuationCall(BaseModel):
    """Achievements to value. Each is validated on its own; one that is invalid is reported in its place and spoils no other."""

    model_config = ConfigDict(extra="forbid")

    achievements: list[Achievement] = Field(min_length=1, max_length=1_024)
    valuation_date: str | None = Field(
        default=None, json_schema_extra={"format": "date"}, description="基准日 of those without their own; today (UTC) by default"
    )
    audience: Audience | None = Field(
        default=None, description="for whom the answers are, the caller's own view by default; a buyer or the public sees no price estimate, floor or reserve"
    )


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that can fail with these statuses."""
    schema = {"$ref": _REFERENCES.format(model=ProblemBody.__name__)}
    return {status: {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: {"schema": schema}}} for status in statuses}


def complete_openapi(app: FastAPI, *decoded: type[BaseModel]) -> None:
    """Adds the schemas that no handler's signature mentions, those that are `decoded` by hand too, to the document that FastAPI generates."""
    generated = app.openapi

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            document = generated()
            schemas = document.setdefault("components", {}).setdefault("schemas", {})
            models: tuple[type[BaseModel], ...] = (ValuationCall, ProblemBody, *decoded)
            for model in models:
                own = model.model_json_schema(ref_template=_REFERENCES)
                definitions = own.pop("$defs", {})
                for name, schema in {**definitions, model.__name__: own}.items():
                    schemas.setdefault(name, schema)
            for path, operations in document["paths"].items():
                for operation in operations.values():
                    _declare_places(path, operation)
                    _declare_failures(operation)
            declare_links(document)
        return generated()

    app.openapi = openapi  # type: ignore[method-assign]


PLACES: dict[str, dict[str, Any]] = {"model": {"type": "string", "enum": [SERVED_AS]}}
"""Parameters in paths of which more is known."""
_ANYWHERE, _OF_BODIES = (500, 503), (400, 408, 413, 415, 422)


def _declare_failures(operation: dict[str, Any]) -> None:
    """Adds the problems that every route may answer, and every route that takes a body."""
    answers = operation["responses"]
    for status, response in problems(*_ANYWHERE, *(_OF_BODIES if "requestBody" in operation else ())).items():
        answers.setdefault(str(status), response)


def _declare_places(path: str, operation: dict[str, Any]) -> None:
    """Names the parameters in a path that its handler reads from the request itself."""
    parameters = operation.setdefault("parameters", [])
    known = {parameter["name"] for parameter in parameters if parameter["in"] == "path"}
    parameters.extend(
        {"name": name, "in": "path", "required": True, "schema": PLACES.get(name, {"type": "string", "minLength": 1})}
        for name in re.findall(r"{(\w+)}", path)
        if name not in known
    )
    if not parameters:
        del operation["parameters"]
