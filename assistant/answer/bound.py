"""How far what a figure is bound to, its owner and its measure, is what a question asks about."""

from __future__ import annotations

import re

from assistant.answer.context import Context
from assistant.answer.kinds import asked_about
from assistant.answer.term import Term
from assistant.answer.zone import Zone
from assistant.figures import measures
from assistant.figures.periods import FLOWS
from assistant.schema import Figure, Question

# What can be received, besides what is so called.
_RECEIVED = ("receipt", "payment", "investment", "contract", "budget")
_RATES = frozenset({"unemployment_rate", "inflation", "job_ratio"})  # which are no growth
_SPENT = ("investment", "cost")  # what a plant costs is what is put into it
_PAID = ("payment", "price", "investment", "contract", "provision")
_PERSON = re.compile(  # who tells of an amount more often than has it
    r"(?:氏|さん|社長|会長|頭取|知事|市長|首相|大統領|教授|長官|大臣|CEO|CFO)$"
    r"|^(?i:chief executive|chief \w+ officer|managing director|(?:finance|prime) minister|ceo|cfo"
    r"|(?:vice )?president|chair(?:man|woman)?|(?:deputy )?(?:director|governor|minister)|mayor"
    r"|analyst|economist|spokes\w+|prof(?:essor)?)\.? [A-Z]"
)
_OF_BOOKS = frozenset([
    "revenue", "profit", "operating_profit", "ordinary_profit", "business_profit", "net_profit",
    "gross_profit", "loss", "operating_loss", "ordinary_loss", "net_loss", "investment", "cost",
    "dividend", "buyback", "production", "sales_volume", "emissions", "growth_rate",
])  # fmt: skip


def conflict(question: Question, figure: Figure) -> float:
    """1 when the figure is bound to a measure that none of those asked about includes."""
    asked = [m for m in asked_about(question) if m not in {"amount", "change", "people_count"}]
    found = figure.measure
    if not asked or found is None or found not in measures.MEASURES or found in measures.GENERIC:
        return 0.0
    if asked[0] == "growth_rate" and figure.unit == "percent" and found in FLOWS - _RATES:
        return 0.0
    if found == "growth_rate" and "change" in asked_about(question):
        return 0.0  # by how many percent the population fell
    if "receipt" in asked or "provision" in asked:
        asked += _RECEIVED
    if "payment" in asked:
        asked += _PAID
    if asked[0] == "wage":  # granted 18,000 yen, earned 16 million on average
        asked += ["subsidy", "profit", "approval_rate"]
    if "subsidy" in asked:
        asked += ["budget", "subsidy_rate"]
    if asked[0] == "budget":  # what is set aside for a thing
        asked += ["subsidy", "investment", "cost", "provision"]
    if asked[0] == "loan":
        asked += ["bond", "debt"]
    if asked[0] in _SPENT:
        asked += _SPENT
    return float(not any(measures.related(m, found) for m in asked))


def role(names: list[Term], figure: Figure, context: Context) -> float:
    """1 when a name of the question is the figure's owner, 0 when another is, else between."""
    if not names or not figure.subject:
        return 0.5
    if any(context.calls(figure.subject, term) for term in names):
        return 1.0
    if "each" in figure.qualifiers:  # of all that the sentence lists; the subject is one of them
        told = context.zone(context.sentence(figure.start))
        return 1.0 if any(told.covers(term) >= 0.6 for term in names) else 0.5
    if not context.is_name(figure.subject) or _is_only_told_by(figure):
        return 0.5
    return 0.0


def _is_only_told_by(figure: Figure) -> bool:
    """Whether its subject is a person, and it an amount such as companies have."""
    return bool(figure.subject and _PERSON.search(figure.subject) and figure.measure in _OF_BOOKS)


def measure(question: Question, figure: Figure, context: Context) -> float:
    """How far the figure is of the measures asked about: 0 not, 0.5 none asked, 1 bound."""
    told = asked_about(question)
    asked = [m for m in told if m not in measures.GENERIC and m != "amount"]
    generic = [m for m in told if m in measures.GENERIC and m != "amount"]
    if not asked:
        bound = figure.measure and any(measures.related(m, figure.measure) for m in generic)
        return 0.8 if bound else 0.5
    return _one_measure(asked[0], figure, context)


def is_said(question: Question, figure: Figure, context: Context) -> bool:
    """Whether the measure that a figure is bound to stands beside it, and the one asked does not.

    What is only bound from farther away proves little against the sentence's own words.
    """
    if figure.field == "title" or figure.measure is None:
        return True
    asked = asked_about(question)[:1]
    clause = context.zone(context.clause(figure))
    if any(m in clause.measures for m in asked):
        return False
    if figure.measure in clause.measures:  # «earned revenue of $54 billion» names no net profit
        return True
    if any(_names_measure(m, clause) for m in asked):
        return False
    if _names_measure(figure.measure, clause):
        return True
    return not any(_names_measure(m, context.zone(context.sentence(figure.start))) for m in asked)


def _one_measure(asked: str, figure: Figure, context: Context) -> float:
    if figure.measure and measures.related(asked, figure.measure):
        return 1.0
    if figure.field == "title":
        return 0.8 * _names_measure(asked, context.title)
    sentence = context.sentence(figure.start)
    clause = context.clause(figure)
    known = figure.measure in measures.MEASURES and figure.measure not in measures.GENERIC
    discount = 0.6 if known else 1.0
    for zone, weight in (
        (context.zone(clause), 0.9),
        (context.zone(sentence), 0.7),
        (context.zone(context.before(sentence) or sentence), 0.45),
        (context.topic, 0.45),
        (context.zone(context.paragraph(sentence)), 0.3),
    ):
        if _names_measure(asked, zone):
            return weight * discount
    return 0.0


def _names_measure(asked: str, zone: Zone) -> bool:
    return any(measures.related(asked, hit) for hit in zone.measures)
