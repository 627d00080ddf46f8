"""One fault played to its end: injected again and again under load, then the books are compared."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.faults.crowd import Silence
from bench.faults.heard import Heard, tally
from bench.faults.injection import Fault, Injection, NotPossibleHere
from bench.faults.ledger import Ledger, ledger
from bench.faults.scene import Scene, scene
from bench.hot.servers import DidNotStart


@dataclass(frozen=True)
class Played:
    """What came of a fault. `heard`: calls by kind; `recovered`: seconds, one for each injection; `broken`: promises that did not hold; `absent`: why it
    could not be injected here, or "".
    """

    name: str
    what: str
    meanwhile: str
    injected: int = 0
    calls: int = 0
    acknowledged: int = 0
    heard: dict[str, int] | None = None
    lost: int = 0
    untold: int = 0
    chain: str = ""
    recovered_median: float = 0.0
    recovered_max: float = 0.0
    broken: tuple[str, ...] = ()
    absent: str = ""

    @property
    def holds(self) -> bool:
        """Whether nothing was lost and every promise kept."""
        return not self.broken and not self.absent


def play(fault: Fault, rounds: int, bodies: Path, tell: Callable[[str], None]) -> Played:
    """Sets the stage, injects, compares."""
    nothing = Played(fault.name, fault.what, fault.meanwhile)
    injections: list[Injection] = []
    broken: list[str] = []
    with tempfile.TemporaryDirectory(prefix=f"fault-{fault.name}-", ignore_cleanup_errors=True) as scratch:
        try:
            with scene(fault.stage, bodies, Path(scratch)) as played:
                try:
                    with played.callers.calling():
                        for at in range(1 if fault.once else rounds):
                            injections.append(fault.inject(played))
                            tell(f"  {at + 1}: answered again after {injections[-1].recovered:.2f} s {' '.join(injections[-1].broken)}".rstrip())
                        played.under_load()
                except (Silence, DidNotStart, OSError) as error:
                    broken.append(f"injection {len(injections) + 1}: {error}")
                broken += _stopped(played)
                calls = played.callers.heard()
                books = ledger(calls, played.database, played.data)
        except NotPossibleHere as error:
            return Played(fault.name, fault.what, fault.meanwhile, absent=str(error))
        except DidNotStart as error:
            return Played(fault.name, fault.what, fault.meanwhile, broken=(str(error),))
    return judged(nothing, fault, injections, calls, books, broken)


def judged(nothing: Played, fault: Fault, injections: Sequence[Injection], calls: Sequence[Heard], books: Ledger, broken: Sequence[str]) -> Played:
    """What was promised against what was seen."""
    heard, recovered = tally(calls), [injection.recovered for injection in injections]
    found = [*broken, *(sentence for injection in injections for sentence in injection.broken)]
    found += [f"{count} calls ended with {kind}" for kind, count in heard.items() if kind != "acknowledged" and kind not in fault.tolerated]
    if books.lost:
        found.append(f"{books.lost} acknowledged records are not in the database")
    if books.untold and not fault.unanswered:
        found.append(f"{books.untold} records were written and their callers not answered")
    if books.chain != "intact":
        found.append(f"the chain is {books.chain}")
    if recovered and max(recovered) > fault.bound:
        found.append(f"answered again after {max(recovered):.1f} seconds, {fault.bound:g} are allowed")
    return Played(
        nothing.name,
        nothing.what,
        nothing.meanwhile,
        injected=sum(injection.times for injection in injections),
        calls=len(calls),
        acknowledged=books.acknowledged,
        heard=heard,
        lost=books.lost,
        untold=books.untold,
        chain=books.chain,
        recovered_median=round(median(recovered), 3) if recovered else 0.0,
        recovered_max=round(max(recovered), 3) if recovered else 0.0,
        broken=tuple(dict.fromkeys(found)),
    )


def _stopped(played: Scene) -> list[str]:
    """The end of a scene is a clean stop with nobody calling."""
    status, _ = played.service.stop()
    return [] if status == 0 else [f"it ended with status {status} when it was stopped at last"]
