"""A model's answer made into a draft: each sentence read, held to its evidence, or replaced.

The drafted sentences are owed: each is said, by the model or as it was drafted, and
the first one first. So figures, status and short answer stay those of the draft,
whatever the model writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from assistant.answer.brief import Brief, Handle
from assistant.answer.labels import same_name
from assistant.answer.proof import ledger, stands
from assistant.answer.prose import GAP, OWNER, Ground, names, objection, supported
from assistant.answer.verify import verify
from assistant.figures.scan import scan
from assistant.schema import Answer, Draft, Evidence, Sentence

_MORE = 3  # sentences that a model may add
_LOST = 6  # sentences rejected, after which a model has lost its way and is heard no more
_LONG = 600  # characters of a sentence
_HANDLE = re.compile(r"\{(\w+)\}")
_CITE = re.compile(r"\s*\[(\d{1,4})\]")
_END = re.compile(
    r"(?:[。!?！？]|(?<!\b[A-Z])(?<!\b(?:Co|St|Mr|Dr))(?<!\b(?:Inc|Ltd|Mrs))(?<!\bCorp)\.(?=[\s\[])|\n)"
    r"(?:[ \t]*\[\d{1,4}\])*(?=[ \t]*[^\s\[])"
)
_THOUGHT = re.compile(r"<think>.*?</think>", re.DOTALL)


@dataclass(frozen=True)
class Verdict:
    """What became of one sentence of a model; ``why`` is ``None`` when it is shown."""

    raw: str
    why: str | None


@dataclass
class Composed:
    """The draft as it grows, with the model's own words and the verdict on each of them.

    ``writer`` is the model's name, the draft's from the first sentence of it that is shown.
    """

    draft: Draft
    writer: str
    raw: str = ""
    verdicts: list[Verdict] = field(default_factory=list)

    @property
    def is_worded(self) -> bool:
        """Whether any sentence is the model's."""
        return any(verdict.why is None for verdict in self.verdicts)


class _Rejected(Exception):
    """A sentence of a model that is not shown; the message says why."""


def compose(brief: Brief, pieces: Iterable[str], composed: Composed) -> Iterator[Draft]:
    """Drafts with one sentence more each, as the model's sentences come and pass.

    ``composed`` is brought up to date before each. Raises what ``pieces`` raises; ``rest``
    gives the draft with what is owed then.
    """
    owed, added, rejections = list(brief.drafted.sentences), 0, 0
    for raw in _sentences(pieces, composed):
        try:
            said, covered = _read(raw, brief, owed)
            if not covered and added >= _MORE:
                raise _Rejected("is one too many")
            added += not covered
            composed.verdicts.append(Verdict(raw, None))
            composed.draft = replace(composed.draft, writer=composed.writer)
        except _Rejected as rejected:
            composed.verdicts.append(Verdict(raw, str(rejected)))
            rejections += 1
            if rejections >= _LOST:
                return
            repair = _repair(raw, brief, owed)
            if repair is None:
                continue
            said, covered = repair, [repair]
        owed = [one for one in owed if one not in covered]
        composed.draft = replace(composed.draft, sentences=(*composed.draft.sentences, said))
        yield composed.draft


def rest(brief: Brief, composed: Composed) -> Draft:
    """The draft with everything said that is owed still, as it was drafted."""
    said = composed.draft.sentences
    shown = {e for sentence in said for e in sentence.evidence}
    owed = [one for one in brief.drafted.sentences if not _says(said, shown, one)]
    return replace(composed.draft, sentences=(*said, *owed))


def _says(said: tuple[Sentence, ...], shown: set[Evidence], owed: Sentence) -> bool:
    return owed in said or (bool(owed.evidence) and set(owed.evidence) <= shown)


def _repair(raw: str, brief: Brief, owed: list[Sentence]) -> Sentence | None:
    """The drafted sentence that a rejected one stood for, if it is still owed."""
    if owed and owed[0] is brief.drafted.sentences[0]:
        return owed[0]
    named = (brief.handles.get(name) for name in _HANDLE.findall(raw))
    return next((h.sentence for h in named if h is not None and h.sentence in owed), None)


# -- one sentence ----------------------------------------------------------------------------------


def _read(raw: str, brief: Brief, owed: list[Sentence]) -> tuple[Sentence, list[Sentence]]:
    """The sentence with its evidence, and the owed ones that it says. Raises ``_Rejected``."""
    if len(raw) > _LONG:
        raise _Rejected("is too long")
    handles = [_handle(name, brief) for name in _HANDLE.findall(raw)]
    cited = [_passage(int(number), brief) for number in _CITE.findall(raw)]
    bare = _CITE.sub("", raw).strip()
    if re.search(r"[\[\]{}]", _HANDLE.sub("", bare)):
        raise _Rejected("has a handle or a citation that cannot be read")
    placed = [h for h in handles if h.name[0] != "O"]
    if not placed and not cited:
        raise _Rejected("rests on no passage")
    if len(set(placed)) < len(placed):
        raise _Rejected("places a figure twice")
    evidence = [e for h in placed for e in h.sentence.evidence] or cited
    if any(h.figure not in [p.figure for p in placed] for h in handles):
        raise _Rejected("names an owner without the figure")
    covered = [h.sentence for h in placed if h.sentence in owed]
    if placed and not covered:
        raise _Rejected("repeats what is said")
    prose = _HANDLE.sub(lambda match: OWNER if match[1][0] == "O" else GAP, bare)
    _check_prose(prose, brief, placed, evidence)
    first = brief.drafted.sentences[0]
    if first in owed and first not in covered:
        raise _Rejected("does not begin with the answer")
    text = _placed(bare, brief)
    sentence = Sentence(text, tuple(dict.fromkeys(evidence)))
    if not _holds(sentence, brief):
        raise _Rejected("does not follow from its passage")
    return sentence, covered


def _handle(name: str, brief: Brief) -> Handle:
    if name not in brief.handles:
        raise _Rejected(f"places {name}, which there is not")
    return brief.handles[name]


def _passage(number: int, brief: Brief) -> Evidence:
    if not 1 <= number <= len(brief.passages):
        raise _Rejected(f"cites [{number}], which there is not")
    return brief.passages[number - 1]


def _check_prose(prose: str, brief: Brief, placed: list[Handle], evidence: list[Evidence]) -> None:
    figures = [h.figure for h in placed if h.figure is not None]
    owners = frozenset(f.subject for f in figures if f.subject)
    if len(owners) > 1 or (owners and any(f.subject is None for f in figures)):
        raise _Rejected("tells of several owners at once")
    ground = _ground(brief, placed, evidence)
    why = objection(prose, ground)
    if why is not None:
        raise _Rejected(why)
    if owners and OWNER not in prose and not _is_named(prose, *owners):
        raise _Rejected("does not name the owner of its figure")
    if not placed and not supported(prose, ground):
        raise _Rejected("says more than the passage it cites")


def _is_named(prose: str, owner: str) -> bool:
    """Whether prose names the owner as the article does, or by another of its names."""
    return stands(owner, [prose]) or any(same_name(name, owner) for name in names(prose))


def _ground(brief: Brief, placed: list[Handle], evidence: list[Evidence]) -> Ground:
    articles = [brief.articles[id] for id in dict.fromkeys(e.article_id for e in evidence)]
    figures = [h.figure for h in placed if h.figure is not None]
    about = placed or brief.handles.values()
    owners = {h.figure.subject for h in about if h.figure and h.figure.subject}
    others = {f.subject for a in articles for f in ledger(a) if f.subject}
    asked = brief.question.text
    for name in brief.question.entities:
        asked = re.sub(re.escape(name), " ", asked, flags=re.IGNORECASE)
    # Nobody is named with a figure whose owner is not known: only the plainest words are said.
    is_known = bool(owners) or not figures
    quotes = [*(brief.quote(e) for e in evidence), *(a.title for a in articles)]
    return Ground(
        lang=brief.question.lang,
        quotes=tuple(quotes) if is_known else (),
        asked=asked if is_known else "",
        owners=frozenset(owners),
        rivals=frozenset(
            other
            for other in others
            if figures and not any(same_name(other, own) for own in owners)
        ),
        ways=frozenset(mark for f in figures for mark in f.qualifiers),
    )


def _placed(bare: str, brief: Brief) -> str:
    """The sentence with its handles in words. Raises ``_Rejected`` if any reads otherwise there.

    A word beside a figure may be read as part of it ("million", "less than", 人), so
    every number of the sentence must be read as it is by itself.
    """
    parts, size, last, alone = [], 0, 0, set()
    for match in _HANDLE.finditer(bare):
        before, words = bare[last : match.start()], brief.handles[match[1]].words
        size += len(before)
        alone |= _numbers(words, size)
        parts += [before, words]
        size += len(words)
        last = match.end()
    text = "".join([*parts, bare[last:]])
    if _numbers(text) != alone:
        raise _Rejected("changes how a figure reads")
    return text


def _numbers(text: str, base: int = 0) -> set[tuple[object, ...]]:
    return {
        (base + m.start, base + m.end, m.value, m.value_hi, m.unit, frozenset(m.qualifiers))
        for m in scan(text)
    }


def _holds(sentence: Sentence, brief: Brief) -> bool:
    """Whether ``verify`` would keep the sentence."""
    draft = Draft((sentence,), confidence=brief.drafted.confidence)
    answer: Answer = verify(brief.question, draft, brief.articles)
    return answer.status == "answered" and answer.text.startswith(sentence.text)


# -- the stream ------------------------------------------------------------------------------------


def _sentences(pieces: Iterable[str], composed: Composed) -> Iterator[str]:
    """The sentences of a stream with their citations, each as soon as the next one begins."""
    waiting = ""
    for piece in pieces:
        composed.raw += piece
        waiting = _THOUGHT.sub("", waiting + piece)
        if "<think>" in waiting:
            continue
        while match := _END.search(waiting):
            sentence, waiting = waiting[: match.end()].strip(), waiting[match.end() :]
            if sentence:
                yield sentence
        if len(waiting) > _LONG:  # no sentence of an answer: rejected as a piece, and forgotten
            yield waiting
            waiting = ""
    waiting = _THOUGHT.sub("", waiting).partition("<think>")[0].strip()
    if waiting:
        yield waiting
