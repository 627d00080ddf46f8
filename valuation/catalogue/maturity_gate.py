"""What is said of the maturity evidence gate and the hints of a text."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {}
