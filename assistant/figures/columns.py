"""Units that a table's head or caption gives to the bare numbers of a column."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from assistant.figures.scan import Mention, scan

_CELL = re.compile(r" *[|\t│｜] *")
_SLASHED = re.compile(r" */ *")
_SLASHES = re.compile(
    r"(?!.*(?:https?:|。|\. ))(?:[^/\n]*/){3}"
)  # «A/Tomakomai/150 MW/$46 million»
_LINE = re.compile(r"[^\n]+")
_CAPTION = re.compile(
    r"単位\s*[::]?\s*(?P<ja>[^\s()()、。]{1,8})"
    r"|\((?:figures |amounts )?in (?P<en>[a-z ¥$€£]{2,30})\)"
)
_NOTE = re.compile(  # 「7社の純利益(単位億円、カッコ内は前年同期)」 above rows «A社 3,558(6,181)»
    r"[(（](?:単位 ?[:：]? ?)?"
    r"(?P<unit>[兆億万千百十]*(?:円|ドル|ユーロ|ウォン|人|件|台|社|棟|戸|トン|店)|%|％)"
    r"(?:[、,](?:カッコ|かっこ|括弧)内は(?P<inside>[^()（）]{2,16}))?[)）][:：]? *$"
)
NOTED = re.compile(
    r"^[\s・●■○◆▽*-]*(?:[^\s\d]|\d+[A-Za-z&])[^\n。、]{0,24}?"
    r"(?<!数)(?<!記事)(?<!シェア)(?<!コメント)[ 　]+[\d▲△−-][\d,.]*"
    r"(?P<inside>[(（](?:[\d▲△−,.―-]+|赤字|黒字|なし)[)）])?[ 　]*$"
)
_TIME = re.compile(  # of a note's brackets, in the rows' own unit
    r"(?:前年同期|前年同月|前年度?|前期|前回|昨年度?|\d{2,4}年度?(?:\d{1,2}月期?)?)(?:実績|当初|予想)?"
)
_IN_BRACKETS = re.compile(r"[(（\[](?P<unit>[^()（）\[\]]{1,30})[)）\]]\s*$")
_PREPARED = ((r"^(?:in|単位\s*[::]?)\s*", ""), (r"\b(hundred|thousand|million|billion|trillion)s\b"
             r"(?: of)?", r"\1"))  # fmt: skip
_FROM_HEAD = frozenset({"max", "min", "over", "under", "approx", "total"})
_ROWS = 2  # rows with figures below a head


@dataclass(frozen=True)
class _Column:
    """What one stands for in a column: 億円 is 100000000 JPY."""

    one: Mention
    qualifiers: tuple[str, ...]


def with_units(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """``mentions`` of ``text``, those without a unit in a table with that of their column.

    「助成額(億円)」 over 102.4 makes it 10240000000 JPY; words of the head like 最大
    and "up to" count as its qualifiers. A caption (単位:百万円) is for all columns
    whose head has no unit. Surfaces stay as they are printed.
    """
    heads = [match.span() for match in _CAPTION.finditer(text)]
    found = [m for m in mentions if not any(a <= m.start and m.end <= b for a, b in heads)]
    starts = [mention.start for mention in found]
    for start, end, unit in _noted(text):
        column = _column("", unit)
        for at in range(bisect_right(starts, start - 1), bisect_right(starts, end - 1)):
            if column is not None and not found[at].unit and found[at].kind == "number":
                found[at] = _in_column(found[at], column)
    for head, rows, caption in _tables(text):
        columns = [_column(cell, caption) for cell in cells(text[slice(*head)])]
        if not any(columns):
            continue
        for start, end in rows:
            for at in range(bisect_right(starts, start - 1), bisect_right(starts, end - 1)):
                which = place(text[start:end], found[at].start - start)
                column = columns[which] if which < len(columns) else None
                if column is not None and not found[at].unit and found[at].kind == "number":
                    found[at] = _in_column(found[at], column)
    return found


def noted_in(line: str) -> re.Match[str] | None:
    """What a line that ends in a note says of the rows below it: ``unit``, ``inside``."""
    return _NOTE.search(line) if len(cells(line)) == 1 else None


def is_of_time(note: re.Match[str]) -> bool:
    """Whether the numbers in brackets below a note are of another time, not another thing."""
    return bool(note["inside"]) and _TIME.fullmatch(note["inside"]) is not None


def _noted(text: str) -> Iterator[tuple[int, int, str]]:
    """Rows of names and bare numbers below a line whose note tells the unit, with that."""
    note: re.Match[str] | None = None
    end = 0
    for match in _LINE.finditer(text):
        row = NOTED.match(match.group())
        if told := noted_in(match.group()):
            note = told
        elif note and row and match.start() == end + 1:
            bare = row["inside"] and not is_of_time(note)
            stop = match.start() + row.start("inside") if bare else match.end()
            yield match.start(), stop, note["unit"]
        else:
            note = None
        end = match.end()


def _tables(text: str) -> Iterator[tuple[tuple[int, int], list[tuple[int, int]], str | None]]:
    """Head, rows below it, and the unit of the caption above or in the head, of each table."""
    block: list[tuple[int, int]] = []
    caption: str | None = None
    above, end_of_last = "", -1
    for match in _LINE.finditer(f"{text}\n\n."):
        adjacent = match.start() == end_of_last + 1
        is_row = len(cells(match.group())) > 1
        if block and not (adjacent and is_row):
            yield from _table(block, caption)
            block = []
        if is_row:
            if not block:
                caption = _unit_above(above + match.group())
            block.append(match.span())
        elif match.group().strip():
            above = match.group()
        end_of_last = match.end()


def _table(
    block: list[tuple[int, int]], caption: str | None
) -> Iterator[tuple[tuple[int, int], list[tuple[int, int]], str | None]]:
    if len(block) >= _ROWS:
        yield block[0], block[1:], caption


def _unit_above(text: str) -> str | None:
    match = _CAPTION.search(text)
    return (match["ja"] or match["en"]) if match else None


def cells(line: str) -> tuple[str, ...]:
    """The cells of a row, without the bars at its ends; one for a line that is no row."""
    return tuple(_between(line).split(line.strip().strip("|｜│").strip(" ")))


def place(line: str, at: int) -> int:
    """The column of position ``at`` of a row, counted from 0."""
    return len(_between(line).findall(line[:at].lstrip().lstrip("|｜│")))


def _between(line: str) -> re.Pattern[str]:
    """What stands between the cells of a row: bars or tabs, or else three slashes or more."""
    return _SLASHED if _SLASHES.match(line) and not _CELL.search(line.strip()) else _CELL


def _column(head: str, caption: str | None) -> _Column | None:
    """What the head of a column says of its numbers: it is read as if one stood in it."""
    brackets = _IN_BRACKETS.search(head)
    words = head[: brackets.start()] if brackets else head
    parts = re.split(r"[,、;]\s*", brackets["unit"]) if brackets else []
    for at, part in reversed(list(enumerate(parts))):
        one = _one(part)
        if one is not None:
            rest = [words, *parts[:at], *parts[at + 1 :]]
            return _Column(one, _qualifiers(" ".join(rest), part))
    one = _one(caption) if caption and not parts else None
    return _Column(one, _qualifiers(words, caption or "")) if one else None


def _one(unit: str) -> Mention | None:
    """One of ``unit``: of «billion yen» 1000000000 JPY."""
    for pattern, plain in _PREPARED:
        unit = re.sub(pattern, plain, unit.strip())
    for text in (f"1{unit}", f"1 {unit}", re.sub(r"^([¥$€£￥]) ?", r"\g<1>1", unit)):
        found = scan(text)
        if len(found) == 1 and found[0].unit and (found[0].start, found[0].end) == (0, len(text)):
            return found[0]
    return None


def _qualifiers(words: str, unit: str) -> tuple[str, ...]:
    found = scan(f"{words.strip()} 1{unit}") or scan(f"{words.strip()} 1 {unit}")
    return tuple(q for q in found[-1].qualifiers if q in _FROM_HEAD) if found else ()


def _in_column(mention: Mention, column: _Column) -> Mention:
    one = column.one.value
    if not isinstance(one, Decimal) or not isinstance(mention.value, Decimal):
        return mention
    high = mention.value_hi
    high = _plain(high * one) if isinstance(high, Decimal) else high
    marks = dict.fromkeys((*mention.qualifiers, *column.qualifiers))
    return replace(
        mention,
        value=_plain(mention.value * one),
        value_hi=high,
        unit=column.one.unit,
        kind=column.one.kind,
        qualifiers=tuple(marks),
    )


def _plain(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()
