"""What is fetched from an issuer comes from where it should, in full, and is no more than a document."""

from __future__ import annotations

import pytest

from service.identity import fetching
from service.identity.fetching import fetch
from tests.service.identity.local_issuer import local_issuer


def test_a_document_is_fetched() -> None:
    with local_issuer() as issuer:
        assert fetch(f"{issuer.url}/keys").startswith(b'{"keys"')


def test_a_failure_is_an_os_error() -> None:
    with local_issuer() as issuer, pytest.raises(OSError, match="500"):
        fetch(f"{issuer.url}/elsewhere")
    with pytest.raises(OSError):
        fetch(f"{issuer.url}/keys")


@pytest.mark.parametrize("url", ["http://issuer.example/keys", "file:///etc/passwd", "ftp://127.0.0.1/", "data:,{}"])
def test_what_could_be_changed_on_its_way_is_not_fetched(url: str) -> None:
    with pytest.raises(ValueError, match="https"):
        fetch(url)


def test_a_body_without_end_is_not_read_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching, "LONGEST", 10)
    with local_issuer() as issuer, pytest.raises(ValueError, match="more than 10 bytes"):
        fetch(f"{issuer.url}/keys")
