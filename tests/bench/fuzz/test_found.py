from __future__ import annotations

from io import StringIO

from rich.console import Console

from bench.fuzz.found import Finding, Found, print_found


def shown(found: Found) -> str:
    console = Console(file=StringIO(), width=120)
    print_found(found, 12.3, console)
    return str(console.file.getvalue())  # type: ignore[attr-defined]


def test_a_run_without_findings_is_clean_and_says_how_many_requests_there_were() -> None:
    found = Found()
    found.requests.update({"GET /live": 1_200, "GET /ready": 34})
    found.statuses.update({200: 1_234})
    assert found.clean and found.total == 1_234
    assert "1,234 requests in 12 s" in shown(found) and "0 failures, 0 errors" in shown(found)


def test_a_finding_is_told_with_what_was_answered_and_how_to_see_it_again() -> None:
    found = Found()
    found.findings["GET /live", "check", "title"] = Finding("GET /live", "check", "why [not]", "500 {}", "curl /live")
    assert not found.clean
    assert all(word in shown(found) for word in ("FAILS  GET /live: check: why [not]", "500 {}", "curl /live", "1 failures"))


def test_an_operation_that_could_not_be_tried_is_no_clean_run() -> None:
    found = Found(errors={"GET /x: no path"})
    assert not found.clean and "FAILS  GET /x: no path" in shown(found)
