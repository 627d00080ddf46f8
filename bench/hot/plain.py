"""A bundle run in the plainest way: tokenise, pad, one `session.run`, dictionaries out. What an ordinary service would do, and what the limit is measured on.

It needs NumPy, ONNX Runtime and tokenizers alone, so that it runs in the environments of other serving frameworks too.
"""

from __future__ import annotations

import json
import math
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnxruntime import InferenceSession, SessionOptions
from tokenizers import Tokenizer

Arrays = dict[str, NDArray[Any]]


@dataclass(frozen=True)
class Ready:
    """Achievements as far as they can be prepared before their texts are tokenised: n texts, numbers (n, K), categories (n, C), years (n,)."""

    texts: list[str]
    numbers: NDArray[np.float32]
    categories: NDArray[np.object_]
    years: NDArray[np.float32]


class Plain:
    """A bundle with a fused graph, one thread of ONNX Runtime."""

    def __init__(self, bundle: Path) -> None:
        manifest = json.loads((bundle / "manifest.json").read_text(encoding="utf-8"))
        self._categories: list[str] = manifest["features"]["categories"]
        self._numbers: list[str] = manifest["features"]["numbers"]
        self._tokenizer = Tokenizer.from_file(str(bundle / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(manifest["encoder"]["max_tokens"])
        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = InferenceSession(str(bundle / "graph.onnx"), options, providers=["CPUExecutionProvider"])
        self.outputs = [one.name for one in self._session.get_outputs()]
        self._inputs = {one.name for one in self._session.get_inputs()}

    def ready(self, items: Sequence[Mapping[str, Any]], day: date) -> Ready:
        """Texts and arrays of achievements, valued at that day."""
        texts = [unicodedata.normalize("NFKC", f"{item['title']}\n{item['text']}").lower().strip() for item in items]
        facts = [item["attributes"] for item in items]
        numbers = [
            [math.log1p(len(text)), math.log1p(len(item["title"])), *(known.get(name, math.nan) for name in self._numbers)]
            for text, item, known in zip(texts, items, facts, strict=True)
        ]
        categories = np.array([[str(known.get(name, "")) for name in self._categories] for known in facts], dtype=object)
        first = date(day.year, 1, 1)
        year = day.year + (day - first).days / (date(day.year + 1, 1, 1) - first).days
        return Ready(texts, np.array(numbers, dtype=np.float32), categories, np.full(len(items), year, dtype=np.float32))

    def run(self, ready: Ready) -> Arrays:
        """Every output of the graph by name: the tokenising and the run that no service can do without."""
        tokens = [encoding.ids for encoding in self._tokenizer.encode_batch_fast(ready.texts, add_special_tokens=False)]
        width = max(1, *map(len, tokens))
        ids, mask = np.zeros((len(tokens), width), dtype=np.int64), np.zeros((len(tokens), width), dtype=np.float32)
        for at, row in enumerate(tokens):
            ids[at, : len(row)] = row
            mask[at, : len(row)] = 1.0
        feed = {"token_ids": ids, "token_mask": mask, "numbers": ready.numbers, "categories": ready.categories, "years": ready.years}
        return dict(zip(self.outputs, self._session.run(self.outputs, {name: feed[name] for name in self._inputs}), strict=True))

    def answers(self, items: Sequence[Mapping[str, Any]], day: date) -> list[dict[str, Any]]:
        """A dictionary of every head's numbers for each achievement, in order; the embedding stays here."""
        listed = {name: values.tolist() for name, values in self.run(self.ready(items, day)).items() if name != "embedding"}
        return [{name: values[at] for name, values in listed.items()} for at in range(len(items))]
