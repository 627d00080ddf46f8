"""A token that the issuer signed for this service and for now lets in, and nothing that merely looks like one."""

from __future__ import annotations

import asyncio
import base64
import hmac
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from service.identity.caller import Caller
from service.identity.claims import ClaimNames
from service.identity.fetching import fetch
from service.identity.signing_keys import PAUSE, SigningKeys
from service.identity.token import LEEWAY, TokenIssuer
from service.problems import Problem
from tests.service.identity.local_issuer import AUDIENCE, NOW, LocalIssuer, local_issuer, private_key, public_jwk


@pytest.fixture
def issuer() -> Iterator[LocalIssuer]:
    with local_issuer() as found:
        yield found


class Clock:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def trusting(issuer: LocalIssuer, elapsed: Callable[[], float] | None = None) -> TokenIssuer:
    return TokenIssuer(issuer.url, AUDIENCE, SigningKeys(issuer.url, fetch, elapsed or Clock()), ClaimNames(issuer.url).caller)


def caller(trusted: TokenIssuer, token: bytes, late: float = 0.0) -> Caller:
    return asyncio.run(trusted.caller(token, NOW + timedelta(seconds=late)))


def refused(trusted: TokenIssuer, token: bytes, late: float = 0.0) -> Problem:
    with pytest.raises(Problem) as caught:
        caller(trusted, token, late)
    return caught.value


@pytest.mark.parametrize(("key", "algorithm"), [("rsa-1", "RS256"), ("rsa-1", "PS512"), ("ec-1", "ES256"), ("ed-1", "EdDSA")])
def test_whoever_the_issuer_vouches_for_is_known(issuer: LocalIssuer, key: str, algorithm: str) -> None:
    issuer.keys = [public_jwk("rsa-1"), public_jwk("ec-1"), public_jwk("ed-1")]
    found = caller(trusting(issuer), issuer.token(key, algorithm))
    assert found == Caller(f"oidc:{issuer.url}#anna", "anna", "oidc:anna", frozenset({"value"}), "public")


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://other.example"},
        {"iss": None},
        {"aud": "another service"},
        {"aud": ["another service"]},
        {"aud": None},
        {"sub": None},
        {"exp": None},
        {"exp": True},
        {"exp": "tomorrow"},
        {"exp": NOW.timestamp() - 31},
        {"nbf": NOW.timestamp() + 31},
        {"sub": "a" * 191},
        {"sub": "a\nb"},
        {"valuation_audience": "Seller"},
    ],
)
def test_a_token_for_another_place_or_time_is_refused(issuer: LocalIssuer, claims: dict[str, Any]) -> None:
    problem = refused(trusting(issuer), issuer.token(**claims))
    assert (problem.status, problem.type.code) == (401, "unauthenticated")
    assert 'error="invalid_token"' in problem.headers["WWW-Authenticate"]


def test_clocks_may_differ_a_little(issuer: LocalIssuer) -> None:
    trusted, little = trusting(issuer), LEEWAY.total_seconds() - 1
    assert caller(trusted, issuer.token(exp=NOW.timestamp() - little, nbf=NOW.timestamp() + little, iat=NOW.timestamp() + little))
    assert caller(trusted, issuer.token(aud=["another", AUDIENCE]))


def unsigned(algorithm: str, claims: bytes) -> bytes:
    header = json.dumps({"alg": algorithm, "kid": "rsa-1", "typ": "JWT"}).encode()
    return b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in (header, claims)) + b"."


def by_shared_secret(claims: bytes, secret: bytes) -> bytes:
    """By hand, for a library would refuse to."""
    signed = unsigned("HS256", claims)[:-1]
    return signed + b"." + base64.urlsafe_b64encode(hmac.digest(secret, signed, "sha256")).rstrip(b"=")


@pytest.mark.parametrize("algorithm", ["none", "None", "NONE", "RS256", "HS256", ""])
def test_a_token_that_nobody_signed_is_refused(issuer: LocalIssuer, algorithm: str) -> None:
    claims = base64.urlsafe_b64decode(issuer.token().split(b".")[1] + b"==")
    assert refused(trusting(issuer), unsigned(algorithm, claims)).status == 401


@pytest.mark.parametrize("encoding", [Encoding.PEM, Encoding.DER])
def test_a_public_key_is_no_shared_secret(issuer: LocalIssuer, encoding: Encoding) -> None:
    claims = base64.urlsafe_b64decode(issuer.token().split(b".")[1] + b"==")
    public = private_key("rsa-1").public_key().public_bytes(encoding, PublicFormat.SubjectPublicKeyInfo)
    assert refused(trusting(issuer), by_shared_secret(claims, public)).status == 401


def test_a_shared_secret_that_an_issuer_lists_is_not_taken(issuer: LocalIssuer) -> None:
    secret = b"s" * 32
    issuer.keys = [{"kty": "oct", "kid": "shared", "k": base64.urlsafe_b64encode(secret).decode(), "alg": "HS256"}]
    forged = jwt.encode(jwt.decode(issuer.token(), options={"verify_signature": False}), secret, "HS256", headers={"kid": "shared"}).encode()
    assert refused(trusting(issuer), forged).status == 401


@pytest.mark.parametrize(
    "headers", [{"kid": None}, {"kid": "rsa-9"}, {"typ": "logout+jwt"}, {"typ": "JWE"}, {"crit": ["exp"]}, {"jwk": public_jwk("rsa-2"), "kid": "rsa-2"}]
)
def test_a_key_that_the_issuer_does_not_list_signs_nothing(issuer: LocalIssuer, headers: dict[str, Any]) -> None:
    held = {name: value for name, value in {"kid": "rsa-1", **headers}.items() if value is not None}
    claims = jwt.decode(issuer.token(), options={"verify_signature": False})
    token = jwt.encode(claims, private_key("rsa-2" if "jwk" in headers else "rsa-1"), "RS256", headers=held).encode()
    assert refused(trusting(issuer), token).status == 401


@pytest.mark.parametrize(
    "spoilt", [lambda token: token[:-4] + b"AAAA", lambda token: token.replace(b".", b""), lambda token: b"\xff\xfe", lambda token: b"a.b.c"]
)
def test_a_spoilt_token_is_refused(issuer: LocalIssuer, spoilt: Callable[[bytes], bytes]) -> None:
    assert refused(trusting(issuer), spoilt(issuer.token())).status == 401


def test_a_key_checks_its_own_algorithm_alone(issuer: LocalIssuer) -> None:
    issuer.keys = [public_jwk("rsa-1", alg="RS256")]
    trusted = trusting(issuer)
    assert caller(trusted, issuer.token())
    assert refused(trusted, issuer.token(algorithm="PS256")).status == 401


def test_a_new_key_of_the_issuer_is_found_and_a_withdrawn_one_signs_nothing(issuer: LocalIssuer) -> None:
    clock = Clock()
    trusted = trusting(issuer, clock)

    async def story() -> None:
        old = issuer.token()
        assert await trusted.caller(old, NOW)
        issuer.keys = [public_jwk("rsa-2")]
        clock.seconds += PAUSE
        assert await trusted.caller(issuer.token("rsa-2"), NOW)
        with pytest.raises(Problem):
            await trusted.caller(old, NOW)

    asyncio.run(story())
    assert issuer.asked.count("/keys") == 2


def test_a_token_that_was_checked_once_still_ends_and_is_still_forgotten(issuer: LocalIssuer, monkeypatch: pytest.MonkeyPatch) -> None:
    trusted, checked, decode = trusting(issuer), list[bytes](), jwt.decode

    def counted(token: bytes, *given: Any, **named: Any) -> Any:
        checked.append(token)
        return decode(token, *given, **named)

    monkeypatch.setattr(jwt, "decode", counted)
    monkeypatch.setattr("service.identity.token.HELD", 3)

    async def story() -> None:
        token = issuer.token()
        for _ in range(5):
            assert await trusted.caller(token, NOW)
        assert len(checked) == 1
        with pytest.raises(Problem, match="expired"):
            await trusted.caller(token, NOW + timedelta(seconds=331))
        for person in "abcd":
            await trusted.caller(issuer.token(sub=person), NOW)
        assert len(checked) == 5 and len(trusted._held) <= 3
        await trusted.caller(token, NOW)
        assert len(checked) == 6

    asyncio.run(story())


def test_an_issuer_that_was_never_reached_is_a_503_and_one_that_is_away_is_remembered(issuer: LocalIssuer) -> None:
    clock = Clock()
    trusted = trusting(issuer, clock)

    async def story() -> None:
        issuer.broken = True
        with pytest.raises(Problem) as caught:
            await trusted.caller(issuer.token(), NOW)
        assert (caught.value.status, caught.value.type.code) == (503, "issuer_unavailable")
        issuer.broken, clock.seconds = False, PAUSE
        assert await trusted.caller(issuer.token(), NOW)
        issuer.broken, clock.seconds = True, 3_600.0
        assert await trusted.caller(issuer.token(), NOW)

    asyncio.run(story())
