"""Rows and headings: figures that no sentence surrounds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from assistant.figures.clauses import Sentence, Span
from assistant.figures.columns import NOTED, cells, is_of_time, noted_in, place
from assistant.figures.measures import compatible, find
from assistant.figures.phrases import kind_of, name_of
from assistant.figures.scope import written
from assistant.schema import PartialDate

_BULLET = r"^[\s・■●◆▽△○◇*+\-–—|•●\d.)]*"
_ROW = re.compile(
    _BULLET
    + r"(?P<name>[^:|\t。、,]{2,60}?)\s*(?::|\||\t|\.{3,}|…+|―+|--+|[ ]{2,}|->|→|=)\s*(?P<rest>.*)$"
)
_BULLETED = re.compile(
    r"^\s*[・■●◆▽○◇*•-]\s*(?P<name>[^\s:|、。]{2,40})\s+(?P<rest>[^、。]{1,30})$"
)
_PLAIN_ROW = re.compile(
    r"(?P<name>[A-Z][a-z][\w.&'-]*(?: [A-Z][\w.&'-]*){0,3}|[一-鿿ァ-ヺー]{2,12}) "
    r"(?P<rest>[\d,.]+\S{0,6})"
)
_UNIT_CELL = re.compile(r"\([a-z /]{3,30}\)$")  # «Support (billion yen)»
_TOLD = re.compile(
    r"\(((?:[^\d()/]{1,12}/){3,}[^\d()/]{1,12})\)[:：。]?$"
)  # (事業者/場所/出力/投資額)
_QUANTITY = re.compile(  # 発行額; 明倫高 is a school
    r"(?:額|率|数|量|費|(?:売上|残|出来|生産|受注|契約)高|面積|価格|期間|出力|容量)$"
)
_RULE = re.compile(r"^[\s|:\-=+]+$")


@dataclass(frozen=True, slots=True)
class Header:
    """The cells of a table's first row; ``periods`` the times that they name, by column."""

    cells: tuple[str, ...] = ()
    periods: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Note:
    """What a line above rows of names and numbers says of them all.

    ``inside``: the time of the numbers in brackets where the note tells a date; ``is_timed``:
    they are of another time, without a date of the year before.
    """

    measure: str | None = None
    inside: str | None = None
    is_timed: bool = False
    end: int = 0  # of the last row so far, in the text


def note_of(line: Sentence, last: Note | None) -> Note | None:
    """The note that ``line`` is; else ``last``, as long as rows follow."""
    match, end = noted_in(line.plain), line.start + len(line.plain)
    if match is None:
        goes_on = last is not None and line.start <= last.end + 1 and is_noted(line)
        return replace(last, end=end) if last and goes_on else None
    head = re.sub(r"^[\s・■●◆▽△○◇*]*(?:表\s*[:：]|表\d+)?\s*", "", line.plain[: match.start()])
    hits = find(head)
    named = hits[-1].id if hits else re.split("の|主な", head)[-1].strip() or None
    times = [d for d in line.dates if match["inside"] and d.start >= match.start("inside")]
    return Note(named, written(times[0], line) if times else None, is_of_time(match), end)


def is_noted(line: Sentence) -> bool:
    """Whether a line is a name with bare numbers, as they stand below a note."""
    return NOTED.match(line.plain) is not None


def noted(line: Sentence, span: Span, note: Note) -> tuple[str | None, str | None]:
    """Subject and measure of a figure in a row below a note."""
    name = _owner(re.sub(_BULLET, "", line.plain[: line.spans[0].start]).strip()) or None
    measure = note.measure if line.depth0(span) or note.is_timed else None
    return name, measure


def header_of(line: Sentence) -> Header | None:
    """The header that ``line`` is: cells without a figure, or ``None``."""
    told = _TOLD.search(line.plain)
    if told:
        return Header(cells(told.group(1)))
    if len(cells(line.plain)) < 2 or any(
        re.search(r"\d", span.figure.surface) for span in line.quantities
    ):
        return None
    if line.quantities and not all(
        _UNIT_CELL.search(line.plain, 0, span.end + 1) for span in line.quantities
    ):
        return None
    if _RULE.match(line.plain):
        return None
    times = {place(line.plain, date.start): written(date, line) for date in line.dates}
    return Header(cells(line.plain), times)


def is_rule(line: Sentence) -> bool:
    """Whether a line only separates the head of a table from its rows."""
    return _RULE.match(line.plain) is not None and len(line.plain) > 2


def period(line: Sentence, span: Span, header: Header | None) -> str | None:
    """The time that the head of its column gives to a figure: a year, or that of the row's month.

    A row that tells a whole time itself needs none.
    """
    if header is None or len(cells(line.plain)) < 2:
        return None
    told = header.periods.get(place(line.plain, span.start))
    if told is None or not line.dates:
        return told
    value, surface = line.dates[0].figure.value, line.dates[0].figure.surface
    month = value.month if isinstance(value, PartialDate) else None
    year = re.fullmatch(r"(FY)?(\d{4})", told)
    if month is None or year is None or re.search(r"\d{4}|年", surface):
        return None
    return f"{int(year[2]) + bool(year[1] and month < 4)}-{month:02d}"


def row(
    line: Sentence, span: Span, header: Header | None, heading: str | None
) -> tuple[str | None, str | None] | None:
    """Subject and measure of a figure in a table row or a «name: amount» line.

    ``heading`` is the measure of the heading above; ``None`` when the line is a sentence.
    """
    if header is not None and len(cells(line.plain)) > 1:
        return _in_table(line, span, header, heading)
    match = (
        _ROW.match(line.plain) or _BULLETED.match(line.plain) or _PLAIN_ROW.fullmatch(line.plain)
    )
    if match is None or match.end("name") > span.start:
        return None
    if re.search(r"[。]|[ぁ-ん]{6}", match.group("rest")) or len(match.group("rest")) > 80:
        return None
    name = match.group("name").strip()
    if (
        re.search(r"[がはをにで]$|によると$", name)
        or _clausal(name)
        or any(other.start < match.end("name") for other in line.spans if not other.is_date)
    ):
        return None
    hits = [hit for hit in find(name) if compatible(hit.id, span.figure.unit)]
    if hits:
        return None, hits[-1].id
    own = [
        hit
        for hit in line.hits
        if hit.start >= match.end("name") and compatible(hit.id, span.figure.unit)
    ]
    return _owner(name), own[0].id if own else heading


def _owner(name: str) -> str | None:
    """Whose figures a row holds; 「発行額」 tells what they are of."""
    return None if _QUANTITY.search(name) else name_of(name)


def _clausal(name: str) -> bool:
    """Whether what stands before a colon is a sentence: «It is a short law: A counts 28»."""
    if " " not in name or not re.search(r"[a-z]", name):
        return False
    from assistant.figures.verbs import finite_verbs  # English only

    return bool(finite_verbs(f"{name} "))


def _in_table(
    line: Sentence, span: Span, header: Header, heading: str | None
) -> tuple[str | None, str | None]:
    name, column = cells(line.plain)[0], place(line.plain, span.start)
    subject = _owner(name) if column > 0 and kind_of(name) == "entity" else None
    title = header.cells[column] if column < len(header.cells) else ""
    for text in (title, name):
        hits = [hit for hit in find(text) if compatible(hit.id, span.figure.unit)]
        if hits:
            if text is name:
                named = (
                    title and kind_of(title) == "entity" and not re.search(r"\d{4}|plan|年", title)
                )
                return (title if named else None), hits[0].id
            return subject, hits[0].id
    return subject, heading
