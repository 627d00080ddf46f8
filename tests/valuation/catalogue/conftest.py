"""Where a text is said: by its whole key, or by a prefix to which the code adds a name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def said() -> Callable[[str], bool]:
    """Whether the code says a key, or builds keys that begin as it does."""
    files = [file for room in ("valuation", "models", "service") for file in (ROOT / room).rglob("*.py") if file.parent.name != "catalogue"]
    code = "".join(file.read_text("utf-8") for file in files)

    def found(key: str) -> bool:
        steps = key.split(".")
        prefixes = [".".join(steps[:n]) + ".{" for n in range(1, len(steps))]
        return f'"{key}"' in code or any(f'f"{prefix}' in code for prefix in prefixes) or f'"{steps[-1]}"' in code

    return found
