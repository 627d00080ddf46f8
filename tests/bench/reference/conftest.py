"""One reference bundle for all tests, from its cache where it lies there."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.reference.bundle import reference_bundle


@pytest.fixture(scope="session")
def reference() -> Path:
    return reference_bundle()
