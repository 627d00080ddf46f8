"""No floor, reserve, interval, quantile or percentile reaches a buyer or the public: by any route, in any format, under any name.

Every route of the table must be called here; a new one fails until it is. What an insider is shown is searched for in all that an outsider gets.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pyarrow as pa
import pytest
from starlette.testclient import TestClient

from service.identity.caller import SCOPES
from service.identity.guard import declared
from service.settings import Settings
from tests.service.arrow import ARROW, read, stream
from tests.service.conftest import FakeScorer
from tests.service.keyed import headers, key_in
from tests.service.test_evidence import WORKED
from valuation.audience import AUDIENCES, Audience

OUTSIDERS: tuple[Audience, ...] = ("buyer", "public")
ITEM: dict[str, Any] = {
    "text": "a method for making anodes",
    "contract_type": "技术转让",
    "seller_kind": "高等院校",
    "asking_price": {"amount": 900_001},
    "contract_price": {"amount": 800_003},
    "history": {"listings": [{"on": "2026-01-01", "price": {"amount": 700_001}}]},
    "advice": {"intended_price": {"amount": 600_011}, "pre_money_value": {"amount": 2e7}, "modes": ["agreement", "listing", "auction", "equity", "licence"]},
    "maturity_evidence": {"elements": [{"name": "e", "track": "hw", "design_version": "1"}]},
    **{name: WORKED[name] for name in ("achievement_class", "indicators")},
    "compliance": {},
    "listing": {"listing_id": "L-1", "version": 1, "state": "挂牌披露"},
}
SWEPT = pa.table({name: [ITEM[name]] for name in ("text", "contract_type", "seller_kind")})
TENSORS = {"inputs": [{"name": "text", "shape": [1], "datatype": "BYTES", "data": [ITEM["text"]]}]}

HIDDEN_NAMES = re.compile(
    r"floor|reserve|quantile|percentile|interval|sigma|spread|confidence_level|(^|_)p(05|10|25|50|75|90|95)$|^price_point$|^anomaly$|^model_price$"
)
INTERVAL_NAMES = re.compile(r"^(low|high|point)$")
OF_VALUES = re.compile(r"/(evidence_)?values/")
"""Under here `low` and `high` are of a score that experts would give, and no price."""

Call = Callable[[TestClient, dict[str, str], str], Iterator[Any]]
"""What is called with a key; the last is the id of what a seller of the same owner was answered."""


def found(answer: Any) -> Any:
    """The body of an answer as data."""
    kind = answer.headers.get("content-type", "")
    if kind == ARROW:
        table = read(answer.content)
        return [table.to_pylist(), {name.decode(): value.decode() for name, value in (table.schema.metadata or {}).items()}]
    if "ndjson" in kind:
        return [json.loads(line) for line in answer.content.splitlines()]
    return json.loads(answer.content) if "json" in kind else answer.text


def get(path: str) -> Call:
    def call(client: TestClient, key: dict[str, str], record: str) -> Iterator[Any]:
        yield found(client.get(path, headers=key))

    return call


def valuations(client: TestClient, key: dict[str, str], record: str) -> Iterator[Any]:
    """All three formats, with and without a word on for whom; an item that is refused and one that is invalid beside the one that is valued."""
    items = [ITEM, {**ITEM, "text": "foreign"}, {**ITEM, "text": 5}, {**ITEM, "text": "poison"}, {**ITEM, "listing": None}]
    lines = b"\n".join(json.dumps(item).encode() for item in items)
    yield found(client.post("/v1/valuations", json={"achievements": items}, headers=key))
    for query in ("", "?audience=public", "?audience=seller", "?audience=exchange"):
        audience = {} if not query else {"audience": query.partition("=")[2]}
        yield found(client.post("/v1/valuations", json={"achievements": [ITEM], **audience}, headers=key))
        yield found(client.post(f"/v1/valuations{query}", content=lines, headers={"Content-Type": "application/x-ndjson", **key}))
        yield found(client.post(f"/v1/valuations{query}", content=stream(SWEPT), headers={"Content-Type": ARROW, **key}))


def infer(path: str) -> Call:
    def call(client: TestClient, key: dict[str, str], record: str) -> Iterator[Any]:
        for query in ("", "?audience=public", "?audience=seller"):
            yield found(client.post(f"{path}{query}", json=TENSORS, headers=key))

    return call


def recorded(client: TestClient, key: dict[str, str], record: str) -> Iterator[Any]:
    """A valuation that the caller asked for themselves, and one that a seller did."""
    own = client.post("/v1/valuations", json={"achievements": [ITEM]}, headers=key).json()["record"]
    for id in (f"{own}.0", own, f"{record}.0", record):
        yield found(client.get(f"/v1/valuations/{id}", headers=key))


def confirmed(client: TestClient, key: dict[str, str], record: str) -> Iterator[Any]:
    told: tuple[dict[str, Any], ...] = ({"decision": "confirm"}, {"decision": "override", "price": {"amount": 5, "currency": "CNY"}, "reason": "r"})
    for at, one in enumerate(told):
        yield found(client.post(f"/v1/valuations/{record}.0/confirmations", json=one, headers={"Idempotency-Key": f"c-{at}", **key}))


def outcome(client: TestClient, key: dict[str, str], record: str) -> Iterator[Any]:
    told = {"outcome": "unsold", "listing_id": "L-1", "version": 1, "on": "2026-11-01"}
    yield found(client.post("/v1/outcomes", json=told, headers={"Idempotency-Key": "o", **key}))


MODEL = "/v2/models/valuation"
VERSION = f"{MODEL}/versions/0123456789ab"
CALLS: dict[tuple[str, str], Call | None] = {
    ("POST", "/v1/valuations"): valuations,
    ("POST", "/v2/models/{model}/infer"): infer(f"{MODEL}/infer"),
    ("POST", "/v2/models/{model}/versions/{version}/infer"): infer(f"{VERSION}/infer"),
    ("GET", "/v1/model"): get("/v1/model"),
    ("POST", "/v1/model/reload"): None,  # for administrators, and of models alone
    ("GET", "/v2"): get("/v2"),
    ("GET", "/v2/models/{model}"): None,  # names of columns, no figure of any achievement
    ("GET", "/v2/models/{model}/versions/{version}"): None,
    ("GET", "/v2/models/{model}/ready"): get(f"{MODEL}/ready"),
    ("GET", "/v2/models/{model}/versions/{version}/ready"): get(f"{VERSION}/ready"),
    ("GET", "/v2/health/live"): get("/v2/health/live"),
    ("GET", "/v2/health/ready"): get("/v2/health/ready"),
    ("GET", "/live"): get("/live"),
    ("GET", "/ready"): get("/ready"),
    ("GET", "/metrics"): get("/metrics"),
    ("GET", "/"): get("/"),
    ("GET", "/openapi.json"): None,  # the names of members, with the figures of an example
    ("GET", "/v1/valuations/{valuation_id}"): recorded,
    ("GET", "/v1/listings/{listing_id:path}"): get("/v1/listings/L-1"),  # which a seller has published before
    ("GET", "/v1/listings/{listing_id:path}/publications/{version}"): get("/v1/listings/L-1/publications/1"),
    ("POST", "/v1/valuations/{valuation_id}/confirmations"): confirmed,
    ("POST", "/v1/outcomes"): outcome,
    ("GET", "/v1/keys"): None,  # for administrators, and of keys alone
    ("POST", "/v1/keys"): None,
    ("POST", "/v1/keys/{prefix}/rotate"): None,
    ("DELETE", "/v1/keys/{prefix}"): None,
}
"""What is called of each route; None where it can tell nothing of any achievement, with the reason."""


@pytest.fixture
def keys(settings: Settings) -> dict[Audience, dict[str, str]]:
    return {audience: headers(key_in(settings, *SCOPES, audience=audience)) for audience in AUDIENCES}


@pytest.fixture
def client(keys: object, open_client: Callable[..., TestClient], scorer: FakeScorer) -> TestClient:
    return open_client(scorer)


def members(node: Any, place: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every named member: where it stands, its name, its value; tensors and columns by their own names."""
    if isinstance(node, dict):
        if isinstance(node.get("name"), str) and "data" in node:
            yield f"{place}/{node['name']}", node["name"], node["data"]
        for name, value in node.items():
            yield f"{place}/{name}", str(name), value
            yield from members(value, f"{place}/{name}")
    elif isinstance(node, list):
        for value in node:
            yield from members(value, place)


def leaked(body: Any) -> list[str]:
    """Members that an outsider must not be shown, by their names."""
    wrong = []
    for place, name, value in members(body):
        hidden = HIDDEN_NAMES.search(name) or (INTERVAL_NAMES.search(name) and not OF_VALUES.search(place))
        if hidden and any(one not in (None, False, {}, []) for one in (value if isinstance(value, list) else [value])):
            wrong.append(place)
    return wrong


def figures(node: Any) -> set[float]:
    """Every number, those in sentences too, that a body holds."""
    if isinstance(node, dict):
        return set().union(*(figures(value) for value in node.values()), set())
    if isinstance(node, list):
        return set().union(*(figures(value) for value in node), set())
    if isinstance(node, str):
        return {float(number) for number in re.findall(r"\d+\.\d{3,}", node)}
    return {float(node)} if isinstance(node, int | float) and not isinstance(node, bool) else set()


def of_insiders(client: TestClient, keys: dict[Audience, dict[str, str]]) -> tuple[set[float], str]:
    """The figures of prices that a seller is shown, of the estimate, of how prices compare with it, of what is advised; and the id of the record."""
    answer = client.post("/v1/valuations", json={"achievements": [ITEM]}, headers=keys["seller"]).json()
    (valued,) = answer["valuations"]
    told = figures(
        [valued["price"], valued["asking_price"], valued["contract_price"], {name: part for name, part in valued["advice"].items() if name != "published"}]
    )
    telling = {one for one in told if len(f"{one:.12g}".strip("0.")) >= 4}  # shorter ones stand anywhere by chance
    return telling - figures(ITEM) - figures(client.get("/v1/model", headers=keys["seller"]).json()), answer["record"]


def test_every_route_is_called_here(client: TestClient) -> None:
    table = {(method, str(route.path)) for route, _ in declared(client.app) for method in route.methods or ()}  # type: ignore[arg-type]
    assert table - CALLS.keys() == set(), "say in CALLS what a buyer gets by the new route"
    assert CALLS.keys() - table == set()


def test_an_insider_is_shown_what_this_test_looks_for(client: TestClient, keys: dict[Audience, dict[str, str]]) -> None:
    hidden, record = of_insiders(client, keys)
    assert len(hidden) > 15
    for audience in ("seller", "exchange"):
        bodies = list(valuations(client, keys[audience], record))
        assert all(leaked(bodies[at]) for at in (0, 1, 2, 3))
        assert not any(leaked(body) for body in bodies[4:7])  # an insider may ask what an outsider is shown
    for place in (("GET", "/v1/valuations/{valuation_id}"), ("GET", "/v1/listings/{listing_id:path}/publications/{version}")):
        call = CALLS[place]
        assert call is not None and any(leaked(body) for body in call(client, keys["seller"], record)), place
    for call in (confirmed, outcome):
        assert all("code" not in body for body in call(client, keys["seller"], record))
    inferred = list(infer(f"{MODEL}/infer")(client, keys["seller"], record))
    assert [bool(leaked(body)) for body in inferred] == [True, False, True]


@pytest.mark.parametrize("audience", OUTSIDERS)
@pytest.mark.parametrize("place", [place for place, call in CALLS.items() if call is not None], ids=" ".join)
def test_nothing_of_it_reaches_an_outsider(client: TestClient, keys: dict[Audience, dict[str, str]], audience: Audience, place: tuple[str, str]) -> None:
    (hidden, record), call = of_insiders(client, keys), CALLS[place]
    assert call is not None
    for body in call(client, keys[audience], record):
        assert leaked(body) == []
        assert hidden & figures(body) == set()


@pytest.mark.parametrize("audience", OUTSIDERS)
def test_an_outsider_who_asks_as_an_insider_is_refused(client: TestClient, keys: dict[Audience, dict[str, str]], audience: Audience) -> None:
    for asked in {*AUDIENCES} - {audience}:
        answers = [
            client.post("/v1/valuations", json={"achievements": [ITEM], "audience": asked}, headers=keys[audience]),
            client.post(f"/v1/valuations?audience={asked}", content=b'{"text":"a"}\n', headers={"Content-Type": "application/x-ndjson", **keys[audience]}),
            client.post(f"/v1/valuations?audience={asked}", content=stream(SWEPT), headers={"Content-Type": ARROW, **keys[audience]}),
            client.post(f"{MODEL}/infer?audience={asked}", json=TENSORS, headers=keys[audience]),
        ]
        assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(403, "forbidden")] * 4
