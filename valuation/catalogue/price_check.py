"""What is said of the price check and its anomaly flags."""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {}
