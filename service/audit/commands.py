"""`valuation audit …`: verify the chains, replay a valuation, show a record, erase inputs, make and rotate keys. Every act is recorded itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from cyclopts import App, Parameter
from rich.progress import Progress
from rich.table import Table

from models.console import stderr_console
from models.load import BundleError
from models.scorer import Scorer
from service.audit.bundle_of import bundle_of
from service.audit.erasure import AT_ONCE, erasure, of_listing
from service.audit.journal import Journal
from service.audit.key_file import AuditKeys, AuditKeysError, read_keys, write_keys
from service.audit.output import read_output
from service.audit.reading import acts_about, kept_output, opened_input, record_of, row_of_item, rows_of_chain
from service.audit.record import Record
from service.audit.replay import Replay
from service.audit.replay import replay as replayed
from service.audit.runtime import runtime
from service.audit.seal import CannotOpen, Seal
from service.audit.valued import parse_valuation_id
from service.audit.verify import Verdict
from service.audit.verify import verify as verified
from service.identity.operator import operator
from service.location import on_this_machine
from service.served import Served
from service.settings import Settings
from service.store.database import Database, StorageUnavailable

SHOWN = 50
"""Findings that are printed; all are counted."""
audit_app = App(name="audit", help=__doc__)


class Refused(Exception):
    """A command cannot do what it was asked; the message says why and what to do."""


@audit_app.command
def verify(*, checkpoint: str | None = None) -> int:
    """Walks every chain and checkpoint; 0 where all holds, 1 where anything was changed, 2 where it could not be walked.

    Parameters
    ----------
    checkpoint
        Hash of a checkpoint that was kept elsewhere (the log has them) and must still be there.
    """
    with _sentences(), _opened() as (settings, database):
        keys = read_keys(settings.audit_keys)
        with Progress(*Progress.get_default_columns(), console=stderr_console(), transient=True) as bar:
            task = bar.add_task("records", total=None)
            verdict = verified(database, keys, checkpoint, lambda rows: bar.update(task, completed=rows) if rows % 500 == 0 else None)
        _print_verdict(verdict)
        return 0 if verdict.intact else 1


@audit_app.command
def replay(valuation: str, *, bundle: Annotated[list[Path], Parameter(consume_multiple=True)] = []) -> int:  # noqa: B006 - read only
    """Computes a stored valuation again; 0 where the record is borne out, 1 where it is not, 2 where it could not be computed.

    Parameters
    ----------
    valuation
        Id of a record, or of a valuation in it.
    bundle
        Folders to look for the bundle in, beside the one that is served.
    """
    with _sentences(), _opened() as (settings, database):
        record = _record(database, valuation)
        if record.kind != "valuation":
            raise Refused(f"{record.id} is a record of the kind {record.kind}, not of a valuation.")
        asked, kept = opened_input(record, Seal(read_keys(settings.audit_keys))), kept_output(record)
        if asked is None or kept is None:
            raise Refused(f"The input of {record.id} was erased: it cannot be computed again.")
        served = Served.of(Scorer(bundle_of(record.facts["model"]["sha256"], [*bundle, on_this_machine(settings.bundle, settings.data)])))
        found = replayed(record, asked, kept, served, settings, _runtime_of(database, record), runtime())
        _print_replay(found)
        return 0 if found.holds else 1


@audit_app.command
def show(valuation: str, *, input: bool = False) -> int:
    """Prints a record, what was done about it, and, where asked for, what came in.

    Parameters
    ----------
    valuation
        Id of a record, or of a valuation in it.
    input
        Prints the opened input on standard output, as it came in.
    """
    with _sentences(), _opened() as (settings, database):
        record = _record(database, valuation)
        _print_record(database, record, valuation)
        if input:
            opened = opened_input(record, Seal(read_keys(settings.audit_keys)))
            if opened is None:
                raise Refused(f"{record.id} has no input, or it was erased.")
            sys.stdout.buffer.write(opened + b"\n")
        return 0


@audit_app.command
def erase(*records: str, listing: str | None = None, owner: str | None = None, why: str) -> int:
    """Erases the inputs of records, or of all that a listing is in; the chain still holds, and says who erased what and why.

    Parameters
    ----------
    records
        Ids of records.
    listing
        Id of a listing, with --owner.
    owner
        Whose listing it is.
    why
        The reason, which is recorded.
    """
    with _sentences(), _opened() as (settings, database):
        with database.read() as connection:
            found = [parse_valuation_id(record)[0] for record in records]
            if listing is not None:
                if owner is None:
                    raise Refused("Name the owner of the listing too: --owner.")
                found += of_listing(connection, owner, listing)
            missing = [record for record in found if record_of(connection, record) is None]
        if missing:
            raise Refused(f"There is no record {missing[0]}; nothing was erased.")
        if not found:
            raise Refused("There is nothing to erase: name records, or a listing with its owner.")
        journal = Journal(database, read_keys(settings.audit_keys), _now)
        for start in range(0, len(found), AT_ONCE):
            for trouble in journal.append([erasure(operator(), _now(), found[start : start + AT_ONCE], why)]):
                if trouble is not None:
                    raise trouble
        stderr_console().print(f"The inputs of {len(found)} records are erased. Backups made before hold them still.")
        return 0


@audit_app.command
def keys(file: Path | None = None, *, rotate: bool = False) -> int:
    """Writes a key file, or puts new keys in front of the old ones; prints the names of the keys that sign.

    Parameters
    ----------
    file
        Where; the one of the settings without it.
    rotate
        New keys for what comes; the old ones stay, to read and to verify what is there. Start the service again after it.
    """
    with _sentences():
        target = file or Settings().audit_keys
        if rotate:
            rotated, fresh = read_keys(target).rotated(), target.with_name(target.name + ".new")
            write_keys(fresh, rotated)
            fresh.replace(target)
        elif not target.exists():
            write_keys(target, AuditKeys.new())
        found = read_keys(target)
        stderr_console().print(f"{target}: {len(found.seals)} sealing, {len(found.signers)} signing. Signs with: {next(iter(found.public))}")
        return 0


def _now() -> datetime:
    return datetime.now(UTC)


def _record(database: Database, valuation: str) -> Record:
    try:
        id, _ = parse_valuation_id(valuation)
    except ValueError as error:
        raise Refused(f"{error}.") from None
    with database.read() as connection:
        found = record_of(connection, id)
    if found is None:
        raise Refused(f"There is no record {id}. The answer of a sweep has one a chunk: {id}-0, {id}-1 …")
    return found


def _runtime_of(database: Database, record: Record) -> dict[str, str]:
    """What the chain's first record says of the machine that answered."""
    with database.read() as connection:
        opening = next(iter(rows_of_chain(connection, record.chain, at_once=1)), None)
        found = None if opening is None else record_of(connection, opening.id)
    return {} if found is None else {name: found.facts[name] for name in ("onnxruntime", "cpu") if name in found.facts}


@contextmanager
def _opened() -> Iterator[tuple[Settings, Database]]:
    settings = Settings()
    database = Database(settings.storage)
    try:
        yield settings, database
    finally:
        database.close()


@contextmanager
def _sentences() -> Iterator[None]:
    """Whatever a command cannot do is a sentence and exit status 2."""
    try:
        yield
    except (Refused, AuditKeysError, BundleError, StorageUnavailable, CannotOpen, ValueError, OSError) as error:
        stderr_console().print(str(error), style="red", soft_wrap=True, highlight=False)
        sys.exit(2)


def _print_verdict(verdict: Verdict) -> None:
    console = stderr_console()
    table = Table("what", "number", title="The audit holds" if verdict.intact else "The audit does NOT hold")
    for name in ("chains", "records", "checkpoints", "publications", "erased", "unsigned"):
        table.add_row({"erased": "inputs erased by an act", "unsigned": "records behind the last checkpoint"}.get(name, name), f"{getattr(verdict, name):,}")
    table.add_row("findings", f"{len(verdict.findings):,}")
    console.print(table)
    if verdict.last_checkpoint:
        console.print(f"Last checkpoint: {verdict.last_checkpoint}")
    for finding in verdict.findings[:SHOWN]:
        console.print(f"{finding.where} {finding.what}.", style="red", soft_wrap=True, highlight=False)
    if len(verdict.findings) > SHOWN:
        console.print(f"… and {len(verdict.findings) - SHOWN:,} more.")


def _print_replay(found: Replay) -> None:
    table = Table("what", "came of it", title=f"{found.record}: {'borne out' if found.holds else 'NOT borne out'}")
    table.add_row("achievements", str(found.items))
    table.add_row("runtime", "the same" if found.same_runtime else "another processor or ONNX Runtime")
    table.add_row("bytes that were sent", "the same" if found.same_bytes else "others")
    table.add_row("largest difference of a number", "another shape" if found.largest is None else f"{found.largest:g}")
    stderr_console().print(table)


def _print_record(database: Database, record: Record, valuation: str) -> None:
    console, (_, item) = stderr_console(), parse_valuation_id(valuation)
    table = Table("what", "value", title=record.id)
    for name in ("kind", "at", "subject", "owner", "about", "chain", "seq", "sent", "erased"):
        table.add_row(name, str(getattr(record, name)))
    for name, value in record.facts.items():
        table.add_row(name, str(value))
    console.print(table)
    if record.kind == "valuation" and record.output is not None and item is not None:
        row = row_of_item(record, item)
        if row is not None:
            console.print(read_output(kept_output(record) or b"").of_row(row))
    with database.read() as connection:
        for act in acts_about(connection, valuation):
            console.print(f"{act.at:%Y-%m-%d %H:%M:%S} {act.kind} by {act.subject}: {act.facts}")
