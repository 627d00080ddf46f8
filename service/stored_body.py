"""The body of a call that stores something, read into its model: numbers exactly as they were written, wrong parts each with their place."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, TypeVar

import msgspec
from pydantic import BaseModel, ValidationError

from service.body import JSON
from service.idempotency_key import HEADER, LONGEST
from service.input_errors import input_errors
from service.problems import Problem
from service.wrong_input import WrongInput
from valuation.catalogue import say

Model = TypeVar("Model", bound=BaseModel)
FURTHEST = 400
"""Places before or behind the point that a number may begin at; floats end at 308. To write out 1e999999999 as a whole number would take a process down."""


def _exact(written: str) -> Decimal:
    """A number as it was written: a float64 would keep 15 digits of it."""
    number = Decimal(written)
    if number and abs(number.adjusted()) > FURTHEST:
        raise ValueError("A number is too large or too small")
    return number


_decoder = msgspec.json.Decoder(float_hook=_exact)

KEYED: dict[str, Any] = {
    "name": HEADER,
    "in": "header",
    "required": True,
    "schema": {"type": "string", "pattern": rf"^[\x21-\x7e]{{1,{LONGEST}}}$"},
    "description": "names this call, a UUID for example: sent again with the same body it gets the same answer, and nothing is done twice",
}
"""What OpenAPI says of the header of such a call."""


def read_model(body: bytes, model: type[Model]) -> Model:
    """The body as that; Problem where it is something else."""
    try:
        return model.model_validate(_decoder.decode(body))
    except (msgspec.DecodeError, UnicodeDecodeError, InvalidOperation) as error:
        raise Problem("malformed", say("problems.not_json", words=error)) from None
    except RecursionError:
        raise Problem("malformed", say("problems.nested")) from None
    except ValidationError as error:
        raise Problem("invalid_input", say("problems.see_openapi"), tuple(_placed(one, model) for one in input_errors(error))) from None


def _placed(error: WrongInput, model: type[BaseModel]) -> WrongInput:
    """The error where it stands in the body: pydantic counts the kind of a body that has several as a step."""
    _, first, *rest = (error.pointer or "/").split("/")
    return replace(error, pointer="".join(f"/{step}" for step in rest)) if first in _kinds(model) else error


@cache
def _kinds(model: type[BaseModel]) -> frozenset[str]:
    return frozenset(model.model_json_schema().get("discriminator", {}).get("mapping", {}))


def takes(model: type[BaseModel], *parameters: dict[str, Any]) -> dict[str, Any]:
    """What OpenAPI says of such a call; `complete_openapi` must be told the model."""
    schema = {"$ref": f"#/components/schemas/{model.__name__}"}
    return {"parameters": [KEYED, *parameters], "requestBody": {"required": True, "content": {JSON: {"schema": schema}}}}
