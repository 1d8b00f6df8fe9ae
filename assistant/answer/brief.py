"""What a language model is told: passages by number, the drafted figures by handle."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assistant.answer.context import Context
from assistant.answer.gather import Findings
from assistant.answer.prompting import prompt
from assistant.answer.reading import as_printed, measure_in_words
from assistant.answer.write import worded
from assistant.figures.scan import scan
from assistant.schema import Article, Draft, Evidence, Figure, Lang, Question, Sentence

_CHUNKS = 2  # passages told beside the quotes of the draft
_MOST = 10  # quotes in all
_LONG = 300  # characters of a quote that a prompt holds
_LANGUAGE = {"ja": "Japanese", "en": "English"}
# What could be taken for a handle, a citation, the end of the passages or a template's name.
_MARKS = str.maketrans("{}[]<>", "〔〕〔〕‹›")

Place = tuple[str, str, int, int]


@dataclass(frozen=True)
class Handle:
    """What a model may place by its name, and the drafted sentence that says it."""

    name: str
    words: str
    figure: Figure | None
    sentence: Sentence


@dataclass(frozen=True)
class Brief:
    """All that a model is told for one answer, and that its answer is read by.

    ``passages`` are evidence without a figure, numbered from 1; a handle is
    ``F1``, ``F2`` for the drafted figures, ``O1`` for the owner of ``F1``, ``A`` for the
    short answer in words.
    """

    question: Question
    drafted: Draft
    articles: Mapping[str, Article]
    passages: tuple[Evidence, ...]
    handles: Mapping[str, Handle]

    def quote(self, at: Evidence) -> str:
        article = self.articles[at.article_id]
        text = article.part(at.field)
        return text[at.start : at.end]

    def prompt(self) -> tuple[str, str]:
        """The system and the user part."""
        lines = [f"[{n}] {self._shown(at)}" for n, at in enumerate(self.passages, 1)]
        listed = [f"{{{h.name}}} = {_plain(h.words)}{_about(h)}" for h in self.handles.values()]
        return prompt(
            "write",
            language=_LANGUAGE[self.question.lang],
            question=_plain(self.question.text),
            passages="\n".join(lines),
            handles="\n".join(listed),
        )

    def _shown(self, at: Evidence) -> str:
        """A passage on one line, each figure that has a handle replaced by it."""
        text = self.quote(at)
        parts, last = [], 0
        for start, end, name in sorted(self._places(at)):
            if start >= last:
                parts += [_plain(text[last:start]), f"{{{name}}}"]
                last = end
        shown = "".join([*parts, _plain(text[last:])])
        return shown[:_LONG] + ("…" if len(shown) > _LONG else "")

    def _places(self, at: Evidence) -> Iterator[tuple[int, int, str]]:
        for handle in self.handles.values():
            figure = handle.figure
            if figure is None or handle.name[0] != "F":
                continue
            if (figure.article_id, figure.field) != (at.article_id, at.field):
                continue
            start, end = as_printed(figure, self.articles[at.article_id])
            if at.start <= start and end <= at.end:
                yield start - at.start, end - at.start, handle.name


def brief(
    question: Question,
    drafted: Draft,
    articles: Mapping[str, Article],
    beside: Iterable[Evidence] = (),
) -> Brief:
    """The quotes of the draft and what is ``beside`` them, numbered; the draft's figures."""
    places: dict[Place, Evidence] = {}
    for at in (e for sentence in drafted.sentences for e in sentence.evidence):
        bare = Evidence(at.article_id, at.field, at.start, at.end, role="context")
        places.setdefault(_place(bare), bare)
    for at in beside:
        if len(places) < _MOST and not any(_overlap(at, other) for other in places.values()):
            places[_place(at)] = at
    handles = dict(_handles(drafted, articles, question.lang))
    return Brief(question, drafted, articles, tuple(places.values()), handles)


def _handles(
    drafted: Draft, articles: Mapping[str, Article], lang: Lang
) -> Iterator[tuple[str, Handle]]:
    number = 0
    for sentence in drafted.sentences:
        figure = sentence.evidence[0].figure if sentence.evidence else None
        if figure is None:
            continue
        number += 1
        words = worded(figure, articles[figure.article_id], lang)
        yield f"F{number}", Handle(f"F{number}", words, figure, sentence)
        if figure.subject and not scan(figure.subject):  # no owner that reads as a figure
            yield f"O{number}", Handle(f"O{number}", figure.subject, figure, sentence)
    if not number and drafted.answer_span:
        yield "A", Handle("A", drafted.answer_span, None, drafted.sentences[0])


def beside(found: Findings) -> Iterator[Evidence]:
    """The sentences of the nearest passages, as evidence of a brief."""
    chunks = [(found.passages.get(c.id), c, ctx) for ctx in found.contexts for c in ctx.chunks]
    known = [(near, chunk, ctx) for near, chunk, ctx in chunks if near is not None]
    for _, chunk, context in sorted(known, key=lambda one: (-one[0], one[1].id))[:_CHUNKS]:
        yield from _sentences(context, chunk.start, chunk.end)


def _sentences(context: Context, start: int, end: int) -> Iterator[Evidence]:
    for first, last in context.sentences:
        if start <= first and last <= end and last - first <= _LONG:
            yield Evidence(context.article.id, "text", first, last, role="context")


def _place(at: Evidence) -> Place:
    return at.article_id, at.field, at.start, at.end


def _overlap(a: Evidence, b: Evidence) -> bool:
    same = (a.article_id, a.field) == (b.article_id, b.field)
    return same and a.start < b.end and b.start < a.end


def _about(handle: Handle) -> str:
    """What a figure measures, for the list of handles."""
    figure = handle.figure
    if figure is None or handle.name[0] != "F":
        return ""
    parts = (figure.subject, measure_in_words(figure.measure, "en"), figure.modality)
    about = [part for part in parts if part]
    return f" ({_plain(', '.join(about))})" if about else ""


def _plain(text: str) -> str:
    """Text of others on one line, without a mark that means something in a prompt."""
    return re.sub(r"\s+", " ", text.translate(_MARKS))
