"""The example answer of OpenAPI, `docs/service.md` and the READMEs, as the demo bundle gives it.

`python -m tools.example_answer` writes them anew after a rebuild of `models/demo/`; `make demo` does both.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from models.load import load_bundle
from models.scorer import Scorer
from service.answers import Answers
from service.items import decode_call
from service.job import Part
from service.openapi import ANSWER_FILE, EXAMPLE_CALL
from valuation.columns_of import stacked

ROOT = Path(__file__).resolve().parent.parent
BUNDLE, PAGE = ROOT / "models" / "demo", ROOT / "docs" / "service.md"
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
_BLOCK = re.compile(r"(```json\n)(.*?)(```)", re.DOTALL)


EXAMPLE_RECORD = "019aa9b2a6007f3c2d9e41b0"
"""What stands for the id of a record, which is another one at every call."""


def answer_of(bundle: Path) -> dict[str, Any]:
    """What a bundle answers to the example call, as JSON."""
    scorer = Scorer(load_bundle(bundle))
    call = decode_call(json.dumps(EXAMPLE_CALL).encode(), scorer.schema, date.fromisoformat(EXAMPLE_CALL["valuation_date"]), max_items=1, audiences=("seller",))
    subjects = call.subjects
    answers = Answers(scorer.bundle.manifest)
    written = answers.written((Part(len(subjects), scorer.score(stacked(subjects, scorer.schema))),), call.items)
    return {"valuations": [json.loads(one.json) for one in written], "model": json.loads(answers.stamp_json), "record": EXAMPLE_RECORD}


def with_examples(page: str, call: dict[str, Any], answer: dict[str, Any]) -> str:
    """The page with its two JSON blocks replaced: the call, then the answer."""
    blocks = iter((call, answer))
    return _BLOCK.sub(lambda block: f"{block[1]}{json.dumps(next(blocks), ensure_ascii=False, indent=2)}\n{block[3]}", page)


def excerpt(answer: dict[str, Any]) -> dict[str, Any]:
    """The heart of an answer, for a README: price, maturity, scores, the comparison with the asking price, and which model said so."""
    valuation = answer["valuations"][0]
    price = {name: value for name, value in valuation["price"].items() if name not in ("quantiles", "price_concept_label", "unit")}
    return {
        "id": valuation["id"],
        "status": valuation["status"],
        "simulated": valuation["simulated"],
        "price": {name: round(value, 3) if isinstance(value, float) else value for name, value in price.items()},
        "maturity": {"level": valuation["maturity"]["level"], "expected": round(valuation["maturity"]["expected"], 2)},
        "values": {name: round(one["score"], 1) for name, one in valuation["values"].items()},
        "asking_price": {"percentile": round(valuation["asking_price"]["percentile"], 1), "anomaly": valuation["asking_price"]["anomaly"]},
        "statement": valuation["statement"]["en"],
        "model": {"name": answer["model"]["name"], "version": answer["model"]["version"]},
    }


def with_excerpt(page: str, answer: dict[str, Any]) -> str:
    """The page with its JSON block replaced by the excerpt, one line a part."""
    parts = ",\n".join(f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in excerpt(answer).items())
    return _BLOCK.sub(lambda block: f"{block[1]}{{\n{parts}\n}}\n{block[3]}", page)


def refresh(bundle: Path, answer_file: Path, page: Path, readmes: Sequence[Path] = ()) -> None:
    """Writes the answer's file, the page and the READMEs."""
    answer = answer_of(bundle)
    answer_file.write_text(json.dumps(answer, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    page.write_text(with_examples(page.read_text(encoding="utf-8"), EXAMPLE_CALL, answer), encoding="utf-8")
    for readme in readmes:
        readme.write_text(with_excerpt(readme.read_text(encoding="utf-8"), answer), encoding="utf-8")


if __name__ == "__main__":
    refresh(BUNDLE, ANSWER_FILE, PAGE, READMES)
    sys.stdout.write(f"{ANSWER_FILE.relative_to(ROOT)}, {PAGE.relative_to(ROOT)} and the READMEs hold the answer of {BUNDLE.relative_to(ROOT)}\n")
