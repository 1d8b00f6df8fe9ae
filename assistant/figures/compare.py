"""Comparison of two figures: do they state the same quantity?"""

from __future__ import annotations

from typing import Literal

from assistant.schema import Figure

Relation = Literal["exact", "equal", "compatible", "contradicts", "incomparable"]


def compare(a: Figure, b: Figure) -> Relation:
    """How two figures relate."""
    if a.unit != b.unit:
        return "incomparable"
    return "exact" if a.value == b.value else "contradicts"
