"""Comparison of two figures: do they state the same quantity?"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Literal, Protocol

from assistant.figures import numerals
from assistant.figures.currencies import NAMELESS, shared_name
from assistant.schema import PartialDate, Value
from assistant.text.fold import fold

Relation = Literal["exact", "equal", "compatible", "contradicts", "incomparable"]


class Quantity(Protocol):
    """What ``Figure`` and ``Mention`` share."""

    @property
    def surface(self) -> str: ...
    @property
    def value(self) -> Value: ...
    @property
    def value_hi(self) -> Value | None: ...
    @property
    def unit(self) -> str: ...
    @property
    def qualifiers(self) -> tuple[str, ...]: ...


# Units of one dimension, each with its worth in the first of them.
_FAMILIES: tuple[dict[str, Fraction], ...] = tuple(
    {name: Fraction(worth) for name, worth in family.items()}
    for family in (
        {"percent": "1", "ratio": "100"},
        {"month": "1", "year": "12"},
        {"second": "1", "minute": "60", "hour": "3600", "day": "86400", "week": "604800"},
        {"W": "1", "kW": "1000", "MW": "1000000", "GW": "1000000000", "TW": "1000000000000"},
        {"kWh": "1", "MWh": "1000", "GWh": "1000000", "TWh": "1000000000"},
        {"mm": "1", "nm": "0.000001", "um": "0.001", "cm": "10", "m": "1000", "km": "1000000"},
        {"m2": "1", "ha": "10000", "km2": "1000000"},
        {"g": "1", "mg": "0.001", "kg": "1000", "t": "1000000"},
        {"L": "1", "mL": "0.001", "kL": "1000", "m3": "1000"},
        {"MB": "1", "GB": "1000", "TB": "1000000", "PB": "1000000000"},
        {"Hz": "1", "kHz": "1000", "MHz": "1000000", "GHz": "1000000000"},
        {"PFLOPS": "1", "EFLOPS": "1000", "TFLOPS": "0.001"},
    )
)
_AGENTS = re.compile(r"^count:[a-z-]+(?:ers|ors|ists|ees|ants|ians|men)$")  # may be people
_BOUNDS = frozenset(("max", "min", "over", "under"))
_ROLES = frozenset(("each", "total", "cumulative"))


def compare(a: Quantity, b: Quantity) -> Relation:
    """How two figures relate.

    ``exact``: the same value and bounds. ``equal``: the same at the coarser of the
    two written precisions (102億, 102.4億, 10.2 billion), or an unmarked figure
    against an approximate one. ``compatible``: both can be true, yet one bounds,
    spans or qualifies what the other states plainly. ``contradicts``: they cannot
    both be true. ``incomparable``: other dimensions, currencies or things counted.
    """
    if isinstance(a.value, PartialDate) or isinstance(b.value, PartialDate):
        return _dates(a, b)
    worth = _common(a.unit, b.unit)
    if worth is None or not same_currency(a, b):
        return "incomparable"
    left, right = _span(a, worth[0]), _span(b, worth[1])
    if _opposed(a, b):
        return "contradicts"
    near = max(_quantum(a) * worth[0], _quantum(b) * worth[1]) / 2
    marks_a, marks_b = frozenset(a.qualifiers), frozenset(b.qualifiers)
    same_bounds = marks_a & _BOUNDS == marks_b & _BOUNDS
    if left == right:
        return _same_value(marks_a, marks_b)
    if all(abs(x - y) <= near for x, y in zip(left, right, strict=True)):
        return "equal" if same_bounds and _same_roles(marks_a, marks_b) else "compatible"
    low_a, high_a = _reach(left, marks_a, near)
    low_b, high_b = _reach(right, marks_b, near)
    bounded = (marks_a | marks_b) & _BOUNDS or left[0] != left[1] or right[0] != right[1]
    meets = (low_a is None or high_b is None or low_a <= high_b) and (
        low_b is None or high_a is None or low_b <= high_a
    )
    return "compatible" if bounded and meets else "contradicts"


def _same_value(a: frozenset[str], b: frozenset[str]) -> Relation:
    if a == b:
        return "exact"
    if a & _BOUNDS != b & _BOUNDS or not _same_roles(a, b):
        return "compatible"
    return "equal" if a ^ b <= {"approx", "vague"} else "compatible"


def _same_roles(a: frozenset[str], b: frozenset[str]) -> bool:
    return a & _ROLES == b & _ROLES


def _opposed(a: Quantity, b: Quantity) -> bool:
    """Up against down, gain against loss, each against total."""
    marks_a, marks_b = set(a.qualifiers), set(b.qualifiers)
    ways = (_way(a), _way(b))
    if 0 not in ways and ways[0] != ways[1]:
        return True
    return ("each" in marks_a and "total" in marks_b) or ("total" in marks_a and "each" in marks_b)


def _way(figure: Quantity) -> int:
    if isinstance(figure.value, PartialDate):
        return 0
    if "decrease" in figure.qualifiers or figure.value < 0:
        return -1
    return 1 if "increase" in figure.qualifiers else 0


def _span(figure: Quantity, worth: Fraction) -> tuple[Fraction, Fraction]:
    """Low and high in the common unit; a fall is a fall whether by sign or by word."""
    low = Fraction(_number(figure.value)) * worth
    high = Fraction(_number(figure.value_hi)) * worth if figure.value_hi is not None else low
    if "decrease" in figure.qualifiers or (low < 0 and low == high and figure.unit == "percent"):
        return abs(low), abs(high)
    return low, high


def _number(value: Value | None) -> Decimal | Fraction:
    if value is None or isinstance(value, PartialDate):
        raise TypeError(f"not a number: {value!r}")
    return value


def _reach(
    span: tuple[Fraction, Fraction], marks: frozenset[str], near: Fraction
) -> tuple[Fraction | None, Fraction | None]:
    """The values that a figure with its bounds allows; None is without limit."""
    low: Fraction | None = span[0] - near
    high: Fraction | None = span[1] + near
    if marks & {"max", "under"}:
        low = None
    if marks & {"min", "over"}:
        high = None
    return low, high


def _common(a: str, b: str) -> tuple[Fraction, Fraction] | None:
    """What one of each unit is worth in a shared one; None when they share none."""
    name_a, _, per_a = a.partition("/")
    name_b, _, per_b = b.partition("/")
    if per_a != per_b:
        return None
    if name_a == name_b or both_counts(name_a, name_b):
        return Fraction(1), Fraction(1)
    for family in _FAMILIES:
        if name_a in family and name_b in family:
            return family[name_a], family[name_b]
    return None


def same_currency(a: Quantity, b: Quantity) -> bool:
    """Whether two amounts of no known country are of one name: pesos and pesos, no crowns."""
    nameless = (a.unit.partition("/")[0], b.unit.partition("/")[0]) == (NAMELESS, NAMELESS)
    return not nameless or shared_name(a.surface) == shared_name(b.surface)


def both_counts(a: str, b: str) -> bool:
    """Counters compare across languages and with bare numbers, not 社 with 件."""
    counts = [name == "" or name == "people" or name.startswith("count:") for name in (a, b)]
    if not all(counts):
        return False
    if "" in (a, b):
        return True
    if "people" in (a, b):
        return bool(_AGENTS.search(a) or _AGENTS.search(b))
    return a.isascii() != b.isascii()


def _quantum(figure: Quantity) -> Fraction:
    """The weight of the last digit written, in the figure's own unit; 0 for fractions.

    Of an approximate number the idle zeros after two digits do not count as written.
    """
    lower = fold(figure.surface).lower()
    numeral = next(numerals.find(lower), None)
    if numeral is None or not numeral.value or numeral.style == "fraction":
        return Fraction(0)
    value = _number(figure.value)
    quantum = Fraction(numeral.quantum)
    if "approx" in figure.qualifiers or "vague" in figure.qualifiers:
        digits = abs(Fraction(numeral.value)) / quantum
        while digits >= 100 and digits % 10 == 0:
            digits, quantum = digits / 10, quantum * 10
    return quantum * abs(Fraction(value) / Fraction(numeral.value))


def _dates(a: Quantity, b: Quantity) -> Relation:
    """Dates agree as far as both are written: 2024-04 and 2024-04-19 are equal."""
    if not isinstance(a.value, PartialDate) or not isinstance(b.value, PartialDate):
        return "incomparable"
    ends_a, ends_b = (a.value, a.value_hi), (b.value, b.value_hi)
    if ends_a == ends_b:
        return "exact"
    if a.value_hi is None and b.value_hi is None:
        fits = a.value.contains(b.value) or b.value.contains(a.value)
        return "equal" if fits else "contradicts"
    if _day(a.value) <= _day(b.value_hi or b.value, last=True) and _day(b.value) <= _day(
        a.value_hi or a.value, last=True
    ):
        return "compatible"
    return "contradicts"


def _day(date: Value, last: bool = False) -> tuple[int, int, int]:
    if not isinstance(date, PartialDate):
        raise TypeError(f"not a date: {date!r}")
    return date.year or 0, date.month or (12 if last else 1), date.day or (31 if last else 1)
