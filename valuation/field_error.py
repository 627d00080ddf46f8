"""One wrong value: which field, what stood there, why it cannot be used, and what to do about it.

The same shape serves a REST item, a table row and a mapping file, so that every refusal of input reads alike.
"""

from __future__ import annotations


class FieldError(ValueError):
    """A value that cannot be used. `field` is the name its sender knows; `fix` is an instruction, not an apology."""

    def __init__(self, field: str, value: object, reason: str, fix: str) -> None:
        shown = "" if value is None else str(value)
        self.field = field
        self.value = shown if len(shown) <= 80 else shown[:77] + "..."
        self.reason = reason
        self.fix = fix
        super().__init__(f"{field}: {reason} (value: {self.value!r}). {fix}")
