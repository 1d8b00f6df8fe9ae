"""Short answers to who, where and what, in the article's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.answer.context import Context
from assistant.answer.terms import Term, Zone
from assistant.schema import Article, Question
from assistant.text.fold import fold

THRESHOLD = 0.55
_JA_NAME = re.compile(
    r"(?:[\u30a1-\u30fa\u30fc・]{2,}|[A-Z][A-Za-z0-9&.-]*|[\u3005\u4e00-\u9fff]{2,})"
    r"(?:[\u30a1-\u30fa\u30fc・A-Za-z0-9&.\u3005\u4e00-\u9fff-]*)"
)
_EN_NAME = re.compile(
    r"[A-Z][\w&.'-]*(?:\s+(?:of|the|and|de|for)\s+[A-Z][\w&.'-]*|\s+[A-Z][\w&.'-]*)*"
)
_PERSON_JA = re.compile(r"(首相|大統領|会長|社長|知事|市長|大臣|氏|さん|議員|選手|監督|教授|長官|総裁|容疑者|被告)$")
_PLACE_JA = re.compile(r"(都|道|府|県|市|区|町|村|国|州|島|港|空港|駅|東京|大阪|京都|北海道)$")
_PLACE_EN_BEFORE = re.compile(r"\b(?:in|at|near|from|to|outside)\s+(?:the\s+)?$")
_PLACE_JA_AFTER = re.compile(r"^(?:に|で|の(?:工場|拠点|施設|本社)|へ)")


@dataclass(frozen=True)
class Span:
    """A short answer at ``[start, end)`` of the article, in ``sentence``."""

    text: str
    article: Article
    start: int
    end: int
    sentence: tuple[int, int]
    score: float


def find_span(
    question: Question,
    terms: Sequence[Term],
    contexts: Iterable[Context],
    passages: Mapping[str, float],
) -> Span | None:
    """The best name in the best sentence, or ``None`` when no sentence is about the question."""
    found: list[Span] = []
    for context in contexts:
        for sentence in context.sentences:
            about = _about(terms, context, sentence)
            if about is None:
                continue
            base = 0.85 * about + 0.15 * passages.get(context.article.id, 0.0)
            found += _names(question, terms, context, sentence, base)
    best = max(found, key=lambda span: span.score, default=None)
    return best if best is not None and best.score >= THRESHOLD else None


def _about(terms: Sequence[Term], context: Context, sentence: tuple[int, int]) -> float | None:
    """How much of the question the sentence covers; ``None`` when a name is missing."""
    zone, before = context.zone(sentence), context.before(sentence)
    score = weight = 0.0
    for term in terms:
        covered = max(
            zone.covers(term),
            0.6 * context.title.covers(term),
            0.6 * context.zone(before).covers(term) if before else 0.0,
            0.35 * context.whole.covers(term),
        )
        if term.name and covered < 0.2:
            return None
        score += term.weight * covered
        weight += term.weight
    return score / weight if weight else None


def _names(
    question: Question,
    terms: Sequence[Term],
    context: Context,
    sentence: tuple[int, int],
    base: float,
) -> Iterable[Span]:
    text = context.article.text
    pattern = _JA_NAME if context.article.lang == "ja" else _EN_NAME
    asked = Zone(question.text, context.lexicon)
    held = [_position(term, text, sentence) for term in terms]
    anchors = [at for at in held if at is not None]
    for match in pattern.finditer(text, *sentence):
        name = match.group().strip("・.-")
        if len(name) < 2 or fold(name).lower() in asked.folded or _is_asked(name, terms, context):
            continue
        near = min((abs(match.start() - at) for at in anchors), default=60)
        score = base * 0.8 + 0.2 * max(0.0, 1 - near / 80) * base
        score += 0.15 * _kind(question, name, text, match.start(), match.end())
        start = match.start()
        yield Span(name, context.article, start, start + len(name), sentence, min(1.0, score))


def _is_asked(name: str, terms: Sequence[Term], context: Context) -> bool:
    zone = Zone(name, context.lexicon)
    return any(zone.covers(term) >= 0.8 for term in terms)


def _position(term: Term, text: str, sentence: tuple[int, int]) -> int | None:
    for part in (term.text, *term.parts):
        at = text.find(part, *sentence)
        if at >= 0:
            return at
    return None


def _kind(question: Question, name: str, text: str, start: int, end: int) -> float:
    """1 when the name is of the kind asked for, 0 when nothing tells, below when it is not."""
    wants = question.wants[0] if question.wants else "what"
    after, before = text[end : end + 6], text[max(0, start - 12) : start]
    if wants == "who":
        person = bool(_PERSON_JA.search(name) or re.match(r"(?:首相|大統領|会長|社長|氏|さん)", after))
        joint = bool(re.match(r"(?:と(?:提携|共同|連携)|が|は)", after))
        return 1.0 if person or joint else -0.3 if _PLACE_JA.search(name) else 0.0
    if wants == "where":
        place = _PLACE_JA.search(name) or _PLACE_JA_AFTER.match(after)
        return 1.0 if place or _PLACE_EN_BEFORE.search(before) else -0.5
    return 0.0
