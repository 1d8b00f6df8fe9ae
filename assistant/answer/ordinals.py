"""Ordinal numbers that tell things apart: 第1工場, 第2工場."""

from __future__ import annotations

import re

from assistant.answer.context import Context
from assistant.schema import Figure

_ORDINAL = re.compile(
    r"第(\d+)|(\d+)(?=期|次|号|位)|\bq([1-4])\b"
    r"|(?:\b(?:round|phase|unit|scope|no\.?)|スコープ) ?(\d+)"
    r"|\b(\d+)(?:st|nd|rd|th)(?= (?:place|prize|round|phase|quarter|unit|plant)\b|[:|\s]+[$€£¥\d])"
)
_ORDINAL_WORDS = {
    "first": "1",
    "second": "2",
    "third": "3",
    "fourth": "4",
    "初回": "1",
    "最初": "1",
}


def named(text: str) -> frozenset[str]:
    """Ordinal numbers named in a folded, lower-case text."""
    found = {next(filter(None, match.groups())) for match in _ORDINAL.finditer(text)}
    found |= {number for word, number in _ORDINAL_WORDS.items() if word in text}
    return frozenset(found)


def differ(asked: frozenset[str], figure: Figure, context: Context) -> float:
    """1 when question and clause name ordinals and share none (第1工場, 第2工場)."""
    if not asked:
        return 0.0
    for zone in context.ordinal_zones(figure):
        if found := named(zone.folded):
            return 0.0 if asked & found else 1.0
    return 0.3
