from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from service.audit.key_file import AuditKeys, AuditKeysError, key_name, keys_at, read_keys, write_keys


def test_keys_are_read_back_and_nobody_else_may_read_them(tmp_path: Path) -> None:
    keys = AuditKeys.new().rotated()
    write_keys(tmp_path / "in" / "audit.key", keys)
    assert read_keys(tmp_path / "in" / "audit.key") == keys
    assert (tmp_path / "in" / "audit.key").stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        write_keys(tmp_path / "in" / "audit.key", AuditKeys.new())


def test_a_first_start_writes_keys_and_later_ones_read_them(tmp_path: Path) -> None:
    assert keys_at(tmp_path / "audit.key") == keys_at(tmp_path / "audit.key")


def test_no_two_keys_are_alike() -> None:
    assert AuditKeys.new() != AuditKeys.new()
    old = AuditKeys.new()
    new = old.rotated()
    assert new.seals[1:] == old.seals and new.signers[1:] == old.signers and new.ties[1:] == old.ties
    assert new.seals[0] not in old.seals and new.signers[0] not in old.signers and new.ties[0] not in old.ties


def test_what_was_signed_with_an_older_key_can_still_be_checked() -> None:
    old = AuditKeys.new()
    by, signature = old.sign(b"a message")
    old.rotated().public[by].verify(signature, b"a message")
    assert old.rotated().sign(b"a message")[0] != by


def test_the_name_of_a_key_does_not_tell_the_key() -> None:
    key = b"k" * 32
    assert len(key_name(key)) == 16 and key.hex()[:8] not in key_name(key)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, "no such file"),
        ("", "not a key file"),
        ("[]", "not a key file"),
        ({"format": 1}, "not a key file"),
        ({"format": 2, "seals": [], "signers": [], "ties": []}, "format 2"),
        ({"format": 1, "seals": [], "signers": [], "ties": []}, "not 32 bytes"),
        ({"format": 1, "seals": ["AAAA"], "signers": ["AAAA"], "ties": ["AAAA"]}, "not 32 bytes"),
        ({"format": 1, "seals": ["!"], "signers": ["!"], "ties": ["!"]}, "not a key file"),
    ],
)
def test_a_file_that_is_none_is_refused_in_a_sentence(content: Any, says: str, tmp_path: Path) -> None:
    file = tmp_path / "audit.key"
    if content is not None:
        file.write_text(content if isinstance(content, str) else json.dumps(content))
        file.chmod(0o600)
    with pytest.raises(AuditKeysError, match=says):
        read_keys(file)


def test_a_file_that_everybody_can_read_is_refused(tmp_path: Path) -> None:
    write_keys(tmp_path / "audit.key", AuditKeys.new())
    (tmp_path / "audit.key").chmod(0o644)
    with pytest.raises(AuditKeysError, match="chmod"):
        read_keys(tmp_path / "audit.key")


def test_a_folder_that_cannot_be_written_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(AuditKeysError, match="cannot be"):
        keys_at(tmp_path / "file" / "audit.key")
