"""What the stored article itself prints and binds: the only ground a draft is held against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.answer.reading import as_printed
from assistant.figures.extract import extract
from assistant.figures.scan import scan
from assistant.schema import Article, Evidence, Figure
from assistant.text.fold import fold


@dataclass(frozen=True)
class Proof:
    """Evidence that holds: its quote is the article's, its figure as read from the article anew."""

    article: Article
    evidence: Evidence

    @property
    def figure(self) -> Figure | None:
        return self.evidence.figure

    @property
    def quote(self) -> str:
        return source(self.article, self.evidence)[self.evidence.start : self.evidence.end]

    @property
    def ledger(self) -> tuple[Figure, ...]:
        """Every figure of the article."""
        return ledger(self.article)

    @property
    def quoted(self) -> list[Figure]:
        """The figures that the quote holds."""
        at = self.evidence
        return [f for f in self.ledger if f.field == at.field and at.start <= f.start < at.end]

    def printed(self, figure: Figure) -> tuple[int, int]:
        """The span of a figure of this article with the qualifiers printed beside it."""
        return as_printed(figure, self.article)

    def marks(self, figure: Figure) -> set[str]:
        """The qualifiers that stand beside the figure, not those told by a verb elsewhere."""
        start, end = self.printed(figure)
        text = self.article.part(figure.field)
        return {
            mark
            for mention in scan(text[start:end])
            if start + mention.start < figure.end and figure.start < start + mention.end
            for mark in mention.qualifiers
        }

    def before(self, figure: Figure) -> str:
        """The character before the figure."""
        text = self.article.part(figure.field)
        return text[figure.start - 1 : figure.start] if figure.start else ""


@lru_cache(128)
def ledger(article: Article) -> tuple[Figure, ...]:
    """The figures of an article, read from its text; linear in its length."""
    return tuple(extract(article))


def source(article: Article, evidence: Evidence) -> str:
    """The text that the offsets of ``evidence`` point into."""
    return article.part(evidence.field)


def quoted(evidence: Evidence, articles: Mapping[str, Article]) -> Proof | None:
    """The quote alone, without a figure; ``None`` when it points nowhere."""
    article = articles.get(evidence.article_id)
    if article is None or article.id != evidence.article_id:
        return None
    if not 0 <= evidence.start < evidence.end <= len(source(article, evidence)):
        return None
    return Proof(article, replace(evidence, figure=None))


def prove(evidence: Evidence, articles: Mapping[str, Article]) -> Proof | None:
    """The proof that evidence gives; ``None`` when the article does not print what it claims.

    Value, range, unit, qualifiers and place of a claimed figure must be those
    that the article's text reads as. Whose it is, of what and when is taken
    from there, whatever the claim says.
    """
    proof = quoted(evidence, articles)
    claimed = evidence.figure
    if proof is None or claimed is None:
        return proof
    if (claimed.article_id, claimed.field) != (evidence.article_id, evidence.field):
        return None
    if not evidence.start <= claimed.start < claimed.end <= evidence.end:
        return None
    for read in proof.ledger:
        if _printed(claimed) == _printed(read):
            return Proof(proof.article, replace(evidence, figure=read))
    return None


def _printed(figure: Figure) -> tuple[object, ...]:
    return (
        figure.article_id, figure.field, figure.start, figure.end, figure.surface, figure.unit,
        figure.value, figure.value_hi, frozenset(figure.qualifiers),
    )  # fmt: skip


def stands(words: str, texts: Iterable[str]) -> bool:
    """Whether ``words`` stand in one of the texts, not as a part of a longer number or word."""
    return any(next(places(words, text), None) is not None for text in texts)


def places(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Where ``words`` stand in ``text``, width and case folded; whole numbers and Latin words."""
    needle, hay = fold(words).lower().strip(), fold(text).lower()
    at = hay.find(needle) if needle else -1
    while at >= 0:
        end = at + len(needle)
        if not (_joined(hay, at) or _joined(hay, end)):
            yield at, end
        at = hay.find(needle, at + 1)


def _joined(text: str, at: int) -> bool:
    """Whether position ``at`` cuts a number or a Latin word in two."""
    if not 0 < at < len(text):
        return False
    pair = text[at - 1 : at + 1]
    if pair.isdecimal():
        return True
    if text[at] in ".," and text[at - 1].isdecimal() and text[at + 1 : at + 2].isdecimal():
        return True
    if text[at - 1] in ".," and text[at].isdecimal() and text[at - 2 : at - 1].isdecimal():
        return True
    return pair.isascii() and pair.isalpha()
