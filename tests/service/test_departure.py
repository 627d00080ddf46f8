from __future__ import annotations

import asyncio
import socket
import threading
import time
from typing import Any

import pytest
import uvicorn

from service.app import create_app
from service.departure import Departed, unless_departed


def test_the_result_of_the_work_is_returned_and_the_watcher_ends() -> None:
    async def story() -> None:
        async def receive() -> dict[str, Any]:
            await asyncio.Event().wait()
            raise AssertionError

        async def work() -> str:
            return "done"

        assert await unless_departed(receive, work()) == "done"
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(story())


def test_an_error_of_the_work_is_raised_as_it_is() -> None:
    async def story() -> None:
        async def receive() -> dict[str, Any]:
            await asyncio.Event().wait()
            raise AssertionError

        async def work() -> None:
            raise KeyError("own")

        with pytest.raises(KeyError, match="own"):
            await unless_departed(receive, work())

    asyncio.run(story())


def test_the_work_is_cancelled_when_the_client_goes() -> None:
    async def story() -> None:
        cancelled = asyncio.Event()

        async def receive() -> dict[str, Any]:
            await asyncio.sleep(0.01)
            return {"type": "http.disconnect"}

        async def work() -> None:
            try:
                await asyncio.sleep(60)
            except asyncio.CancelledError:
                cancelled.set()
                raise

        with pytest.raises(Departed):
            await unless_departed(receive, work())
        assert cancelled.is_set()

    asyncio.run(story())


def test_nobody_listens_for_a_caller_whose_answer_is_there_at_once() -> None:
    async def story() -> None:
        async def receive() -> dict[str, Any]:
            raise AssertionError("listened")

        async def work() -> int:
            await asyncio.sleep(0)
            return len(asyncio.all_tasks())

        assert await unless_departed(receive, work()) == 1
        await asyncio.sleep(0.02)

    asyncio.run(story())


def test_a_caller_who_left_before_anybody_listened_is_noticed_then() -> None:
    async def story() -> None:
        async def receive() -> dict[str, Any]:
            return {"type": "http.disconnect"}

        with pytest.raises(Departed):
            await unless_departed(receive, asyncio.sleep(60), patience=0.0)
        task = asyncio.current_task()
        assert task is not None
        assert task.cancelling() == 0

    asyncio.run(story())


def test_a_cancellation_from_elsewhere_is_no_departure() -> None:
    async def story() -> None:
        async def receive() -> dict[str, Any]:
            await asyncio.Event().wait()
            raise AssertionError

        task = asyncio.create_task(unless_departed(receive, asyncio.sleep(60), patience=0.0))
        await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(story())


def test_a_cancellation_from_elsewhere_prevails_over_a_departure_of_the_same_moment() -> None:
    async def story() -> None:
        leave = asyncio.Event()

        async def receive() -> dict[str, Any]:
            await leave.wait()
            return {"type": "http.disconnect"}

        task = asyncio.create_task(unless_departed(receive, asyncio.sleep(60), patience=0.0))
        await asyncio.sleep(0.01)
        leave.set()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert task.cancelled()

    asyncio.run(story())


def test_a_client_that_hangs_up_never_reaches_the_scorer(scorer: Any, settings: Any) -> None:
    """Through a real server and a real socket."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(settings, scorer), log_level="warning"))
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()

    def call(text: str) -> socket.socket:
        body = f'{{"achievements": [{{"text": "{text}"}}]}}'.encode()
        caller = socket.create_connection(listener.getsockname())
        head = f"POST /v1/valuations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        caller.sendall(head.encode() + body)
        return caller

    try:
        scorer.gate.clear()
        with call("first") as first:
            assert scorer.started.wait(10)
            call("departed").close()
            with call("stayed") as stayed:
                time.sleep(0.2)
                scorer.gate.set()
                assert b"200 OK" in first.recv(65_536)
                assert b"200 OK" in stayed.recv(65_536)
    finally:
        scorer.gate.set()
        server.should_exit = True
        thread.join(10)
    assert scorer.rows_seen == ["first", "stayed"]
