"""Where the article of a saved page begins."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.ingest.dates import written
from assistant.ingest.furniture import effective_cue, first_prose
from assistant.ingest.lines import Line, lines_of, share, tokens

_REACH = 1_200  # characters of body that a headline is compared with
_WEAK = 1.0  # score under which a headline is not sure
_TITLE_LIMIT = 200
_MARK = re.compile(r"^(?:#{1,6}\s+|[*_]{2,3}(?=\S))|(?:\s+#+|(?<=\S)[*_]{2,3})$")
_SOURCE = re.compile(
    r"^(?:.{0,20}(?:株式|合同|有限)会社|(?:一般|公益)(?:社|財)団法人.{1,20}|.{2,20}(?:新聞|通信|放送))(?:社)?$"
    r"|^(?:各位|報道(?:関係)?(?:各位|資料|発表)|(?:プレス|ニュース)\s?リリース|お知らせ)"
    r"|^(?:(?:press|news) (?:release|statement)|for immediate release|news)\W*$"
    r"|^(?:[A-Z][\w.&'-]*,? ){0,5}(?:Inc|Ltd|LLC|PLC|plc|Corp|Corporation|Limited|GmbH)\.?$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"^.+?(?:[。!?!?]|[.](?=\s|$))")


@dataclass(frozen=True, slots=True)
class Headline:
    """A headline at ``[start, end)`` of a page."""

    start: int
    end: int
    title: str


def headline_of(page: str) -> Headline | None:
    """The headline of a saved page, or None when the page has no line at all.

    The first line, unless what stands before the body shows itself as a menu, an
    offer or the like. Then it is the line that shares most with the body below,
    as headlines do and menus do not.
    """
    lines = lines_of(page)
    if not lines:
        return None
    index = _chosen(lines)
    line = lines[index]
    return Headline(line.start, line.end, title_of(page[line.start : line.end]))


def title_of(line: str) -> str:
    """A line as a title: without Markdown marks; the first sentence of a long one."""
    title = _MARK.sub("", line.strip()[: 2 * _TITLE_LIMIT]).strip()
    if len(title) <= _TITLE_LIMIT:
        return title
    sentence = _SENTENCE.match(title)
    return (sentence.group() if sentence else title)[:_TITLE_LIMIT].strip()


def _chosen(lines: Sequence[Line]) -> int:
    body = first_prose(lines)
    if not _has_furniture(lines[:body]):
        return next((at for at in range(body) if not _is_source(lines[at])), 0)
    body += _is_long_title(lines, body)
    best, score = _best(lines, 0, body)
    while score < _WEAK:
        # Perhaps that was a sentence of the menu: try the next one with lines before it.
        after = next((at for at in range(body, len(lines)) if not lines[at].prose), len(lines))
        body_next = first_prose(lines, after)
        body_next += _is_long_title(lines, body_next)
        if body_next >= len(lines) or after > 60:
            break
        other, other_score = _best(lines, body, body_next)
        if other_score > max(score, _WEAK):
            best, score = other, other_score
        body = body_next
    return best


def _is_long_title(lines: Sequence[Line], index: int) -> bool:
    """Whether what reads like the first sentences has no full stop: a long headline."""
    return index + 1 < len(lines) and lines[index].size <= 300 and not lines[index].finished


def _has_furniture(head: Sequence[Line]) -> bool:
    cued = any(effective_cue(head, index) is not None for index in range(len(head)))
    short = sum(line.size <= 24 and not line.bullet and not _is_date(line) for line in head)
    return cued or short >= 5


def _best(lines: Sequence[Line], start: int, body: int) -> tuple[int, float]:
    """The likeliest headline in ``lines[start:body]`` and its score."""
    words = tokens(_following(lines, body))
    best, score = _nearest(lines, start, body), 0.0
    for index in range(start, min(body, len(lines))):
        if not _may_be_title(lines, index):
            continue
        own = tokens(lines[index].text)
        found = share(own, words) * math.sqrt(len(own & words))
        if found >= score and found > 0 and not (index == best + 1 and found < 1.3 * score):
            best, score = index, found
    return best, score


def _following(lines: Sequence[Line], body: int) -> str:
    prose: list[str] = []
    for index in range(body, len(lines)):
        if lines[index].prose and effective_cue(lines, index) is None:
            prose.append(lines[index].text)
        if sum(map(len, prose)) > _REACH:
            break
    return "\n".join(prose)


def _nearest(lines: Sequence[Line], start: int, body: int) -> int:
    """The last possible title before the body; the body itself if there is none."""
    for index in range(min(body, len(lines)) - 1, start - 1, -1):
        if _may_be_title(lines, index):
            return index
    return min(body, len(lines) - 1)


def _may_be_title(lines: Sequence[Line], index: int) -> bool:
    line = lines[index]
    if effective_cue(lines, index) is not None or _is_date(line):
        return False
    return 12 <= line.size <= 300


def _is_source(line: Line) -> bool:
    """Whether a line above a headline only says when and by whom it is published."""
    return _is_date(line) or (line.size <= 60 and bool(_SOURCE.search(line.text)))


def _is_date(line: Line) -> bool:
    printed = sum(item.end - item.start for item in written(line.text))
    return printed > 0 and len(line.text) - printed <= 24
