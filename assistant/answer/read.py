"""Ranking the figures of the retrieved articles by how well they answer a question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assistant.answer.context import Context
from assistant.answer.terms import Term, Zone, is_name
from assistant.figures import measures
from assistant.schema import Article, Figure, PartialDate, Question
from assistant.text.tokens import stem

# How much a term counts where it is found.
_CLAUSE, _SENTENCE, _BEFORE, _PARAGRAPH, _TITLE, _ARTICLE = 1.0, 0.85, 0.6, 0.5, 0.6, 0.35
_ELSEWHERE = 0.45  # a name outside the sentence of a figure that has another owner
_OTHERS = 0.3  # a name that belongs to another figure of the sentence
_WEIGHTS = {
    "terms": 0.45, "measure": 0.2, "role": 0.08, "period": 0.09, "passage": 0.1, "form": 0.08,
    "kind": 0.1,
}  # fmt: skip
_ABSENT = 0.3  # a name covered less than this is not what the figure is about
_TIME_UNITS = frozenset({"year", "month", "week", "day", "hour", "minute", "second"})


@dataclass(frozen=True)
class Candidate:
    """A figure with its evidence: scores by feature, and what speaks against it."""

    figure: Figure
    context: Context
    score: float
    parts: Mapping[str, float] = field(default_factory=dict)
    missing: tuple[Term, ...] = ()  # names of the question that the evidence lacks
    objection: str | None = None  # entity, measure, period or None

    @property
    def article(self) -> Article:
        return self.context.article


def rank(
    question: Question, terms: list[Term], contexts: Iterable[Context], passages: Mapping[str, float]
) -> list[Candidate]:
    """All figures of a fitting kind, best first; those with an objection last.

    ``passages`` maps article id to the score (0-1) of its best passage.
    """
    found = [
        _judge(question, terms, figure, context, passages.get(context.article.id, 0.0), kind)
        for context in contexts
        for figure in context.figures
        if (kind := fits(question, figure)) > 0
    ]
    return sorted(found, key=lambda c: (c.objection is not None, -c.score, c.figure.start))


def fits(question: Question, figure: Figure) -> float:
    """How well the figure's kind and unit are what the question wants: 0 not at all, 1 exactly."""
    wants = question.wants[0] if question.wants else "quantity"
    unit, base = figure.unit, figure.unit.partition("/")[0]
    if wants == "date" or unit == "date":
        return float(wants == "date" and unit == "date")
    asked = question.units[0] if question.units else ""
    family = measures.family_of(unit)
    bare = base in {"", "count"}
    if wants == "duration":
        return float(base in _TIME_UNITS and (not asked or base == asked))
    if wants == "money":
        return float(family == "money" and (not asked or base == asked))
    if wants == "people":
        return 1.0 if base in _PEOPLE else 0.5 if bare or base.startswith("count:") else 0.0
    if wants in {"percent", "point", "times"}:
        if wants == "times":
            return 1.0 if base == "times" else 0.0
        return {"percent": 1.0, "ratio": 0.9, "point": 0.7, "times": 0.6, "": 0.4}.get(base, 0.0)
    if wants == "measure":
        if asked:
            return 1.0 if base == asked else 0.4 if family == "physical" else 0.0
        return 1.0 if family == "physical" else 0.5 if family == "time" else 0.3 * bare
    if wants == "count":
        return _same_counter(asked, question.lang, unit)
    return _any_quantity(question, unit)


_PEOPLE = frozenset({"people", "count:人", "count:名", "count:人分", "count:persons"})


def _any_quantity(question: Question, unit: str) -> float:
    """An unspecific wish takes what its measures can be amounts of, first of all money."""
    asked = [m for m in question.measures if m not in measures.GENERIC]
    family = measures.family_of(unit)
    if family == "time" and not asked:
        return 0.2
    if not asked:
        return 0.8
    if any(family in measures.MEASURES[m].families for m in asked):
        return 1.0
    return 0.3 if unit in {"", "count"} else 0.0


def _same_counter(asked: str, lang: str, unit: str) -> float:
    counter = asked.partition(":")[2]
    found = unit.partition("/")[0].partition(":")[2]
    family = measures.family_of(unit)
    if not counter:
        return 1.0 if family == "count" else 0.5 if family in {"people", "physical"} else 0.0
    if found and stem(found.lower()) == stem(counter):
        return 1.0
    if found and (found.startswith(counter) or counter.startswith(found)):
        return 0.9
    if lang == "en":
        return 0.6 if family in {"count", "people"} else 0.4 if family == "physical" else 0.0
    if not found or re.search(r"[A-Za-z]|つ|か所|カ所|個", found) or len(found) > 1:
        return 0.5 if family in {"count", "people"} else 0.0
    return 0.3 if family == "people" else 0.0


def _judge(
    question: Question,
    terms: list[Term],
    figure: Figure,
    context: Context,
    passage: float,
    kind: float,
) -> Candidate:
    zones = _zones(figure, context)
    covered = [(term, _coverage(term, figure, context, zones)) for term in terms]
    weight = sum(term.weight for term, _ in covered)
    share = sum(term.weight * score for term, score in covered) / weight if weight else 0.6
    missing = tuple(term for term, score in covered if term.name and score <= _ABSENT)
    measure = _measure(question, figure, zones)
    period = _period(question, figure, context)
    parts = {
        "terms": share,
        "measure": measure,
        "role": _role(terms, figure, context),
        "period": max(period, 0.0),
        "passage": passage,
        "form": _form(question, figure),
        "kind": kind,
    }
    objection = "entity" if missing else "period" if period < 0 else None
    if objection is None and measure <= 0.05 and _strict(question, figure):
        objection = "measure"
    score = sum(_WEIGHTS[name] * value for name, value in parts.items())
    return Candidate(figure, context, score, parts, missing, objection)


def _role(terms: list[Term], figure: Figure, context: Context) -> float:
    """1 when a name of the question is the figure's owner, 0 when another is, else between."""
    names = [term for term in terms if term.name]
    if not names or not figure.subject or not is_name(figure.subject, context.lexicon):
        return 0.5
    owner = Zone(figure.subject, context.lexicon)
    return 1.0 if any(owner.covers(term) >= 0.6 for term in names) else 0.0


def _zones(figure: Figure, context: Context) -> list[tuple[Zone, float]]:
    """The zones around a figure with their discounts, nearest first."""
    if figure.field == "title":
        return [(context.title, _SENTENCE), (context.whole, _ARTICLE)]
    sentence = context.sentence(figure.start)
    zones = [
        (context.zone(context.clause(figure)), _CLAUSE),
        (context.zone(sentence), _SENTENCE),
    ]
    before = context.before(sentence)
    if before is not None:
        zones.append((context.zone(before), _BEFORE))
    zones.append((context.zone(context.paragraph(sentence)), _PARAGRAPH))
    zones.append((context.topic, _TITLE))
    zones.append((context.whole, _ARTICLE))
    return zones


def _coverage(
    term: Term, figure: Figure, context: Context, zones: list[tuple[Zone, float]]
) -> float:
    """The best discounted cover of a term; bound roles count as the clause does."""
    best = max(discount * zone.covers(term) for zone, discount in zones)
    if not term.name:
        return best
    roles = [role for role in (figure.subject, figure.counterparty) if role]
    if any(Zone(role, context.lexicon).covers(term) >= 0.6 for role in roles):
        return 1.0
    if figure.field == "text" and _belongs_to_rival(term, figure, context):
        return min(best, _OTHERS)
    if figure.subject and best < _TITLE and is_name(figure.subject, context.lexicon):
        return best * _ELSEWHERE
    return best


def _belongs_to_rival(term: Term, figure: Figure, context: Context) -> bool:
    """Whether another figure of the sentence has this name for its subject or in its clause."""
    mine = context.zone(context.clause(figure))
    if mine.covers(term) >= 0.6 and not figure.subject:
        return False
    for rival in context.rivals(figure):
        if rival.face_of == figure.start or figure.face_of == rival.start:
            continue
        if rival.subject:
            if Zone(rival.subject, context.lexicon).covers(term) >= 0.6:
                return True
        elif not figure.subject:
            theirs = context.clause(rival)
            if theirs != context.clause(figure) and context.zone(theirs).covers(term) >= 0.6:
                return True
    return False


def _measure(question: Question, figure: Figure, zones: list[tuple[Zone, float]]) -> float:
    """How far the figure is of the measure asked about: 0 none, 1 bound to it."""
    asked = [m for m in question.measures if _says_something(m, question)]
    if not asked:
        return 0.6
    scores = []
    for measure_id in asked:
        if figure.measure and measures.related(measure_id, figure.measure):
            scores.append(1.0)
            continue
        if measure_id in measures.GENERIC:
            scores.append(0.5)
            continue
        best = max(
            (
                discount
                for zone, discount in zones
                if discount > _ARTICLE
                and any(measures.related(measure_id, hit) for hit in _hits(zone))
            ),
            default=0.0,
        )
        if figure.measure in measures.MEASURES and figure.measure not in measures.GENERIC:
            best *= 0.6
        scores.append(best)
    return max(scores) if any(s < 0.05 for s in scores) and len(scores) > 1 else _mean(scores)


# Measures that news names by these words or not at all.
_NAMED = frozenset(
    "revenue operating_profit ordinary_profit net_profit gross_profit profit operating_loss net_loss "
    "dividend buyback market_cap assets capital share_price debt gdp headcount population deaths "
    "injured turnout unemployment_rate interest_rate inflation budget tax emissions job_cuts wage "
    "pension donation fine subsidy subsidy_rate loan stake growth_rate approval_rate".split()
)


def _strict(question: Question, figure: Figure) -> bool:
    """Whether a figure without the measure asked about cannot be what is asked."""
    if any(m in _NAMED for m in question.measures):
        return True
    return figure.measure in measures.MEASURES and figure.measure not in measures.GENERIC


def _mean(scores: list[float]) -> float:
    return sum(scores) / len(scores)


def _says_something(measure_id: str, question: Question) -> bool:
    """A measure narrows the choice unless it only repeats the kind that is wanted."""
    return measure_id != "amount"


def _hits(zone: Zone) -> frozenset[str]:
    cached = zone.__dict__.get("measure_ids")
    if cached is None:
        cached = frozenset(hit.id for hit in measures.find(zone.folded))
        zone.__dict__["measure_ids"] = cached
    return cached


def _period(question: Question, figure: Figure, context: Context) -> float:
    """1 the figure is of the period asked, 0.5 unknown or none asked, -1 of another."""
    if not question.period or figure.unit == "date":
        return _date_fits(question, figure)
    known = [_date(text) for text in (figure.period, figure.as_of) if text]
    dates = [date for date in known if date is not None]
    for asked in question.period:
        if dates and (asked.contains(dates[0]) or dates[0].contains(asked)):
            return 1.0
    if figure.period and dates:
        return -1.0
    if any(asked.contains(date) for asked in question.period for date in dates):
        return 0.9
    if dates and all(asked.year != dates[-1].year for asked in question.period):
        written = _years_near(figure, context)
        if any(asked.year in written for asked in question.period):
            return 0.6
        return -1.0
    return 0.4


def _date_fits(question: Question, figure: Figure) -> float:
    if figure.unit != "date" or not question.period:
        return 0.5
    value = figure.value
    if isinstance(value, PartialDate):
        return 1.0 if any(asked.contains(value) for asked in question.period) else 0.3
    return 0.5


def _years_near(figure: Figure, context: Context) -> set[int]:
    start, end = context.sentence(figure.start)
    return {
        other.value.year
        for other in context.figures
        if isinstance(other.value, PartialDate)
        and other.value.year is not None
        and other.field == figure.field
        and start <= other.start < end
    }


def _date(text: str) -> PartialDate | None:
    match = re.search(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", text)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    return PartialDate(year, month, day)


def _form(question: Question, figure: Figure) -> float:
    """Small preferences of form: the face printed first, the precise date, the right counter."""
    score = 0.6
    if figure.face_of is not None and not question.units:
        score -= 0.4
    if figure.unit == "date" and isinstance(figure.value, PartialDate):
        wants_year = re.search(r"何年|year", question.text)
        precise = figure.value.day is not None or figure.value.month is not None
        score += 0.2 if precise and not wants_year else 0.0
    asked = question.units[0].partition(":")[2] if question.units else ""
    if asked and question.wants[:1] == ("count",):
        found = figure.unit.partition(":")[2].partition("/")[0]
        score += 0.4 if stem(found.lower()) == stem(asked) else 0.0
    text = question.text.lower()
    totals = re.search(r"合計|総額|総計|全体で|\btotal\b|\bcombined\b|in all\b", text)
    if totals:
        score += 0.4 if "total" in figure.qualifiers else -0.1
    elif "total" in figure.qualifiers:
        score -= 0.1
    change = re.search(r"増|減|伸び|上昇|下落|\b(?:rise|rose|fall|fell|grow|increase|decrease|drop)", text)
    if question.wants[:1] == ("percent",) and not change:
        score -= 0.2 if {"increase", "decrease"} & set(figure.qualifiers) else 0.0
    if "/" in figure.unit and not re.search(r"当たり|あたり|毎|時給|月額|年間|\bper\b|\ba (?:year|month|share)", text):
        score -= 0.2
    return max(0.0, min(1.0, score))
