"""Ranking the figures of the retrieved articles by how well they answer a question."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from assistant.answer.bound import is_said
from assistant.answer.context import Context
from assistant.answer.cues import CUES, ENDS
from assistant.answer.features import Query, by_reader, features
from assistant.answer.kinds import asked_about, fits
from assistant.answer.term import Term
from assistant.figures import measures
from assistant.schema import Article, Figure
from assistant.text.fold import fold

Objection = Literal["entity", "period", "measure"]
ENTITY: Objection = "entity"
# Why a figure may not be the one asked for, the weightiest first; features like any other.
REASONS: dict[str, Objection] = {
    "missing": "entity",
    "unsaid": "entity",
    "anothers": "entity",
    "foreign": "entity",
    "other_time": "period",
    "unreceived": "measure",
    "contrary": "measure",
    "reversed": "measure",
    "unspoken": "measure",
    "unrelated": "measure",
    "unmeasured": "measure",
}
CROSSED = frozenset({"missing", "unsaid"})  # weighed apart across languages
# What answers nothing, however likely: revenue for a profit, a rise for a fall, another year,
# another's figure where the one asked about is named nowhere near, a fine of which nobody speaks.
BARS = frozenset({"contrary", "reversed", "other_time", "foreign", "unspoken"})
OBJECTIONS = (*REASONS, *(f"{name}_crossed" for name in sorted(CROSSED)), "others", "rivals")

# Weights of the features and of "none of them", by evals/fit_ranker.py: on half of the fact table
# of the demo corpus, and on questions over invented pages (evals/choosing; evals/training/near-*
# before the reader had seen them).
FITTED = {
    "afar": -1.2, "anchor": 1.62, "anothers": -0.62, "article": 2.97, "asked": 0.79,
    "clause": 0.8, "conflict": -0.34, "cosine": 2.46, "crossed": 1.82, "early": 0.11,
    "exact": 1.62, "extra": -1.08, "face": -4.02, "former": -0.6, "irrelevant": 0.3, "kind": 0.28,
    "measure": 0.51, "names": 0.65, "no_names": -0.19, "no_soft": -0.31, "not_read": 4.85,
    "off_kind": -0.82, "only": 0.31, "ordinal": -3.44, "other_time": -3.32, "others": -0.38,
    "period": 0.76, "precise": 1.12, "read": 5.03, "read_first": 0.27, "relevance": 0.47,
    "restated": -2.0, "role": 0.53, "soft": 1.4, "stated": 0.2, "title": -4.3,
    "turned": -0.56, "unmeasured": 0.12, "unread": -3.47, "unrelated": -0.49, "unsaid": 0.56,
    "unsaid_crossed": -0.68, "weakest": -0.43,
}  # fmt: skip
NONE = 8.1
# Not fitted. A profit is never what somebody received; an article in the question's language
# that lacks its name is of another; "owned" speaks through "others", what bars a figure bars it
# alone; for what a year says of others is nothing said of the one whose figure is of another year.
FIXED = {
    "unreceived": -20.0, "missing": -20.0, "missing_crossed": -3.0, "owned": 0.0, "rivals": -5.0,
    "contrary": 0.0, "reversed": 0.0, "foreign": 0.0, "unspoken": 0.0, "unwanted": -1.0,
}  # fmt: skip
WEIGHTS = FITTED | FIXED

# Measures that news names by these words or not at all.
_NAMED = frozenset([
    "revenue", "operating_profit", "ordinary_profit", "business_profit", "net_profit",
    "gross_profit", "profit", "operating_loss", "net_loss", "dividend", "buyback", "market_cap",
    "assets", "capital", "share_price", "debt", "gdp", "headcount", "population", "footfall",
    "users", "students", "infected", "production", "capacity", "homes", "import", "insurance",
    "deaths", "injured", "turnout", "unemployment_rate", "interest_rate", "inflation", "budget",
    "tax", "emissions", "job_cuts", "wage", "pension", "donation", "fine", "subsidy",
    "subsidy_rate", "loan", "stake", "growth_rate", "approval_rate",
])  # fmt: skip

# Amounts that news names in many words, and what is none of them where it is said beside it.
_AMOUNTS = frozenset([
    "investment", "price", "contract", "loss", "share", "fundraising", "acquisition_price",
])  # fmt: skip
_RESULTS = frozenset([
    "revenue", "operating_profit", "ordinary_profit", "business_profit", "net_profit",
    "gross_profit", "profit", "dividend", "subsidy",
])  # fmt: skip

# Of those, measures of the books and the market, of which no article tells in other words.
_SPOKEN = frozenset([
    "revenue", "operating_profit", "ordinary_profit", "business_profit", "net_profit",
    "gross_profit", "dividend", "buyback", "market_cap", "share_price", "tax", "fine",
    "emissions", "inflation", "unemployment_rate", "gdp",
])  # fmt: skip

_SAID_SO = {  # but for these turns
    "market_cap": re.compile(r"企業価値|\bvalu(?:es?|ed|ing|ation)\b"),
    "revenue": re.compile(r"[増減]収|販売|\b(?:turn(?:ed|s|ing)? over|sold|sells?)\b"),
    "share_price": re.compile(r"株[はが](?:前日|一時|終値|続[伸落])|終値|\bclosed at\b"),
    "tax": re.compile(r"(?:電気|ガス|水道|家庭向け)料金|\bfare"),
}
_TOLD = _NAMED - {"share_price"}  # which is said of any amount that shares are named beside

_WAYS = {"rise": "increase", "fall": "decrease"}  # cues of a question, qualifiers of a figure
_LEAST = re.compile(
    r"\bat (?:the )?least\b(?! *[$£€¥]?\d)|\bminimum\b|\blower (?:limit|end|bound)\b"
    r"|\bfloor\b(?! (?:area|space))"
    r"|最低(?!賃金|気温|限|\d)|最小|下限|少なくとも(?!\d)",
    re.IGNORECASE,
)
_MOST = re.compile(
    r"\bat (?:the )?most\b|\bmaximum\b|\bupper (?:limit|end|bound)\b|\bceiling\b"
    r"|最大(?![手級の規])|上限",
    re.IGNORECASE,
)
_OF_READER = ("read", "not_read", "read_first", "unread", "relevance", "irrelevant")
_ADDED = ("read_first", "only", "unwanted")  # features that more than the figure tells
_UNSAID = 0.25  # a name of the question that stands nowhere nearer than this
_ANOTHERS = 0.5  # a figure with another owner needs the name in its own sentence
_OTHER_TIME = 0.2
_UNSTATED = 0.3  # how far an article states a name
_NO_NAME = re.compile(  # which an article may spell out
    r"R&D|M&A|[KMGT]Wh?|PhDs?|JVs?|SPCs?|SPVs?|IPOs?|AGMs?|ICUs?|EVs?|SUVs?|SMEs?|NGOs?|CEO|CFO|YoY|EPS"
    r"|[HQ][1-4]|[12]H|Covid(?:-?19)?|I'd|I'm|I've",
    re.IGNORECASE,
)
_AT_HOME = re.compile("日本円|日本政府|米ドル")  # which articles of that language call otherwise
_APIECE = re.compile(
    r"\bper (?!cent\b|share\b|year\b|quarter\b|month\b|annum\b)[a-z]"
    r"|(?:[1一](?:人|個|件|台|店|世帯|社)|\b客)(?:当|あ)たり|客単価",
    re.IGNORECASE,
)
_FAR = 0.2  # the measure asked for is named in no sentence next to the figure's


@dataclass(frozen=True)
class Candidate:
    """A figure with its evidence.

    ``score`` is a log-odds; ``probability`` is its share among all figures of
    the retrieved articles and "none of them".
    """

    figure: Figure
    context: Context
    score: float
    probability: float = 0.0
    parts: Mapping[str, float] = field(default_factory=dict)
    missing: tuple[Term, ...] = ()  # names of the question that the evidence lacks
    objection: Objection | None = None

    @property
    def is_barred(self) -> bool:
        """Whether it may not be given as the answer."""
        return any(self.parts.get(name) for name in BARS)

    @property
    def article(self) -> Article:
        return self.context.article

    def unread(self) -> Candidate:
        """The same figure with what the reader thinks of it left out of its score."""
        told = sum(WEIGHTS[name] * self.parts.get(name, 0.0) for name in _OF_READER)
        return replace(self, score=self.score - told)


def judged(
    query: Query, contexts: Iterable[Context], passages: Mapping[str, float]
) -> list[Candidate]:
    """All figures of a fitting kind by what the text tells of them, in no order.

    ``passages`` maps ids of articles and chunks to their retrieval scores (0-1).
    """
    return [
        _judge(query, figure, context, passages, missing, unspoken)
        for context, missing, unspoken in (
            (c, missing_names(query, c), is_unspoken(query, c)) for c in contexts
        )
        for figure in context.figures
        if fits(query.question, figure) > 0
    ]


def unwanted(
    query: Query,
    contexts: Iterable[Context],
    passages: Mapping[str, float],
    known: Iterable[Candidate],
) -> list[Candidate]:
    """The amounts of no fitting kind in which the reader finds the answer, in no order.

    What kind is wanted is told by a few words of the question, and they may mislead; those that
    name a unit do not, nor where the reader finds the answer in one of the ``known`` ones.
    """
    if query.question.units or any(by_reader(query, c.figure, c.context)["read"] for c in known):
        return []
    return [
        _marked(_judge(query, figure, context, passages, missing, unspoken), "unwanted")
        for context, missing, unspoken in (
            (c, missing_names(query, c), is_unspoken(query, c)) for c in contexts
        )
        for figure in context.figures
        if figure.unit != "date"
        and fits(query.question, figure) == 0
        and by_reader(query, figure, context)["read"] > 0
    ]


def rank(query: Query, known: Iterable[Candidate]) -> list[Candidate]:
    """The figures of ``judged`` and ``unwanted``, with what was read of them; best first."""
    found = _only_one(_others_aside(_first_read([_with_reading(query, c) for c in known])))
    top = max([NONE, *(c.score for c in found)])
    total = math.exp(NONE - top) + sum(math.exp(c.score - top) for c in found)
    likely = [replace(c, probability=math.exp(c.score - top) / total) for c in found]
    return sorted(likely, key=lambda c: (-c.score, c.figure.start))


def _with_reading(query: Query, candidate: Candidate) -> Candidate:
    told = by_reader(query, candidate.figure, candidate.context)
    score = candidate.score + sum(WEIGHTS[name] * value for name, value in told.items())
    return replace(candidate, parts={**candidate.parts, **told}, score=score)


def _first_read(found: list[Candidate]) -> list[Candidate]:
    """The figure that the reader puts before all others is marked."""
    read = [c.parts["read"] + c.parts["not_read"] for c in found if not c.parts["unread"]]
    return [_marked(c, "read_first") if _is_top(c, max(read, default=0.0)) else c for c in found]


def _is_top(candidate: Candidate, top: float) -> bool:
    parts = candidate.parts
    return not parts["unread"] and parts["read"] + parts["not_read"] >= top


def _marked(candidate: Candidate, name: str) -> Candidate:
    parts = {**candidate.parts, name: 1.0}
    return replace(candidate, parts=parts, score=candidate.score + WEIGHTS[name])


def _others_aside(found: list[Candidate]) -> list[Candidate]:
    """Where the one asked about has such a figure, those of others are marked.

    One of another period marks those of its article only.
    """
    own = [c for c in found if c.parts["owned"] and c.parts["kind"] >= 0.9]
    mark = "others" if any(c.objection is None for c in own) else "rivals"
    told = {c.article.id for c in own} if mark == "rivals" else {c.article.id for c in found}
    return [
        replace(_marked(c, mark), objection=ENTITY)
        if c.parts["role"] == 0.0 and c.article.id in told
        else c
        for c in found
    ]


def _only_one(found: list[Candidate]) -> list[Candidate]:
    """Where the one asked about has but one value of the kind wanted, it is marked."""
    own = [c for c in found if _is_own(c)]
    if len({(c.figure.value, c.figure.unit) for c in own}) != 1:
        return found
    return [_marked(c, "only") if _is_own(c) else c for c in found]


def _is_own(candidate: Candidate) -> bool:
    parts = candidate.parts
    return candidate.objection is None and parts["role"] == 1.0 and parts["kind"] >= 0.9


def missing_names(query: Query, context: Context) -> tuple[Term, ...]:
    """The names of the question that an article does not state."""
    home = context.article.lang == query.question.lang
    names = (
        t
        for t in query.terms
        if t.name and not (_NO_NAME.fullmatch(t.text) or (home and _AT_HOME.fullmatch(t.text)))
    )
    return tuple(term for term in names if context.whole.covers(term) < _UNSTATED)


def is_unspoken(query: Query, context: Context) -> bool:
    """Whether an article lacks every word for the measure that is asked for."""
    asked = asked_about(query.question)[:1]
    if _APIECE.search(query.question.text) or query.question.wants[:1] == ("count",):
        return False  # revenue per parcel is the price of one; a number of shares is no price
    if not _SPOKEN & set(asked) or any(
        measures.related(asked[0], hit) for hit in context.whole.measures
    ):
        return False
    otherwise = _SAID_SO.get(asked[0])
    return otherwise is None or otherwise.search(context.whole.folded) is None


def _judge(
    query: Query,
    figure: Figure,
    context: Context,
    passages: Mapping[str, float],
    missing: tuple[Term, ...],
    unspoken: bool,
) -> Candidate:
    parts = features(query, figure, context, passages)
    against = objections(query, figure, parts, missing, context)
    if unspoken:
        against |= {"unspoken"}
    crossed = "_crossed" if context.article.lang != query.question.lang else ""
    parts |= dict.fromkeys((*OBJECTIONS, *_ADDED), 0.0)
    parts |= {name + crossed * (name in CROSSED): 1.0 for name in against}
    return Candidate(
        figure=figure,
        context=context,
        score=sum(WEIGHTS[name] * value for name, value in parts.items()),
        parts=parts,
        missing=missing,
        objection=next((reason for name, reason in REASONS.items() if name in against), None),
    )


def objections(
    query: Query,
    figure: Figure,
    parts: Mapping[str, float],
    missing: tuple[Term, ...],
    context: Context,
) -> frozenset[str]:
    """What speaks against a figure, in the words of ``REASONS``."""
    question = query.question
    asked = asked_about(question)[:1] if question.wants[:1] != ("date",) else ()
    named = any(m in _NAMED for m in asked)
    told_of = _TOLD if named else _RESULTS if any(m in _AMOUNTS for m in asked) else frozenset()
    found = {
        "missing": bool(missing),
        "unsaid": not missing and parts["weakest"] < _UNSAID,
        "anothers": parts["role"] == 0.0 and parts["names"] <= _ANOTHERS,
        "foreign": parts["role"] == 0.0 and parts["afar"] == 1.0,
        "other_time": parts["period"] < _OTHER_TIME,
        "unreceived": parts["conflict"] == 1.0
        and question.measures[:1] == ("receipt",)
        and question.wants[:1] in {("money",), ("quantity",)},
        "contrary": parts["conflict"] == 1.0
        and figure.measure in told_of
        and is_said(question, figure, context),
        "reversed": _goes_the_other_way(query, figure, context),
        "unrelated": parts["conflict"] == 1.0
        and parts["measure"] <= _FAR
        and question.wants[:1] == ("money",),
        "unmeasured": parts["measure"] == 0.0 and named,
    }
    return frozenset(name for name, holds in found.items() if holds)


def _goes_the_other_way(query: Query, figure: Figure, context: Context) -> bool:
    """Whether a rise is asked about and the figure is a fall, the least where it is the most,
    or a start where it is an end.
    """
    bounds = {"max", "min"} & set(figure.qualifiers)
    if bounds == {"max"} and _LEAST.search(query.question.text):
        return True
    if bounds == {"min"} and _MOST.search(query.question.text):
        return True
    asked = {way for cue, way in _WAYS.items() if cue in query.cues}
    told = set(_WAYS.values()) & set(figure.qualifiers)
    if len(asked) == len(told) == 1 and asked != told:
        return True
    return figure.unit == "date" and _is_other_end(query, figure, context)


def _is_other_end(query: Query, figure: Figure, context: Context) -> bool:
    """Whether an end is asked for and the date, of a sentence that tells of both, is the start."""
    asked = ENDS & query.cues
    if len(asked) != 1 or figure.field == "title":
        return False
    told = ENDS & context.cues(figure)
    if len(told) != 1 or told == asked:
        return False
    said = fold(context.article.text[slice(*context.sentence(figure.start))]).lower()
    return all(CUES[name].search(said) for name in ENDS)
