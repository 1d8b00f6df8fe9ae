"""What a question takes for granted: an amount that its article should state as well."""

from __future__ import annotations

from fractions import Fraction

from assistant.answer.context import Context
from assistant.answer.features import Query
from assistant.figures.currencies import NAMELESS
from assistant.figures.measures import family_of
from assistant.schema import PartialDate, Value

_LEAST = 10_000  # of a currency; of less there are units: 1 dollar buys 142 yen
_NEAR = 2  # times an amount, within which others may be its rounding


def is_false(query: Query, context: Context) -> bool:
    """Whether an amount of money in the question is far from all that the article has.

    "When were Toyota's 330 million yen announced?" where the article tells of 330 billion.
    An article without that currency says nothing about it.
    """
    for value, unit in query.restated:
        size = _size(value)
        if family_of(unit) != "money" or "/" in unit or unit == NAMELESS:
            continue
        if size is None or size < _LEAST:
            continue
        told = [end for f in context.figures if f.unit == unit for end in (f.value, f.value_hi)]
        sizes = [other for other in map(_size, told) if other]
        if sizes and not any(size / _NEAR < other < size * _NEAR for other in sizes):
            return True
    return False


def _size(value: Value | None) -> Fraction | None:
    return None if value is None or isinstance(value, PartialDate) else abs(Fraction(value))
