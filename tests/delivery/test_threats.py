"""SECURITY.md: each threat names the tests that show its answer, and they are there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "SECURITY.md").read_text("utf-8")


def test_every_test_that_the_threat_model_names_is_there() -> None:
    there = {name for file in (ROOT / "tests").rglob("test_*.py") for name in re.findall(r"def (test_\w+)\(", file.read_text("utf-8"))}
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    assert len(named) > 40
    assert sorted(named - there) == []


def test_every_threat_has_an_answer_and_a_test() -> None:
    table = PAGE.split("## Threats")[1].split("\n## ")[0]
    rows = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table.splitlines() if line.startswith("| ") and not line.startswith("| threat")]
    assert len(rows) > 15
    assert [row[0] for row in rows if len(row) != 3 or not row[1] or "`test_" not in row[2]] == []


def test_every_file_that_it_speaks_of_is_there() -> None:
    named = re.findall(r"`((?:delivery|service|tests|tools|docs)/[\w/.]+)`", PAGE)
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []
