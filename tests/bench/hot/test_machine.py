"""The machine is named, with what explains figures."""

from __future__ import annotations

import json

from bench.hot.machine import LIBRARIES, machine


def test_processor_cores_and_versions_are_told() -> None:
    found = machine()
    assert found["processor"] and isinstance(found["cores"], int) and found["cores"] >= 1
    assert set(json.loads(json.dumps(found))["versions"]) == set(LIBRARIES)
