"""Processor time and memory of a process with all its children, from Linux's /proc."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Usage:
    """`cpu`: seconds of processor that the processes have spent so far; `memory`: bytes that they hold, shared pages counted once for each."""

    cpu: float
    memory: int


def usage(process: int) -> Usage:
    """Of that process and all its children that still run."""
    cpu, memory = 0.0, 0
    for one in family(process):
        try:
            fields = Path(f"/proc/{one}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
            pages = Path(f"/proc/{one}/statm").read_text("ascii").split()[1]
        except OSError:  # gone meanwhile
            continue
        cpu += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        memory += int(pages) * os.sysconf("SC_PAGE_SIZE")
    return Usage(cpu, memory)


def family(process: int) -> list[int]:
    """That process and all its children, theirs too."""
    found, at = [process], 0
    while at < len(found):
        for listed in Path(f"/proc/{found[at]}/task").glob("*/children"):
            try:
                found += [int(one) for one in listed.read_text("ascii").split()]
            except OSError:
                continue
        at += 1
    return found


def lives(process: int) -> bool:
    """Whether it still runs; one that ended and that nobody has asked about does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text("ascii", "replace").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
