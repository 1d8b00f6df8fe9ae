"""What an answer is worth: value and unit, qualifiers, citation, quotes; or the refusal."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from assistant.render import value_text
from assistant.schema import Answer, Article, Check, Citation, Figure, PartialDate
from evals.tables import Fact, Quantity, Span, Unanswerable

Verdict = Literal["right", "wrong", "refused"]

# An answer that loses one of these says something else than the article does.
QUALIFIERS = frozenset({"max", "min", "approx", "over", "under"})
_HALF = 0.5  # words that hold the answer, or are held by it, are at most so much shorter
# Exact multiples of a base unit: 45万kW and 450 MW are one quantity.
_MULTIPLES: dict[str, tuple[str, Fraction]] = {
    "ratio": ("ratio", Fraction(1)), "percent": ("ratio", Fraction(1, 100)),
    "times": ("ratio", Fraction(1)),
    "point": ("point", Fraction(1)), "bp": ("point", Fraction(1, 100)),
    "kW": ("W", Fraction(10**3)), "MW": ("W", Fraction(10**6)), "GW": ("W", Fraction(10**9)),
    "kWh": ("Wh", Fraction(10**3)), "MWh": ("Wh", Fraction(10**6)),
    "GWh": ("Wh", Fraction(10**9)), "TWh": ("Wh", Fraction(10**12)),
    "kg": ("g", Fraction(10**3)), "t": ("g", Fraction(10**6)),
    "ha": ("m2", Fraction(10**4)), "km2": ("m2", Fraction(10**6)),
    "km": ("m", Fraction(10**3)),
    "year": ("month", Fraction(12)),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """The figure that answered, as it can be written down."""

    value: str
    unit: str
    qualifiers: tuple[str, ...] = ()
    period: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one question went.

    ``faults`` of an answer: ``qualifier`` (one was lost), ``citation`` (an article
    that does not state it, or a quote without the figure), ``quote`` (a figure
    shown outside its quote, or a quote that is not the article's text there).
    ``answer`` is value, unit and qualifiers, or the words of the answer; ``quote`` the
    words that were shown for it; ``confidence`` 0 to 1, nothing after an error.
    """

    verdict: Verdict
    answer: str
    article: str | None = None
    faults: tuple[str, ...] = ()
    quote: str | None = None
    figure: Told | None = None
    confidence: float | None = None
    milliseconds: float = 0.0


def score(
    row: Fact | Span | Unanswerable, answer: Answer, articles: Mapping[str, Article]
) -> Outcome:
    """The outcome of a question of any table, with what was shown for it."""
    if isinstance(row, Fact):
        outcome = score_fact(row, answer, articles)
    elif isinstance(row, Span):
        outcome = score_span(row, answer, articles)
    else:
        outcome = score_unanswerable(answer, articles)
    check = next((check for check in answer.checks if check.role == "answer"), None)
    cited = _citation(answer, check) if check else next(iter(answer.citations), None)
    return replace(
        outcome,
        quote=cited.quote if cited else None,
        figure=_told(check.figure) if check else None,
        confidence=answer.confidence,
    )


def _told(figure: Figure) -> Told:
    value, high = value_text(figure.value), value_text(figure.value_hi)
    return Told(
        f"{value}-{high}" if high else str(value), figure.unit, figure.qualifiers,
        figure.period, figure.as_of,
    )  # fmt: skip


def score_fact(fact: Fact, answer: Answer, articles: Mapping[str, Article]) -> Outcome:
    """The outcome of a question that the corpus answers."""
    if answer.status == "refused":
        return Outcome("refused", answer.reason or "")
    faults = _quote_faults(answer, articles)
    check = next((check for check in answer.checks if check.role == "answer"), None)
    if check is None:
        return Outcome("wrong", answer.answer_span or answer.text, _first_article(answer), faults)
    figure, citation = check.figure, _citation(answer, check)
    if not is_right(fact, figure):
        return Outcome("wrong", said(figure), figure.article_id, faults)
    if _lost(fact, figure):
        faults = ("qualifier", *faults)
    if not _cited(fact, figure, citation):
        faults = ("citation", *faults)
    return Outcome("right", said(figure), figure.article_id, faults)


def score_span(span: Span, answer: Answer, articles: Mapping[str, Article]) -> Outcome:
    """The outcome of a question that words of the corpus answer."""
    if answer.status == "refused":
        return Outcome("refused", answer.reason or "")
    faults = _quote_faults(answer, articles)
    shown, article = answer.answer_span or answer.text, _first_article(answer)
    if answer.answer_span is None or not is_said(span, answer.answer_span):
        return Outcome("wrong", shown, article, faults)
    cited = any(
        c.article_id in span.articles and answer.answer_span in c.quote for c in answer.citations
    )
    return Outcome("right", shown, article, faults if cited else ("citation", *faults))


def is_said(span: Span, words: str) -> bool:
    """Whether ``words`` are one of the answers, or one with little more or little less."""
    said = _letters(words)
    return any(
        (gold in said or said in gold) and _HALF <= len(said) / len(gold) <= 1 / _HALF
        for gold in map(_letters, span.accepted)
    )


def _letters(text: str) -> str:
    return "".join(char for char in _plain(text).lower() if char.isalnum())


def score_unanswerable(answer: Answer, articles: Mapping[str, Article]) -> Outcome:
    """The outcome of a question that only a refusal answers."""
    faults = _quote_faults(answer, articles)
    if answer.status == "refused":
        return Outcome("right", answer.reason or "", None, faults)
    shown = said(answer.figures[0]) if answer.figures else answer.answer_span or answer.text
    return Outcome("wrong", shown, _first_article(answer), faults)


def is_right(fact: Fact, figure: Figure) -> bool:
    """Whether a figure is one of the quantities that answer the fact's question."""
    if figure.value_hi is not None and figure.value_hi != figure.value:
        return False
    return any(same(gold, Quantity(figure.value, figure.unit)) for gold in fact.accepted)


def same(gold: Quantity, got: Quantity) -> bool:
    """Equal quantities; a date may be more precise than asked, never less, nor without its year."""
    if isinstance(gold.value, PartialDate):
        return isinstance(got.value, PartialDate) and gold.value.contains(got.value)
    if isinstance(got.value, PartialDate):
        return False
    gold_unit, gold_factor = base(gold.unit)
    got_unit, got_factor = base(got.unit)
    if gold_unit != got_unit:
        return False
    return Fraction(gold.value) * gold_factor == Fraction(got.value) * got_factor


def base(unit: str) -> tuple[str, Fraction]:
    """A unit's base and factor, each side of a rate by itself; what is counted does not matter."""
    names, factor = [], Fraction(1)
    for place, part in enumerate(unit.split("/")):
        name, multiple = _MULTIPLES.get(part, (part, Fraction(1)))
        if name in {"people", ""} or name.startswith("count"):  # a bare number counts something
            name = "count"
        names.append(name)
        factor = factor / multiple if place else multiple
    return "/".join(names), factor


def said(figure: Figure) -> str:
    """A figure's value, unit and qualifiers on one line."""
    told = _told(figure)
    return " ".join([told.value, told.unit, *told.qualifiers])


def _lost(fact: Fact, figure: Figure) -> bool:
    """The row's qualifiers are those of its first article; another may round by itself."""
    if figure.article_id != fact.articles[0]:
        return False
    return bool(QUALIFIERS & fact.qualifiers - set(figure.qualifiers))


def _cited(fact: Fact, figure: Figure, citation: Citation | None) -> bool:
    if citation is None or citation.article_id not in fact.articles:
        return False
    return _plain(figure.surface) in _plain(citation.quote)


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _citation(answer: Answer, check: Check) -> Citation | None:
    return next((c for c in answer.citations if c.n == check.evidence), None)


def _first_article(answer: Answer) -> str | None:
    return answer.citations[0].article_id if answer.citations else None


def _quote_faults(answer: Answer, articles: Mapping[str, Article]) -> tuple[str, ...]:
    """``quote`` when a quote is not the article's own words, or a shown figure is outside its."""
    whole = all(_is_exact(citation, articles) for citation in answer.citations)
    inside = all(_is_inside(check, _citation(answer, check)) for check in answer.checks)
    return () if whole and inside else ("quote",)


def _is_exact(citation: Citation, articles: Mapping[str, Article]) -> bool:
    article = articles.get(citation.article_id)
    if article is None or not citation.quote:
        return False
    source = article.title if citation.field == "title" else article.text
    if source[citation.start : citation.end] != citation.quote:
        return False
    return not (_cuts(source, citation.start) or _cuts(source, citation.end))


def _cuts(source: str, at: int) -> bool:
    """Whether a quote that begins or ends at ``at`` cuts a word or a sentence in two there."""
    if not 0 < at < len(source):
        return False
    before, after = source[at - 1], source[at]
    return (before.isalnum() and after.isalnum()) or after in "。、.,"


def _is_inside(check: Check, citation: Citation | None) -> bool:
    figure = check.figure
    if citation is None:
        return False
    if (citation.article_id, citation.field) != (figure.article_id, figure.field):
        return False
    if not (citation.start <= figure.start and figure.end <= citation.end):
        return False
    start, end = figure.start - citation.start, figure.end - citation.start
    return citation.quote[start:end] == figure.surface
