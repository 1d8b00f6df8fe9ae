"""Where a figure stands: its clause, sentence, paragraph, headline and article as zones."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from assistant.answer.cues import CUES, ENDS
from assistant.answer.proper import is_name
from assistant.answer.term import Term
from assistant.answer.wording import wording
from assistant.answer.zone import Zone
from assistant.figures import measures
from assistant.schema import Article, Chunk, Figure, Question
from assistant.text.fold import fold
from assistant.text.lexicon import Lexicon
from assistant.text.sentences import Span, sentences
from assistant.text.tokens import tokens

_SEPARATOR = re.compile(r"[、;;:]|,\s|(?<=[a-z\d)])\s(?:and|while|but|whereas|as)\s(?=\S)")
# The reader knows who heads a company better than who runs it.
_RUNS = re.compile(
    r"^who(?:'s| is)? (?:runs|running|in charge of|(?:the )?boss of) ", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CALLED = 0.6  # of a name that a bound role states
_OF_TOWN = re.compile("[ァ-ヺー]{3,}([一-鿿]{2,4})")  # サンフレッチェ広島
_SHORT_FORM = re.compile(r"[\u3400-\u9fff]{2,4}|[\u30a1-\u30fa\u30fc]{3,}")
_GOES_ON = r"[\u3400-\u9fff\u30a1-\u30fa\u30fc]{2,}"
_CONTENT = re.compile(r"[A-Za-z\u3041-\u30fa\u3400-\u9fff]")


@dataclass
class Context:
    """An article cut into nested zones; every zone is made once."""

    article: Article
    figures: list[Figure]
    lexicon: Lexicon | None = None
    chunks: tuple[Chunk, ...] = ()

    def __post_init__(self) -> None:
        self._zones: dict[Span, Zone] = {}
        self.sentences: list[Span] = sentences(self.article.text, self.article.skip)
        self._starts = [start for start, _ in self.sentences]
        self._clauses: dict[tuple[str, int], Span] = {}
        self._tokened: dict[Span, frozenset[str]] = {}
        self._phrases: dict[str, Zone] = {}
        self._names: dict[str, bool] = {}
        self._called: dict[tuple[str, Term], bool] = {}
        self._cues: dict[tuple[str, int], frozenset[str]] = {}

    @cached_property
    def title(self) -> Zone:
        return Zone(self.article.title, self.lexicon)

    @cached_property
    def topic(self) -> Zone:
        """Headline and first sentence: what all of the article is about."""
        lead = self.article.text[slice(*self.sentences[0])] if self.sentences else ""
        return Zone(f"{self.article.title}\n{lead}", self.lexicon)

    @cached_property
    def whole(self) -> Zone:
        body = " ".join(self.article.text[start:end] for start, end in self.sentences)
        return Zone(f"{self.article.title}\n{self.article.publisher or ''}\n{body}", self.lexicon)

    @cached_property
    def years(self) -> frozenset[int]:
        """Every year that the article tells of: of its dates, its figures' periods, its own day."""
        written = [self.article.published or "", self.whole.folded]
        for figure in self.figures:
            period = figure.period or ""
            written += [period, str(figure.value), str(figure.value_hi)]
            if period.startswith("FY"):
                written.append(str(int(period[2:6]) + 1))
        return frozenset(int(year) for text in written for year in _YEAR.findall(text))

    def wordings(self, question: Question, terms: Iterable[Term]) -> list[str]:
        """The question as the reader is asked it here: once, or twice where it crosses languages.

        An English question has its names as this article writes them, if in Japanese: the
        reader finds 玉名川市 by those characters more surely than by "Tamanagawa"; the other
        way, from katakana, it does as well without. The second wording has other words as
        the article writes them too; the mean of both readings is better than either.
        """
        text = _RUNS.sub("Who is the head of ", question.text)
        if question.lang == self.article.lang:
            return [text]
        forms = [(term, wording(self.whole, term)) for term in terms]
        names = {term.text: form for term, form in forms if term.name and form}
        words = {term.text: form for term, form in forms if not term.name and form}
        named = _put(text, names)
        switched = self._measured(_put(named, words))
        return list(dict.fromkeys([named if question.lang == "en" else text, switched]))

    @cached_property
    def _measures(self) -> dict[str, measures.MeasureHit]:
        """Where the article first names each measure."""
        return {hit.id: hit for hit in reversed(measures.find(self.whole.folded))}

    def _measured(self, question: str) -> str:
        """``question`` with its measures by the words by which this article names them."""
        for hit in reversed(measures.find(fold(question))):
            here, asked = self._measures.get(hit.id), question[hit.start : hit.end]
            if here and asked.isascii() == (self.article.lang == "ja"):
                word = self.whole.text[here.start : here.end]
                question = question[: hit.start] + word + question[hit.end :]
        return question

    def zone(self, span: Span) -> Zone:
        if span not in self._zones:
            self._zones[span] = Zone(self.article.text[span[0] : span[1]], self.lexicon)
        return self._zones[span]

    def phrase(self, text: str) -> Zone:
        """A bound role as a zone of its own."""
        if text not in self._phrases:
            self._phrases[text] = Zone(text, self.lexicon)
        return self._phrases[text]

    def owners(self) -> list[Zone]:
        """The subjects that its figures are bound to."""
        names = dict.fromkeys(f.subject for f in self.figures if f.subject)
        return [self.phrase(name) for name in names]

    def calls(self, owner: str, term: Term) -> bool:
        """Whether a bound role is who a question names, also by the start of that name.

        After 北星電力 an article says 北星, unless it tells of 北星ガス as well; after
        サンフレッチェ広島, 広島.
        """
        key = (owner, term)
        if key not in self._called:
            self._called[key] = self._calls(owner, term)
        return self._called[key]

    def _calls(self, owner: str, term: Term) -> bool:
        if self.phrase(owner).covers(term) >= _CALLED:
            return True
        short, name = fold(owner), term.text
        town = _OF_TOWN.fullmatch(name)
        if town and town[1] == short:  # 神戸, of ヴィッセル神戸
            return name in fold(self.whole.text)
        if short == name or not name.startswith(short) or not _SHORT_FORM.fullmatch(short):
            return False
        longer = re.findall(short + _GOES_ON, fold(self.whole.text))
        return bool(longer) and all(name.startswith(one) for one in longer)

    def is_name(self, phrase: str) -> bool:
        """Whether a bound role is a name of something."""
        if phrase not in self._names:
            self._names[phrase] = is_name(phrase, self.lexicon)
        return self._names[phrase]

    def passage_of(self, figure: Figure) -> str:
        """The id of the chunk that holds the figure; the first one's for the title."""
        holds = (c.id for c in self.chunks if c.start <= figure.start < c.end)
        first = self.chunks[0].id if self.chunks else ""
        return first if figure.field == "title" else next(holds, first)

    def cues(self, figure: Figure) -> frozenset[str]:
        """Names of the cues in the figure's clause and qualifiers."""
        key = (figure.field, figure.start)
        if key not in self._cues:
            if figure.field == "title":
                text = self.article.title
            else:
                start, end = self.clause(figure)
                text = self.article.text[start : max(end, figure.end)]
            found = {name for name, cue in CUES.items() if cue.search(fold(text).lower())}
            marks = {
                "total": "total",
                "cumulative": "total",
                "increase": "rise",
                "decrease": "fall",
            }
            found |= {marks[q] for q in figure.qualifiers if q in marks}
            if figure.unit == "date" and figure.field == "text" and found >= ENDS:
                found -= self._farther(figure, text, start)
            self._cues[key] = frozenset(found)
        return self._cues[key]

    def _farther(self, figure: Figure, text: str, start: int) -> set[str]:
        """Of a clause that tells of a start and an end, the one that a date is not of.

        The verb stands before an English date, behind a Japanese one: "begins on 20 October
        and closes on 28 November".
        """
        said = fold(text).lower()
        at, end = figure.start - start, figure.end - start
        if self.article.lang == "ja":
            found = {name: CUES[name].search(said, end) for name in ENDS}
            places = {name: match.start() for name, match in found.items() if match}
            nearest = min(places, key=places.__getitem__, default=None)
        else:
            last = {name: max((m.end() for m in CUES[name].finditer(said, 0, at)), default=-1)
                    for name in ENDS}  # fmt: skip
            nearest = max(last, key=last.__getitem__) if max(last.values()) >= 0 else None
        return set(ENDS - {nearest}) if nearest else set()

    def sentence(self, at: int) -> Span:
        """The sentence that holds position ``at`` of the text."""
        index = max(0, bisect_right(self._starts, at) - 1)
        return self.sentences[index] if self.sentences else (0, len(self.article.text))

    def before(self, sentence: Span) -> Span | None:
        """The sentence before, when it is of the same paragraph or a heading."""
        index = bisect_right(self._starts, sentence[0]) - 2
        if index < 0:
            return None
        previous = self.sentences[index]
        gap = self.article.text[previous[1] : sentence[0]]
        return previous if gap.count("\n") <= 2 else None

    def paragraph(self, sentence: Span) -> Span:
        """All sentences between line breaks around ``sentence``."""
        text = self.article.text
        start = text.rfind("\n", 0, sentence[0]) + 1
        end = text.find("\n", sentence[1])
        return (start, len(text) if end < 0 else end)

    def clause(self, figure: Figure) -> Span:
        """The stretch between separators that holds ``figure`` and some words of its own."""
        key = (figure.field, figure.start)
        if key not in self._clauses:
            self._clauses[key] = self._cut(figure)
        return self._clauses[key]

    def _cut(self, figure: Figure) -> Span:
        start, end = self.sentence(figure.start)
        inside = self._figure_spans(start, end)
        cuts = [start]
        for match in _SEPARATOR.finditer(self.article.text, start, end):
            if not any(s <= match.start() < e for s, e in inside):
                cuts.append(match.end())
        cuts.append(end)
        last = bisect_right(cuts, figure.start) - 1
        first = last
        while first > 0 and not self._has_words((cuts[first], figure.start), inside):
            first -= 1
        right = last + 1
        return (cuts[first], cuts[min(right, len(cuts) - 1)])

    def clause_tokens(self, figure: Figure) -> frozenset[str]:
        """Lexical tokens of the figure's clause."""
        return self._tokens((0, -1) if figure.field == "title" else self.clause(figure))

    def token_zones(self, figure: Figure) -> list[tuple[float, frozenset[str]]]:
        """Lexical tokens around the figure, nearest first, with what each zone counts."""
        title = self._tokens((0, -1))
        if figure.field == "title":
            return [(1.0, title)]
        sentence = self.sentence(figure.start)
        before = self.before(sentence)
        roles = " ".join(r for r in (figure.subject, figure.counterparty) if r)
        spans = ((c.start, c.end) for c in self.chunks if c.start <= figure.start < c.end)
        return [
            (1.0, self._tokens(self.clause(figure)) | frozenset(tokens(roles))),
            (0.85, self._tokens(sentence)),
            (0.6, title | (self._tokens(before) if before else frozenset())),
            (0.45, self._tokens(next(spans, (0, -1)))),
        ]

    def ordinal_zones(self, figure: Figure) -> list[Zone]:
        """Where an ordinal that governs the figure may stand, nearest first."""
        if figure.field == "title":
            return [self.title]
        sentence = self.sentence(figure.start)
        before = self.before(sentence)
        zones = [self.phrase(figure.subject)] if figure.subject else []
        zones += [self.zone(self.clause(figure)), self.zone(sentence)]
        return [*zones, *([self.zone(before)] if before else []), self.title]

    def _tokens(self, span: Span) -> frozenset[str]:
        if span not in self._tokened:
            text = self.article.title if span[1] < 0 else self.article.text[slice(*span)]
            self._tokened[span] = frozenset(tokens(text))
        return self._tokened[span]

    def rivals(self, figure: Figure) -> list[Figure]:
        """Other figures of the same unit in the same sentence."""
        start, end = self.sentence(figure.start)
        return [
            other
            for other in self.figures
            if other.field == figure.field
            and start <= other.start < end
            and other.start != figure.start
            and other.unit == figure.unit
        ]

    def _figure_spans(self, start: int, end: int) -> list[Span]:
        return [
            (f.start, f.end) for f in self.figures if f.field == "text" and start <= f.start < end
        ]

    def _has_words(self, span: Span, inside: list[Span]) -> bool:
        return any(
            _CONTENT.match(self.article.text[at]) and not any(s <= at < e for s, e in inside)
            for at in range(*span)
        ) and bool(re.search(r"[A-Za-z\u30a1-\u30fa\u3400-\u9fff]{2}", self._plain(span, inside)))

    def _plain(self, span: Span, inside: list[Span]) -> str:
        return "".join(
            char
            for at, char in enumerate(self.article.text[span[0] : span[1]], span[0])
            if not any(s <= at < e for s, e in inside)
        )


def _put(question: str, forms: Mapping[str, str]) -> str:
    """``question`` with each whole word or name of ``forms`` as it is there."""
    for text, form in forms.items():
        whole = rf"(?<![A-Za-z0-9]){re.escape(text)}(?![A-Za-z0-9])"
        pattern = whole if text.isascii() else re.escape(text)
        if found := re.search(pattern, question, re.IGNORECASE):
            question = question[: found.start()] + form + question[found.end() :]
    return question
