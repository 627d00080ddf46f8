from __future__ import annotations

import csv
from pathlib import Path

from training.validation.finding import WRITTEN, Finding, write_findings


def test_every_finding_is_a_line_of_the_file(tmp_path: Path) -> None:
    finding = Finding("unit_mistake", "off_scale", "exclude", "price", "register", 7, "合同-1", "金额", "1,000", '10,000 times, "far" off', "", 3)
    write_findings([finding], tmp_path / "findings.csv")
    with (tmp_path / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert tuple(row) == WRITTEN and row["id"] == "合同-1" and row["row"] == "7" and row["reason"] == finding.reason


def test_no_findings_are_a_file_with_its_head(tmp_path: Path) -> None:
    write_findings([], tmp_path / "findings.csv")
    assert (tmp_path / "findings.csv").read_text("utf-8").count("\n") == 1
