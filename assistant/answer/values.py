"""Which figures state one value: equal, rounded, converted, or otherwise about the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from assistant.answer.read import Candidate
from assistant.figures import compare
from assistant.schema import Figure, PartialDate, Question, Value

_BOUNDS = frozenset({"max", "min", "over", "under", "each"})


def groups(
    good: Sequence[Candidate], says_same: Callable[[Candidate, Candidate], bool]
) -> list[list[Candidate]]:
    """Candidates that state one value, through whatever they both say the same as."""
    found: list[list[Candidate]] = []
    for candidate in good:
        near: list[Candidate] = []
        apart: list[list[Candidate]] = []
        for group in found:
            if any(says_same(member, candidate) for member in group[:6]):
                near += group
            else:
                apart.append(group)
        found = [*apart, [*near, candidate]]
    return found


def values(good: Sequence[Candidate]) -> list[list[Candidate]]:
    """Candidates that state one value; two values of one article are two, however near.

    Other articles round it.
    """
    found: list[list[Candidate]] = []
    for group in sorted(groups(good, is_same), key=likelihood, reverse=True):
        other = next((value for value in found if _rounds(value, group)), None)
        if other is None:
            found.append(group)
        else:
            other += group
    return found


def likelihood(group: Sequence[Candidate]) -> float:
    """The probability that the value which a group states is asked for."""
    return sum(c.probability for c in group)


def _rounds(a: Sequence[Candidate], b: Sequence[Candidate]) -> bool:
    """Whether two groups of different articles state one value to different precision."""
    if {c.article.id for c in a} & {c.article.id for c in b}:
        return False
    return any(agrees(left, right) for left in a[:6] for right in b[:6])


def is_same(a: Candidate, b: Candidate) -> bool:
    """Whether two figures are equal as written, or two faces of one amount."""
    if a.figure.value == b.figure.value and a.figure.unit == b.figure.unit:
        return True
    beside = a.article.id == b.article.id and a.figure.field == b.figure.field
    faces = a.figure.start == b.figure.face_of or b.figure.start == a.figure.face_of
    return beside and faces


def agrees(a: Candidate, b: Candidate) -> bool:
    """Whether two figures are the same, or equal as precisely as written and of one owner.

    One sentence does not round what it states: 「2年目は11.5%、3年目は11%」 are two.
    """
    if is_same(a, b):
        return True
    if _stand_together(a, b):
        return False
    if a.figure.subject and b.figure.subject and not same_name(a, b):
        return False
    if _are_far(a.figure, b.figure):
        return False
    bare = replace(a.figure, qualifiers=()), replace(b.figure, qualifiers=())
    return compare(*bare) == "equal"


def _stand_together(a: Candidate, b: Candidate) -> bool:
    """Whether two figures stand in one sentence of one article."""
    if a.article.id != b.article.id or {a.figure.field, b.figure.field} != {"text"}:
        return False
    return a.context.sentence(a.figure.start) == b.context.sentence(b.figure.start)


def bears_on(a: Candidate, b: Candidate) -> bool:
    """Whether the second states what the first does, or something else about the same thing."""
    return agrees(a, b) or comparable(a, b)


def comparable(a: Candidate, b: Candidate) -> bool:
    """Whether two figures are of one entity, measure and period, or one date."""
    if a.figure.unit == "date":
        return b.figure.unit == "date" and a.figure.value == b.figure.value
    return (
        a.figure.unit == b.figure.unit
        and same_name(a, b)
        and a.figure.measure is not None
        and a.figure.measure == b.figure.measure
        and (a.figure.period == b.figure.period)
    )


def _are_far(a: Figure, b: Figure) -> bool:
    """Whether one is over twice the other: no rounding makes them equal, and none is tried."""
    sizes = [abs(Fraction(f.value)) for f in (a, b) if not isinstance(f.value, PartialDate)]
    return a.unit == b.unit and len(sizes) == 2 and max(sizes) > 2 * min(sizes)


def same_name(a: Candidate, b: Candidate) -> bool:
    """Whether two figures are of one owner, as far as names tell."""
    if not a.figure.subject or not b.figure.subject:
        return False
    if a.figure.subject == b.figure.subject:
        return True
    left, right = a.figure.subject, b.figure.subject
    return left.lower() in right.lower() or right.lower() in left.lower()


def fullness(
    question: Question, candidate: Candidate, converted: Set[tuple[Value, str]]
) -> tuple[object, ...]:
    """What makes one statement of a value fuller than another, to sort by: see ``choose._best``."""
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


def _precision(candidate: Candidate) -> int:
    value = candidate.figure.value
    if isinstance(value, PartialDate):
        return sum(part is not None for part in (value.year, value.month, value.day))
    return len(value.normalize().as_tuple().digits) if isinstance(value, Decimal) else 0
