"""One wrong value: which field, what stood there, why it cannot be used, and what to do about it.

The same shape serves a REST item, a table row and a mapping file, so that every refusal of input reads alike. What a caller over REST may see is said
in two languages; what only a data scientist at a terminal sees may be English alone.
"""

from __future__ import annotations

from valuation.bilingual import Bilingual, Language

SHOWN = 80
"""Characters of a wrong value that are shown."""


class FieldError(ValueError):
    """A value that cannot be used. `field` is the name its sender knows; `fix` is an instruction, not an apology."""

    def __init__(self, field: str, value: object, reason: str | Bilingual, fix: str | Bilingual) -> None:
        self.field = field
        self.value = shortened(value)
        self._reason, self._fix = reason, fix
        super().__init__(f"{field}: {self.reason} (value: {self.value!r}). {self.fix}")

    def __reduce__(self) -> tuple[type[FieldError], tuple[str, object, str | Bilingual, str | Bilingual]]:
        """So that it can come from another process."""
        return FieldError, (self.field, self.value, self._reason, self._fix)

    @property
    def reason(self) -> str:
        """Why it cannot be used, in English."""
        return self.reason_in(None)

    @property
    def fix(self) -> str:
        """What to do about it, in English."""
        return self.fix_in(None)

    def reason_in(self, language: Language | None) -> str:
        """The reason in a language, where it was given in both."""
        return self._reason.in_language(language) if isinstance(self._reason, Bilingual) else self._reason

    def fix_in(self, language: Language | None) -> str:
        """The fix in a language, where it was given in both."""
        return self._fix.in_language(language) if isinstance(self._fix, Bilingual) else self._fix


def shortened(value: object) -> str:
    """A value as it is shown to whoever sent it; "" for None."""
    shown = "" if value is None else str(value)
    return shown if len(shown) <= SHOWN else shown[: SHOWN - 3] + "..."
