"""What every call says of itself, and how it is tried again."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest

from service.client import Client, Problem, Retries, Unreachable
from service.client.calls import GRACE, PATIENCE
from tests.service.client.answering import Told, answering

LIVE: Told = (200, {}, b'{"status": "live"}')


def problem(status: int, code: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    body = json.dumps({"type": f"urn:problem-type:valuation:{code}", "title": "t", "status": status, "detail": "d", "code": code, "request_id": "r"})
    return status, {"Content-Type": "application/problem+json", **{name.replace("_", "-"): value for name, value in headers.items()}}, body.encode()


class Slept(list[float]):
    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def client(url: str, **given: Any) -> tuple[Client, Slept]:
    slept, count = Slept(), itertools.count(1)
    return Client(url, sleep=slept, name=lambda: f"n{next(count)}", **given), slept


@pytest.mark.parametrize(
    ("given", "name", "value"),
    [
        ({"key": "val_a_b"}, "x-api-key", "val_a_b"),
        ({"bearer": "token"}, "authorization", "Bearer token"),
        ({"bearer": lambda: "fresh"}, "authorization", "Bearer fresh"),
        ({"language": "zh"}, "accept-language", "zh"),
        ({"timeout": 2.5}, "x-request-timeout", "2.500000"),
    ],
)
def test_a_call_carries_who_calls_in_which_language_and_for_how_long(given: dict[str, Any], name: str, value: str) -> None:
    with answering(LIVE) as service, client(service.url, **given)[0] as calling:
        calling.live()
    assert service.asked[0].headers[name] == value


def test_without_any_of_it_nothing_is_sent() -> None:
    with answering(LIVE) as service, client(service.url)[0] as calling:
        calling.live()
    assert not {"x-api-key", "authorization", "accept-language", "x-request-timeout", "idempotency-key"} & service.asked[0].headers.keys()


def test_a_key_and_a_token_together_are_refused() -> None:
    with pytest.raises(ValueError, match="not both"):
        Client(key="a", bearer="b")


@pytest.mark.parametrize("failure", [problem(429, "overloaded", Retry_After="3"), problem(503, "not_ready", Retry_After="3")], ids=["429", "503"])
def test_what_passes_is_tried_again_when_the_service_says_under_the_same_id(failure: Any) -> None:
    with answering(failure, failure, LIVE) as service:
        calling, slept = client(service.url)
        assert calling.live() == {"status": "live"}
        calling.close()
    assert [3.0 <= one <= 3.3 for one in slept] == [True, True]
    assert {asked.headers["x-request-id"] for asked in service.asked} == {"n1"}


def test_tries_come_to_an_end_and_the_last_problem_is_raised() -> None:
    with answering(problem(429, "overloaded", Retry_After="1")) as service:
        calling, slept = client(service.url, retries=Retries(attempts=3))
        with pytest.raises(Problem) as failed:
            calling.live()
        calling.close()
    assert (failed.value.code, failed.value.status, failed.value.retry_after, failed.value.request_id) == ("overloaded", 429, 1.0, "r")
    assert (len(service.asked), len(slept)) == (3, 2)


@pytest.mark.parametrize(
    "failure", [problem(429, "quota_exceeded", Retry_After="3600"), problem(422, "invalid_input"), problem(504, "deadline_exceeded", Retry_After="1")]
)
def test_what_does_not_pass_or_not_soon_is_raised_at_once(failure: Any) -> None:
    with answering(failure) as service:
        calling, slept = client(service.url)
        with pytest.raises(Problem):
            calling.live()
        calling.close()
    assert (len(service.asked), slept) == (1, [])


def test_a_service_that_hangs_up_is_tried_again_and_then_unreachable() -> None:
    with answering((0, {}, b"")) as service:
        calling, slept = client(service.url, retries=Retries(attempts=2))
        with pytest.raises(Unreachable, match=r"GET 127\.0\.0\.1/live"):
            calling.live()
        calling.close()
    assert len(slept) == 1


def test_the_client_listens_a_little_longer_than_the_service_may_take(monkeypatch: pytest.MonkeyPatch) -> None:
    calling, _ = client("http://127.0.0.1:9")
    waited: list[float] = []

    def ask(*given: Any) -> Any:
        waited.append(given[-1])
        raise Unreachable("no")

    monkeypatch.setattr(calling._connections, "ask", ask)
    calling._retries = Retries(attempts=1)
    for timeout in (None, 5.0):
        with pytest.raises(Unreachable):
            calling.value([{"text": "a"}], timeout=timeout)
    assert waited == [PATIENCE, 5.0 + GRACE]


def test_nan_never_leaves_the_client() -> None:
    calling, _ = client("http://127.0.0.1:9")
    with pytest.raises(ValueError, match="JSON compliant"):
        calling.value([{"text": "a", "asking_price": {"amount": float("nan")}}])
