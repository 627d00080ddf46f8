"""The Open Inference Protocol's words for this service's model: what it takes, what it answers, and one inference (`docs/sweeps.md`).

A thin second door over the same scorer: the columns of a sweep as tensors, scored like an interactive call.
"""

from __future__ import annotations

import asyncio
import time
from functools import partial
from typing import Any, NamedTuple

import msgspec
import pyarrow as pa
from starlette.types import Receive

from models.manifest import Manifest
from service.arrow_answers import ArrowAnswers
from service.arrow_columns import ArrowColumns, Rows
from service.arrow_schema import FIELDS
from service.audit.valued import Asking
from service.departure import unless_departed
from service.job import Answer, DeadlineExceeded
from service.model_identity import SERVED_AS
from service.problems import Problem
from service.recording import recorded
from service.running import Running
from service.served import Served
from service.settings import Settings
from service.sweep import Asked
from service.tensors import Inference, Tensor, columns_of_tensors, datatype_of, decode_inference, tensor_of
from service.valuing import AT_ONCE, SHORT, Answered
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


class Prepared(NamedTuple):
    """A call that has been read: its rows, with what is to be answered and how."""

    id: str | None
    rows: Rows
    answers: ArrowAnswers
    wanted: list[str]
    version: str

    def answered(self, answer: Answer) -> tuple[pa.RecordBatch, bytes]:
        """The predictions, and those that are wanted as JSON."""
        found = self.answers.batch(self.rows, answer)
        outputs = [tensor_of(name, found.column(name)) for name in self.wanted]
        return found, msgspec.json.encode(InferenceAnswer(SERVED_AS, self.version, outputs, self.id))


async def infer(body: bytes, served: Served, serving: Running, asked: Asked, asking: Asking, receive: Receive, timeout: float) -> Answered:
    """The JSON answer to an inference request, scored and recorded within `timeout` seconds from now.

    Raises Problem, Departed, or one of the ways in which a job ends without an answer.
    """
    until = time.perf_counter() + timeout
    # A large body is decoded beside the event loop, as in `valuing.py`.
    read = partial(prepared, body, served, asked, serving.settings)
    call = await asyncio.to_thread(read) if len(body) > SHORT else read()
    quota = await serving.quotas.take(asking.caller, len(call.rows))
    if (left := until - time.perf_counter()) <= 0:
        serving.metrics.rejected("deadline")
        raise DeadlineExceeded("decoding took all the time")
    answer = await unless_departed(receive, serving.batcher.submit(served.scorer, call.rows.columns, timeout=left))
    found, sent = await asyncio.to_thread(call.answered, answer) if len(call.rows) > AT_ONCE else call.answered(answer)
    serving.metrics.valued(call.rows.statuses(found))
    record = await recorded(serving, served, asking, body, answer, (sent,), len(call.rows), timeout=until - time.perf_counter())
    return Answered(sent, record, quota)


def prepared(body: bytes, served: Served, asked: Asked, settings: Settings) -> Prepared:
    """The call in a body; Problem where it cannot be read."""
    request = decode_inference(body)
    batch = columns_of_tensors(request.inputs, settings.max_items)
    reading = ArrowColumns(batch.schema, served.scorer.schema, asked.day, settings.max_body)
    answers = ArrowAnswers(served.manifest, asked, reading.ids)
    return Prepared(request.id, reading.read(batch), answers, _wanted(request, answers), served.manifest.version)


def _wanted(request: Inference, answers: ArrowAnswers) -> list[str]:
    """The outputs that are asked for; all of them where none is."""
    for at, output in enumerate(request.outputs):
        if output.name not in answers.schema.names:
            raise Problem.of_input(WrongInput.of("output", ("outputs", at, "name"), output.name))
    return [output.name for output in request.outputs] or answers.schema.names
