"""The kinds of near misses: each makes questions of a row that look as if the corpus answered.

``expected`` is the row whose figure is right; nothing means that only a refusal is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from assistant.schema import Lang
from evals.near_misses.evidence import Evidence
from evals.near_misses.measures import ABSENT, concepts
from evals.near_misses.names import Company, companies, named, plain, renamed
from evals.tables import Fact

_YEARS = range(2012, 2036)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_SHORT_YEAR = re.compile(r"(?<!\d)\d\d年(?!間|後|前|債|物)|令和|last year|this year|昨年|前年|同年")


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A question made of a row's own; ``fact`` is that row."""

    kind: str
    fact: Fact
    lang: Lang
    text: str
    expected: Fact | None = None


Maker = Callable[[Fact, Lang, Evidence], Iterator[NearMiss]]


def wrong_company(fact: Fact, lang: Lang, evidence: Evidence) -> Iterator[NearMiss]:
    """Another company of the corpus, of which no article of the row speaks."""
    near = evidence.named_by(fact)
    for company, text in _other_companies(fact, lang, evidence):
        if company not in near:
            yield NearMiss("wrong company", fact, lang, text)


def neighbour(fact: Fact, lang: Lang, evidence: Evidence) -> Iterator[NearMiss]:
    """A company of the same article, beside the one that has the figure."""
    near = evidence.named_by(fact)
    for company, text in _other_companies(fact, lang, evidence):
        if company in near:
            yield NearMiss("neighbour", fact, lang, text)


def _other_companies(fact: Fact, lang: Lang, evidence: Evidence) -> Iterator[tuple[Company, str]]:
    """The row's question about each company of which nothing is known to answer it."""
    question = fact.questions[lang]
    asked = named(question)
    if len(asked) != 1 or not concepts(fact.measure):
        return
    ((own, forms),) = asked.items()
    for company in companies():
        if company != own and not evidence.measures(company, fact):
            yield company, renamed(question, forms, company.names[lang][0])


def wrong_year(fact: Fact, lang: Lang, evidence: Evidence) -> Iterator[NearMiss]:
    """Another year: one of which another row tells the same, else one that nothing tells of."""
    question = fact.questions[lang]
    years = set(_YEAR.findall(question))
    if len(years) != 1 or _SHORT_YEAR.search(question):
        return
    own = years.pop()
    for other, year in _same_in_other_years(fact, own, evidence):
        yield NearMiss("wrong year", fact, lang, question.replace(own, year), other)
    known = evidence.years(fact)
    for year in sorted(set(_YEARS) - known, key=lambda year: abs(year - int(own))):
        yield NearMiss("wrong year", fact, lang, question.replace(own, str(year)))


def _same_in_other_years(fact: Fact, own: str, evidence: Evidence) -> Iterator[tuple[Fact, str]]:
    """Rows of the same subject, measure and unit whose period is the same but for the year."""
    for row in evidence.facts:
        year = _YEAR.search(row.period)
        same = (row.subject, row.measure, row.unit) == (fact.subject, fact.measure, fact.unit)
        if same and year and year[0] != own and row.period.replace(year[0], own) == fact.period:
            yield row, year[0]


def wrong_measure(fact: Fact, lang: Lang, evidence: Evidence) -> Iterator[NearMiss]:
    """A measure that no article and no row gives of the company that the row is about."""
    asked, year = named(fact.questions[lang]), _YEAR.search(fact.period)
    if len(asked) != 1 or year is None:
        return
    (company,) = asked
    for measure in ABSENT:
        if not evidence.says(company, measure.words):
            name = company.names[lang][0]
            text = measure.ask[lang].format(name=name, year=year[0])
            yield NearMiss("wrong measure", fact, lang, text)


_CURRENCY: dict[str, tuple[str, ...]] = {
    "JPY": ("円", "yen", "¥", "jpy"),
    "USD": ("ドル", "dollar", "$", "usd"),
}
_TAILS: dict[tuple[str, Lang], tuple[str, ...]] = {
    ("JPY", "ja"): ("円建てで答えて。", "円ではいくら?"),
    ("USD", "ja"): ("ドル建てで答えて。", "ドルではいくら?"),
    ("JPY", "en"): ("Answer in yen.", "How much is that in Japanese yen?"),
    ("USD", "en"): ("Answer in dollars.", "How much is that in US dollars?"),
}
_ASKED_IN: dict[Lang, tuple[tuple[str, str, str], ...]] = {
    "ja": (("何円", "何ドル", "JPY"), ("円建て", "ドル建て", "JPY"), ("何ドル", "何円", "USD")),
    "en": (("how many yen", "how many dollars", "JPY"), ("in yen", "in dollars", "JPY"),
           ("in dollars", "in yen", "USD"), ("how many dollars", "how many yen", "USD")),
}  # fmt: skip


def wrong_currency(fact: Fact, lang: Lang, evidence: Evidence) -> Iterator[NearMiss]:
    """Dollars for yen, or yen for dollars, where no article of the row has the other at all."""
    other = {"JPY": "USD", "USD": "JPY"}.get(fact.unit)
    if other is None or any(quantity.unit == other for quantity in fact.accepted):
        return
    words = [plain(word) for word in _CURRENCY[other]]
    question = fact.questions[lang]
    sources = [plain(evidence.articles[article].text) for article in fact.articles]
    if any(word in text for text in sources for word in words):
        return
    if any(evidence.rows_have(company, fact, other) for company in named(question)):
        return
    for asked, wrong, unit in _ASKED_IN[lang]:
        if unit == fact.unit and asked in question.lower():
            at = question.lower().index(asked)
            text = question[:at] + wrong + question[at + len(asked) :]
            yield NearMiss("wrong currency", fact, lang, text)
            return
    if any(plain(word) in plain(question) for word in _CURRENCY[fact.unit]):
        return
    for tail in _TAILS[other, lang]:
        yield NearMiss("wrong currency", fact, lang, f"{question.rstrip('。')} {tail}")


_SCALES: dict[Lang, tuple[tuple[str, str], ...]] = {
    "ja": (("億円", "万円"), ("兆円", "億円"), ("億ドル", "万ドル"), ("万人", "億人")),
    "en": (("billion yen", "million yen"), ("trillion yen", "billion yen"),
           ("billion dollars", "million dollars"), ("million yen", "billion yen")),
}  # fmt: skip
_SIZES: dict[Lang, tuple[tuple[int, str], ...]] = {
    "ja": ((10**8, "万"), (10**12, "億")),
    "en": ((10**9, " million"), (10**12, " billion")),
}
_ABOUT_AMOUNT: dict[Lang, tuple[str, ...]] = {
    "ja": ("{name}の{amount}は何のための金額?", "{name}の{amount}が発表されたのはいつ?"),
    "en": ("What are {name}'s {amount} for?", "When were {name}'s {amount} announced?"),
}


def wrong_scale(fact: Fact, lang: Lang, evidence: Evidence) -> Iterator[NearMiss]:
    """An amount of the row or its question at another scale, which no article has."""
    question = fact.questions[lang]
    for right, wrong in _SCALES[lang]:
        for found in re.finditer(rf"(\d[\d.,]*)(\s?){right}", question):
            amount = f"{found[1]}{found[2]}{wrong}"
            if not evidence.anywhere(amount):
                text = question.replace(found[0], amount)
                yield NearMiss("wrong scale", fact, lang, text)
    asked = named(question)
    if len(asked) != 1:
        return
    (company,) = asked
    for amount in _amounts(fact, lang):
        if not evidence.anywhere(amount):
            for form in _ABOUT_AMOUNT[lang]:
                text = form.format(name=company.names[lang][0], amount=amount)
                yield NearMiss("wrong scale", fact, lang, text)


def _amounts(fact: Fact, lang: Lang) -> Iterator[str]:
    """The row's value in yen or dollars, written at a wrong scale: 102.4万円 for 102.4億円."""
    unit = {"JPY": ("円", "yen"), "USD": ("ドル", "dollars")}.get(fact.unit)
    value = fact.accepted[0].value
    if unit is None or not isinstance(value, Decimal):
        return
    for size, wrong in _SIZES[lang]:
        if size <= value < size * 10**4:
            number = f"{value / size:.10f}".rstrip("0").rstrip(".")
            yield f"{number}{wrong}{unit[0]}" if lang == "ja" else f"{number}{wrong} {unit[1]}"
            return


_DROPPED: dict[Lang, dict[str, str]] = {
    "ja": {"max": r"最大で|最大の|最大", "approx": r"およそ|約(?=[いどな何\d])"},
    "en": {
        "max": r" at most| at maximum|up to |maximum ",
        "approx": r"approximately |about (?=how)",
    },
}
_SWAPPED: dict[Lang, tuple[tuple[str, str], ...]] = {
    "ja": (("最大", "最低"), ("上限", "下限")),
    "en": (("at most", "at least"), ("up to", "at least"), ("maximum", "minimum"),
           ("ceiling", "floor"), ("upper limit", "lower limit")),
}  # fmt: skip


def qualifier_dropped(fact: Fact, lang: Lang, evidence: Evidence) -> Iterator[NearMiss]:
    """The question without its "up to": right is the row's figure, with its qualifier kept."""
    question = fact.questions[lang]
    for qualifier, pattern in _DROPPED[lang].items():
        text = re.sub(pattern, "", question, flags=re.IGNORECASE)
        text = re.sub(r"[((]\s*[))]", "", text)  # what was in brackets by itself
        if qualifier in fact.qualifiers and text != question:
            yield NearMiss("qualifier dropped", fact, lang, text[:1].upper() + text[1:], fact)


def least_for_most(fact: Fact, lang: Lang, evidence: Evidence) -> Iterator[NearMiss]:
    """The least amount is asked for where only the most is known."""
    question = fact.questions[lang]
    if "max" not in fact.qualifiers or any(
        "min" in row.qualifiers for c in named(question) for row in evidence.rows[c]
    ):
        return
    for most, least in _SWAPPED[lang]:
        if most in question.lower():
            text = re.sub(most, least, question, flags=re.IGNORECASE)
            yield NearMiss("least for most", fact, lang, text)
            return


# How many of each are made of a row in a language, at most.
KINDS: tuple[tuple[Maker, int], ...] = (
    (wrong_company, 2),
    (neighbour, 6),  # there are few
    (wrong_year, 2),
    (wrong_measure, 2),
    (wrong_currency, 1),
    (wrong_scale, 2),
    (qualifier_dropped, 1),
    (least_for_most, 1),
)
