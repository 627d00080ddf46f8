from __future__ import annotations

import hashlib
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from service.audit.canonical import canonical, digest, sha256

THINGS = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20
)


@given(THINGS)
def test_a_thing_is_written_in_one_way_and_read_back_as_it_was(thing: Any) -> None:
    written = canonical(thing)
    assert json.loads(written) == thing
    assert canonical(json.loads(written)) == written


def test_the_order_in_which_names_were_given_does_not_matter() -> None:
    assert canonical({"b": {"d": 1, "c": 2}, "a": "值"}) == canonical({"a": "值", "b": {"c": 2, "d": 1}}) == '{"a":"值","b":{"c":2,"d":1}}'.encode()


@given(st.lists(st.binary(), min_size=1))
def test_pieces_have_the_digest_of_the_whole(pieces: list[bytes]) -> None:
    assert sha256(pieces) == hashlib.sha256(b"".join(pieces)).digest()
    assert digest(*pieces) == sha256(pieces).hex()
