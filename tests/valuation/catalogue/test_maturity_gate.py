"""The gate says nothing that the catalogue lacks, and the catalogue holds nothing that the gate never says."""

from __future__ import annotations

import re
from pathlib import Path

import valuation.maturity_gate.gate as gate
from valuation.catalogue.maturity_gate import TEXTS
from valuation.maturity_gate.checklist import ALL_ITEMS

SOURCE = "\n".join(file.read_text("utf-8") for file in Path(str(gate.__file__)).parent.glob("*.py"))
REASONS = {
    "missing",
    "disputed",
    "not_accepted",
    "superseded_version",
    "too_late",
    "later_not_accepted",
    "not_independent",
    "not_reviewed",
    "share_not_reached",
}


def test_every_item_is_said_with_an_example_document() -> None:
    for code in ALL_ITEMS:
        assert f"maturity_gate.item.{code}" in TEXTS and f"maturity_gate.example.{code}" in TEXTS


def test_every_text_is_said_somewhere_and_every_key_has_a_text() -> None:
    named = set(re.findall(r'"(maturity_gate\.[a-z0-9_.]+[a-z0-9_])"', SOURCE)) | {f"maturity_gate.why.{reason}" for reason in REASONS}
    built = re.compile(r"maturity_gate\.(item|example|step|step_example|independence|independence_example)\.")
    assert named == {key for key in TEXTS if not built.match(key)}


def test_every_reason_is_given_by_the_gate() -> None:
    assert all(f'"{reason}"' in SOURCE for reason in REASONS)
