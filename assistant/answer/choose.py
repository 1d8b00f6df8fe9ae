"""From ranked candidates to what is said: one figure, several readings, a list, or a refusal."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from assistant.answer import words
from assistant.answer.read import Candidate
from assistant.answer.terms import Term
from assistant.answer.timing import is_limited
from assistant.figures import compare, measures, stored
from assistant.schema import Figure, PartialDate, Question, Value
from assistant.text.fold import fold

THRESHOLD = 0.4  # of the probability of the chosen value; below it nothing is answered
_SURE = 0.6  # above it one value is given alone, though others are known of other times
_TRACE = 0.02  # of a value that is given beside others
_NEGLIGIBLE = 0.001  # of a figure that is left aside
_LEAST, _ALONE = 0.25, 0.9  # enough where the value has that share of all figures' probability
_BOUNDS = frozenset({"max", "min", "over", "under", "each"})
_SUMS = frozenset({"total", "cumulative"})
_READING = 1.0  # log-odds, without the reader, that another reading may lie below the best
_LISTED = 4.0
_BESIDE = 4.0  # log-odds that what another article says of the same may lie below the best
_OPERAND = 6.0  # log-odds that an operand may lie below the best
_TIE = 3.0  # log-odds within which the fuller statement of one value is given
_JOINED = r"(?:['’]s)?\W*(?:と|や|及び|and|、|,|&)\W*"  # between two that are asked about together
_KANA_NAME = r"[\u3041-\u3096]{3,8}(?=[のはがに])"  # KDDIとさくらは
_SEVERAL = re.compile("[と・、,&]| and ")  # in an owner that is several
_MOST = 8  # readings or list items shown

Reason = Literal["entity", "period", "measure", "absent", "calculation", "empty", "long"]


@dataclass(frozen=True)
class Choice:
    """What was chosen: ``main`` answers, ``others`` are more readings or operands."""

    main: tuple[Candidate, ...] = ()
    agreeing: tuple[Candidate, ...] = ()
    differing: tuple[Candidate, ...] = ()
    refusal: Reason | None = None
    missing: tuple[Term, ...] = ()
    nearest: tuple[Candidate, ...] = ()
    confidence: float = 0.0


def choose(question: Question, ranked: Sequence[Candidate]) -> Choice:
    """Choose among candidates ranked by ``read.rank``."""
    good = list(ranked)
    if question.operation is not None:
        return Choice(refusal="calculation", nearest=_operands(question, _unread(ranked)))
    if not good:
        return _refusal(ranked)
    if question.scope == "all":
        several = _unread(ranked)
        several = [c for c in several if _is_asked(question, c.figure)] or several
        listed = _longest_list(question, several)
        if len(listed) > 1:
            return Choice(main=listed, confidence=_confidence(listed, _groups(several, _agrees)))
    agreed = _groups([c for c in good if c.probability > _NEGLIGIBLE], _agrees)
    if not agreed:
        return _refusal(ranked)
    best = _best(question, agreed)
    if _is_part(question, best.figure):
        asked = replace(question, operation="sum")
        return Choice(refusal="calculation", nearest=_operands(asked, _unread(ranked)))
    readings = () if is_limited(question) else _readings(best, good)
    agreeing, differing = _elsewhere(best, good)
    main = tuple(sorted((best, *readings), key=_when, reverse=True)) if readings else (best,)
    confidence = _confidence(main, agreed)
    if confidence < _SURE and (whenever := _any_time(question, best, good)):
        return whenever
    if best.is_barred or (confidence < THRESHOLD and not _stands_alone(confidence, good)):
        return _refusal(ranked)
    return Choice(main=main, agreeing=agreeing, differing=differing, confidence=confidence)


def _any_time(question: Question, best: Candidate, good: Sequence[Candidate]) -> Choice | None:
    """What is known of one entity and measure at any time, the latest first: Sakura's subsidy?

    Where a question sets no time, no single value need be likely, only that it is one of them.
    """
    if is_limited(question) or not question.entities or not question.measures or best.is_barred:
        return None
    own = [c for c in good if _is_own(question, c) and c.figure.unit == best.figure.unit]
    values = [value for value in _values(own) if _likelihood(value) > _TRACE]
    told: dict[stored.Key, Candidate] = {}  # of each time the likeliest
    confidence = 0.0
    for value in sorted(values, key=_likelihood, reverse=True):
        fullest = max(value, key=lambda c: (bool(c.figure.period), _fullness(question, c, set())))
        if _when(fullest) not in told:
            told[_when(fullest)] = fullest
            confidence = min(1.0, confidence + _likelihood(value))
    if len(told) < 2 or confidence < THRESHOLD or best.figure.unit == "date":
        return None
    main = tuple(told[when] for when in sorted(told, reverse=True)[:_MOST])
    return Choice(main=main, confidence=confidence)


def _is_own(question: Question, candidate: Candidate) -> bool:
    """Whether it is of the entity that is asked about, and of no other measure."""
    figure, parts = candidate.figure, candidate.parts
    if candidate.objection is not None or parts["role"] != 1.0 or _SUMS & set(figure.qualifiers):
        return False
    return figure.measure is None or _is_asked(question, figure)


def _is_part(question: Question, figure: Figure) -> bool:
    """Whether what two have together is asked for, and this is not said of them together."""
    text = fold(question.text).lower()
    if "total" in figure.qualifiers or not words.TOGETHER.search(text):
        return False
    if _SEVERAL.search(fold(figure.subject or "").lower()):
        return False
    names = [re.escape(fold(name).lower()) for name in question.entities]
    return any(
        re.search(f"{one}{_JOINED}(?:{'|'.join([_KANA_NAME, *names])})", text) for one in names
    )


def _is_asked(question: Question, figure: Figure) -> bool:
    """Whether it is of a measure that is asked for: a subsidy is received, an investment made."""
    asked = question.measures
    return figure.measure is not None and any(measures.related(m, figure.measure) for m in asked)


def _unread(ranked: Sequence[Candidate]) -> list[Candidate]:
    """In the order that they have without the reader, who looks for one answer."""
    return sorted((c.unread() for c in ranked), key=lambda c: (-c.score, c.figure.start))


def _stands_alone(confidence: float, good: Sequence[Candidate]) -> bool:
    """Whether a likely enough value has hardly a rival among the figures."""
    return confidence >= _LEAST and confidence >= _ALONE * sum(c.probability for c in good)


def _confidence(main: Sequence[Candidate], agreed: Sequence[Sequence[Candidate]]) -> float:
    """The probability of the values that are given, wherever they are stated."""
    said = set(map(id, main))
    told = [group for group in agreed if any(id(c) in said for c in group)]
    return min(1.0, sum(map(_likelihood, told)))


def _groups(
    good: Sequence[Candidate], says_same: Callable[[Candidate, Candidate], bool]
) -> list[list[Candidate]]:
    """Candidates that state one value, through whatever they both say the same as."""
    groups: list[list[Candidate]] = []
    for candidate in good:
        near: list[Candidate] = []
        apart: list[list[Candidate]] = []
        for group in groups:
            if any(says_same(member, candidate) for member in group[:6]):
                near += group
            else:
                apart.append(group)
        groups = [*apart, [*near, candidate]]
    return groups


def _values(good: Sequence[Candidate]) -> list[list[Candidate]]:
    """Candidates that state one value; two values of one article are two, however near.

    Other articles round it.
    """
    values: list[list[Candidate]] = []
    for group in sorted(_groups(good, _is_same), key=_likelihood, reverse=True):
        other = next((value for value in values if _rounds(value, group)), None)
        if other is None:
            values.append(group)
        else:
            other += group
    return values


def _likelihood(group: Sequence[Candidate]) -> float:
    return sum(c.probability for c in group)


def _rounds(a: Sequence[Candidate], b: Sequence[Candidate]) -> bool:
    """Whether two groups of different articles state one value to different precision."""
    if {c.article.id for c in a} & {c.article.id for c in b}:
        return False
    return any(_agrees(left, right) for left in a[:6] for right in b[:6])


def _best(question: Question, agreed: Sequence[Sequence[Candidate]]) -> Candidate:
    """The fullest statement of the likeliest value.

    Figures that agree within written precision speak for one value together. Of
    those that state it about as well, the one that keeps most bounds, then most digits,
    is given, in the question's language before the other, the latest first.
    """
    likeliest = max(_values(max(agreed, key=_likelihood)), key=_likelihood)
    top = max(c.score for c in likeliest)
    near = [c for c in likeliest if c.score >= top - _TIE]
    converted = {(c.figure.value, c.figure.unit) for c in likeliest if c.figure.face_of is not None}
    return max(near, key=lambda c: _fullness(question, c, converted))


def _is_same(a: Candidate, b: Candidate) -> bool:
    """Whether two figures are equal as written, or two faces of one amount."""
    if a.figure.value == b.figure.value and a.figure.unit == b.figure.unit:
        return True
    beside = a.article.id == b.article.id and a.figure.field == b.figure.field
    faces = a.figure.start == b.figure.face_of or b.figure.start == a.figure.face_of
    return beside and faces


def _agrees(a: Candidate, b: Candidate) -> bool:
    """Whether two figures are the same, or equal as precisely as written and of one owner."""
    if _is_same(a, b):
        return True
    if a.figure.subject and b.figure.subject and not _same_name(a, b):
        return False
    if _are_far(a.figure, b.figure):
        return False
    bare = replace(a.figure, qualifiers=()), replace(b.figure, qualifiers=())
    return compare(*bare) == "equal"


def bears_on(a: Candidate, b: Candidate) -> bool:
    """Whether the second states what the first does, or something else about the same thing."""
    return _agrees(a, b) or _comparable(a, b)


def _are_far(a: Figure, b: Figure) -> bool:
    """Whether one is over twice the other: no rounding makes them equal, and none is tried."""
    sizes = [abs(Fraction(f.value)) for f in (a, b) if not isinstance(f.value, PartialDate)]
    return a.unit == b.unit and len(sizes) == 2 and max(sizes) > 2 * min(sizes)


def _fullness(
    question: Question, candidate: Candidate, converted: Set[tuple[Value, str]]
) -> tuple[object, ...]:
    figure = candidate.figure
    return (
        (figure.value, figure.unit) not in converted or bool(question.units),
        len(_BOUNDS & set(figure.qualifiers)),
        _precision(candidate),
        "approx" in figure.qualifiers,
        candidate.article.lang == question.lang,
        round(candidate.score, 1),
        figure.as_of or "",
    )


def _same_name(a: Candidate, b: Candidate) -> bool:
    if not a.figure.subject or not b.figure.subject:
        return False
    if a.figure.subject == b.figure.subject:
        return True
    left, right = a.figure.subject, b.figure.subject
    return left.lower() in right.lower() or right.lower() in left.lower()


def _precision(candidate: Candidate) -> int:
    value = candidate.figure.value
    if isinstance(value, PartialDate):
        return sum(part is not None for part in (value.year, value.month, value.day))
    return len(value.normalize().as_tuple().digits) if isinstance(value, Decimal) else 0


def _readings(best: Candidate, good: Sequence[Candidate]) -> tuple[Candidate, ...]:
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
            and _same_name(best, other)
            and theirs.measure is not None
            and measures.related(figure.measure, theirs.measure)
            and (theirs.period or theirs.as_of) != (figure.period or figure.as_of)
            and _SUMS & set(theirs.qualifiers) == _SUMS & set(figure.qualifiers)
            and all(theirs.value != seen.figure.value for seen in [best, *found])
            and other.unread().score >= least
        ):
            found.append(other)
    return tuple(found[: _MOST - 1])


def _when(candidate: Candidate) -> stored.Key:
    return stored.key(candidate.figure.period or candidate.figure.as_of)


def _longest_list(question: Question, good: Sequence[Candidate]) -> tuple[Candidate, ...]:
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


def _elsewhere(
    best: Candidate, good: Sequence[Candidate]
) -> tuple[tuple[Candidate, ...], tuple[Candidate, ...]]:
    """Figures of other articles for the same entity, measure and period: agreeing, differing."""
    agreeing: list[Candidate] = []
    differing: list[Candidate] = []
    seen = {best.article.id}
    for other in good:
        if other.article.id in seen or other.score < best.score - _BESIDE:
            continue
        if other.objection is not None or not _comparable(best, other):
            continue
        relation = compare(best.figure, other.figure)
        if relation in {"exact", "equal", "compatible"}:
            agreeing.append(other)
            seen.add(other.article.id)
        elif relation == "contradicts" and other.figure.as_of == best.figure.as_of:
            differing.append(other)
            seen.add(other.article.id)
    return tuple(agreeing[:2]), tuple(differing[:2])


def _comparable(a: Candidate, b: Candidate) -> bool:
    if a.figure.unit == "date":
        return b.figure.unit == "date" and a.figure.value == b.figure.value
    return (
        a.figure.unit == b.figure.unit
        and _same_name(a, b)
        and a.figure.measure is not None
        and a.figure.measure == b.figure.measure
        and (a.figure.period == b.figure.period)
    )


def _operands(question: Question, ranked: Sequence[Candidate]) -> tuple[Candidate, ...]:
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


def _refusal(ranked: Sequence[Candidate]) -> Choice:
    """Why nothing answers: the objection of the best candidate, by how near it came."""
    if not ranked:
        return Choice(refusal="absent")
    nearest = sorted(ranked, key=lambda c: -c.score)
    first = nearest[0]
    reason: Reason = "absent"
    if first.objection == "entity" and first.missing:
        reason = "entity"
    elif first.objection == "period":
        reason = "period"
    elif first.objection == "measure":
        reason = "measure"
    return Choice(refusal=reason, missing=first.missing, nearest=tuple(nearest[:2]))
