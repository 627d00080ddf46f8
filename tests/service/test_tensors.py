from __future__ import annotations

from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.problems import Problem
from service.tensors import Tensor, columns_of_tensors, decode_inference, tensor_of


def tensor(data: list[Any], datatype: str = "BYTES", shape: list[int] | None = None, name: str = "text") -> Tensor:
    return Tensor(name, [len(data)] if shape is None else shape, datatype, data)


def refusal(*inputs: Tensor, most: int = 10) -> Problem:
    with pytest.raises(Problem) as caught:
        columns_of_tensors(list(inputs), most)
    return caught.value


def test_tensors_are_columns_of_their_names_and_types() -> None:
    batch = columns_of_tensors(
        [tensor(["a", None]), tensor([[1], [2]], "INT32", [2, 1], "n"), tensor([1, 2.5], "FP32", name="x"), tensor([True, None], "BOOL", name="b")], 10
    )
    assert batch.to_pydict() == {"text": ["a", None], "n": [1, 2], "x": [1.0, 2.5], "b": [True, None]}
    assert batch.schema.types == [pa.string(), pa.int64(), pa.float64(), pa.bool_()]


@pytest.mark.parametrize(
    ("inputs", "status", "place"),
    [
        ([], 422, "/inputs"),
        ([tensor([])], 422, "/inputs"),
        ([tensor(["a"]), tensor(["a", "b"])], 422, "/inputs"),
        ([tensor(["a"], shape=[1, 2])], 422, "/inputs/0/shape"),
        ([tensor(["a"], shape=[1, 1, 1])], 422, "/inputs/0/shape"),
        ([tensor(["a", "b"], shape=[3])], 422, "/inputs/0/shape"),
        ([tensor(["a"], "STRING")], 422, "/inputs/0/datatype"),
        ([tensor(["a"]), tensor(["1"], "FP64", name="x")], 422, "/inputs/1/data"),
        ([tensor([1])], 422, "/inputs/0/data"),
        ([tensor([2**70], "INT64")], 422, "/inputs/0/data"),
        ([tensor([{"a": 1}])], 422, "/inputs/0/data"),
    ],
)
def test_what_is_no_column_is_told_with_its_place(inputs: list[Tensor], status: int, place: str) -> None:
    problem = refusal(*inputs)
    assert (problem.status, problem.errors[0].pointer) == (status, place)


def test_too_many_rows_are_too_large() -> None:
    assert refusal(tensor(["a"] * 11)).status == 413


def test_columns_are_tensors_of_one_dimension_with_null_for_nothing() -> None:
    assert tensor_of("d", pa.array([date(2026, 11, 22), None])) == Tensor("d", [2], "BYTES", ["2026-11-22", None])
    assert tensor_of("x", pa.array([1.5, None])) == Tensor("x", [2], "FP64", [1.5, None])
    assert tensor_of("n", pa.array([1])) == Tensor("n", [1], "INT64", [1])
    assert tensor_of("b", pa.array([True])) == Tensor("b", [1], "BOOL", [True])


@given(st.binary(max_size=60))
def test_any_bytes_are_a_request_or_a_problem(body: bytes) -> None:
    for whole in (body, b'{"inputs": [{"name": "text", "shape": [1], "datatype": "BYTES", "data": [' + body + b"]}]}"):
        try:
            columns_of_tensors(decode_inference(whole).inputs, 10)
        except Problem as problem:
            assert problem.status in (400, 413, 422)
