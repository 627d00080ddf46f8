from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from service.audit.key_file import AuditKeys
from service.audit.seal import CannotOpen, Seal, unpacked
from tests.service.audit.writing import KEYS


@given(st.binary(max_size=2_000), st.text(max_size=30))
def test_what_is_sealed_opens_as_it_was_and_does_not_show_it(plain: bytes, about: str) -> None:
    sealed = Seal(KEYS).seal(plain, about)
    assert Seal(KEYS).open(sealed, about) == plain
    assert len(plain) < 8 or plain not in sealed


def test_the_same_text_is_never_sealed_the_same_way() -> None:
    assert Seal(KEYS).seal(b"text", "a") != Seal(KEYS).seal(b"text", "a")


def test_a_sealed_text_opens_only_for_what_it_belongs_to() -> None:
    with pytest.raises(CannotOpen, match="another record"):
        Seal(KEYS).open(Seal(KEYS).seal(b"text", "a"), "b")


@pytest.mark.parametrize("at", [0, 3, 12, 25, -1])
def test_one_altered_byte_keeps_it_shut(at: int) -> None:
    sealed = bytearray(Seal(KEYS).seal(b"text", "a"))
    sealed[at] ^= 1
    with pytest.raises(CannotOpen):
        Seal(KEYS).open(bytes(sealed), "a")


def test_older_keys_still_open_and_other_keys_do_not() -> None:
    sealed = Seal(KEYS).seal(b"text", "a")
    assert Seal(KEYS.rotated()).open(sealed, "a") == b"text"
    with pytest.raises(CannotOpen, match="not in the key file"):
        Seal(AuditKeys.new()).open(sealed, "a")


def test_threads_seal_at_once() -> None:
    seal = Seal(KEYS)
    texts = [f"text {at}".encode() * 100 for at in range(200)]
    with ThreadPoolExecutor(4) as threads:
        assert [seal.open(sealed, "a") for sealed in threads.map(lambda text: seal.seal(text, "a"), texts)] == texts


@given(st.binary(max_size=2_000))
def test_what_is_packed_comes_out_as_it_was(plain: bytes) -> None:
    assert unpacked(Seal(KEYS).pack(plain)) == plain


def test_a_forged_text_is_no_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.audit.seal.LARGEST", 1_000)
    assert unpacked(Seal(KEYS).pack(b"x" * 1_000)) == b"x" * 1_000
    streamed = zstandard.ZstdCompressor().compressobj()  # says nothing of its size
    for bomb in (Seal(KEYS).pack(b"x" * 1_001), streamed.compress(b"x" * 5_000) + streamed.flush()):
        with pytest.raises(zstandard.ZstdError):
            unpacked(bomb)
