"""How sure we are of what a rule, a list or a figure rests on: printed with it, so that a reader knows what to open and check."""

from __future__ import annotations

from typing import Literal

Certainty = Literal["S", "V", "K", "A"]
"""S from a named public source; V the article was read in a public copy of the text; K general knowledge, not checked; A our own proposal."""
