"""The service from Python, with the standard library alone: `from service.client import Client`. See `docs/client.md`."""

from __future__ import annotations

from service.client.client import Audience, Client
from service.client.problem import Problem, Unreachable
from service.client.retries import NEVER, Retries

__all__ = ["NEVER", "Audience", "Client", "Problem", "Retries", "Unreachable"]
