"""Several figures as one answer: of other times, of each owner, or what a sum would need."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.read import Candidate
from assistant.answer.timing import is_limited
from assistant.answer.values import fullness, likelihood, same_name, values
from assistant.figures import measures, stored
from assistant.schema import Figure, Question
from assistant.text.fold import fold

_TRACE = 0.02  # of a value that is given beside others
_READING = 1.0  # log-odds, without the reader, that another reading may lie below the best
_LISTED = 4.0
_OPERAND = 6.0  # log-odds that an operand may lie below the best
_MOST = 8  # readings or list items shown
_SUMS = frozenset({"total", "cumulative"})
# How an article says the results that are asked for as if they were to be calculated.
_STATED = {
    "average": re.compile(r"平均|\b(?:averag(?:e|ed|ing)|mean)\b", re.IGNORECASE),
    "sum": re.compile(
        r"(?<!問い)合わせて|合計|総額|(?<![統家設会時推集])計(?![画算])|\b(?:combined|together|total)\b",
        re.IGNORECASE,
    ),
}
_MOST_OF_ALL = re.compile(
    r"(?:最も|一番)(?:多|大き|高|長)|最(?:多|高)|最大(?!約|で|\d)|トップ|首位|\b(?:largest|biggest|highest|most|top)\b"
)
_LEAST_OF_ALL = re.compile(
    r"(?:最も|一番)(?:少|小さ|低|短)|最(?:少|低|小)|最下位|\b(?:smallest|lowest|fewest|least)\b"
)


def is_stated(operation: str, candidate: Candidate) -> bool:
    """Whether the clause of a figure says that it is the result of ``operation``."""
    figure, said = candidate.figure, _STATED.get(operation)
    if said is None:
        return False
    start, end = (0, None) if figure.field == "title" else candidate.context.clause(figure)
    return said.search(candidate.article.part(figure.field)[start:end]) is not None


def is_extreme(question: Question, candidate: Candidate) -> bool:
    """Whether the clause of a figure says that it is the most or the least that is asked for."""
    figure, asked = candidate.figure, fold(question.text).lower()
    start, end = (0, None) if figure.field == "title" else candidate.context.clause(figure)
    told = fold(candidate.article.part(figure.field)[start:end]).lower()
    return any(way.search(asked) and way.search(told) for way in (_MOST_OF_ALL, _LEAST_OF_ALL))


def any_time(
    question: Question, best: Candidate, good: Sequence[Candidate]
) -> tuple[tuple[Candidate, ...], float]:
    """What is known of one entity and measure at any time, the latest first: Sakura's subsidy?

    Where a question sets no time, no single value need be likely, only that it is one of
    them: the second is the probability of that. Nothing where fewer than two are known.
    """
    if is_limited(question) or not question.entities or not question.measures or best.is_barred:
        return (), 0.0
    own = [c for c in good if _is_own(question, c) and c.figure.unit == best.figure.unit]
    told: dict[stored.Key, Candidate] = {}  # of each time the likeliest
    confidence = 0.0
    for value in sorted(values(own), key=likelihood, reverse=True):
        fullest = max(value, key=lambda c: (bool(c.figure.period), fullness(question, c, set())))
        if likelihood(value) > _TRACE and when(fullest) not in told:
            told[when(fullest)] = fullest
            confidence = min(1.0, confidence + likelihood(value))
    if len(told) < 2 or best.figure.unit == "date":
        return (), 0.0
    return tuple(told[time] for time in sorted(told, reverse=True)[:_MOST]), confidence


def _is_own(question: Question, candidate: Candidate) -> bool:
    """Whether it is of the entity that is asked about, and of no other measure."""
    figure, parts = candidate.figure, candidate.parts
    if candidate.objection is not None or parts["role"] != 1.0 or _SUMS & set(figure.qualifiers):
        return False
    return figure.measure is None or is_asked(question, figure)


def is_asked(question: Question, figure: Figure) -> bool:
    """Whether it is of a measure that is asked for: a subsidy is received, an investment made."""
    asked = question.measures
    return figure.measure is not None and any(measures.related(m, figure.measure) for m in asked)


def unread(ranked: Sequence[Candidate]) -> list[Candidate]:
    """In the order that they have without the reader, who looks for one answer."""
    return sorted((c.unread() for c in ranked), key=lambda c: (-c.score, c.figure.start))


def readings(best: Candidate, good: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Other periods or programmes of the same entity and measure, the latest first."""
    figure = best.figure
    if figure.subject is None or figure.measure is None or figure.unit == "date":
        return ()
    found: list[Candidate] = []
    least = best.unread().score - _READING
    for other in good:
        theirs = other.figure
        if (
            other.objection is None
            and other.article.id == best.article.id
            and theirs.unit == figure.unit
            and same_name(best, other)
            and theirs.measure is not None
            and measures.related(figure.measure, theirs.measure)
            and (theirs.period or theirs.as_of) != (figure.period or figure.as_of)
            and _SUMS & set(theirs.qualifiers) == _SUMS & set(figure.qualifiers)
            and all(theirs.value != seen.figure.value for seen in [best, *found])
            and other.unread().score >= least
        ):
            found.append(other)
    return tuple(found[: _MOST - 1])


def when(candidate: Candidate) -> stored.Key:
    """The time that a figure holds for, to sort by."""
    return stored.key(candidate.figure.period or candidate.figure.as_of)


def longest_list(question: Question, good: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Of the lists that the articles of the likeliest figures give, that of most owners."""
    firsts: dict[str, Candidate] = {}
    for candidate in good:
        if candidate.score >= good[0].score - _LISTED:
            firsts.setdefault(candidate.article.id, candidate)
    lists = (_listed(question, first, good) for first in firsts.values())
    return max(lists, key=lambda listed: (len({c.figure.subject for c in listed}), len(listed)))


def _listed(
    question: Question, best: Candidate, good: Sequence[Candidate]
) -> tuple[Candidate, ...]:
    """One figure of the same kind for each subject, in the order of the article."""
    figure = best.figure
    found = [
        c
        for c in good
        if c.article.id == best.article.id
        and c.objection is None
        and c.figure.field == "text"  # a headline says again what follows
        and c.score >= best.score - _LISTED
        and c.figure.subject
        and c.figure.unit == figure.unit
        and c.figure.face_of is None
        and "total" not in c.figure.qualifiers
        and c.figure.measure == figure.measure
        and (not question.period or c.parts["period"] >= 0.8)
    ]
    unique = {(c.figure.subject, c.figure.value): c for c in found}
    return tuple(sorted(unique.values(), key=lambda c: c.figure.start)[:_MOST]) or (best,)


def operands(question: Question, ranked: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The figures that a calculation would start from."""
    usable = [c for c in ranked if c.objection in {None, "period"} and not c.missing]
    if not usable:
        return tuple(ranked[:3])
    best = max(usable, key=lambda c: c.score)
    kept = [
        c
        for c in usable
        if c.article.id == best.article.id
        and c.figure.unit == best.figure.unit
        and c.figure.face_of is None
    ]
    if any(c.parts["role"] == 1.0 for c in kept):
        kept = [c for c in kept if c.parts["role"] == 1.0]
    timely = [c for c in kept if question.period and c.parts["period"] >= 0.8]
    kept = timely if len(timely) > 1 else [c for c in kept if c.score >= best.score - _OPERAND]
    if question.operation == "extreme":
        kept = [c for c in kept if c.figure.subject and "total" not in c.figure.qualifiers] or kept
    elif question.operation == "sum":
        kept = [c for c in kept if c.objection is None] or kept
    unique = {(c.figure.subject, c.figure.value): c for c in kept}
    return tuple(sorted(unique.values(), key=lambda c: c.figure.start)[:_MOST])
