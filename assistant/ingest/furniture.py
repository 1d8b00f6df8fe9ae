"""What of a page is furniture: menus, offers, lists of other articles, footers.

The body is read line by line from the headline on. A line that gives itself
away (``cues``) either is furniture alone (a share button) or opens a section (an
offer, a ranking) that lasts until text returns that belongs to the article by
its words. Where evidence is thin the text is kept: losing a figure of the
article is worse than keeping a line too many.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.ingest.cues import REFERENCE, Cue
from assistant.ingest.lines import Line, lines_of, share, tokens
from assistant.text.fold import fold

Span = tuple[int, int]

# How much of a line's words the article must already have used for the line to
# take up the article again after furniture. Calibrated on news split in halves.
_BELONGS_JA = 0.18
_BELONGS_EN = 0.09
_BELONGS_LIST = 0.4  # a list or table, which has fewer words to judge by
_REPORTS = 2.5  # times as much for a sentence that also has a cue
_NUMBER = re.compile(r"\d[\d,.]*[kKmM万]?")
# How news speaks and pages about themselves do not: reported speech, plain past.
_REPORTING = re.compile(
    r"\b(?:said|says|told|according to|announced|reported|added)\b"
    r"|」と(?:述|話|語|強調|説明|指摘|し)|によ(?:ると|れば)|(?:発表|公表|明らかに)した"
    r"|(?:した|った|いた|れた|ている|という|である|がある|がない|だった)。$",
    re.IGNORECASE,
)
_RUN = 8  # lines looked ahead
_KICKER = 120  # of a line above a headline that is no paragraph
_HEAD = 25  # lines among which the headline may stand, under menus
_TEASER = 0.4  # of a headline's words in the sentence under it


@dataclass(frozen=True, slots=True)
class Layout:
    """Furniture ranges of a text, and ``lead``, its first paragraph of sentences."""

    skip: tuple[Span, ...]
    lead: Span


def layout(text: str, title: str | None = None) -> Layout:
    """Mark furniture in a text that begins with its headline or its body."""
    lines = lines_of(text)
    headed = _headline(lines, title)
    first = first_prose(lines, after=headed + 1 if len(lines) > 1 else 0)
    reader = _Reader(lines, first, title)
    marked = reader.marked() | _before_title(lines[:first], title)
    lead = (lines[first].start, lines[first].end) if first < len(lines) else (0, len(text))
    return Layout(_ranges(lines, marked), lead)


def _headline(lines: Sequence[Line], title: str | None) -> int:
    """Index of the line with the headline, -1 if none; a title repeated below text is none."""
    found = -1
    for at, line in enumerate(lines[:_HEAD]):
        if _is_title(line, title):
            found = at
        elif line.prose and found >= 0:
            break
    return found


def _is_title(line: Line, title: str | None) -> bool:
    """Whether a line is the headline, or begins as it does."""
    if not title:
        return False
    return fold(title)[:40] in line.text and len(line.text) <= len(title) + 40


def _before_title(lines: Sequence[Line], title: str | None) -> set[int]:
    """Lines above a headline within the text, if menus are among them or they are short."""
    headed = [at for at, line in enumerate(lines) if title and line.text == fold(title)]
    above = range(headed[0]) if headed else range(0)
    has_cue = any(effective_cue(lines, at) is not None for at in above)
    is_short = all(lines[at].size <= _KICKER for at in above)
    return set(above) if has_cue or is_short else set()


def first_prose(lines: Sequence[Line], after: int = 0) -> int:
    """Index of the first line of sentences that no cue marks; ``len(lines)`` if none."""
    for index in range(after, len(lines)):
        if lines[index].prose and effective_cue(lines, index) is None:
            return index
    return len(lines)


def effective_cue(lines: Sequence[Line], index: int) -> Cue | None:
    """The cue of a line, taking into account its shape and its neighbours.

    A menu word needs a second one beside it: alone it may be a subheading.
    """
    line = lines[index]
    if line.cue == "menu":
        near = [*lines[max(0, index - 2) : index], *lines[index + 1 : index + 3]]
        return "list" if any(other.cue in ("menu", "label") for other in near) else None
    if line.cue is None and line.size <= 8 and _NUMBER.fullmatch(line.text):
        near = [*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2]]
        return "label" if any(other.cue == "label" for other in near) else None
    if line.cue == "end" and line.prose and line.size > 160:
        return None
    if line.cue == "hint":
        return None if line.prose else "offer"
    return line.cue


class _Reader:
    """Reads lines once and marks which of them are furniture."""

    def __init__(self, lines: Sequence[Line], first: int, title: str | None) -> None:
        self._lines = lines
        self._first = first
        self._cues = [effective_cue(lines, index) for index in range(len(lines))]
        self._known = tokens(fold(title or ""))
        wide = sum(line.size - len(line.text) for line in lines if line.prose)
        narrow = sum(len(line.text) for line in lines if line.prose)
        self._threshold = _BELONGS_JA if 4 * wide > narrow else _BELONGS_EN
        self._mass = 0
        self._teasers = False

    def marked(self) -> set[int]:
        """Indexes of furniture lines."""
        marked: set[int] = set()
        section: Cue | None = None
        for index, line in enumerate(self._lines):
            cue = self._cues[index]
            if REFERENCE.match(line.text):
                continue
            if index < self._first:
                if cue is not None:
                    marked.add(index)
                continue
            if cue is not None and section is None and self._reports(line, cue):
                cue = None
            if cue is not None:
                if section is None and line.cue == "menu":
                    marked.update(self._run_before(index))
                marked.add(index)
                section = _next_section(section, cue)
                self._teasers = self._teasers and section == "list"
            elif section is not None and not self._resumes(index, section):
                marked.add(index)
            else:
                section = None
                self._learn(line)
        return marked

    def _reports(self, line: Line, cue: Cue) -> bool:
        """Whether a sentence with a cue is news about such things, told by the article."""
        words = {word for word in tokens(line.text) if not word[0].isdigit()}
        belongs = share(words, self._known) >= _REPORTS * self._threshold
        return line.prose and cue in ("offer", "end") and len(words) >= 6 and belongs

    def _learn(self, line: Line) -> None:
        self._known |= tokens(line.text)
        if line.prose:
            self._mass += line.size

    def _run_before(self, index: int) -> list[int]:
        """Menu entries that stand directly before the first one known as such."""
        run: list[int] = []
        while index > self._first + 1 and not self._lines[index].gap:
            index -= 1
            line = self._lines[index]
            if line.prose or line.has_figure or line.size > 30:
                break
            run.append(index)
        return run

    def _resumes(self, index: int, section: Cue) -> bool:
        """Whether the article goes on at ``index`` after a section of furniture."""
        line = self._lines[index]
        if line.prose:
            return self._prose_resumes(index, section)
        ahead = self._next_prose(index)
        if ahead is not None and line.gap and self._is_heading(index, ahead):
            return self._prose_resumes(ahead, section)
        return section in ("list", "offer") and self._table_resumes(index)

    def _prose_resumes(self, index: int, section: Cue) -> bool:
        run = self._prose_run(index)
        mass = sum(line.size for line in run)
        if mass > max(self._mass, 300) and len(run) > 1:
            return True  # more than was read so far: what was read was not the article
        if section == "comments":
            return False
        words = set().union(*(tokens(line.text) for line in run))
        belongs = share(words, self._known)
        if section == "end":
            return len(run) > 1 and belongs >= 1.5 * self._threshold
        if section == "list" and self._is_teaser(index):
            return False
        if self._is_insert(index) and run[0].size >= 80:
            return True
        if section == "offer" and run[0].size >= 60 and _REPORTING.search(run[0].text):
            return True
        hinted = any(line.cue == "hint" for line in run)
        return len(words) >= 4 and belongs >= (2 if hinted else 1) * self._threshold

    def _is_insert(self, index: int) -> bool:
        """Whether only one line stands between here and a paragraph of the article."""
        before, above = self._lines[index - 2 : index] if index >= 2 else (None, None)
        if before is None or above is None or not (self._lines[index].gap and above.gap):
            return False
        return before.prose and self._cues[index - 2] is None and self._cues[index - 1] == "offer"

    def _is_teaser(self, index: int) -> bool:
        """Whether the line sums up the headline that stands right above it."""
        above = self._lines[index - 1]
        if above.prose or index == 0 or self._cues[index - 1] is not None:
            return False
        own = tokens(self._lines[index].text)
        self._teasers = self._teasers or share(tokens(above.text), own) >= _TEASER
        return self._teasers  # where one sentence is a teaser, the next is one too

    def _table_resumes(self, index: int) -> bool:
        """A list or table with figures that speaks of what the article speaks of."""
        if not self._lines[index].gap:
            return False
        block = [self._lines[index]]
        for line in self._lines[index + 1 :]:
            if line.gap or line.cue is not None:
                break
            block.append(line)
        words = set().union(*(tokens(line.text) for line in block))
        figures = sum(line.has_figure for line in block)
        return figures >= 2 and len(words) >= 4 and share(words, self._known) >= _BELONGS_LIST

    def _is_heading(self, index: int, ahead: int) -> bool:
        return ahead == index + 1 and self._lines[index].size <= 60

    def _next_prose(self, index: int) -> int | None:
        for later in (index + 1, index + 2):
            if later < len(self._lines) and self._cues[later] is None and self._lines[later].prose:
                return later
        return None

    def _prose_run(self, index: int) -> list[Line]:
        run: list[Line] = []
        for at in range(index, min(index + _RUN, len(self._lines))):
            if self._cues[at] is not None or not self._lines[at].prose:
                break
            run.append(self._lines[at])
        return run


def _next_section(section: Cue | None, cue: Cue) -> Cue | None:
    """Labels stand alone; an end stays an end; else the newest section counts."""
    if cue == "label":
        return section
    return section if section in ("end", "comments") else cue


def _ranges(lines: Sequence[Line], marked: set[int]) -> tuple[Span, ...]:
    """Marked lines as ranges; neighbours become one."""
    ranges: list[Span] = []
    previous = -2
    for index in sorted(marked):
        line = lines[index]
        if index == previous + 1 and ranges:
            ranges[-1] = (ranges[-1][0], line.end)
        else:
            ranges.append((line.start, line.end))
        previous = index
    return tuple(ranges)
