"""The service's operations by their ids. Written by `python -m tools.client_types`."""

from __future__ import annotations

from typing import NamedTuple


class Operation(NamedTuple):
    """Method and path; `stores` says that it takes an Idempotency-Key."""

    method: str
    path: str
    stores: bool


OPERATIONS = {
    "valuations-create": Operation("POST", "/v1/valuations", False),
    "valuations-get": Operation("GET", "/v1/valuations/{valuation_id}", False),
    "valuations-confirm": Operation("POST", "/v1/valuations/{valuation_id}/confirmations", True),
    "listings-publication": Operation("GET", "/v1/listings/{listing_id}/publications/{version}", False),
    "listings-get": Operation("GET", "/v1/listings/{listing_id}", False),
    "outcomes-create": Operation("POST", "/v1/outcomes", True),
    "inference-server": Operation("GET", "/v2", False),
    "inference-live": Operation("GET", "/v2/health/live", False),
    "inference-ready": Operation("GET", "/v2/health/ready", False),
    "inference-model-version": Operation("GET", "/v2/models/{model}/versions/{version}", False),
    "inference-model": Operation("GET", "/v2/models/{model}", False),
    "inference-model-version-ready": Operation("GET", "/v2/models/{model}/versions/{version}/ready", False),
    "inference-model-ready": Operation("GET", "/v2/models/{model}/ready", False),
    "inference-version-infer": Operation("POST", "/v2/models/{model}/versions/{version}/infer", False),
    "inference-infer": Operation("POST", "/v2/models/{model}/infer", False),
    "model-get": Operation("GET", "/v1/model", False),
    "model-reload": Operation("POST", "/v1/model/reload", False),
    "keys-list": Operation("GET", "/v1/keys", False),
    "keys-create": Operation("POST", "/v1/keys", True),
    "keys-rotate": Operation("POST", "/v1/keys/{prefix}/rotate", True),
    "keys-revoke": Operation("DELETE", "/v1/keys/{prefix}", False),
    "health-live": Operation("GET", "/live", False),
    "health-ready": Operation("GET", "/ready", False),
    "health-metrics": Operation("GET", "/metrics", False),
    "start-get": Operation("GET", "/", False),
}
