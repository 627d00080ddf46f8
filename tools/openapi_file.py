"""`openapi.json`, as the application describes itself: `python -m tools.openapi_file` writes it anew; with `--release` the baseline of the next version too."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FILE, RELEASED = ROOT / "openapi.json", ROOT / "openapi.released.json"
"""The document of this version, and that of the last one that was released: what clients rely on."""


def document() -> dict[str, Any]:
    """The document of the application as the source has it."""
    from service.app import create_app
    from service.settings import Settings

    return create_app(Settings()).openapi()


def as_text(described: dict[str, Any]) -> str:
    """The document as it lies in the file."""
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    text = as_text(document())
    for file in (FILE, RELEASED) if sys.argv[1:] == ["--release"] else (FILE,):
        file.write_text(text, encoding="utf-8")
        sys.stdout.write(f"{file.name} holds {text.count('operationId')} operations\n")
