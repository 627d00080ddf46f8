"""`make bench-peers`: the reference graph behind other serving frameworks, beside this service and the naive one; a table and `bench/peers.json` out."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from cyclopts import App
from rich.console import Console

from bench.hot.bodies import read_bodies, write_bodies
from bench.hot.in_process import in_process
from bench.hot.loads import measured
from bench.hot.machine import machine
from bench.hot.plain import Plain
from bench.hot.servers import Server, naive, service
from bench.peers.environments import Absent, environment
from bench.peers.outcome import Outcome, print_outcome, write_outcome
from bench.peers.peer import Peer, unchanged
from bench.peers.roster import peers
from bench.peers.rounds import LOADS, Contestant, run_rounds
from bench.peers.started import Probe, Started, started
from bench.reference.bundle import reference_bundle
from bench.reference.items import bodies, items
from models.console import stderr_console
from valuation.field_error import FieldError

CALLS = {1: 2_048, 64: 32}
"""Different calls of each size: enough that no server sees the same rows again while they are in a cache."""
ENVIRONMENTS = Path(__file__).resolve().parents[2] / ".peers"

app = App(name="bench-peers", help=__doc__)


@app.default
def bench_peers(envs: Path = ENVIRONMENTS, only: str = "", rounds: int = 3, seconds: float = 4.0, out: Path = Path("bench/peers.json")) -> None:
    """Measures the same graph behind every server.

    Parameters
    ----------
    envs
        Folder of the frameworks' environments, each made on its first use (network; two gigabytes in all).
    only
        Keys of the frameworks to measure, separated by commas; all if empty. This service and the naive one are always measured.
    rounds
        How often each server is started and measured, in alternating order.
    seconds
        Length of each load.
    out
        JSON file of the figures.
    """
    console = stderr_console()
    try:
        asked = peers(only)
        if rounds < 1 or not 0.1 <= seconds <= 600.0:
            raise FieldError("ROUNDS, LOAD_SECONDS", (rounds, seconds), "no measurement", "At least one round of loads between 0.1 and 600 seconds.")
        outcome = _run(asked, envs, rounds, seconds, console)
        write_outcome(outcome, out)
        print_outcome(outcome, console)
        console.print(f"written to {out}")
    except (FieldError, OSError) as error:
        console.print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        sys.exit(1)


def _run(asked: tuple[Peer, ...], envs: Path, rounds: int, seconds: float, console: Console) -> Outcome:
    def told(step: str) -> None:
        console.print(f"{datetime.now(UTC):%H:%M:%S} {step}", markup=False, highlight=False)

    here, bundle = machine(), reference_bundle()
    with tempfile.TemporaryDirectory(prefix="bench-peers-") as folder:
        files = _files(Path(folder), "service", unchanged)
        own = {"service": ("this service, 1 worker", partial(service, bundle, 1)), "naive": ("FastAPI + naive batcher", partial(naive, bundle))}
        contestants = [Contestant(key, name, partial(_timed, start), files) for key, (name, start) in own.items()]
        names, absent = {one.key: one.name for one in contestants}, dict[str, str]()
        probe = Probe(read_bodies(files[1])[0], [one["price"] for one in Plain(bundle).answers(items(1), date.today())])
        for peer in asked:
            names[peer.key] = peer.name
            try:
                python = environment(peer, envs, told)
            except Absent as error:
                absent[peer.key] = str(error)
                told(f"{peer.name} cannot be installed: {error}")
                continue
            start = partial(started, peer, python, bundle, probe)
            contestants.append(Contestant(peer.key, peer.name, start, _files(Path(folder), peer.key, peer.call), peer.path))
        with in_process(bundle) as inside:
            figures, failed = run_rounds(contestants, inside, rounds, seconds, measured, told)
    installed = {peer.key: list(peer.packages) for peer in asked if peer.key not in absent}
    return Outcome(here | {"peers": installed}, names, figures.rows(), absent | failed)


def _files(folder: Path, key: str, call: Callable[[bytes], bytes]) -> dict[int, Path]:
    """The calls of each size, as that server takes them."""
    found = {}
    for size in {size for size, _ in LOADS.values()}:
        found[size] = folder / f"{key}_{size}"
        write_bodies(found[size], [call(body) for body in bodies(CALLS[size], size)])
    return found


@contextmanager
def _timed(start: Callable[[], AbstractContextManager[Server]]) -> Iterator[Started]:
    begun = time.monotonic()
    with start() as server:
        yield Started(server, time.monotonic() - begun)


if __name__ == "__main__":
    app()
