"""The table and the file."""

from __future__ import annotations

import io
import json
from pathlib import Path

from rich.console import Console

from bench.hot.figures import OF_LIMIT, Row
from bench.peers.outcome import Outcome, print_outcome, write_outcome

ROWS = [Row("service_c128", 0.75, OF_LIMIT, 3, 0.7, 0.8), Row("p99_c128_ms", 41.0, "ms", 3, 40.0, 45.0), Row("ray_c128", 0.05, OF_LIMIT, 3, 0.04, 0.06)]
OUTCOME = Outcome({"cores": 2}, {"service": "this service", "ray": "Ray Serve", "bentoml": "BentoML"}, ROWS, {"bentoml": "No matching distribution [found]"})


def test_every_server_has_a_line_and_an_absent_one_its_reason() -> None:
    said = io.StringIO()
    print_outcome(OUTCOME, Console(file=said, width=200))
    lines = said.getvalue().splitlines()
    (service,) = (line for line in lines if "this service" in line)
    assert "0.750" in service and "41" in service
    assert any("Ray Serve" in line and "0.050" in line for line in lines)
    assert "BentoML was not measured, or not in every round: No matching distribution [found]" in lines


def test_the_file_is_shaped_like_the_services_own_with_the_absent_beside(tmp_path: Path) -> None:
    write_outcome(OUTCOME, tmp_path / "new" / "peers.json")
    found = json.loads((tmp_path / "new" / "peers.json").read_text("utf-8"))
    assert found["machine"] == {"cores": 2} and found["absent"] == {"bentoml": "No matching distribution [found]"}
    assert found["rows"][0] == {"name": "service_c128", "value": 0.75, "unit": OF_LIMIT, "median_of": 3, "low": 0.7, "high": 0.8}
