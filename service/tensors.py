"""The Open Inference Protocol's tensors ↔ Arrow columns: one tensor a column, of shape [n] or [n, 1], under the names of a sweep's columns.

https://github.com/kserve/open-inference-protocol, REST. The protocol has no null: here a cell that says nothing is null in `data`, both ways.
"""

from __future__ import annotations

from itertools import islice
from typing import Any

import msgspec
import pyarrow as pa

from service.problems import Problem
from service.wrong_input import WrongInput
from valuation.catalogue import say

_TYPES: dict[str, pa.DataType] = {
    "BYTES": pa.string(),
    "BOOL": pa.bool_(),
    **dict.fromkeys(("FP16", "FP32", "FP64"), pa.float64()),
    **dict.fromkeys(("INT8", "INT16", "INT32", "INT64", "UINT8", "UINT16", "UINT32", "UINT64"), pa.int64()),
}


class Tensor(msgspec.Struct, omit_defaults=True):
    """A column. Strings are BYTES."""

    name: str
    shape: list[int]
    datatype: str
    data: list[Any]
    parameters: dict[str, Any] = {}


class WantedOutput(msgspec.Struct):
    """An output that is asked for."""

    name: str
    parameters: dict[str, Any] = {}


class Inference(msgspec.Struct):
    """A request; what else of the protocol's parameters it carries is passed over."""

    inputs: list[Tensor]
    id: str | None = None
    outputs: list[WantedOutput] = []
    parameters: dict[str, Any] = {}


_inference = msgspec.json.Decoder(Inference)


def decode_inference(body: bytes) -> Inference:
    """The request in a body; Problem where it is none."""
    try:
        return _inference.decode(body)
    except msgspec.ValidationError as error:
        raise Problem.of_input(WrongInput.of("inference", (), words=str(error))) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Problem("malformed", say("problems.not_json", words=error)) from None
    except RecursionError:
        raise Problem("malformed", say("problems.nested")) from None


def columns_of_tensors(inputs: list[Tensor], most: int) -> pa.RecordBatch:
    """The inputs as columns of 1 to `most` rows. Raises Problem, naming the tensor."""
    rows = {tensor.shape[0] if tensor.shape else 0 for tensor in inputs}
    if len(rows) != 1 or rows == {0}:
        raise Problem.of_input(WrongInput.of("tensor_rows", ("inputs",), sorted(rows), most=most))
    (n,) = rows
    if n > most:
        raise Problem("too_large", say("problems.many_items", given=n, most=most))
    arrays = [_column(tensor, at, n) for at, tensor in enumerate(inputs)]
    return pa.RecordBatch.from_arrays(arrays, names=[tensor.name for tensor in inputs])


def tensor_of(name: str, column: pa.Array) -> Tensor:
    """A column of an answer as a tensor of shape [n]; days as ISO dates."""
    if pa.types.is_date(column.type):
        column = column.cast(pa.string())
    return Tensor(name, [len(column)], datatype_of(column.type), column.to_pylist())


def datatype_of(kind: pa.DataType) -> str:
    """The protocol's name of a column's type."""
    if pa.types.is_boolean(kind):
        return "BOOL"
    return "FP64" if pa.types.is_floating(kind) else "INT64" if pa.types.is_integer(kind) else "BYTES"


def _column(tensor: Tensor, at: int, n: int) -> pa.Array:
    steps = ("inputs", at)
    kind = _TYPES.get(tensor.datatype)
    if kind is None:
        raise Problem.of_input(WrongInput.of("datatype", (*steps, "datatype"), tensor.datatype, allowed=", ".join(_TYPES)))
    # No longer than they may be: what is too long is not walked through.
    data = list(islice((cell for each in tensor.data for cell in (each if isinstance(each, list) else [each])), n + 1))
    if tensor.shape not in ([n], [n, 1]) or len(data) != n:
        raise Problem.of_input(WrongInput.of("tensor_shape", (*steps, "shape"), tensor.shape, name=tensor.name, given=len(data)))
    try:
        return pa.array(data, kind)
    except (pa.ArrowException, TypeError, ValueError, OverflowError):
        raise Problem.of_input(WrongInput.of("tensor_data", (*steps, "data"), None, name=tensor.name, datatype=tensor.datatype)) from None
