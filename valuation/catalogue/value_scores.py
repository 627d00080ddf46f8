"""What is said of the five values by evidence."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {}
