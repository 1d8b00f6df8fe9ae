"""Structured lookup: figures of the record by whose they are and what they measure."""

from __future__ import annotations

from assistant.answer.features import Query
from assistant.answer.kinds import fits
from assistant.answer.zone import Zone
from assistant.figures import measures
from assistant.figures.stored import date_of
from assistant.schema import Figure, Filter
from assistant.store import Index
from assistant.text.lexicon import Lexicon

_VAGUE = frozenset({"amount", "change", "people_count", "payment"})
_OWNER = 0.6  # how far a subject must state the names of the question
_KIND = 0.5  # how far a figure must be of the kind wanted
_SUBJECTS = 1500  # compared at most
_MOST = 3


def lookup(query: Query, index: Index, filter: Filter, lexicon: Lexicon) -> list[Figure]:
    """Up to three figures of the kind wanted, bound to the question's names and measure.

    They are reached without any passage being alike: 「KDDIが最大約102.4億円」 is found by its
    owner and by being a subsidy, for "how much did KDDI receive?". Those of the period asked
    about come first, then the best-named, then the latest. Without a name or a measure
    nothing is looked up.
    """
    names = [term for term in query.terms if term.name]
    wanted = _measures(query)
    if not names or not wanted:
        return []
    zones: dict[str, float] = {}
    ranked: list[tuple[tuple[bool, float, str], Figure]] = []
    for figure in index.figures_of(wanted, filter):
        if fits(query.question, figure) < _KIND:
            continue
        subject = figure.subject or ""
        if subject not in zones:
            if len(zones) >= _SUBJECTS:
                continue
            zone = Zone(subject, lexicon)
            zones[subject] = max(zone.covers(name) for name in names)
        if zones[subject] >= _OWNER:
            rank = (_of_period(query, figure), zones[subject], figure.as_of or "")
            ranked.append((rank, figure))
    ranked.sort(key=lambda pair: pair[0], reverse=True)
    return [figure for _, figure in ranked[:_MOST]]


def _measures(query: Query) -> list[str]:
    """The ids of the measures that can answer, the one in focus and what it includes."""
    asked = [m for m in query.question.measures[:1] if m not in _VAGUE]
    return [m for m in measures.MEASURES if any(measures.related(one, m) for one in asked)]


def _of_period(query: Query, figure: Figure) -> bool:
    when = date_of(figure.period) or date_of(figure.as_of)
    return when is not None and any(asked.contains(when) for asked in query.question.period)
