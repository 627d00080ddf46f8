from __future__ import annotations

import numpy as np
import onnxruntime as ort

from training.attribute_table import AttributeTable
from training.graph import Graph


def table(columns: int = 3, targets: int = 2, values: int = 40) -> AttributeTable:
    generator = np.random.default_rng(0)
    numbers = tuple({f"v{number}": number for number in range(1, values)} for _ in range(columns))
    return AttributeTable(numbers, tuple(generator.normal(0, 1, (values, targets)).astype(np.float32) for _ in range(columns)))


def rows(n: int, columns: int = 3) -> np.ndarray:
    drawn = np.random.default_rng(1).integers(0, 45, (n, columns))
    return np.asarray([[f"v{one}" for one in row] for row in drawn], dtype=object).reshape(n, columns)


def test_a_target_reads_its_sum_and_its_effect_by_each_column() -> None:
    one = table()
    categories = np.asarray([["v3", "v1", "never seen"]], dtype=object)
    found = one.columns(categories)
    total, effects = one.reads(1)
    expected = [one.effects[0][3, 1], one.effects[1][1, 1], one.effects[2][0, 1]]
    assert found.shape == (1, one.width) and found[0, effects].tolist() == expected
    assert found[0, total] == np.float32(np.float32(expected[0] + expected[1]) + expected[2])


def test_the_graph_finds_the_same_bits_in_any_batch() -> None:
    one, asked = table(), rows(300)
    graph = Graph("attributes")
    graph.node("Identity", one.add_to(graph), output="columns")
    session = ort.InferenceSession(graph.model({"columns": one.width}).SerializeToString(), providers=["CPUExecutionProvider"])
    found = session.run(["columns"], {"categories": asked})[0]
    assert np.array_equal(found, one.columns(asked))
    assert np.array_equal(found, np.vstack([session.run(["columns"], {"categories": asked[at : at + 7]})[0] for at in range(0, 300, 7)]))


def test_no_rows_make_no_rows() -> None:
    assert table().columns(rows(0)).shape == (0, table().width)
