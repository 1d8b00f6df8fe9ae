"""Checking a draft against what it cites; the only place that makes an ``Answer``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from assistant.figures.scan import FIGURES, Mention, scan
from assistant.schema import (
    Answer,
    Article,
    Check,
    Citation,
    Draft,
    Evidence,
    Figure,
    PartialDate,
    Question,
    Sentence,
    Value,
)

# Qualifiers that change what a figure claims; an answer that drops one is wrong.
BINDING = frozenset({"max", "min", "approx", "over", "under", "each", "total", "cumulative"})
Status = Literal["supported", "computed", "restated", "unsupported"]
BOUNDS = frozenset({"max", "min", "over", "under", "approx"})  # never to be left out
_UNVERIFIED = {
    "ja": "回答案の数値を記事で確認できなかったため、回答しません。",
    "en": "The drafted answer's figures could not be confirmed in the articles.",
}


def verify(
    question: Question,
    draft: Draft,
    articles: Mapping[str, Article],
    timings: Mapping[str, float] | None = None,
) -> Answer:
    """Make the answer of a draft: sentences whose numbers fail are dropped.

    A number of a sentence must be a number of what that sentence cites: same
    unit and sign, equal at the precision written, binding qualifiers kept. Each
    citation's quote is cut from the stored article by offset. When no answering
    sentence is left the answer is a refusal that keeps the citations.
    """
    cited: dict[tuple[str, str, int, int], Citation] = {}
    checks: list[Check] = []
    texts: list[str] = []
    for sentence in draft.sentences:
        numbers = [_cite(evidence, articles, cited) for evidence in sentence.evidence]
        fits = all(n is not None for n in numbers) and _numbers_hold(question, sentence, articles)
        if fits:
            marks = "".join(f"[{n}]" for n in dict.fromkeys(numbers))
            texts.append(f"{sentence.text} {marks}".strip())
            checks += [
                Check(evidence.figure, _status(question, evidence, articles), n, evidence.role)
                for evidence, n in zip(sentence.evidence, numbers, strict=True)
                if evidence.figure is not None
            ]
    return _answer(question, draft, texts, checks, tuple(cited.values()), dict(timings or {}))


def _answer(
    question: Question,
    draft: Draft,
    texts: list[str],
    checks: list[Check],
    citations: tuple[Citation, ...],
    timings: dict[str, float],
) -> Answer:
    answered = draft.status == "answered" and bool(texts)
    if answered and any(c.role == "answer" and c.status == "unsupported" for c in checks):
        answered = False
    reason = draft.reason
    if draft.status == "answered" and not answered:
        reason = _UNVERIFIED[question.lang]
        texts = [reason]
    checks = [c if answered else replace(c, role="context") for c in checks]
    shown = [*(c for c in checks if c.role == "answer"), *(c for c in checks if c.role != "answer")]
    return Answer(
        question=question.text,
        lang=question.lang,
        status="answered" if answered else "refused",
        reason=reason,
        text="\n".join(texts),
        answer_span=draft.answer_span if answered else None,
        figures=tuple(check.figure for check in shown),
        citations=citations,
        checks=tuple(shown),
        confidence=draft.confidence if answered else 0.0,
        writer=draft.writer,
        timings=timings,
    )


def _cite(
    evidence: Evidence,
    articles: Mapping[str, Article],
    cited: dict[tuple[str, str, int, int], Citation],
) -> int | None:
    """The number of the citation for this evidence; ``None`` when it points nowhere."""
    article = articles.get(evidence.article_id)
    if article is None:
        return None
    source = article.title if evidence.field == "title" else article.text
    quote = source[evidence.start : evidence.end]
    figure = evidence.figure
    if not quote or (figure is not None and source[figure.start : figure.end] != figure.surface):
        return None
    key = (evidence.article_id, evidence.field, evidence.start, evidence.end)
    if key not in cited:
        cited[key] = Citation(
            n=len(cited) + 1,
            article_id=article.id,
            title=article.title,
            publisher=article.publisher,
            published=article.published,
            url=article.url,
            field=evidence.field,
            start=evidence.start,
            end=evidence.end,
            quote=quote,
        )
    return cited[key].n


def _numbers_hold(question: Question, sentence: Sentence, articles: Mapping[str, Article]) -> bool:
    """Whether every number of the sentence is one of its evidence."""
    quoted = [
        mention for evidence in sentence.evidence for mention in _mentions(evidence, articles)
    ]
    figures = [evidence.figure for evidence in sentence.evidence if evidence.figure is not None]
    for mention in scan(sentence.text):
        if mention.kind not in FIGURES:
            continue
        if any(_same(mention, figure) for figure in figures):
            continue
        if mention.unit == "date" and any(_dated(mention.value, figure) for figure in figures):
            continue
        if not any(_same(mention, other) for other in quoted):
            return False
    return True


def _mentions(evidence: Evidence, articles: Mapping[str, Article]) -> list[Mention]:
    article = articles[evidence.article_id]
    source = article.title if evidence.field == "title" else article.text
    names = " ".join(
        part for part in (evidence.figure and evidence.figure.subject, article.publisher) if part
    )
    return scan(source[evidence.start : evidence.end]) + scan(names)


def _same(mention: Mention, other: Figure | Mention) -> bool:
    if not _same_unit(mention.unit, other.unit) or mention.value != other.value:
        return False
    if mention.value_hi is not None and mention.value_hi != other.value_hi:
        return False
    said, kept = set(mention.qualifiers), set(other.qualifiers)
    return mention.unit == "date" or (BINDING & said <= kept and kept & BOUNDS <= said)


def _same_unit(a: str, b: str) -> bool:
    if a == b:
        return True
    return a.startswith(("count", "people")) and b.startswith(("count", "people"))


def _dated(value: Value, figure: Figure) -> bool:
    return isinstance(value, PartialDate) and str(value) in {figure.period, figure.as_of}


def _status(question: Question, evidence: Evidence, articles: Mapping[str, Article]) -> Status:
    """Supported when the quote holds the figure, restated when only the question does."""
    figure = evidence.figure
    assert figure is not None
    article = articles[evidence.article_id]
    source = article.title if evidence.field == "title" else article.text
    if not (evidence.start <= figure.start and figure.end <= evidence.end):
        return "unsupported"
    for mention in scan(source[evidence.start : evidence.end]):
        at = evidence.start + mention.start
        if at == figure.start and _reads(mention, figure):
            return "supported"
    if any(m.value == figure.value and m.unit == figure.unit for m in scan(question.text)):
        return "restated"
    return "unsupported"


def _reads(mention: Mention, figure: Figure) -> bool:
    """A date may have got its year from elsewhere; any other value must read the same."""
    if isinstance(figure.value, PartialDate) and isinstance(mention.value, PartialDate):
        return mention.unit == figure.unit and all(
            mine is None or mine == theirs
            for mine, theirs in (
                (mention.value.year, figure.value.year),
                (mention.value.day, figure.value.day),
            )
        )
    same = mention.value == figure.value and mention.unit == figure.unit
    return same and isinstance(mention.value, Decimal | Fraction)
