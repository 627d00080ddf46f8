"""Each way in which a mapping file can be wrong is said somewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from valuation.catalogue.mappings import TEXTS


@pytest.mark.parametrize("key", sorted(TEXTS))
def test_a_text_is_said_somewhere(key: str, said: Callable[[str], bool]) -> None:
    assert said(key), f"nothing says {key}"
