"""`python -m bench.hot.naive`: the yardstick, a service as it is commonly written: FastAPI, pydantic models, a queue with a window, a thread, dictionaries.

It validates less than the product does and answers the bare numbers; nothing in it is slow on purpose.
"""

from __future__ import annotations

import argparse
import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from pydantic import BaseModel

from bench.hot.plain import Plain

WINDOW = 0.001
"""Seconds that a batch waits for company."""
MOST = 64
"""Achievements at which it waits no longer."""


class NaiveAchievement(BaseModel):
    """What a caller sends of one achievement."""

    title: str
    text: str
    attributes: dict[str, float | str] = {}


class NaiveCall(BaseModel):
    """A call."""

    achievements: list[NaiveAchievement]


class NaiveValuation(BaseModel):
    """The heads' numbers."""

    price: list[float]
    price_point: float
    level_deviation: float
    familiarity: float
    maturity: list[float]
    score_scientific: list[float]
    score_technical: list[float]
    score_economic: list[float]
    score_social: list[float]
    score_cultural: list[float]


class NaiveAnswer(BaseModel):
    """The valuations, in order."""

    valuations: list[NaiveValuation]


Waiting = tuple[list[dict[str, Any]], "asyncio.Future[list[dict[str, Any]]]"]


def create_app(bundle: Path) -> FastAPI:
    """The service on one bundle."""
    model, queue = Plain(bundle), asyncio.Queue[Waiting]()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        batching = asyncio.create_task(_serve(model, queue))
        yield
        batching.cancel()

    app = FastAPI(lifespan=lifespan)

    @app.post("/v1/valuations")
    async def value(call: NaiveCall) -> NaiveAnswer:
        answer: asyncio.Future[list[dict[str, Any]]] = asyncio.get_running_loop().create_future()
        await queue.put(([item.model_dump() for item in call.achievements], answer))
        return NaiveAnswer(valuations=[NaiveValuation(**one) for one in await answer])

    @app.get("/ready")
    async def ready() -> dict[str, str]:
        return {"status": "ready"}

    return app


async def _serve(model: Plain, queue: asyncio.Queue[Waiting]) -> None:
    """Batches for ever: the first to come, and whoever comes within the window."""
    loop = asyncio.get_running_loop()
    while True:
        batch = [await queue.get()]
        end = loop.time() + WINDOW
        while sum(len(items) for items, _ in batch) < MOST:
            try:
                batch.append(await asyncio.wait_for(queue.get(), end - loop.time()))
            except TimeoutError:
                break
        items = [item for part, _ in batch for item in part]
        try:
            found = await loop.run_in_executor(None, model.answers, items, date.today())
        except Exception as error:  # noqa: BLE001 - whoever waits is told
            for _, answer in batch:
                answer.set_exception(error)
            continue
        at = 0
        for part, answer in batch:
            answer.set_result(found[at : at + len(part)])
            at += len(part)


def main(arguments: Sequence[str] | None = None) -> None:
    """Serves until it is stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundle", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    asked = parser.parse_args(arguments)
    uvicorn.run(create_app(asked.bundle), host="127.0.0.1", port=asked.port, log_level="warning", access_log=False)


if __name__ == "__main__":
    main()
