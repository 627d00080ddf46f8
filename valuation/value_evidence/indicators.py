"""All indicators of the five values and of the transfer potential, by code. The version counts names, kinds and units."""

from __future__ import annotations

from valuation.value_evidence import cultural, economic, scientific, social, technical, transfer
from valuation.value_evidence.indicator import Indicator

VERSION = "2026-11"

INDICATORS: dict[str, Indicator] = {
    indicator.code: indicator for table in (scientific, technical, economic, social, cultural, transfer) for indicator in table.INDICATORS
}
"""Code → indicator, in the order of the tables."""
