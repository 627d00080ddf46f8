"""The reference bundle, whose encoder stands for a transformer where only the running counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.reference.bundle import reference_bundle


@pytest.fixture(scope="session")
def reference() -> Path:
    return reference_bundle()
