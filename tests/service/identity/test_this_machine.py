"""The open demo mode is for this machine: what comes from elsewhere, or for somebody elsewhere, is seen as such."""

from __future__ import annotations

import pytest

from service.identity.this_machine import is_from_this_machine, is_loopback, is_trustworthy


@pytest.mark.parametrize(
    ("host", "near"), [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("::", False), ("box", False)]
)
def test_an_address_reaches_this_machine_alone_or_not(host: str, near: bool) -> None:
    assert is_loopback(host) is near


@pytest.mark.parametrize(
    ("client", "headers", "near"),
    [
        ("127.0.0.1", [(b"host", b"127.0.0.1:8000")], True),
        ("::1", [(b"host", b"[::1]:8000")], True),
        ("127.0.0.1", [(b"host", b"localhost:8000")], True),
        (None, [(b"host", b"valuation")], True),  # a Unix socket
        ("10.0.0.7", [(b"host", b"127.0.0.1:8000")], False),
        ("fe80::1", [], False),
        ("127.0.0.1", [(b"host", b"evil.example:8000")], False),  # a page whose name was made to lead here
        ("127.0.0.1", [(b"host", b"10.0.0.7:8000")], False),
        ("127.0.0.1", [(b"host", b"[fe80::1]:8000")], False),
        ("127.0.0.1", [(b"x-forwarded-for", b"127.0.0.1")], False),
        ("127.0.0.1", [(b"forwarded", b"for=10.0.0.7")], False),
        ("127.0.0.1", [(b"host", b"127.0.0.1:8000"), (b"origin", b"http://127.0.0.1:3000")], True),
        ("127.0.0.1", [(b"host", b"127.0.0.1:8000"), (b"origin", b"http://[::1]:3000")], True),
        ("127.0.0.1", [(b"host", b"127.0.0.1:8000"), (b"sec-fetch-site", b"none")], True),
        ("127.0.0.1", [(b"host", b"127.0.0.1:8000"), (b"origin", b"https://evil.example")], False),  # a page of another site
        ("127.0.0.1", [(b"host", b"127.0.0.1:8000"), (b"origin", b"null")], False),
        ("127.0.0.1", [(b"host", b"127.0.0.1:8000"), (b"origin", b"http://[")], False),
        ("127.0.0.1", [(b"host", b"127.0.0.1:8000"), (b"sec-fetch-site", b"cross-site")], False),
    ],
)
def test_a_request_was_made_on_this_machine_or_not(client: str | None, headers: list[tuple[bytes, bytes]], near: bool) -> None:
    scope = {"client": None if client is None else (client, 5), "headers": headers}
    assert is_from_this_machine(scope) is near


@pytest.mark.parametrize(
    ("url", "trusted"),
    [
        ("https://issuer.example", True),
        ("http://127.0.0.1:9/realm", True),
        ("http://[::1]:9/realm", True),
        ("http://localhost/", True),
        ("http://issuer.example", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("http://[", False),
        ("issuer.example", False),
    ],
)
def test_a_document_could_be_changed_on_its_way_or_not(url: str, trusted: bool) -> None:
    assert is_trustworthy(url) is trusted
