"""Sentences with their figures, as the binder reads them: folded, quotes and brackets masked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.figures.kana_names import as_katakana, kana_names
from assistant.figures.measures import MeasureHit, find
from assistant.schema import Field, Figure
from assistant.text.fold import fold
from assistant.text.sentences import sentences

MASK = "\ue000"  # stands for any character inside brackets or quotation marks
_PAIRS = {"(": ")", "「": "」", "『": "』", "[": "]", "【": "】", "〈": "〉", "《": "》"}
_CLOSERS = {close: opener for opener, close in _PAIRS.items()}
# What parts a Japanese headline into clauses, each with its own verb.
HEADLINE_GAP = re.compile(r"(?<=[ぁ-んァ-ヺー一-鿿%％」])[ 　]+(?=[ぁ-んァ-ヺ一-鿿\dA-Z「])")
_LONGEST = 1200  # no sentence of news is longer; a list or a hostile text may be
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-鿿]")


@dataclass(frozen=True, slots=True)
class Span:
    """A figure inside a sentence; offsets are the sentence's own."""

    index: int  # position in the caller's list of figures
    start: int
    end: int
    figure: Figure

    @property
    def is_date(self) -> bool:
        return self.figure.unit == "date"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; ``plain`` is folded, ``masked`` hides what brackets enclose."""

    start: int
    plain: str
    masked: str
    spans: tuple[Span, ...]
    hits: tuple[MeasureHit, ...]
    paragraph: int
    field: Field = "text"

    @property
    def quantities(self) -> tuple[Span, ...]:
        return tuple(span for span in self.spans if not span.is_date)

    @property
    def dates(self) -> tuple[Span, ...]:
        return tuple(span for span in self.spans if span.is_date)

    @property
    def is_japanese(self) -> bool:
        return len(_JAPANESE.findall(self.plain)) * 5 > len(self.plain)

    def depth0(self, span: Span) -> bool:
        return self.masked[span.start] != MASK

    def bracket(self, span: Span) -> tuple[int, int] | None:
        """Offsets of what the innermost visible bracket round ``span`` encloses."""
        if self.depth0(span):
            return None
        left, right = span.start, span.end
        while left > 0 and self.masked[left - 1] == MASK:
            left -= 1
        while right < len(self.masked) and self.masked[right] == MASK:
            right += 1
        return left, right


def mask(text: str) -> str:
    """Replace what brackets enclose by ``MASK``; an unclosed bracket hides nothing."""
    out = list(text)
    stack: list[int] = []
    for at, char in enumerate(text):
        if char in _PAIRS:
            stack.append(at)
        elif char in _CLOSERS and stack and text[stack[-1]] == _CLOSERS[char]:
            opened = stack.pop()
            if not stack:
                out[opened + 1 : at] = MASK * (at - opened - 1)
    return "".join(out)


def read(
    text: str, skip: Sequence[tuple[int, int]], figures: list[tuple[int, Figure]], field: Field
) -> Iterator[Sentence]:
    """The sentences of one field in order, each with the ``(index, figure)`` pairs inside it."""
    pending = sorted(figures, key=lambda pair: pair[1].start)
    position, paragraph, last_end = 0, 0, 0
    names = kana_names(fold(text))
    for start, end in _pieces(text, sentences(text, skip)):
        if "\n" in text[last_end:start]:
            paragraph += 1
        last_end = end
        inside: list[Span] = []
        while position < len(pending) and pending[position][1].start < end:
            index, figure = pending[position]
            position += 1
            if figure.start >= start and figure.end <= end:
                inside.append(Span(index, figure.start - start, figure.end - start, figure))
        plain = fold(text[start:end])
        masked = as_katakana(mask(plain), names)
        yield Sentence(start, plain, masked, tuple(inside), tuple(find(plain)), paragraph, field)


def _pieces(text: str, spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Sentences, those with several 【labels】 cut before each label."""
    for start, end in spans:
        cuts = [match.start() for match in re.finditer("【", text[start:end])]
        edges = [start, *(start + cut for cut in cuts[1:]), end]
        for low, high in pairwise(edges):
            yield from _bounded(text, low, high)


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Pieces of at most ``_LONGEST`` characters, so that the work stays linear in the text."""
    while end - start > _LONGEST:
        cut = max(text.rfind(mark, start, start + _LONGEST) for mark in "、, ") + 1
        cut = cut if cut > start + _LONGEST // 2 else start + _LONGEST
        yield start, cut
        start = cut
    yield start, end


def part(sentence: Sentence, start: int, end: int) -> Sentence:
    """A stretch of a sentence as a sentence of its own, such as what a bracket encloses."""
    spans = tuple(
        Span(span.index, span.start - start, span.end - start, span.figure)
        for span in sentence.spans
        if start <= span.start and span.end <= end
    )
    hits = tuple(
        MeasureHit(hit.id, hit.start - start, hit.end - start)
        for hit in sentence.hits
        if start <= hit.start and hit.end <= end
    )
    plain = sentence.plain[start:end]
    return Sentence(sentence.start + start, plain, mask(plain), spans, hits, sentence.paragraph)
