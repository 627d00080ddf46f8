"""/v2: the Open Inference Protocol, for platforms that speak it. The first door is `/v1/valuations`, in words of the domain.

`service.inference` is imported with the first request that needs it, as Arrow's door is: pyarrow costs a service of JSON alone time and memory.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from service.body import JSON, read_json_body
from service.deadline import timeout_of
from service.identity.guard import ANY_SCOPE, OPEN, needs
from service.language import headers_of
from service.model_identity import SERVED_AS
from service.openapi import INFERENCE_SCHEMA, SWEPT, problems
from service.problems import Problem
from service.recording import RECORD_HEADER
from service.routes.health import require_ready, require_scoring
from service.running import Running, running
from service.served import Served
from service.sweep import Asked
from valuation.catalogue import say

router = APIRouter(prefix="/v2", tags=["inference"])
_MODEL, _VERSION = "/models/{model}", "/models/{model}/versions/{version}"


class ServerMetadata(BaseModel):
    """Who answers."""

    name: str = "valuation"
    version: str
    extensions: tuple[str, ...] = ()


class ServerLive(BaseModel):
    """The event loop answers and the scoring loop works."""

    live: bool = True


class ServerReady(BaseModel):
    """The bundle is loaded, passed its self-test, and can score."""

    ready: bool = True


class ModelReady(BaseModel):
    """The same of the model by its name."""

    name: str = SERVED_AS
    ready: bool = True


class TensorMetadata(BaseModel):
    """A tensor without its data; -1 stands for the number of rows."""

    name: str
    datatype: str
    shape: tuple[int, ...]


class ModelMetadata(BaseModel):
    """What the model takes and answers."""

    name: str
    versions: tuple[str, ...]
    platform: str
    inputs: tuple[TensorMetadata, ...]
    outputs: tuple[TensorMetadata, ...]


class InferenceTensor(BaseModel):
    """One column: strings are BYTES, numbers FP64 or INT64, null where nothing is said."""

    name: str
    shape: tuple[int, ...] = Field(examples=[[2]])
    datatype: str = Field(examples=["BYTES"])
    data: tuple[Any, ...]


class WantedTensor(BaseModel):
    """An output that is asked for."""

    name: str


class InferenceCall(BaseModel):
    """Columns of achievements, 1 to 1,024 rows."""

    id: str | None = None
    inputs: tuple[InferenceTensor, ...]
    outputs: tuple[WantedTensor, ...] = Field(default=(), description="all where none is named")


class InferenceResult(BaseModel):
    """Columns of predictions, one row per achievement, in order."""

    model_name: str
    model_version: str
    id: str | None = None
    outputs: tuple[InferenceTensor, ...]


@router.get("", dependencies=[ANY_SCOPE], operation_id="inference-server", summary="The server, by the Open Inference Protocol", responses=problems(500))
async def server(request: Request) -> ServerMetadata:
    """Name and version of the service."""
    return ServerMetadata(version=str(request.app.version))


@router.get("/health/live", dependencies=[OPEN], operation_id="inference-live", summary="Is the process alive?", responses=problems(503))
async def live(request: Request) -> ServerLive:
    """As `/live`."""
    require_scoring(running(request))
    return ServerLive()


@router.get("/health/ready", dependencies=[OPEN], operation_id="inference-ready", summary="Can it value?", responses=problems(503))
async def ready(request: Request) -> ServerReady:
    """As `/ready`."""
    serving = running(request)
    await require_ready(serving, serving.served.current)
    return ServerReady()


@router.get(_MODEL, dependencies=[ANY_SCOPE], operation_id="inference-model", summary="What the model takes and answers", responses=problems(404, 500))
@router.get(_VERSION, dependencies=[ANY_SCOPE], operation_id="inference-model-version", summary="The same of one version", responses=problems(404, 500))
async def model(request: Request) -> ModelMetadata:
    """Inputs are the columns of a sweep, outputs the predictions."""
    from service.inference import described

    serving, served = _serving(request)
    return ModelMetadata.model_validate(described(served.manifest, Asked.of(request.scope, serving.clock().date())))


@router.get(f"{_MODEL}/ready", dependencies=[ANY_SCOPE], operation_id="inference-model-ready", summary="Can the model value?", responses=problems(404, 503))
@router.get(
    f"{_VERSION}/ready", dependencies=[ANY_SCOPE], operation_id="inference-model-version-ready", summary="The same of one version", responses=problems(404, 503)
)
async def model_ready(request: Request) -> ModelReady:
    """As `/ready`."""
    await require_ready(*_serving(request))
    return ModelReady()


_INFER: dict[str, Any] = {
    "response_model": None,
    "dependencies": [needs("value")],
    "responses": {200: {"model": InferenceResult}, **problems(400, 404, 413, 415, 422, 429, 500, 503, 504)},
    "openapi_extra": {**SWEPT, "requestBody": {"required": True, "content": {JSON: {"schema": INFERENCE_SCHEMA}}}},
}
"""What OpenAPI says of an inference, by either path."""


@router.post(f"{_MODEL}/infer", operation_id="inference-infer", summary="Value 1 to 1,024 achievements, as tensors", **_INFER)
@router.post(f"{_VERSION}/infer", operation_id="inference-version-infer", summary="The same by one version", **_INFER)
async def create_inference(request: Request) -> Response:
    """One row per achievement, in order. A row that is invalid, or that the model refuses, says so in `refused` and `reason`; the others are valued."""
    from service.inference import infer

    serving, served = _serving(request)
    timeout = timeout_of(request, serving.settings)
    serving.require_room(timeout)  # before any work for a call that would be refused
    body = await read_json_body(request, serving.settings.max_body)
    asked = Asked.of(request.scope, serving.clock().date())
    answered = await infer(body, served, serving, asked, asked.asking("tensors", request.scope), request.receive, timeout)
    return Response(answered.json, headers={RECORD_HEADER: answered.record, **answered.headers, **headers_of(asked.language)}, media_type=JSON)


def _serving(request: Request) -> tuple[Running, Served]:
    """What serves the model that the path names, and the model; Problem for another one."""
    serving, named = running(request), request.path_params
    served = serving.served.current
    version = served.manifest.version
    if named["model"] != SERVED_AS or named.get("version", version) != version:
        raise Problem("not_found", say("problems.no_model", model=SERVED_AS, version=version))
    return serving, served
