"""A key opens what it was made for, until its end, and nothing that is kept of it opens anything."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from service.identity.key import Key, KeyTerms, Shown

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
TERMS = KeyTerms(name="sweep", owner="exchange", scopes=frozenset({"value"}), audience="exchange", quota=100, expires=NOW + timedelta(days=30))


def counting() -> Callable[[int], bytes]:
    calls = iter(range(100))
    return lambda size: bytes([next(calls)]) * size


def test_a_key_is_written_as_prefix_and_secret_and_kept_as_prefix_and_digest() -> None:
    key, text = Key.made(TERMS, NOW, counting())
    assert re.fullmatch(r"val_[a-z2-7]{8}_[A-Za-z0-9_-]{43}", text)
    assert text[4:12] == key.id and key.digest == hashlib.sha256(text[13:].encode()).digest()
    assert text[13:] not in repr(key)


def test_no_two_keys_are_alike() -> None:
    import secrets

    texts = [Key.made(TERMS, NOW, secrets.token_bytes)[1] for _ in range(50)]
    assert len({text[4:12] for text in texts}) == len({text[13:] for text in texts}) == 50


def test_its_text_opens_it_and_no_other() -> None:
    random = counting()
    (one, text), (other, _) = Key.made(TERMS, NOW, random), Key.made(TERMS, NOW, random)
    shown = Shown.read(text.encode())
    assert shown is not None and shown.opens(one) and not shown.opens(other) and not shown.opens(None)


@given(st.binary(max_size=80))
def test_what_is_not_written_like_a_key_is_none(text: bytes) -> None:
    assert Shown.read(text) is None or re.fullmatch(rb"val_.{8}_.{43}", text, re.DOTALL)


@pytest.mark.parametrize(
    "spoilt", [lambda text: text[:-1], lambda text: text + "a", lambda text: text.replace("val_", "vax_"), lambda text: text[:12] + "-" + text[13:]]
)
def test_a_key_that_was_not_copied_in_full_is_none(spoilt: Callable[[str], str]) -> None:
    _, text = Key.made(TERMS, NOW, counting())
    assert Shown.read(spoilt(text).encode()) is None


def test_a_digest_does_not_open_its_key() -> None:
    key, text = Key.made(TERMS, NOW, counting())
    assert not Shown(key.id, key.digest).opens(key)
    assert not Shown(key.id, key.digest.hex().encode()).opens(key) and text


def test_it_ends_when_it_expires_and_when_it_is_revoked() -> None:
    key, _ = Key.made(TERMS, NOW, counting())
    assert key.trouble(NOW + timedelta(days=30) - timedelta(microseconds=1)) is None
    assert key.trouble(NOW + timedelta(days=30)) == "expired"
    assert Key(**{**{name: getattr(key, name) for name in key.__slots__}, "revoked": NOW}).trouble(NOW) == "revoked"


def test_a_key_that_follows_has_the_same_rights_for_as_long_and_the_old_one_ends_after_the_grace() -> None:
    random = counting()
    key, _ = Key.made(TERMS, NOW, random)
    later = NOW + timedelta(days=10)
    old, new, text = key.followed(later, timedelta(hours=1), random)
    assert (new.name, new.owner, new.scopes, new.audience, new.quota) == (key.name, key.owner, key.scopes, key.audience, key.quota)
    assert (new.created, new.expires) == (later, later + timedelta(days=30))
    assert (old.expires, old.rotated_to, old.digest) == (later + timedelta(hours=1), new.id, key.digest)
    assert new.digest != key.digest and new.id in text


def test_a_key_that_was_made_for_as_long_as_there_are_years_can_be_rotated() -> None:
    random = counting()
    key, _ = Key.made(TERMS.model_copy(update={"expires": datetime(9999, 12, 31, tzinfo=UTC)}), NOW, random)
    _, new, _ = key.followed(NOW + timedelta(days=400), timedelta(days=90), random)
    assert new.expires is not None and new.expires.year == 9999


def test_a_grace_does_not_make_a_key_live_longer() -> None:
    random = counting()
    key, _ = Key.made(TERMS, NOW, random)
    assert key.followed(NOW, timedelta(days=90), random)[0].expires == key.expires


def test_whoever_calls_with_it_is_who_it_was_made_for() -> None:
    caller = Key.made(TERMS, NOW, counting())[0].caller
    assert caller.subject.startswith("key:") and (caller.owner, set(caller.scopes), caller.quota) == ("exchange", {"value"}, 100)
    assert caller.audiences == ("exchange", "buyer", "public")


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"name": "a\x00b"},
        {"owner": "x" * 201},
        {"scopes": []},
        {"scopes": ["root"]},
        {"audience": "everybody"},
        {"quota": 0},
        {"expires": "2027-01-01T00:00:00"},
        {"secret": "mine"},
    ],
)
def test_terms_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        KeyTerms.model_validate({"name": "a", "owner": "b", "scopes": ["value"], "audience": "public"} | wrong)
