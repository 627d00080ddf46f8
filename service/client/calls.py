"""One call of the service: its headers, its tries, its answer. The methods of `Client` are what people call."""

from __future__ import annotations

import json
import secrets
import ssl
import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, Literal, Self
from urllib.parse import quote, urlencode

from service.client.connections import Answer, Connections
from service.client.operations import OPERATIONS
from service.client.problem import Problem, Unreachable, problem_of
from service.client.retries import Retries

Language = Literal["zh", "en"]
Credential = str | Callable[[], str]
"""A text, or what gives one for each try: for tokens that expire."""
JSON, NDJSON = "application/json", "application/x-ndjson"
GRACE = 2.0
"""Seconds beyond the time that the service was given after which a client stops listening."""
PATIENCE = 60.0
"""Seconds without a byte after which a client stops listening where the service was given no time: its own deadline is shorter."""


class Calls:
    """Calls to one service. Threads may share it; `with` closes its connections."""

    def __init__(
        self,
        url: str = "http://127.0.0.1:8000",
        *,
        key: Credential | None = None,
        bearer: Credential | None = None,
        language: Language | None = None,
        timeout: float | None = None,
        retries: Retries | None = None,
        context: ssl.SSLContext | None = None,
        sleep: Callable[[float], None] = time.sleep,
        name: Callable[[], str] = lambda: secrets.token_hex(16),
    ) -> None:
        """`key` goes as X-API-Key, `bearer` as Authorization. `language` is that of texts and errors, both where none is given. `timeout`, in seconds, goes as
        X-Request-Timeout. `name` makes ids of requests and idempotency keys.
        """
        if key is not None and bearer is not None:
            raise ValueError("a client shows a key or a bearer token, not both")
        self._connections = Connections(url, context)
        self._credential = ("X-API-Key", "", key) if key is not None else ("Authorization", "Bearer ", bearer)
        self._language, self._timeout = language, timeout
        self._retries, self._sleep, self._name = retries or Retries(), sleep, name

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes the connections; a later call opens new ones."""
        self._connections.close()

    def _json(self, operation: str, body: Any = None, **asked: Any) -> Any:
        """The JSON that an operation answers, None where it answers nothing; Problem or Unreachable where it does not succeed."""
        answer = self._ask(operation, None if body is None else json.dumps(body, ensure_ascii=False, allow_nan=False).encode(), **asked)
        return json.loads(answer.body) if answer.body else None

    def _ask(
        self,
        operation: str,
        body: bytes | None = None,
        *,
        places: Mapping[str, object] | None = None,
        query: Mapping[str, object] | None = None,
        media_type: str = JSON,
        timeout: float | None = None,
        idempotency_key: str | None = None,
    ) -> Answer:
        """The answer to an operation; Problem or Unreachable where it does not succeed. It is tried again, under one id and one idempotency key, where the
        failure passes by itself.
        """
        method, path, stores = OPERATIONS[operation]
        path = path.format_map({name: quote(str(value), safe="") for name, value in (places or {}).items()})
        path += "?" + urlencode({name: value for name, value in query.items() if value is not None}) if query else ""
        given = self._timeout if timeout is None else timeout
        headers = self._headers(body, media_type, given) | ({"Idempotency-Key": idempotency_key or self._name()} if stores else {})
        tried = 0
        while True:
            tried += 1
            try:
                return self._once(method, path.removesuffix("?"), headers, body, PATIENCE if given is None else given + GRACE)
            except (Problem, Unreachable) as failure:
                pause = self._retries.pause(tried, failure)
                if pause is None:
                    raise
            self._sleep(pause)

    def _once(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None, patience: float) -> Answer:
        name, word, credential = self._credential
        shown = credential() if callable(credential) else credential
        answer = self._connections.ask(method, path, headers if shown is None else {**headers, name: word + shown}, body, patience)
        if not 200 <= answer.status < 300:
            raise problem_of(answer.status, answer.headers, answer.body)
        return answer

    def _headers(self, body: bytes | None, media_type: str, timeout: float | None) -> dict[str, str]:
        headers = {"X-Request-Id": self._name(), "Accept": "*/*", "User-Agent": "valuation-client"}
        if body is not None:
            headers["Content-Type"] = media_type
        if self._language is not None:
            headers["Accept-Language"] = self._language
        if timeout is not None:
            headers["X-Request-Timeout"] = f"{timeout:f}"
        return headers
