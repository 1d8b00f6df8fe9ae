"""Exact value: is the number that answered the right one, at its scale, whatever its unit?"""

from __future__ import annotations

from decimal import InvalidOperation
from fractions import Fraction

from assistant.schema import PartialDate
from evals.record import Result
from evals.scoring import base
from evals.tables import number_of


def hit(result: Result) -> bool | None:
    """Nothing when no figure answered, or no figure was asked for. A range is no value."""
    if result.figure is None or not result.accepted:
        return None
    got = _number(result.figure.value, result.figure.unit)
    return got is not None and any(
        _agree(_number(value, unit), got) for value, unit in result.accepted
    )


def _number(value: str, unit: str) -> Fraction | PartialDate | None:
    """A value in the base of its unit; nothing for a range."""
    try:
        if unit == "date":
            return PartialDate.parse(value)
        return Fraction(number_of(value)) * base(unit)[1]
    except (ValueError, InvalidOperation):
        return None


def _agree(gold: Fraction | PartialDate | None, got: Fraction | PartialDate) -> bool:
    if isinstance(gold, PartialDate):
        return isinstance(got, PartialDate) and gold.contains(got)
    return gold == got
