"""Audit of a text: is every run of digits accounted for?"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from assistant.figures.scan import FIGURES, Mention, scan
from assistant.text.fold import fold

_DIGITS = re.compile(r"\d++")


@dataclass(frozen=True, slots=True)
class Audit:
    """What the digits of a text turned out to be.

    ``runs`` counts the runs of digits; ``unaccounted`` are the spans of those in no
    mention; a digit run in ``others`` (name, ordinal, time, score, per) is no figure.
    """

    runs: int
    figures: tuple[Mention, ...]
    others: tuple[Mention, ...]
    unaccounted: tuple[tuple[int, int], ...]


def audit(text: str) -> Audit:
    """Sort every run of digits into figures, typed non-figures and unaccounted ones."""
    mentions = scan(text)
    starts = [mention.start for mention in mentions]
    missing, runs = [], 0
    for match in _DIGITS.finditer(fold(text)):
        runs += 1
        index = bisect_right(starts, match.start()) - 1
        if index < 0 or mentions[index].end < match.end():
            missing.append(match.span())
    return Audit(
        runs,
        tuple(m for m in mentions if m.kind in FIGURES),
        tuple(m for m in mentions if m.kind not in FIGURES),
        tuple(missing),
    )
