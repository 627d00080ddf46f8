from __future__ import annotations

import asyncio
import gc
import io
import json
import logging
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import structlog
from starlette.testclient import TestClient

from service.app import create_app
from service.logs.access_log import AccessLog
from service.logs.log_format import LogFormat
from service.logs.log_lines import configure_logs
from service.request_id import CURRENT
from service.settings import Settings

TEXT, TITLE, SECRET = "一种绝密的石墨烯制备方法", "绝密标题", "SECRETofTHEkey0123456789"


class Stream(io.StringIO):
    """A stderr: what is written as bytes lands in the same place."""

    @property
    def buffer(self) -> Any:
        stream = self

        class Bytes:
            def write(self, some: bytes) -> None:
                stream.write(some.decode())

            def flush(self) -> None:
                pass

        return Bytes()


@contextmanager
def configured(wanted: LogFormat = "json") -> Iterator[Stream]:
    """The logging of a process that serves, for a while."""
    root, server, stream = logging.getLogger(), logging.getLogger("uvicorn.error"), Stream()
    handlers, level, ours, theirs = root.handlers[:], root.level, logging.getLogger("service").level, server.level
    server.setLevel(logging.NOTSET)  # a server of another test may have set it
    configure_logs(stream, wanted)
    try:
        yield stream
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        logging.getLogger("service").setLevel(ours)
        server.setLevel(theirs)
        logging.captureWarnings(False)
        structlog.reset_defaults()


def lines(stream: Stream) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_an_event_is_a_line_of_json_with_its_time_level_and_request() -> None:
    with configured() as stream:
        token = CURRENT.set("r-1")
        logging.getLogger("service").warning("a sweep ends early: %s", "Departed")
        CURRENT.reset(token)
        structlog.get_logger("service.models").info("took over", version="v2")
    one, other = lines(stream)
    assert (one["level"], one["logger"], one["event"], one["request_id"]) == ("warning", "service", "a sweep ends early: Departed", "r-1")
    assert one["timestamp"].endswith("Z")
    assert (other["event"], other["version"], other["logger"]) == ("took over", "v2", "service.models")
    assert "request_id" not in other


def test_what_the_web_server_says_is_a_line_like_any_other_and_chatter_is_left_out() -> None:
    with configured() as stream:
        logging.getLogger("uvicorn.error").warning("Invalid HTTP request received.")
        logging.getLogger("uvicorn.error").info("Started server process")
        logging.getLogger("somebody.else").debug("chatter")
    assert [line["event"] for line in lines(stream)] == ["Invalid HTTP request received."]


def test_an_error_is_told_by_type_and_place() -> None:
    with configured() as stream:
        try:
            raise ValueError(TEXT)
        except ValueError:
            logging.getLogger("service").exception("unexpected error in %s", "/v1/valuations")
    (line,) = lines(stream)
    assert line["error"][0]["type"] == "ValueError"
    assert line["error"][0]["at"][-1].startswith("tests/service/logs/test_log_lines.py:")


@pytest.mark.parametrize("wanted", ["json", "console"])
def test_what_a_task_leaves_behind_and_a_warning_quote_nobody(wanted: LogFormat) -> None:
    async def story() -> None:
        async def fails() -> None:
            raise ValueError(TEXT)

        task = asyncio.create_task(fails())
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        del task
        gc.collect()

    with configured(wanted) as stream:
        asyncio.run(story())
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            logging.captureWarnings(True)
            warnings.warn(f"odd: {TEXT}", stacklevel=1)
    written = stream.getvalue()
    assert "Task exception was never retrieved" in written
    assert "UserWarning" in written
    assert TEXT not in written


def broken(*_: Any, **__: Any) -> Any:
    raise ValueError(f"cannot read {TEXT} of {TITLE}") from KeyError(TEXT)


CALL = {"achievements": [{"title": TITLE, "text": TEXT}]}
LINE = json.dumps(CALL["achievements"][0]).encode() + b"\n"


def plain(client: TestClient) -> None:
    client.post("/v1/valuations", json=CALL, params={"title": TITLE})


def poisoned(client: TestClient) -> None:
    client.post("/v1/valuations", json={"achievements": [{"text": "poison " + TEXT, "title": TITLE}]})


def invalid(client: TestClient) -> None:
    client.post("/v1/valuations", json={"achievements": [{"text": {"a": TEXT}, "title": TITLE}], TEXT: 1})
    client.post("/v1/valuations", content=TEXT.encode(), headers={"Content-Type": "application/json"})


def swept(client: TestClient) -> None:
    client.post("/v1/valuations", content=LINE + b'{"text": "' + TEXT.encode(), headers={"Content-Type": "application/x-ndjson"})


def with_a_key(client: TestClient) -> None:
    client.post("/v1/valuations", json=CALL, headers={"X-API-Key": f"val_12345678_{SECRET}"})
    client.post("/v1/valuations", json=CALL, headers={"Authorization": f"Bearer {SECRET}.{SECRET}.{SECRET}"})


def elsewhere(client: TestClient) -> None:
    client.get(f"/v1/listings/{TITLE}", params={"key": SECRET})


def fails_inside(client: TestClient) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("service.answers.rights_of", broken)
        client.post("/v1/valuations", json=CALL)
        client.post("/v1/valuations", content=LINE, headers={"Content-Type": "application/x-ndjson"})


def fails_at_the_door(client: TestClient) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("service.valuing.decode_call", broken)
        patch.setattr("service.ndjson.decode_item", broken)
        client.post("/v1/valuations", json=CALL)
        client.post("/v1/valuations", content=LINE, headers={"Content-Type": "application/x-ndjson"})


def fails_in_the_model(client: TestClient) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("service.isolation._scored", broken)
        client.post("/v1/valuations", json={"achievements": [{"text": TEXT}] * 3})


def fails_in_batching(client: TestClient) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("service.backlog.Backlog.take", broken)
        client.post("/v1/valuations", json=CALL)
        client.get("/ready")


@pytest.mark.parametrize("wanted", ["json", "console"])
@pytest.mark.parametrize(
    "happens", [plain, poisoned, invalid, swept, with_a_key, elsewhere, fails_inside, fails_at_the_door, fails_in_the_model, fails_in_batching]
)
def test_no_personal_data_is_ever_logged(settings: Settings, scorer: Any, happens: Callable[[TestClient], None], wanted: LogFormat) -> None:
    with configured(wanted) as stream:
        log = AccessLog.on(stream, wanted)
        with TestClient(create_app(settings, scorer, log=log), raise_server_exceptions=False) as client:
            happens(client)
        written = stream.getvalue()
    assert written
    for personal in (TEXT, TITLE, SECRET, json.dumps(TEXT)[1:-1], json.dumps(TITLE)[1:-1], TEXT[2:6], "testclient"):
        assert personal not in written
    if wanted == "json":
        assert all({"timestamp", "level", "logger", "event"} <= line.keys() for line in lines(stream))
