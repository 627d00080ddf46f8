"""A valuation on its way out: the fields of `valuation.Valuation` in the same order, its parts written already or fit to be, JSON in one step."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

_encoder = msgspec.json.Encoder()


class _Whole(msgspec.Struct, kw_only=True, gc=False):
    """What is not given is null or empty; a part is JSON (`Raw`), a struct of `service/estimates.py`, or plain."""

    id: str | None
    listing: msgspec.Raw | None = None
    status: str
    reason: msgspec.Raw | None = None
    errors: Any = ()
    valuation_date: date | None = None
    audience: str | None = None
    simulated: bool
    price: Any = None
    maturity: Any = None
    values: Any = None
    signals: Any = None
    dominant: str | None = None
    absent: Any = msgspec.field(default_factory=dict)
    asking_price: msgspec.Raw | None = None
    contract_price: msgspec.Raw | None = None
    maturity_hints: Any = ()
    maturity_gate: msgspec.Raw | None = None
    evidence_values: msgspec.Raw | None = None
    deal_terms: msgspec.Raw | None = None
    rights: msgspec.Raw | None = None
    rights_gate: msgspec.Raw | None = None
    advice: msgspec.Raw | None = None
    ignored_attributes: tuple[str, ...] = ()
    missing_attributes: tuple[str, ...] = ()
    basis: msgspec.Raw | None
    assumptions: Any = ()
    limits: Any
    statement: msgspec.Raw | None


FIELDS = _Whole.__struct_fields__


@dataclass(frozen=True, slots=True)
class Written:
    """A valuation as JSON, and its status, to be counted by."""

    status: str
    json: bytes


def written_valuation(**parts: Any) -> Written:
    """The JSON of a valuation of these parts, by the names of `Valuation`'s fields; TypeError for a part that cannot be written."""
    return Written(parts["status"], _encoder.encode(_Whole(**parts)))
