"""From ranked candidates to what is said: one figure, several readings, a list, or a refusal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.answer import words
from assistant.answer.read import Candidate
from assistant.answer.several import (
    any_time,
    is_asked,
    is_stated,
    longest_list,
    operands,
    readings,
    unread,
    when,
)
from assistant.answer.term import Term
from assistant.answer.timing import is_limited
from assistant.answer.values import agrees, comparable, fullness, groups, likelihood, values
from assistant.figures import compare
from assistant.schema import Question
from assistant.text.fold import fold

THRESHOLD = 0.42  # of the probability of the chosen value; below it nothing is answered
_SURE = 0.6  # above it one value is given alone, though others are known of other times
_NEGLIGIBLE = 0.001  # of a figure that is left aside
_LEAST, _ALONE = 0.25, 0.9  # enough where the value has that share of all figures' probability
_BESIDE = 4.0  # log-odds that what another article says of the same may lie below the best
_TIE = 3.0  # log-odds within which the fuller statement of one value is given
_JOINED = r"(?:['’]s)?\W*(?:と|や|及び|and|、|,|&)\W*"  # between two that are asked about together
_KANA_NAME = r"[\u3041-\u3096]{3,8}(?=[のはがに])"  # KDDIとさくらは
_MEAN = re.compile(r"平均|\b(?:average|mean)\b")
_SEVERAL = re.compile("[と・、,&]| and ")  # in an owner that is several

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
        return Choice(refusal="calculation", nearest=operands(question, unread(ranked)))
    if not good:
        return _refusal(ranked)
    if question.scope == "all":
        own = unread(ranked)
        own = [c for c in own if is_asked(question, c.figure)] or own
        listed = longest_list(question, own)
        if len(listed) > 1:
            return Choice(main=listed, confidence=_confidence(listed, groups(own, agrees)))
    agreed = groups([c for c in good if c.probability > _NEGLIGIBLE], agrees)
    if not agreed:
        return _refusal(ranked)
    best = _best(question, agreed)
    if _is_part(question, best):
        asked = replace(question, operation="sum")
        return Choice(refusal="calculation", nearest=operands(asked, unread(ranked)))
    limited = is_limited(question) or best.parts.get("anchor") == 1.0  # states a figure beside it
    also = () if limited else readings(best, good)
    agreeing, differing = _elsewhere(best, good)
    main = tuple(sorted((best, *also), key=when, reverse=True)) if also else (best,)
    confidence = _confidence(main, agreed)
    if confidence < _SURE:
        ever, likely = any_time(question, best, good)
        if likely >= THRESHOLD:
            return Choice(main=ever, confidence=likely)
    if best.is_barred or (confidence < THRESHOLD and not _stands_alone(confidence, good)):
        return _refusal(ranked)
    return Choice(main=main, agreeing=agreeing, differing=differing, confidence=confidence)


def _is_part(question: Question, best: Candidate) -> bool:
    """Whether what two have together is asked for, and this is not said of them together."""
    text, figure = fold(question.text).lower(), best.figure
    if "total" in figure.qualifiers or not words.TOGETHER.search(text):
        return False
    if _SEVERAL.search(fold(figure.subject or "").lower()):
        return False
    if _MEAN.search(text) and is_stated("average", best):
        return False
    names = [re.escape(fold(name).lower()) for name in question.entities]
    return any(
        re.search(f"{one}{_JOINED}(?:{'|'.join([_KANA_NAME, *names])})", text) for one in names
    )


def _stands_alone(confidence: float, good: Sequence[Candidate]) -> bool:
    """Whether a likely enough value has hardly a rival among the figures."""
    return confidence >= _LEAST and confidence >= _ALONE * sum(c.probability for c in good)


def _confidence(main: Sequence[Candidate], agreed: Sequence[Sequence[Candidate]]) -> float:
    """The probability of the values that are given, wherever they are stated."""
    said = set(map(id, main))
    told = [group for group in agreed if any(id(c) in said for c in group)]
    return min(1.0, sum(map(likelihood, told)))


def _best(question: Question, agreed: Sequence[Sequence[Candidate]]) -> Candidate:
    """The fullest statement of the likeliest value.

    Figures that agree within written precision speak for one value together. Of
    those that state it about as well, the one that keeps most bounds, then most digits,
    is given, in the question's language before the other, the latest first.
    """
    likeliest = max(values(max(agreed, key=likelihood)), key=likelihood)
    top = max(c.score for c in likeliest)
    near = [c for c in likeliest if c.score >= top - _TIE]
    converted = {(c.figure.value, c.figure.unit) for c in likeliest if c.figure.face_of is not None}
    return max(near, key=lambda c: fullness(question, c, converted))


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
        if other.objection is not None or not comparable(best, other):
            continue
        relation = compare(best.figure, other.figure)
        if relation in {"exact", "equal", "compatible"}:
            agreeing.append(other)
            seen.add(other.article.id)
        elif relation == "contradicts" and other.figure.as_of == best.figure.as_of:
            differing.append(other)
            seen.add(other.article.id)
    return tuple(agreeing[:2]), tuple(differing[:2])


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
