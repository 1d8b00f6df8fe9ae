"""A page as lines, each with the evidence of whether it is article or furniture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.ingest.cues import Cue, cue_of
from assistant.text.fold import fold

_WIDE = re.compile("[\u3000-\u9fff\uf900-\ufaff\uff01-\uff60]")
_FINAL = re.compile(r"[。!?.…][」』)\]\"'”’※*\d\[\]]{0,6}$")
_BULLET = re.compile(r"^(?:[•・*\-–▪◦‣●○■□◆◇]|\d{1,2}[.)])\s*\S")
_TOKEN = re.compile("[a-z][a-z'-]{3,}|[\u30a0-\u30ff\u4e00-\u9fff々]+|\\d[\\d,.]*\\d")
_ENDING = re.compile("(?<=...)(?:ies|es|s|ed|ing)$")
_COMMON_WORDS = """
about after also been before being between both could does down during each first from have here
into just last like made make more most much must news next only other over people said same says
since some such than that their them then there these they this those through under very were what
when where which while will with would year years your million billion trillion percent company
"""
_COMMON = frozenset(_COMMON_WORDS.split())


@dataclass(frozen=True, slots=True)
class Line:
    """A non-blank line at ``[start, end)`` of a text, surrounding space excluded.

    ``size`` counts a wide character twice. ``prose``: it is, or is part of, one
    or more full sentences. ``gap``: blank lines came before it.
    """

    start: int
    end: int
    text: str  # folded
    size: int
    gap: bool
    bullet: bool
    prose: bool
    cue: Cue | None

    @property
    def finished(self) -> bool:
        """Whether the line ends as a sentence does."""
        return bool(_FINAL.search(self.text))

    @property
    def has_figure(self) -> bool:
        """Whether a digit is printed in the line."""
        return any(char.isdigit() for char in self.text)


def lines_of(text: str) -> list[Line]:
    """The non-blank lines of ``text``, judged one by one and as paragraphs."""
    folded = fold(text)
    lines: list[Line] = []
    paragraph: list[tuple[int, int]] = []
    at = 0
    for raw in [*text.split("\n"), ""]:
        stripped = raw.strip()
        if stripped:
            start = at + len(raw) - len(raw.lstrip())
            paragraph.append((start, start + len(stripped)))
        elif paragraph:
            lines.extend(_paragraph(folded, paragraph))
            paragraph = []
        at += len(raw) + 1
    return lines


def tokens(text: str) -> set[str]:
    """Content of a folded text: bigrams of kanji and katakana, longer words, numbers."""
    found: set[str] = set()
    for word in _TOKEN.findall(text.lower()):
        if word[0] > "\u3000":
            found.update(word[at : at + 2] for at in range(len(word) - 1))
        elif word not in _COMMON:
            found.add(_ENDING.sub("", word)[:6] if word.isalpha() else word)
    return found


def share(part: Iterable[str], whole: set[str]) -> float:
    """Part of the tokens that ``whole`` holds too, 0 to 1; 0 for no tokens."""
    part = set(part)
    return len(part & whole) / len(part) if part else 0.0


def _paragraph(folded: str, spans: Sequence[tuple[int, int]]) -> list[Line]:
    texts = [folded[start:end] for start, end in spans]
    sizes = [_size(text) for text in texts]
    wrapped = _is_wrapped(texts, sizes)
    return [
        Line(
            start=start,
            end=end,
            text=text,
            size=size,
            gap=index == 0,
            bullet=bool(_BULLET.match(text)),
            prose=wrapped or is_prose(text, size),
            cue=cue_of(text),
        )
        for index, ((start, end), text, size) in enumerate(zip(spans, texts, sizes, strict=True))
    ]


def is_prose(text: str, size: int) -> bool:
    """Whether a folded line reads as one or more sentences."""
    if size < 40:
        return False
    if text.count("。") + len(re.findall(r"[a-z)\d]\. [A-Z]", text)) >= 2:
        return True
    words = text.count(" ") + 1
    japanese = 2 * len(_WIDE.findall(text)) > size / 2
    if _FINAL.search(text):
        return japanese or words >= 8
    return ("。" in text and size >= 80) or (not japanese and words >= 30)


def _is_wrapped(texts: Sequence[str], sizes: Sequence[int]) -> bool:
    """Whether a paragraph was broken into lines of about one width."""
    if len(texts) < 2 or any(_BULLET.match(text) for text in texts[1:]):
        return False
    body, widest = sizes[:-1], max(sizes)
    if min(body) < 36 or min(body) < 0.7 * widest or sizes[-1] > 1.1 * max(body):
        return False
    unfinished = sum(not _FINAL.search(text) for text in texts[:-1])
    joined = " ".join(texts)
    return unfinished >= len(body) / 2 and is_prose(joined, sum(sizes))


def _size(text: str) -> int:
    return len(text) + len(_WIDE.findall(text))
