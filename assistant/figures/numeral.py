"""A numeral as read, and what one is multiplied by."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal


def words(text: str) -> tuple[str, ...]:
    """The words of a table row."""
    return tuple(text.split())


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral at ``[start, end)``; ``value`` is None when it is too long to be one.

    ``scale`` is the largest power written as a word, 1 when there is none;
    ``quantum`` the weight of the last written digit.
    """

    start: int
    end: int
    value: Decimal | Fraction | None
    style: Literal["arabic", "kanji", "word", "fraction"]
    hi: Decimal | None = None
    scale: int = 1
    quantum: Decimal = Decimal(1)
    integer: bool = False  # a bare run of digits, nothing else


def times(numeral: Numeral, scale: int, end: int) -> Numeral:
    """The numeral multiplied by a scale that is written up to ``end``."""
    value = numeral.value * scale if numeral.value is not None else None
    hi = numeral.hi * scale if numeral.hi is not None else None
    return Numeral(
        numeral.start, end, value, numeral.style, hi, scale * numeral.scale, numeral.quantum * scale
    )
