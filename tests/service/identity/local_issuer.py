"""An OpenID Connect issuer that listens: it serves its discovery document and its keys, and signs tokens with what it has."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
AUDIENCE = "valuation"


@cache
def private_key(name: str) -> Any:
    """A key by what its name starts with: rsa…, ec…, ed…; made once, for an RSA key takes its time."""
    if name.startswith("rsa"):
        return rsa.generate_private_key(65_537, 2_048)
    return ec.generate_private_key(ec.SECP256R1()) if name.startswith("ec") else ed25519.Ed25519PrivateKey.generate()


def public_jwk(name: str, **more: Any) -> dict[str, Any]:
    """The public half as the issuer lists it."""
    algorithm: Any = RSAAlgorithm if name.startswith("rsa") else ECAlgorithm if name.startswith("ec") else OKPAlgorithm
    found: dict[str, Any] = algorithm.to_jwk(private_key(name).public_key(), as_dict=True)
    return {**found, "kid": name, "use": "sig", **more}


class LocalIssuer:
    """What is served can be changed while it listens."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.keys: list[dict[str, Any]] = [public_jwk("rsa-1")]
        self.discovery: dict[str, Any] = {"issuer": url, "jwks_uri": f"{url}/keys"}
        self.asked: list[str] = []
        self.broken = False

    def answer(self, path: str) -> bytes | None:
        """The body of a path, None where it fails."""
        self.asked.append(path)
        documents = {"/.well-known/openid-configuration": self.discovery, "/keys": {"keys": self.keys}}
        return None if self.broken or path not in documents else json.dumps(documents[path]).encode()

    def token(self, key: str = "rsa-1", algorithm: str = "RS256", headers: dict[str, Any] | None = None, **claims: Any) -> bytes:
        """A token as it should be, but for the changes; a claim that is None is left out."""
        told = {"iss": self.url, "aud": AUDIENCE, "sub": "anna", "exp": NOW.timestamp() + 300, "scope": "openid value", **claims}
        held = {name: value for name, value in told.items() if value is not None}
        return jwt.encode(held, private_key(key), algorithm, headers={"kid": key, **(headers or {})}).encode()


@contextmanager
def local_issuer() -> Iterator[LocalIssuer]:
    """One on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = issuer.answer(self.path)
            self.send_response(500 if body is None else 200)
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer = LocalIssuer(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
