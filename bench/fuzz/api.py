"""Requests made from the service's own OpenAPI document, sent to it in this process, each answer judged by every check of schemathesis.

Where the document cannot say what the service asks for, or says 200 with an `invalid` in its place, the exception stands here with its reason, and is
as narrow as it can be made.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import schemathesis
from fastapi import FastAPI
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import Failure
from schemathesis.core.transport import Response
from schemathesis.engine import Status, events, from_schema
from schemathesis.generation.case import Case
from schemathesis.hooks import HookContext

from bench.fuzz.found import Finding, Found
from bench.fuzz.own_keys import OwnKeys
from bench.fuzz.taken import only_spelled_otherwise

BEYOND_SCHEMA = {
    "POST /v2/models/{model}/infer": "names, shapes and types of tensors must fit the model and each other",
    "POST /v2/models/{model}/versions/{version}/infer": "the same",
    "POST /v1/keys": "a key must not have ended before it begins",
    "POST /v1/outcomes": "nothing has come of a day that has not come",
}
"""Operations that refuse, with a 413 or 422 that names the place, what JSON Schema cannot rule out."""
IN_PLACE = "POST /v1/valuations"
"""The operation that answers an achievement which breaks the schema with `invalid` in its place, in a 200."""
SCHEME = "ApiKey"
"""How the key is shown."""
SHOWN = 900
"""Characters of a finding that are shown."""


def fuzz(
    app: FastAPI,
    requests: int,
    *,
    seed: int = 1,
    examples: int = 100,
    key: str | None = None,
    leave: Iterable[str] = (),
    progress: Callable[[str], object] = lambda _: None,
) -> Found:
    """At least that many requests: runs with one seed after another until there are enough. `examples` of one kind are made for an operation in a run; `key` is
    an API key that may do everything; `leave` names phases of schemathesis that are left out.
    """
    found, own = Found(), OwnKeys(app)
    while found.total < requests:
        before = found.total
        _run(own, seed, examples, key, leave, found)
        progress(f"seed {seed}: {found.total:,} requests, {len(found.findings)} failures, {len(found.errors)} errors")
        seed += 1
        if found.total == before:
            raise RuntimeError("no request was made: the document has no operation that can be tried")
    return found


def _run(app: OwnKeys, seed: int, examples: int, key: str | None, leave: Iterable[str], found: Found) -> None:
    beyond = [
        {"include-name": name, "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "401", "403", "404", "409", "413", "422", "429"]}}}
        for name in BEYOND_SCHEMA
    ]
    config = SchemathesisConfig.from_dict(
        {
            "seed": seed,
            "continue-on-failure": True,
            "generation": {"max-examples": examples, "no-shrink": True, "database": "none", "with-security-parameters": False},
            "operations": beyond,
            "checks": {"negative_data_rejection": {"expected-statuses": ["400", "401", "403", "404", "405", "406", "409", "413", "415", "422", "429"]}},
            # The document says itself what leads to what.
            "phases": {
                "stateful": {"inference": {"algorithms": []}},
                **{phase: {"enabled": False} for phase in leave},
            },
            **({} if key is None else {"auth": {"openapi": {SCHEME: {"api_key": key}}}}),
        }
    )
    schema = schemathesis.openapi.from_asgi("/openapi.json", app, config=config)
    schema.hook("filter_failure")(_contradicts)
    for event in from_schema(schema).execute():
        match event:
            case events.ScenarioFinished():
                _take(event, found)
            case events.NonFatalError():
                found.errors.add(f"{event.label}: {event.info.title}: {event.info.message}"[:SHOWN])
            case events.FatalError():
                raise event.exception


def _take(event: events.ScenarioFinished, found: Found) -> None:
    for case_id, interaction in event.recorder.interactions.items():
        operation = event.recorder.cases[case_id].value.operation.label
        found.requests[operation] += 1
        if interaction.response is not None:
            found.statuses[interaction.response.status_code] += 1
    for case_id, checks in event.recorder.checks.items():
        operation = event.recorder.cases[case_id].value.operation.label
        for check in checks:
            if check.status is not Status.SUCCESS and check.failure_info is not None:
                failure = check.failure_info.failure
                response = event.recorder.interactions[case_id].response
                answered = "" if response is None else f"{response.status_code} {response.content.decode(errors='replace')}"
                words = (f"{failure.title}: {failure.message}", answered, check.failure_info.code_sample or "")
                finding = Finding(operation, check.name, *(word[:SHOWN] for word in words))
                found.findings.setdefault((operation, check.name, failure.title), finding)


def _contradicts(context: HookContext, failure: Failure, case: Case[Any], response: Response) -> bool:
    """Whether a failure is one: not where what breaks the schema is answered `invalid` in its place or is another spelling of a number, nor where a caller
    could not wait and was told so.
    """
    if failure.title == "Schema-violating request accepted" and case.operation.label == IN_PLACE and response.status_code == 200:
        body = case.body if isinstance(case.body, dict) else {}
        return not (_in_place(response) or only_spelled_otherwise(body.get("achievements")))
    hurried = "X-Request-Timeout" in (case.headers or {})
    return not (hurried and response.status_code == 504 and json.loads(response.content)["code"] == "deadline_exceeded")


def _in_place(response: Response) -> bool:
    answer: dict[str, Any] = json.loads(response.content)
    return any(valuation["status"] == "invalid" for valuation in answer["valuations"])
