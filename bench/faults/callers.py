"""`python -m bench.faults.callers`: callers who call again and again, through every fault, and write a line for each call; they stop when their input ends.

A process of its own, so that nothing that is done to the service is done to them. Who is refused or cut off waits a little and comes again, as clients do.
"""

from __future__ import annotations

import argparse
import json
import select
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from pathlib import Path
from time import monotonic

from bench.faults.heard import Heard, Outcome
from bench.hot.bodies import read_bodies
from bench.hot.connection import Answered, Connection, request

REST = 0.05
"""Seconds that a caller waits who was not answered with 200."""
PATIENCE = 30.0
"""Seconds after which a caller gives up and says that the call hangs."""
TURN = 0.05


class Callers:
    """So many callers at one address, each with a connection of its own, or none where none is to be had."""

    def __init__(self, address: tuple[str, int], requests: Sequence[bytes], count: int, hears: Callable[[Heard], None]) -> None:
        self._address, self._requests, self._hears = address, cycle(requests), hears
        self._poll = select.epoll()
        self._idle: list[Connection] = []
        self._waiting: dict[int, tuple[Connection, float]] = {}
        self._resting = [0.0] * count  # when each caller who has no call in flight comes again

    def turn(self, calling: bool) -> bool:
        """Sends what is due and hears what is there; whether anybody waits for an answer."""
        now = monotonic()
        due = [at for at in self._resting if at <= now] if calling else []
        if due:
            self._resting = [at for at in self._resting if at > now]
        for _ in due:
            self._call()
        for number, event in self._poll.poll(TURN):
            if number in self._waiting:
                self._hear(number, event)
            else:  # an idle connection that the service has closed
                gone = next((one for one in self._idle if one.fileno() == number), None)
                if gone is not None:
                    self._idle.remove(gone)
                    gone.close()
        now = monotonic()
        for number in [number for number, (_, sent) in self._waiting.items() if now - sent > PATIENCE]:
            self._end(number, "hung")
        return bool(self._waiting)

    def close(self) -> None:
        """Hangs up on everybody; who still waits has no answer."""
        for number in list(self._waiting):
            self._end(number, "hung")
        for one in self._idle:
            one.close()
        self._poll.close()

    def _call(self) -> None:
        sent = monotonic()
        try:
            caller = self._idle.pop() if self._idle else self._open()
        except OSError:
            self._hears(Heard(sent, monotonic(), "unreached"))
            self._resting.append(monotonic() + REST)
            return
        number = caller.fileno()
        self._waiting[number] = (caller, sent)
        try:
            if not caller.send(next(self._requests)):
                self._poll.modify(number, select.EPOLLIN | select.EPOLLOUT)
        except OSError:
            self._end(number, "cut")

    def _hear(self, number: int, event: int) -> None:
        caller, sent = self._waiting[number]
        try:
            if event & select.EPOLLOUT and caller.flush():
                self._poll.modify(number, select.EPOLLIN)
            answer = caller.receive()
        except OSError:
            self._end(number, "cut")
            return
        if answer is None:
            return
        del self._waiting[number]
        if answer.last:
            caller.close()
        else:
            self._idle.append(caller)
        heard = _heard(sent, answer)
        self._hears(heard)
        self._resting.append(0.0 if heard.outcome == "acknowledged" else monotonic() + REST)

    def _end(self, number: int, outcome: Outcome) -> None:
        """A call that has no answer, and the end of its connection; a closed socket leaves the epoll by itself."""
        caller, sent = self._waiting.pop(number)
        caller.close()
        self._hears(Heard(sent, monotonic(), outcome))
        self._resting.append(monotonic() + REST)

    def _open(self) -> Connection:
        caller = Connection(self._address)
        self._poll.register(caller.fileno(), select.EPOLLIN)
        return caller


def _heard(sent: float, answer: Answered) -> Heard:
    try:
        body = json.loads(answer.body)
    except ValueError:
        body = {}
    acknowledged = answer.status == 200
    said = str((body.get("record") if acknowledged else body.get("code")) or "")
    return Heard(sent, monotonic(), "acknowledged" if acknowledged else "refused", answer.status, said)


def call_until(callers: Callers, over: Callable[[], bool]) -> None:
    """Calls until it is over, then waits for the last answers."""
    while not over():
        callers.turn(calling=True)
    end = monotonic() + PATIENCE
    while callers.turn(calling=False) and monotonic() < end:
        pass
    callers.close()


def ended(stream: int) -> Iterator[bool]:
    """Again and again whether an input has ended; nothing is ever written to it."""
    poll = select.poll()
    poll.register(stream, select.POLLIN | select.POLLHUP)
    while True:
        yield bool(poll.poll(0))


def main(arguments: Sequence[str] | None = None) -> None:
    """Calls until the input ends."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--bodies", type=Path, required=True)
    parser.add_argument("--callers", type=int, default=32)
    asked = parser.parse_args(arguments)
    address = (asked.host, asked.port)
    requests = [request(address, "/v1/valuations", "application/json", body) for body in read_bodies(asked.bodies)]

    def hears(heard: Heard) -> None:
        sys.stdout.write(heard.line())

    over = ended(sys.stdin.fileno())

    def is_over() -> bool:
        sys.stdout.flush()
        return next(over)

    call_until(Callers(address, requests, asked.callers, hears), is_over)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
