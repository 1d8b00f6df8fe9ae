"""How well the time of a figure is the one that a question asks for."""

from __future__ import annotations

import re

from assistant.answer import former
from assistant.answer.context import Context
from assistant.schema import Figure, PartialDate, Question


def period(question: Question, figure: Figure, context: Context) -> float:
    """1 of the period asked, 0.5 when none is asked, lower when unknown, 0 of another."""
    value = figure.value
    if not question.period:
        return 0.5
    if isinstance(value, PartialDate):
        return 1.0 if any(asked.contains(value) for asked in question.period) else 0.4
    bound = date_of(figure.period)
    stated = date_of(figure.as_of)
    if bound and any(a.contains(bound) or bound.contains(a) for a in question.period):
        return 1.0
    if bound:
        return 0.0
    if {asked.year for asked in question.period} & _years_near(figure, context):
        return 0.7
    if stated and any(a.contains(stated) for a in question.period):
        return 0.8
    if former.is_former(figure, context):  # of any earlier time
        return 0.5
    if stated is None or stated.year is None:
        return 0.3
    # A year is reported on in the year after it; an article says little of later ones.
    lag = min(stated.year - asked.year for asked in question.period if asked.year is not None)
    return 0.35 if 0 <= lag <= 1 else 0.15


def _years_near(figure: Figure, context: Context) -> set[int]:
    start, end = context.sentence(figure.start) if figure.field == "text" else (0, 10**9)
    title = {int(year) for year in re.findall(r"(?:19|20)\d\d", context.topic.folded)}
    return title | {
        other.value.year
        for other in context.figures
        if isinstance(other.value, PartialDate)
        and other.value.year is not None
        and other.field == figure.field
        and start <= other.start < end
    }


def date_of(text: str | None) -> PartialDate | None:
    """The date in a period such as ``2024-02`` or ``FY2024``."""
    match = re.search(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", text or "")
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    return PartialDate(year, month, day)
