"""What rows and articles say of a company: a near miss must be answered by neither."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property

from assistant.schema import Article
from evals.near_misses.measures import CONCEPTS, concepts
from evals.near_misses.names import Company, named, plain
from evals.running import kind_of
from evals.tables import Fact

_SENTENCE = re.compile(r"(?<=[。!?])|(?<=[.!?])\s|\n")
_DIGIT = re.compile(r"\d")
_MONEY = re.compile(r"\d.*(?:円|ドル|yen|dollar|\$|¥|億|兆)|[$¥].*\d")
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


class Evidence:
    """Rows and sentences by the companies they name."""

    def __init__(self, facts: Sequence[Fact], articles: Mapping[str, Article]) -> None:
        self.facts = facts
        self.articles = articles

    @cached_property
    def rows(self) -> dict[Company, list[Fact]]:
        """The rows that name a company in subject, measure, question or quote."""
        found: dict[Company, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            for company in named(row_text(fact)):
                found[company].append(fact)
        return found

    @cached_property
    def sentences(self) -> dict[Company, list[str]]:
        """Plain sentences that name a company, and all of an article whose title does."""
        found: dict[Company, list[str]] = defaultdict(list)
        for article in self.articles.values():
            titled = named(article.title)
            for sentence in filter(None, _SENTENCE.split(f"{article.title}\n{article.text}")):
                for company in titled | named(sentence):
                    found[company].append(plain(sentence))
        return found

    def named_by(self, fact: Fact) -> set[Company]:
        """The companies that any article of a row names."""
        return {company for article in fact.articles for company in self._named[article]}

    @cached_property
    def _named(self) -> dict[str, set[Company]]:
        return {
            article.id: set(named(f"{article.title}\n{article.text}"))
            for article in self.articles.values()
        }

    def measures(self, company: Company, fact: Fact) -> bool:
        """Whether a row or a sentence about the company may give what the row measures.

        A row does with a figure of the same kind and a measure alike; a sentence with a
        word of the measure and a number, and for money with a currency.
        """
        wanted, kind = concepts(fact.measure), kind_of(fact.unit)
        if any(
            kind_of(row.unit) == kind and wanted & concepts(row.measure)
            for row in self.rows[company]
        ):
            return True
        number = _MONEY if kind == "money" else _DIGIT
        told = [sentence for sentence in self.sentences[company] if number.search(sentence)]
        return any(word in text for name in wanted for word in CONCEPTS[name] for text in told)

    def says(self, company: Company, words: Sequence[str]) -> bool:
        """Whether a row or a sentence about the company has one of these words."""
        told = [*self.sentences[company], *(plain(row_text(row)) for row in self.rows[company])]
        return any(plain(word) in text for word in words for text in told)

    def rows_have(self, company: Company, fact: Fact, unit: str) -> bool:
        """Whether a row about the company gives the like of the row's measure in a unit."""
        wanted = concepts(fact.measure)
        return any(
            quantity.unit == unit and (not wanted or wanted & concepts(row.measure))
            for row in self.rows[company]
            for quantity in row.accepted
        )

    def years(self, fact: Fact) -> set[int]:
        """Years that may answer the row's question: of its companies, else of its articles."""
        texts = [row_text(fact)]
        about = named(f"{fact.subject} {' '.join(fact.questions.values())}")
        for company in about:
            texts += self.sentences[company]
            texts += [row_text(row) for row in self.rows[company]]
        if not about:
            texts += [self.articles[article].text for article in fact.articles]
            texts += [row_text(row) for row in self.facts if row.subject == fact.subject]
        return {int(year) for text in texts for year in _YEAR.findall(plain(text))}

    def anywhere(self, words: str) -> bool:
        """Whether any article has these words."""
        sought = plain(words)
        return any(sought in text for text in self._texts)

    @cached_property
    def _texts(self) -> list[str]:
        return [plain(f"{one.title}\n{one.text}") for one in self.articles.values()]


def row_text(fact: Fact) -> str:
    """All that a row says, on one line."""
    accepted = (f"{quantity.value}" for quantity in fact.accepted)
    questions = fact.questions.values()
    return " ".join([fact.subject, fact.measure, fact.period, *accepted, fact.quote, *questions])
