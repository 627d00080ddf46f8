"""How a process writes its events: JSON lines on stderr, or words where a person looks on. Everything that uses `logging` goes through it: ours, uvicorn's.

An error is told by type and place, never by its message (`error_told.py`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, TextIO

import msgspec
import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

from service.logs.error_told import told
from service.logs.log_format import LogFormat, for_a_person
from service.request_id import CURRENT


def configure_logs(stream: TextIO, wanted: LogFormat = "auto") -> None:
    """Sets this process's logging, for good: our events from INFO, others' from WARNING on, a line each."""
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *_facts(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    writing = logging.StreamHandler(stream)
    writing.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[*_facts(), structlog.stdlib.ExtraAdder()],
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _without_messages, *_ending(for_a_person(stream, wanted))],
            keep_exc_info=False,
        )
    )
    root = logging.getLogger()
    for former in root.handlers[:]:
        root.removeHandler(former)
    root.addHandler(writing)
    root.setLevel(logging.WARNING)
    logging.getLogger("service").setLevel(logging.INFO)
    logging.captureWarnings(True)


def _facts() -> list[Processor]:
    """What every line says beside its event."""
    return [structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name, structlog.processors.TimeStamper(fmt="iso", utc=True), _of_request]


def _of_request(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    if (request := CURRENT.get()) is not None:
        event.setdefault("request_id", request)
    return event


def _without_messages(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """An error by type and place; of what asyncio says, whose further lines print tasks with their errors, the first line; a warning likewise."""
    raised = event.pop("exc_info", None)
    error = raised[1] if isinstance(raised, tuple) else raised
    if isinstance(error, BaseException):
        event["error"] = told(error)
    if event.get("logger") == "asyncio":
        event["event"] = str(event["event"]).partition("\n")[0]
    if event.get("logger") == "py.warnings":
        event["event"] = ":".join(str(event["event"]).split(":", 3)[:3])
    return event


def _ending(words: bool) -> list[Processor]:
    if words:
        return [_readable, structlog.dev.ConsoleRenderer(colors=False)]
    encode: Callable[[Any], bytes] = msgspec.json.Encoder(enc_hook=str).encode
    return [structlog.processors.JSONRenderer(serializer=lambda event, **_: encode(event).decode())]


def _readable(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    """The chain of errors as lines under the event, the frames below each."""
    for error in event.pop("error", ()):
        event["event"] = "\n    ".join([f"{event['event']}\n  {error['type']} {error.get('reason', '')}".rstrip(), *error["at"]])
    return event
