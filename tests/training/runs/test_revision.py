from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from training.runs import revision
from training.runs.revision import code_revision


def git(folder: Path, *words: str) -> str:
    names = ("-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false")
    return subprocess.run(["git", "-C", str(folder), *names, *words], capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    (tmp_path / "code.py").write_text("1", "utf-8")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "first")
    return tmp_path


def test_the_commit_is_told_with_a_mark_where_files_differ(repository: Path) -> None:
    commit = git(repository, "rev-parse", "HEAD")[:12]
    assert code_revision(repository) == commit
    (repository / "notes.txt").write_text("of no file in git", "utf-8")
    assert code_revision(repository) == commit
    (repository / "code.py").write_text("2", "utf-8")
    assert code_revision(repository) == f"{commit}+"


def test_code_outside_a_repository_or_inside_another_one_has_none(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    inside = repository / "packages"
    inside.mkdir()
    assert code_revision(inside) is None
    assert code_revision(tmp_path_factory.mktemp("plain")) is None


def test_without_git_there_is_none(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert revision.code_revision(repository) is None
