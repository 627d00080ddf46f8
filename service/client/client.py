"""The service in Python, a method an operation: `Client(url, key=...)`. Synchronous; threads may share one. Arrow sweeps need pyarrow and are not here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any, Literal, cast

from service.client.calls import NDJSON, Calls
from service.client.connections import lines_of
from service.client.problem import Problem, Unreachable
from service.client.types import (
    Achievement,
    Confirmation,
    ConfirmationCall,
    InferenceResult,
    InferenceTensor,
    KeyList,
    KeyTerms,
    ListingHistory,
    Live,
    ModelMetadata,
    ModelReady,
    NewKey,
    OutcomeAnswer,
    OutcomeCall,
    Ready,
    Reloaded,
    ServedModel,
    ServerLive,
    ServerMetadata,
    ServerReady,
    Start,
    Valuation,
    ValuationRecord,
    Valuations,
)

Audience = Literal["seller", "exchange", "buyer", "public"]
TOGETHER = 1_000
"""Achievements of a sweep that go in one request: it is small enough to be sent again."""
MODEL = "valuation"
"""The one model's name in the Open Inference Protocol."""


class Client(Calls):
    """What one can ask of the service. Every method raises Problem where the service refuses or fails, Unreachable where no answer comes."""

    def value(
        self, achievements: Iterable[Achievement], *, valuation_date: str | None = None, audience: Audience | None = None, timeout: float | None = None
    ) -> Valuations:
        """Valuations of 1 to 1,024 achievements, in order. One that is wrong is answered `invalid` in its place."""
        said = {"valuation_date": valuation_date, "audience": audience}
        body = {"achievements": list(achievements), **{name: value for name, value in said.items() if value is not None}}
        return cast(Valuations, self._json("valuations-create", body, timeout=timeout))

    def sweep(
        self,
        achievements: Iterable[Achievement],
        *,
        valuation_date: str | None = None,
        audience: Audience | None = None,
        timeout: float | None = None,
        together: int = TOGETHER,
    ) -> Iterator[Valuation]:
        """Valuations of any number of achievements, in order, as they come; so many are read from the iterable and sent in one NDJSON request at a time."""
        waiting, query = iter(achievements), {"valuation_date": valuation_date, "audience": audience}
        while rows := list(islice(waiting, together)):
            body = b"".join(json.dumps(row, ensure_ascii=False, allow_nan=False).encode() + b"\n" for row in rows)
            answer = self._ask("valuations-create", body, query=query, media_type=NDJSON, timeout=timeout)
            answered = 0
            for line in lines_of(answer.body):
                valuation = json.loads(line)
                if isinstance(valuation.get("status"), int):
                    raise Problem(valuation)  # the last line of a sweep that failed on its way
                answered += 1
                yield valuation
            if answered != len(rows):
                raise Unreachable(f"{answered} valuations came for {len(rows)} achievements")

    def valuation(self, valuation: str) -> ValuationRecord:
        """A valuation as it was recorded, and what people said of it. Its id is `<record>.<item>`: the `record` of the answer, the place in it from 0."""
        return cast(ValuationRecord, self._json("valuations-get", places={"valuation_id": valuation}))

    def confirm(self, valuation: str, word: ConfirmationCall, *, idempotency_key: str | None = None) -> Confirmation:
        """A person's word on a valuation: `{"decision": "confirm"}`, or `override` with an amount and a reason."""
        return cast(Confirmation, self._json("valuations-confirm", word, places={"valuation_id": valuation}, idempotency_key=idempotency_key))

    def listing(self, listing_id: str, *, owner: str | None = None) -> ListingHistory:
        """A listing over time: its valuations, what was published, what became of it; say whose, where several owners published one of that id."""
        return cast(ListingHistory, self._json("listings-get", places={"listing_id": listing_id}, query={"owner": owner}))

    def publication(self, listing_id: str, version: int, *, owner: str | None = None) -> Valuation:
        """What was shown when a version of a listing was published."""
        return cast(Valuation, self._json("listings-publication", places={"listing_id": listing_id, "version": version}, query={"owner": owner}))

    def outcome(self, outcome: OutcomeCall, *, idempotency_key: str | None = None) -> OutcomeAnswer:
        """Tells what became of a listing: sold, unsold or withdrawn."""
        return cast(OutcomeAnswer, self._json("outcomes-create", outcome, idempotency_key=idempotency_key))

    def model(self) -> ServedModel:
        """The model that answers: its data, heads, attributes and limits."""
        return cast(ServedModel, self._json("model-get"))

    def reload(self) -> Reloaded:
        """Has the service look for another bundle now, and says which model answers then."""
        return cast(Reloaded, self._json("model-reload"))

    def keys(self) -> KeyList:
        """Every API key, without its secret."""
        return cast(KeyList, self._json("keys-list"))

    def make_key(self, terms: KeyTerms, *, idempotency_key: str | None = None) -> NewKey:
        """A new API key. Its text is shown this once."""
        return cast(NewKey, self._json("keys-create", terms, idempotency_key=idempotency_key))

    def rotate_key(self, prefix: str, *, grace: int | None = None, idempotency_key: str | None = None) -> NewKey:
        """A key with the same rights as that of a prefix, which goes on for `grace` seconds, a day without it."""
        body = {} if grace is None else {"grace": grace}
        return cast(NewKey, self._json("keys-rotate", body, places={"prefix": prefix}, idempotency_key=idempotency_key))

    def revoke_key(self, prefix: str) -> None:
        """Ends the key of a prefix at once."""
        self._json("keys-revoke", places={"prefix": prefix})

    def live(self) -> Live:
        """Whether the process is alive; Problem where it should be restarted."""
        return cast(Live, self._json("health-live"))

    def ready(self) -> Ready:
        """Whether it can value; Problem where it cannot."""
        return cast(Ready, self._json("health-ready"))

    def metrics(self) -> str:
        """The counters in Prometheus' text format."""
        return self._ask("health-metrics").body.decode()

    def start(self) -> Start:
        """The routes by name."""
        return cast(Start, self._json("start-get"))

    def server(self) -> ServerMetadata:
        """The server, by the Open Inference Protocol."""
        return cast(ServerMetadata, self._json("inference-server"))

    def server_live(self) -> ServerLive:
        """As `live`, by the Open Inference Protocol."""
        return cast(ServerLive, self._json("inference-live"))

    def server_ready(self) -> ServerReady:
        """As `ready`, by the Open Inference Protocol."""
        return cast(ServerReady, self._json("inference-ready"))

    def tensors(self, model: str = MODEL, version: str | None = None) -> ModelMetadata:
        """What the model takes and answers, as tensors."""
        operation = "inference-model" if version is None else "inference-model-version"
        return cast(ModelMetadata, self._json(operation, places={"model": model, "version": version}))

    def tensors_ready(self, model: str = MODEL, version: str | None = None) -> ModelReady:
        """Whether the model can value; Problem where it cannot."""
        operation = "inference-model-ready" if version is None else "inference-model-version-ready"
        return cast(ModelReady, self._json(operation, places={"model": model, "version": version}))

    def infer(
        self,
        inputs: Iterable[InferenceTensor],
        *,
        outputs: Iterable[str] = (),
        model: str = MODEL,
        version: str | None = None,
        query: Mapping[str, object] | None = None,
        timeout: float | None = None,
    ) -> InferenceResult:
        """Columns of predictions for columns of achievements; `query` may hold `audience` and `valuation_date`."""
        operation = "inference-infer" if version is None else "inference-version-infer"
        body: dict[str, Any] = {"inputs": list(inputs), "outputs": [{"name": name} for name in outputs]}
        return cast(InferenceResult, self._json(operation, body, places={"model": model, "version": version}, query=query, timeout=timeout))
