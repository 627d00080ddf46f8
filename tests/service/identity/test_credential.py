"""One credential, in one of two places; anything else is refused with the ways to do it right."""

from __future__ import annotations

import pytest

from service.identity.credential import credential_in, looks_like_a_key
from service.problems import Problem


@pytest.mark.parametrize(
    "header",
    [
        (b"x-api-key", b"abc"),
        (b"x-api-key", b" abc "),
        (b"authorization", b"Bearer abc"),
        (b"authorization", b"bearer   abc"),
        (b"authorization", b"BEARER abc"),
    ],
)
def test_a_credential_is_found_in_either_header(header: tuple[bytes, bytes]) -> None:
    assert credential_in([(b"accept", b"x"), header]) == b"abc"


def test_another_scheme_is_for_somebody_else() -> None:
    assert credential_in([(b"authorization", b"Basic eDp5"), (b"x-api-key", b"abc")]) == b"abc"


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [(b"x-api-key", b"")],
        [(b"authorization", b"Bearer")],
        [(b"authorization", b"Basic eDp5")],
        [(b"authorization", b"abc")],
        [(b"x-api-key", b"a"), (b"x-api-key", b"a")],
        [(b"x-api-key", b"a"), (b"authorization", b"Bearer b")],
        [(b"authorization", b"Bearer a"), (b"authorization", b"Bearer b")],
    ],
)
def test_none_and_more_than_one_are_refused(headers: list[tuple[bytes, bytes]]) -> None:
    with pytest.raises(Problem) as caught:
        credential_in(headers)
    assert caught.value.status == 401
    assert caught.value.headers["WWW-Authenticate"] == 'ApiKey realm="valuation", Bearer realm="valuation"'


def test_a_key_is_told_from_a_token() -> None:
    assert looks_like_a_key(b"val_abc") and not looks_like_a_key(b"eyJhbGciOiJSUzI1NiJ9")
