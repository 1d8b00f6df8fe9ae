"""Short answers to who, where and what, in the article's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assistant.answer.context import Context
from assistant.answer.terms import Term, Zone, is_name
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
_TITLE_JA = re.compile(
    r"(?:元|前|新|現)?(?:首相|大統領|会長|社長|知事|市長|大臣|外相|財務相|経産相|氏|さん|議員|選手|監督|教授|長官"
    r"|総裁|容疑者|被告|委員長|代表|CEO)$|^(?:首相|大統領|会長|社長|知事|市長|氏|さん|議員|選手|監督|教授|長官|総裁)"
)
_WITH_JA = re.compile(r"と(?:提携|共同|連携|合意|契約|組)")
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
    """The names of a sentence that the question does not hold itself, scored."""
    text = context.article.text
    zone = context.zone(sentence)
    soft = [t for t in terms if not t.name] or list(terms)
    anchors = [sentence[0] + at for term in soft for at in zone.places(term)]
    pattern = _JA_NAME if context.article.lang == "ja" else _EN_NAME
    for match in pattern.finditer(text, *sentence):
        name, start = _trimmed(match.group()), match.start()
        end = start + len(name)
        if len(name) < 2 or name in _NOBODY or _is_asked(name, question, terms, context):
            continue
        near = min((_gap(start, end, at) for at in anchors), default=40)
        score = base * (0.75 + 0.25 / (1 + near / 12))
        score += 0.2 * _kind(question, name, text[end : end + 8], text[max(0, start - 12) : start])
        if question.wants[:1] != ("what",) and not is_name(name, context.lexicon):
            score -= 0.25
        yield Span(name, context.article, start, end, sentence, score)


_NOBODY = frozenset(
    [
        "同社",
        "同国",
        "同氏",
        "同日",
        "同市",
        "同県",
        "同省",
        "両社",
        "各社",
        "当社",
        "The",
        "This",
        "It",
        "He",
        "She",
        "They",
        "In",
        "A",
    ]
)


def _trimmed(name: str) -> str:
    """Without a title that follows a person's name, unless nothing would be left."""
    bare = _TITLE_JA.sub("", name.strip("・.-,"))
    return bare if len(bare) > 1 else name


def _gap(start: int, end: int, at: int) -> int:
    return max(0, at - end, start - at)


def _is_asked(name: str, question: Question, terms: Sequence[Term], context: Context) -> bool:
    if fold(name).lower() in fold(question.text).lower():
        return True
    zone = Zone(name, context.lexicon)
    return any(zone.covers(term) >= 0.7 for term in terms)


def _kind(question: Question, name: str, after: str, before: str) -> float:
    """1 when the name is of the kind asked for, 0 when nothing tells, below when it is not."""
    wants = question.wants[0] if question.wants else "what"
    place = (
        _PLACE_JA.search(name) or _PLACE_JA_AFTER.match(after) or _PLACE_EN_BEFORE.search(before)
    )
    if wants == "who":
        if _TITLE_JA.match(after) or _WITH_JA.match(after):
            return 1.0
        if re.match("[がはも、]", after):
            return 0.6
        return -0.4 if place else 0.0
    if wants == "where":
        return 1.0 if place else -0.6
    return 0.5 if re.match("[をがは]", after) else 0.0
