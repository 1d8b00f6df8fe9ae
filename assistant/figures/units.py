"""Looking units up: what stands before or behind a numeral."""

from __future__ import annotations

import re

from assistant.figures.currencies import ISO_CODES, SYMBOLS
from assistant.figures.unit import Unit
from assistant.figures.unit_tables import (
    AFTER,
    CONTINUED,
    PEOPLE_EN,
    RATE_NAMES,
)

__all__ = [
    "AFTER", "ISO_CODES", "PEOPLE_EN", "RATE_NAMES", "SYMBOLS",
    "Unit", "continued", "symbol_before", "unit_at",
]  # fmt: skip

_PARTS = re.compile(r"(?<=m)\d{1,3}[cm]?m(?![a-z\d])|(?<=kg)\d{1,3}g(?![a-z\d])")  # 3m01cm

_BY_FIRST: dict[str, list[int]] = {}
for _spelling in AFTER:
    _BY_FIRST.setdefault(_spelling[0], []).append(len(_spelling))
_BY_FIRST = {c: sorted(set(lengths), reverse=True) for c, lengths in _BY_FIRST.items()}


def continued(lower: str, start: int, end: int) -> bool:
    """Whether the counter at ``[start, end)`` begins a longer word: 本 in 本田."""
    following = lower[end : end + 1]
    return bool(following) and following in CONTINUED.get(lower[start:end], "")


def unit_at(lower: str, position: int) -> tuple[Unit, int] | None:
    """The longest unit spelled at ``position`` and where it ends."""
    for length in _BY_FIRST.get(lower[position : position + 1], ()):
        spelling = lower[position : position + length]
        unit = AFTER.get(spelling)
        if unit is None or len(spelling) < length:
            continue
        end = position + length
        if length == 1 and continued(lower, position, end):
            continue
        if spelling[-1].isascii() and spelling[-1].isalnum():
            following = lower[end : end + 1]
            if following.isascii() and following.isalnum() and not _PARTS.match(lower, end):
                continue
        return unit, end
    return None


_SCALED = re.compile(r"[\d,.]+ ?(?:bn|tn|m|million|billion|trillion)(?![a-z])")


def symbol_before(lower: str, position: int) -> tuple[str, int] | None:
    """The currency whose symbol or code ends at ``position``, and where it starts."""
    end = position - 1 if lower[position - 1 : position] == " " else position
    for length in range(min(5, end), 0, -1):
        spelling = lower[end - length : end]
        code = SYMBOLS.get(spelling)
        if code is None:
            continue
        ahead = lower[end - length - 1 : end - length] if end > length else ""
        if spelling[0].isalpha() and ahead.isascii() and ahead.isalnum():
            continue
        if spelling == "y" and (end < position or not _SCALED.match(lower, position)):
            continue  # Y47 billion, but not Y2K
        return code, end - length
    return None
