"""The Open Inference Protocol's words for this service's model: what it takes, what it answers, and one inference (`docs/sweeps.md`).

A thin second door over the same scorer: the columns of a sweep as tensors, scored like an interactive call.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

import msgspec
import pyarrow as pa
from starlette.types import Receive

from models.manifest import Manifest
from service.arrow_answers import ArrowAnswers
from service.arrow_columns import ArrowColumns
from service.arrow_schema import FIELDS
from service.departure import unless_departed
from service.model_identity import SERVED_AS
from service.problems import Problem
from service.running import Running
from service.served import Served
from service.sweep import Asked
from service.tensors import Inference, Tensor, columns_of_tensors, datatype_of, decode_inference, tensor_of
from service.valuing import AT_ONCE, SHORT
from service.wrong_input import WrongInput


class InferenceAnswer(msgspec.Struct, omit_defaults=True):
    """What an inference is answered; `id` as given."""

    model_name: str
    model_version: str
    outputs: list[Tensor]
    id: str | None = None


def described(manifest: Manifest, asked: Asked) -> dict[str, Any]:
    """The model's metadata: every input it looks at and every output, n rows each."""
    numbers = dict.fromkeys(manifest.features.numbers, "FP64")
    names = dict.fromkeys((*FIELDS, *manifest.features.names))
    answers = ArrowAnswers(manifest, asked)
    return {
        "name": SERVED_AS,
        "versions": [manifest.version],
        "platform": "onnxruntime_onnx",
        "inputs": [{"name": name, "datatype": numbers.get(name, "BYTES"), "shape": [-1]} for name in names],
        "outputs": [{"name": column.name, "datatype": datatype_of(column.type), "shape": [-1]} for column in answers.schema],
    }


async def infer(body: bytes, served: Served, serving: Running, asked: Asked, receive: Receive, timeout: float) -> bytes:
    """The JSON answer to an inference request.

    Raises Problem, Departed, or one of the ways in which a job ends without an answer.
    """
    settings, scorer = serving.settings, served.scorer
    # A large body is decoded beside the event loop, as in `valuing.py`.
    read = partial(_read, body, settings.max_items)
    request, batch = await asyncio.to_thread(read) if len(body) > SHORT else read()
    reading = ArrowColumns(batch.schema, scorer.schema, asked.day, settings.max_body)
    answers = ArrowAnswers(served.manifest, asked, reading.ids)
    wanted = _wanted(request, answers)
    rows = await asyncio.to_thread(reading.read, batch)
    answer = await unless_departed(receive, serving.batcher.submit(scorer, rows.columns, timeout=timeout))
    found = await asyncio.to_thread(answers.batch, rows, answer)
    serving.metrics.valued(rows.statuses(found))
    write = partial(_written, found, wanted, served.manifest.version, request.id)
    return await asyncio.to_thread(write) if len(rows.columns) > AT_ONCE else write()


def _read(body: bytes, most: int) -> tuple[Inference, pa.RecordBatch]:
    request = decode_inference(body)
    return request, columns_of_tensors(request.inputs, most)


def _written(found: pa.RecordBatch, wanted: list[str], version: str, asked_id: str | None) -> bytes:
    return msgspec.json.encode(InferenceAnswer(SERVED_AS, version, [tensor_of(name, found.column(name)) for name in wanted], asked_id))


def _wanted(request: Inference, answers: ArrowAnswers) -> list[str]:
    """The outputs that are asked for; all of them where none is."""
    for at, output in enumerate(request.outputs):
        if output.name not in answers.schema.names:
            raise Problem.of_input(WrongInput.of("output", ("outputs", at, "name"), output.name))
    return [output.name for output in request.outputs] or answers.schema.names
