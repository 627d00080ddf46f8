"""What must be right before the service starts. Whatever is not becomes one sentence that says what to do."""

from __future__ import annotations

import errno
import socket
from contextlib import closing
from importlib.util import find_spec

from pydantic import ValidationError

from models.load import BundleError
from service.identity.key_table import read_keys
from service.identity.opening import Exposed, is_open_demo
from service.identity.this_machine import is_loopback
from service.location import shown
from service.served import Scorer
from service.settings import Settings, setting_errors
from service.store.database import Database, StorageUnavailable
from service.store.folder import private_folder
from service.store.migrate import NewerDatabase, migrate
from service.succession.loading import first_scorer
from service.succession.source import Unreachable
from valuation.catalogue import say


class CannotStart(Exception):
    """The service must not or cannot start; the message is for whoever started it."""


def read_settings() -> Settings:
    """The settings of the environment."""
    try:
        return Settings()
    except ValidationError as error:
        raise CannotStart(" ".join(setting_errors(error))) from None


def require_telemetry(settings: Settings) -> None:
    """What telemetry takes, where it is wanted: the packages of an extra."""
    if not settings.telemetry:
        return
    try:
        wanting = find_spec("opentelemetry.exporter.otlp.proto.http") is None or find_spec("opentelemetry.sdk") is None
    except ModuleNotFoundError:
        wanting = True
    if wanting:
        raise CannotStart("VALUATION_TELEMETRY=true needs packages that are not installed. Install valuation[telemetry], or unset the variable.")


def open_socket(settings: Settings) -> socket.socket:
    """A socket bound to the address of the settings; bound first, because a busy port is the quickest thing to find out."""
    where = f"{settings.host}:{settings.port}"
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    except OSError:
        raise CannotStart(f"VALUATION_HOST={settings.host!r} is no address of this machine. Use 127.0.0.1 or 0.0.0.0.") from None
    listener = socket.socket(family, kind, protocol)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(2_048)
    except OSError as error:
        listener.close()
        raise CannotStart(_why_not(error, where, settings.port)) from None
    listener.set_inheritable(True)
    return listener


def verified_scorer(settings: Settings) -> Scorer:
    """The scorer of the settings' bundle."""
    try:
        return first_scorer(settings)
    except (BundleError, Unreachable) as error:
        raise CannotStart(f"The bundle in {shown(settings.bundle)} cannot be used. {error}. Point VALUATION_BUNDLE at a good one.") from None


def prepare_storage(settings: Settings) -> None:
    """The data folder, and a database with the schema of this code; before the workers, which find both."""
    try:
        private_folder(settings.data)
    except OSError as error:
        raise CannotStart(f"The folder {settings.data} cannot be made ({error.strerror}). Point VALUATION_DATA at one that can be written to.") from None
    try:
        with closing(Database(settings.storage, patience=60)) as database:
            try:
                migrate(database)
            except (NewerDatabase, StorageUnavailable) as error:
                raise CannotStart(f"The database {database.shown} cannot be used: {str(error).rstrip('.')}. It is what DATABASE_URL names.") from None
    except ValueError as error:
        raise CannotStart(f"DATABASE_URL: {error}.") from None


def require_identity(settings: Settings) -> bool:
    """Whether it will be the open demo mode; CannotStart where others could come in and nobody would be asked who they are. After `prepare_storage`."""
    try:
        with closing(Database(settings.storage)) as database, database.read() as connection:
            return is_open_demo(settings, read_keys(connection))
    except StorageUnavailable as error:
        raise CannotStart(f"The keys cannot be read: {str(error).rstrip('.')}. They are in what DATABASE_URL names.") from None
    except Exposed as error:
        raise CannotStart(str(error)) from None


def notices(settings: Settings, unknown: list[str], open_demo: bool) -> list[str]:
    """What an operator should know although the service starts; `unknown` are sentences on variables that no setting reads."""
    found = [f"Note: {sentence}" for sentence in unknown]
    if open_demo:
        found.append(say("service.open_demo").en)
    if not is_loopback(settings.host):
        found.append(f"Note: {settings.host} can be reached from other machines, and keys travel as they are: let only what speaks TLS to callers reach it.")
    return found


def _why_not(error: OSError, where: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"{where} is in use by another process. Stop it, or choose another port: `make run PORT={port + 1}` or VALUATION_PORT={port + 1}."
    if error.errno == errno.EACCES:
        return f"{where} needs privileges that this user has not. Choose a port above 1023 with VALUATION_PORT."
    return f"{where} cannot be listened on ({error.strerror}). Correct VALUATION_HOST or VALUATION_PORT."
