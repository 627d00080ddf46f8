"""What a person sees while a run works: one bar per stage on a terminal, one line per stage in a log."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console
from rich.progress import BarColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars


class Progress:
    """Bars of the stages. Steps are counted in whatever the stage counts: forests, batches, shares of one."""

    def __init__(self, console: Console) -> None:
        self.console = console
        columns = (SpinnerColumn(), TextColumn("{task.description:<12}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"), TimeElapsedColumn())
        self._bars = Bars(*columns, TextColumn("{task.fields[note]}", markup=False), console=console, disable=not console.is_terminal)

    def __enter__(self) -> Progress:
        self._bars.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    @contextmanager
    def stage(self, name: str, steps: float = 1.0) -> Iterator[Steps]:
        """A bar for one stage; its time is printed where there is no terminal to draw on."""
        started = monotonic()
        task = self._bars.add_task(name, total=steps, note="")
        yield Steps(self._bars, task)
        self._bars.update(task, completed=self._bars.tasks[task].total)
        if not self.console.is_terminal:
            self.console.print(f"  {name:<12} {monotonic() - started:6.1f} s  {self._bars.tasks[task].fields['note']}", markup=False)

    def unchanged(self, name: str, run: str) -> None:
        """A line for a stage that an earlier run has done already."""
        self.console.print(f"  {name:<12} unchanged, from run {run}", markup=False, highlight=False)


class Steps:
    """The bar of one stage."""

    def __init__(self, bars: Bars, task: object) -> None:
        self._bars, self._task = bars, task

    def advance(self, steps: float = 1.0) -> None:
        """Some steps done."""
        self._bars.advance(self._task, steps)  # type: ignore[arg-type]

    def reach(self, share: float) -> None:
        """The share of the whole that is done."""
        self._bars.update(self._task, completed=share)  # type: ignore[arg-type]

    def note(self, text: str) -> None:
        """A word beside the bar."""
        self._bars.update(self._task, note=text)  # type: ignore[arg-type]
