"""What speaks for a figure as the answer to a question: features between 0 and 1.

Those that the text tells take most of the time, and stay as they are when more is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from assistant.answer import former, ordinals
from assistant.answer.bound import conflict, measure, role
from assistant.answer.context import Context
from assistant.answer.cues import CUES, SILENT
from assistant.answer.discourse import turned
from assistant.answer.kinds import fits
from assistant.answer.term import Term
from assistant.answer.timing import period
from assistant.figures import scan
from assistant.models.reader import Reading
from assistant.schema import Figure, PartialDate, Question, Value
from assistant.text.fold import fold

_TOPIC, _BEFORE, _PARAGRAPH, _ARTICLE = 0.55, 0.5, 0.4, 0.3
_REACH = 45  # characters at which nearness has halved
_NAME_GOES_ON = re.compile(r"[\u30a1-\u30fa\u3400-\u9fff]| (?:[A-Za-z]+ )?bonds?\b")
_RIVAL = 0.2  # a name that belongs to another figure of the sentence


@dataclass(frozen=True)
class Query:
    """A question ready for matching.

    ``terms`` are its words and names, ``weights`` the idf of its tokens,
    ``readings`` what the reader makes of the best passages, by chunk id.
    """

    question: Question
    terms: list[Term]
    weights: Mapping[str, float] = field(default_factory=dict)
    readings: Mapping[str, Reading] = field(default_factory=dict)

    @cached_property
    def cues(self) -> frozenset[str]:
        """Names of the cues that the question words."""
        lowered = self.question.text.lower()
        return frozenset(name for name, cue in CUES.items() if cue.search(lowered))

    @cached_property
    def ordinals(self) -> frozenset[str]:
        """Ordinal numbers that the question names."""
        return ordinals.named(fold(self.question.text).lower())

    @cached_property
    def weight(self) -> float:
        """The sum of its tokens' weights."""
        return sum(self.weights.values())

    @cached_property
    def restated(self) -> frozenset[tuple[Value, str]]:
        """Figures that the question itself states; the ten of a 10年債 is part of a name."""
        text = fold(self.question.text)
        found = (m for m in scan(text) if not _NAME_GOES_ON.match(text, m.end))
        return frozenset((m.value, m.unit) for m in found if m.unit and m.unit != "date")


def features(
    query: Query, figure: Figure, context: Context, passages: Mapping[str, float]
) -> dict[str, float]:
    """Features of one figure but for what the reader makes of it.

    ``passages`` maps ids of articles to the score of their best passage, ids of
    chunks to the cosine of their vectors with the question's.
    """
    question, terms = query.question, query.terms
    names = [term for term in terms if term.name]
    soft = [term for term in terms if not term.name]
    near = {term.text: nearness(term, figure, context) for term in terms}
    asked, extra = _cues(query, figure, context)
    bound, owner = measure(question, figure, context), role(names, figure, context)
    when = period(question, figure, context)
    timed = bool(question.period) and when == 1.0
    weakest = min((near[t.text] for t in names), default=0.5)
    passage = context.passage_of(figure)
    kind, another = fits(question, figure), conflict(question, figure)
    return {
        "conflict": another,
        "owned": float(owner == 1.0 and bound >= 0.8),
        "exact": float(owner == 1.0 and bound >= 0.8 and timed),
        "no_names": float(not names),
        "no_soft": float(not soft),
        "names": _mean([near[t.text] for t in names], 0.5),
        "weakest": weakest,
        "afar": float(weakest <= _ARTICLE),
        "soft": _mean([near[t.text] for t in soft], 0.4),
        "turned": turned(names, figure, context),
        "measure": bound,
        "role": owner,
        "period": when,
        "kind": kind,
        "off_kind": float(kind < 0.3),
        "article": passages.get(context.article.id, 0.0),
        "cosine": scaled(passages.get(passage, 0.0)),
        "asked": asked,
        "extra": extra,
        "face": float(figure.face_of is not None and not question.units),
        "precise": _precise(question, figure),
        "clause": _overlap(query, context.clause_tokens(figure), context),
        "stated": _stated(query, figure, context),
        "ordinal": ordinals.differ(query.ordinals, figure, context),
        "title": float(figure.field == "title"),
        "anchor": _anchored(query, figure, context),
        "former": _former(query, figure, context, exact=timed),
        "restated": float((figure.value, figure.unit) in query.restated),
        "crossed": float(context.article.lang != question.lang),
        "early": 1 - figure.start / max(1, len(context.article.text)),
    }


def by_reader(query: Query, figure: Figure, context: Context) -> dict[str, float]:
    """Features by what the reader makes of one figure and of its passage."""
    passage = context.passage_of(figure)
    reading = query.readings.get(passage)
    own, relevance = _log_odds(reading, figure, context, passage) if reading else (0.0, 0.0)
    return {
        "read": max(0.0, own),
        "not_read": min(0.0, own),
        "relevance": max(0.0, relevance),
        "irrelevant": min(0.0, relevance),
        "unread": float(reading is None),
    }


def _log_odds(
    reading: Reading, figure: Figure, context: Context, passage: str
) -> tuple[float, float]:
    """A tenth of the reader's log-odds: of the figure, and of the best span of its passage."""
    start = next(chunk.start for chunk in context.chunks if chunk.id == passage)
    if figure.field == "title":
        return 0.0, max(-1.0, reading.relevance / 10)
    own = reading.score(figure.start - start, figure.end - start)
    return max(-1.0, own / 10), max(-1.0, reading.relevance / 10)


def _former(query: Query, figure: Figure, context: Context, *, exact: bool) -> float:
    """1 for a value of before, or for the one of now where that of before is asked for."""
    question = query.question
    asked = question.text.lower()
    if former.NOW.search(asked):
        return 0.0
    wanted = "prior" in query.cues or former.ASKED.search(asked)
    if exact:  # of the year asked about, and so is what took its place: a forecast that was cut
        return 0.0 if wanted else float(_was_replaced(question, figure, context))
    if wanted:
        return float(bool(former.before(figure, context)))
    if question.period and any(
        period(question, other, context) == 1.0 for other in former.before(figure, context)
    ):
        return 1.0
    return float(former.is_former(figure, context))


def _was_replaced(question: Question, figure: Figure, context: Context) -> bool:
    return former.is_former(figure, context) and any(
        figure in former.before(other, context) and period(question, other, context) == 1.0
        for other in context.rivals(figure)
    )


def scaled(cosine: float) -> float:
    """A cosine of the embedder, of which nearly all lie between 0.76 and 0.92, as 0 to 1."""
    return min(1.0, max(0.0, (cosine - 0.76) / 0.16))


def _overlap(query: Query, tokens: frozenset[str], context: Context) -> float:
    """The idf-weighted share of the question's tokens in a stretch of the same language."""
    if context.article.lang != query.question.lang or not query.weight:
        return 0.2
    shared = sum(weight for token, weight in query.weights.items() if token in tokens)
    return shared / query.weight


def _stated(query: Query, figure: Figure, context: Context) -> float:
    """The idf-weighted share of the question's tokens near the figure, discounted by zone."""
    if context.article.lang != query.question.lang or not query.weight:
        return 0.3
    zones = context.token_zones(figure)
    score = 0.0
    for token, weight in query.weights.items():
        score += weight * max((w for w, zone in zones if token in zone), default=0.0)
    return score / query.weight


def _anchored(query: Query, figure: Figure, context: Context) -> float:
    """Whether a figure that the question states stands beside this one: 1 in its sentence."""
    if not query.restated:
        return 0.3
    best = 0.0
    start, end = context.sentence(figure.start)
    for other in context.figures:
        if (other.value, other.unit) in query.restated and other is not figure:
            same = other.field == figure.field and start <= other.start < end
            best = max(best, 1.0 if same else 0.5)
    return best


def _mean(values: list[float], default: float) -> float:
    return sum(values) / len(values) if values else default


def nearness(term: Term, figure: Figure, context: Context) -> float:
    """How near the figure the term is stated: 1 beside it, 0.3 elsewhere in the article, 0 not."""
    roles = [r for r in (figure.subject, figure.counterparty, figure.measure) if r]
    if any(context.calls(role, term) for role in roles):
        return 1.0
    if figure.field == "title":
        return max(context.title.covers(term), _ARTICLE * context.whole.covers(term))
    sentence = context.sentence(figure.start)
    best = 0.0
    inside = context.zone(sentence).covers(term)
    if "each" in figure.qualifiers:  # it is told of all that the sentence lists
        best = 0.9 * inside
    elif inside >= 0.3:
        best = inside * _beside(term, figure, context, sentence)
    if best < _TOPIC:
        before = context.before(sentence)
        rest = (
            (_TOPIC, context.topic),
            (_BEFORE, context.zone(before) if before else None),
            (_PARAGRAPH, context.zone(context.paragraph(sentence))),
            (_ARTICLE, context.whole),
        )
        best = max([best, *(w * z.covers(term) for w, z in rest if z is not None)])
    return best


def _beside(term: Term, figure: Figure, context: Context, sentence: tuple[int, int]) -> float:
    """Decay with distance, clause breaks and figures between, within one sentence."""
    places = [sentence[0] + at for at in context.zone(sentence).places(term)]
    if not places:
        return 0.7
    best = 0.0
    for at in places:
        low, high = min(at, figure.start), max(at, figure.end)
        breaks = len(re.findall(r"[、;；]|, ", context.article.text[low:high]))
        between = sum(
            other.unit == figure.unit
            and other.field == "text"
            and low < other.start < high
            and other.start != figure.start
            and figure.face_of != other.start
            for other in context.figures
        )
        distance = max(0, high - low - (figure.end - figure.start))
        behind = 0.15 if at > figure.start else 0.0  # both languages name first, then count
        best = max(
            best, 1 / (1 + distance / _REACH * 0.5 + 0.12 * breaks + 0.45 * between + behind)
        )
    if best < 0.8 and _belongs_to_rival(term, figure, context):
        return _RIVAL
    return 0.3 + 0.7 * best


def _belongs_to_rival(term: Term, figure: Figure, context: Context) -> bool:
    """Whether another figure of the sentence has this name for its subject."""
    return any(
        rival.subject
        and rival.face_of != figure.start
        and figure.face_of != rival.start
        and context.calls(rival.subject, term)
        for rival in context.rivals(figure)
    )


def _cues(query: Query, figure: Figure, context: Context) -> tuple[float, float]:
    """The share of the asked cues that stand at the figure, and of unasked ones."""
    wanted = query.cues
    found = context.cues(figure) | ({"prior"} if former.is_former(figure, context) else set())
    asked = len(wanted & found) / len(wanted) if wanted else 0.5
    extra = len(found - wanted - SILENT)
    return asked, min(1.0, extra / 3)


_YEAR = re.compile(r"何年(?!何月)|年度?[はを??]?$|\byear\b", re.I)
_DAY = re.compile(r"何日|日付|月日|\b(?:what|which|exact) day\b|\bdate\b", re.I)


def _precise(question: Question, figure: Figure) -> float:
    """For dates: as precise as the question wants; else the day before the month, the year."""
    value = figure.value
    if not isinstance(value, PartialDate):
        return 0.5
    if _DAY.search(question.text):
        return 1.0 if value.day is not None else 0.2
    if _YEAR.search(question.text):
        return 1.0 if value.month is None else 0.6 if "年" in figure.surface else 0.3
    return ((value.year is not None) + (value.month is not None) + (value.day is not None)) / 3
