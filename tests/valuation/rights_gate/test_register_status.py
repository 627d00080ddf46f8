"""Known words of the register are read; a negation or an unknown word is never guessed at."""

from __future__ import annotations

import pytest

from valuation.rights_gate.facts import VALUES
from valuation.rights_gate.register_status import _CODES, _WORDS, register_status


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("授权", "granted"),
        ("Granted", "granted"),
        ("in force", "granted"),
        ("专利权维持", "granted"),
        ("实质审查的生效", "applied"),
        ("pending", "applied"),
        ("无效宣告请求审查中", "challenged"),
        ("未缴年费专利权终止", "lapsed"),
        ("expired", "lapsed"),
        ("视为撤回", "refused"),
        ("宣告无效", "invalid"),
        ("未被宣告无效", "to_check"),
        ("部分无效", "to_check"),
        ("中止", "to_check"),
        ("授权" * 40, "to_check"),
        ("", None),
        ("-", None),
        (None, None),
    ],
)
def test_statuses(status: str | None, code: str | None) -> None:
    assert register_status(status) == code


def test_no_word_means_two_things_and_codes_are_values_of_the_fact() -> None:
    assert len(_CODES) == sum(len(words.split()) for words in _WORDS.values()) and set(_CODES.values()) == set(VALUES["status"])
