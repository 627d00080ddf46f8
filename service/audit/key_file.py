"""The keys of the audit: one seals inputs, one ties records into chains, one signs checkpoints. All lie in one file, apart from the database and its backups.

Whoever has the file can read inputs, write chains and sign; whoever lost it can do none of it, nor verify. A new key goes in front of its list; the older
ones stay, to read what they sealed and to check what they tied and signed.
"""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from service.audit.canonical import digest

FORMAT = 1
_LISTS = ("seals", "signers", "ties")


class AuditKeysError(Exception):
    """The key file cannot be used; the message says why and what to do."""


@dataclass(frozen=True)
class AuditKeys:
    """32 bytes each, the one in use first: AES-256 keys that seal, Ed25519 keys that sign, HMAC keys that tie records to their chain."""

    seals: tuple[bytes, ...]
    signers: tuple[bytes, ...]
    ties: tuple[bytes, ...]

    @classmethod
    def new(cls) -> AuditKeys:
        """Keys that nobody else has."""
        return cls((os.urandom(32),), (os.urandom(32),), (os.urandom(32),))

    def rotated(self) -> AuditKeys:
        """New keys in use, with all of these behind them."""
        fresh = AuditKeys.new()
        return AuditKeys(fresh.seals + self.seals, fresh.signers + self.signers, fresh.ties + self.ties)

    @property
    def named_ties(self) -> dict[str, bytes]:
        """The keys that tie, by name."""
        return {key_name(key): key for key in self.ties}

    def sign(self, message: bytes) -> tuple[str, bytes]:
        """By which key, and the signature (64 bytes)."""
        private = Ed25519PrivateKey.from_private_bytes(self.signers[0])
        return key_name(public_bytes(private)), private.sign(message)

    @property
    def public(self) -> dict[str, Ed25519PublicKey]:
        """The keys that check signatures, by name."""
        privates = [Ed25519PrivateKey.from_private_bytes(signer) for signer in self.signers]
        return {key_name(public_bytes(private)): private.public_key() for private in privates}


def key_name(key: bytes) -> str:
    """What a key is called in records: the start of its digest, which tells nothing of the key."""
    return digest(key)[:16]


def public_bytes(private: Ed25519PrivateKey) -> bytes:
    """The public half of a signing key (32 bytes)."""
    return private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def read_keys(file: Path) -> AuditKeys:
    """The keys of a file; AuditKeysError where it is missing, open to others, or not a key file."""
    try:
        mode = file.stat().st_mode
        raw = json.loads(file.read_text(encoding="ascii"))
        if raw["format"] != FORMAT:
            raise AuditKeysError(f"{file}: format {raw['format']!r}, this version reads format {FORMAT}.")
        keys = AuditKeys(*(tuple(base64.b64decode(key, validate=True) for key in raw[name]) for name in _LISTS))
    except FileNotFoundError:
        raise AuditKeysError(f"{file}: no such file. Restore it from where you keep it, or write a new one with `valuation audit keys {file}`.") from None
    except OSError as error:
        raise AuditKeysError(f"{file}: cannot be read ({error.strerror}).") from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise AuditKeysError(f"{file}: not a key file of the audit. Restore it from where you keep it.") from None
    if not (keys.seals and keys.signers and keys.ties) or any(len(key) != 32 for key in (*keys.seals, *keys.signers, *keys.ties)):
        raise AuditKeysError(f"{file}: a key is not 32 bytes long. Restore it from where you keep it.")
    if mode & 0o007:
        raise AuditKeysError(f"{file}: everybody on this machine can read it. Run: chmod o-rwx {file}")
    return keys


def write_keys(file: Path, keys: AuditKeys) -> None:
    """Writes a file that only its owner can read; FileExistsError where there is one already."""
    text = {"format": FORMAT} | {name: [base64.b64encode(key).decode() for key in getattr(keys, name)] for name in _LISTS}
    file.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
        json.dump(text, out)
        out.flush()
        os.fsync(out.fileno())


def keys_at(file: Path) -> AuditKeys:
    """The keys of a file, which is written first where there is none: for a service that starts on its own data for the first time."""
    if not file.exists():
        try:
            write_keys(file, AuditKeys.new())
        except FileExistsError:  # another process was quicker
            pass
        except OSError as error:
            raise AuditKeysError(f"{file}: cannot be written ({error.strerror}).") from None
    return read_keys(file)
