"""tools/security.py: what runs in production is free of bandit's findings, and silence of the advisories is not taken for a clean bill."""

from __future__ import annotations

import ast
import json
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from tools import security

ROOT = Path(__file__).parent.parent
PRODUCTION = sorted(file for room in security.ROOMS for file in (ROOT / room).rglob("*.py"))
NOTHING = json.dumps({"errors": [], "results": []})


def answering(bandit: str = NOTHING, pip_audit: str = "", error: str = "") -> security.Run:
    """Both tools, with these reports."""

    def run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        is_bandit = "bandit" in command
        return subprocess.CompletedProcess(command, 0, stdout=bandit if is_bandit else pip_audit, stderr="" if is_bandit else error)

    return run


def report(*packages: dict[str, object]) -> str:
    return json.dumps({"dependencies": list(packages)})


def test_bandit_finds_nothing_in_what_runs_in_production() -> None:
    assert security.bandit(security._quietly) == []


def test_bandit_would_find_something(tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_text("import subprocess\nsubprocess.call('ls ' + input(), shell=True)\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(security, "ROOMS", (str(tmp_path),))
        assert any("B602" in sentence for sentence in security.bandit(security._quietly))


def test_what_is_accepted_names_the_rule_and_the_reason() -> None:
    accepted = [(file.name, line.strip()) for file in PRODUCTION for line in file.read_text("utf-8").splitlines() if "# nosec" in line]
    assert accepted
    assert [one for one in accepted if not re.search(r"# nosec B\d{3}(, B\d{3})* - \w+ \w+", one[1])] == []


def test_an_assert_narrows_a_type_and_guards_nothing() -> None:
    asserts = [(file.name, node) for file in PRODUCTION for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Assert)]
    assert [(name, ast.unparse(node)) for name, node in asserts if not narrows(node.test)] == []


def narrows(test: ast.expr) -> bool:
    """Whether a condition only tells mypy what a name is: `x is not None`, `isinstance(x, y)`, or several of them."""
    match test:
        case ast.BoolOp(op=ast.And(), values=parts):
            return all(narrows(part) for part in parts)
        case ast.Compare(ops=[ast.IsNot()], comparators=[ast.Constant(value=None)]):
            return True
        case ast.Call(func=ast.Name(id="isinstance")):
            return True
    return False


def test_clean_code_and_clean_packages_pass(capsys: pytest.CaptureFixture[str]) -> None:
    assert security.main([], answering(pip_audit=report({"name": "a", "version": "1", "vulns": []}))) == 0
    assert "no known vulnerability in the 1 packages" in capsys.readouterr().out


def test_a_finding_of_either_fails_and_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    found = {"filename": "service/a.py", "line_number": 3, "test_id": "B999", "issue_text": "bad"}
    clean = report({"name": "a", "version": "1", "vulns": []})
    assert security.main([], answering(bandit=json.dumps({"errors": [], "results": [found]}), pip_audit=clean)) == 1
    assert "service/a.py:3 B999 bad" in capsys.readouterr().out
    known = report({"name": "a", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]})
    assert security.main([], answering(pip_audit=known)) == 1
    assert "a 1: CVE-1, mended in 2" in capsys.readouterr().out


def test_a_package_about_which_nobody_answered_is_not_clean(capsys: pytest.CaptureFixture[str]) -> None:
    assert security.main([], answering(pip_audit=report({"name": "a", "skip_reason": "not found"}, {"name": "b", "version": "1", "vulns": []}))) == 1
    assert "1 of 2 packages" in (said := capsys.readouterr().out)
    assert "no known vulnerability" not in said


def test_no_network_is_a_sentence_and_no_success(capsys: pytest.CaptureFixture[str]) -> None:
    assert security.main([], answering(error="Traceback\nConnectionError: api.osv.dev cannot be resolved")) == 1
    assert "ConnectionError" in capsys.readouterr().out


def test_offline_bandit_alone_decides() -> None:
    assert security.main(["--offline"], answering(error="no network")) == 0


def test_a_bandit_that_does_not_run_is_not_clean() -> None:
    assert security.main(["--offline"], answering(bandit="no json")) == 1
