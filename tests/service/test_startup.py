from __future__ import annotations

import json
import shutil
import socket
from pathlib import Path
from typing import Any

import pytest

from models.load import load_bundle
from service.startup import CannotStart, is_loopback, notices, open_socket, read_settings, verified_scorer


def test_a_busy_port_is_one_sentence_with_another_port(settings: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CannotStart) as caught:
            open_socket(settings.model_copy(update={"port": port}))
    assert f"127.0.0.1:{port} is in use by another process" in str(caught.value)
    assert f"VALUATION_PORT={port + 1}" in str(caught.value)


def test_port_0_takes_a_free_one(settings: Any) -> None:
    with open_socket(settings.model_copy(update={"port": 0})) as listener:
        assert listener.getsockname()[1] > 0


def test_a_foreign_address_is_one_sentence(settings: Any) -> None:
    with pytest.raises(CannotStart, match="VALUATION_HOST"):
        open_socket(settings.model_copy(update={"host": "192.0.2.1"}))


def test_a_host_that_does_not_exist_is_one_sentence(settings: Any) -> None:
    with pytest.raises(CannotStart, match="no address of this machine"):
        open_socket(settings.model_copy(update={"host": "no such host"}))


def test_a_folder_that_is_no_bundle_is_one_sentence(settings: Any, tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="not a bundle") as caught:
        verified_scorer(settings.model_copy(update={"bundle": tmp_path}))
    assert "VALUATION_BUNDLE" in str(caught.value)


def test_a_bad_setting_is_one_sentence(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VALUATION_PORT", "http")
    with pytest.raises(CannotStart, match=r"^VALUATION_PORT='http': "):
        read_settings()


@pytest.mark.parametrize(("host", "warns"), [("127.0.0.1", False), ("localhost", False), ("::1", False), ("0.0.0.0", True), ("10.0.0.5", True)])
def test_an_open_address_warns_that_nobody_is_asked_who_they_are(settings: Any, host: str, warns: bool) -> None:
    assert is_loopback(host) is not warns
    assert ("no authentication" in " ".join(notices(settings.model_copy(update={"host": host}), []))) is warns


def test_a_champion_folder_is_served_as_the_bundle_that_it_points_to(settings: Any, tiny_bundle: Path, tmp_path: Path) -> None:
    version = load_bundle(tiny_bundle).manifest.version
    shutil.copytree(tiny_bundle, tmp_path / version)
    (tmp_path / "current.json").write_text(json.dumps({"format": 1, "current": version, "changed": "2026-11-22T09:00:00Z"}), "utf-8")
    served = verified_scorer(settings.model_copy(update={"bundle": tmp_path}))
    assert served.bundle.manifest.version == version and served.bundle.layout.folder == tmp_path / version


def test_a_champion_folder_with_a_broken_pointer_is_one_sentence(settings: Any, tmp_path: Path) -> None:
    (tmp_path / "current.json").write_text(json.dumps({"format": 1, "current": "0123456789ab", "changed": "2026-11-22T09:00:00Z"}), "utf-8")
    with pytest.raises(CannotStart, match="points to 0123456789ab, and there is no such folder"):
        verified_scorer(settings.model_copy(update={"bundle": tmp_path}))
