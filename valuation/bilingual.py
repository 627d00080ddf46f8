"""A text in Chinese and English: every label, reason, warning and refusal is one, from the one catalogue (`valuation/catalogue`)."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def one_language_is_enough(schema: dict[str, Any]) -> None:
    """JSON schema of a text object: an answer in one language has that language's key alone."""
    schema["required"] = [name for name in schema.get("required", ()) if name not in LANGUAGES]
    if not schema["required"]:
        del schema["required"]


class Bilingual(BaseModel):
    """The same in Chinese and English; where a language was asked for, in that one alone."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=one_language_is_enough)

    zh: str
    en: str

    @classmethod
    def of(cls, pair: tuple[str, str]) -> Self:
        """The text of a pair (zh, en), as tables of labels hold them."""
        zh, en = pair
        return cls(zh=zh, en=en)

    def in_language(self, language: Language | None) -> str:
        """The text in one language; English where none was asked for."""
        return self.zh if language == "zh" else self.en
