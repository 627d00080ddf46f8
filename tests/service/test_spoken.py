"""Parts of an answer in the caller's language."""

from __future__ import annotations

import json

import msgspec
import pytest

from service.spoken import label, spoken, spoken_list
from valuation.bilingual import Bilingual, Language
from valuation.note import Note

NOTE = Note(code="c", zh="一", en="one")


@pytest.mark.parametrize(("language", "texts"), [(None, {"zh": "一", "en": "one"}), ("zh", {"zh": "一"}), ("en", {"en": "one"})])
def test_a_part_is_written_in_one_language_or_in_both(language: Language | None, texts: dict[str, str]) -> None:
    assert json.loads(msgspec.json.encode(spoken(NOTE, language))) == {"code": "c", **texts}
    assert json.loads(msgspec.json.encode(spoken_list([NOTE, NOTE], language))) == [{"code": "c", **texts}] * 2
    assert json.loads(msgspec.json.encode(label(Bilingual(zh="一", en="one"), language))) == texts


def test_no_part_is_null() -> None:
    assert msgspec.json.encode(spoken(None, "zh")) == b"null"
