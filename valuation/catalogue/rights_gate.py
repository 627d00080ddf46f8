"""What is said of the rights and compliance gate."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {}
