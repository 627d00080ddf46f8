"""Every fault that is asked for is there, under one name, and a test says what breaks its promise."""

from __future__ import annotations

from bench.faults.roster import FAULTS

ASKED = {
    "process-killed",
    "process-killed-postgresql",
    "worker-killed",
    "database-stopped",
    "database-frozen",
    "disk-full",
    "bundle-truncated",
    "champion-unreachable",
    "champion-broken",
    "clock-back",
    "sigterm",
    "half-body",
    "slow-head",
    "slow-body",
}


def test_every_fault_that_is_asked_for_is_injected() -> None:
    names = [fault.name for fault in FAULTS]
    assert set(names) >= ASKED and len(set(names)) == len(names)


def test_a_call_may_go_unanswered_after_it_was_recorded_only_where_a_process_dies_or_a_database_does_not_say_what_it_did() -> None:
    assert {fault.name for fault in FAULTS if fault.unanswered} == {
        "process-killed",
        "process-killed-postgresql",
        "worker-killed",
        "database-stopped",
        "database-frozen",
        "database-locked",
    }


def test_nobody_is_cut_off_where_no_process_ends() -> None:
    for fault in FAULTS:
        assert ("cut" in fault.tolerated) == ("killed" in fault.name or "sigterm" in fault.name)
