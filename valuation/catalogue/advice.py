"""What is said of pricing advice."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {}
