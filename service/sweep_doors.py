"""Which door a long list takes, by the media type of its body: Arrow or NDJSON. Everything else is a call in JSON."""

from __future__ import annotations

from starlette.requests import Request

from service.body import media_type_of, require_media_type
from service.ndjson import ndjson_sweep
from service.running import running
from service.sweep import ARROW, NDJSON, Sweep


def sweep_of(request: Request) -> Sweep | None:
    """The answer to a sweep, None where the request is none. Raises Problem or FieldError where its query or head cannot be read."""
    kind = media_type_of(request)
    if kind not in (ARROW, NDJSON):
        return None
    require_media_type(request, kind)  # and not encoded
    if kind == NDJSON:
        return ndjson_sweep(request.scope, running(request))
    # Not before it is needed: pyarrow costs a service of JSON alone time to start and memory.
    from service.arrow_sweep import arrow_sweep

    return arrow_sweep(request.scope, running(request))
