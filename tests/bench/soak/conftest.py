"""A small HTTP server that answers as it is told, from the tests of the callers that these callers are built on."""

from tests.bench.hot.conftest import serve

__all__ = ["serve"]
