"""English figures that hang together: «rose 5% to $3 billion from $2 billion a year earlier»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.figures.clauses import Sentence, Span
from assistant.figures.measures import compatible, family_of
from assistant.figures.periods import shifted
from assistant.figures.roles import Roles
from assistant.figures.verbs import finite_verbs
from assistant.schema import Figure

_WHEN = (
    r"(?:(?:a|the|one) (?:year|month|quarter|week|day) (?:earlier|ago|before)"
    r"|(?:last|this|the previous|the prior) (?:year|month|quarter|week)"
    r"|(?:in|for|during|at|on|by|as of|over) (?:the )?(?:(?!and\b|but\b|while\b|or\b|to\b|from\b)"
    r"[\w'-]+ ?){1,7}?)"
)
_QUALIFIED = (
    r"(?:(?:about|around|some|nearly|almost|roughly|approximately|only|just|a|an|the|its|"
    r"record|more than|less than|over|under|at least|average of|total of|minus)\s+)*"
)
_MOVED = (
    r"(?:(?:and|which was|which is|that was|sharply|slightly|up|down|higher|lower|rising|falling)"
    r"\s+)*"
)
_EARLIER = re.compile(
    rf"\s*(?:{_WHEN})?\s*,?\s*{_MOVED}(?:from|compared (?:with|to)|against|versus|vs\.?)\s+"
    rf"{_QUALIFIED}$",
    re.I,
)
_EXPECTED = re.compile(
    rf"\s*,?\s*(?:and )?(?:well )?(?:above|below|beating|missing|short of|more than|less than|"
    rf"fewer than)\s+{_QUALIFIED}$",
    re.I,
)
_SAME = re.compile(
    rf"\s*(?:{_WHEN},?\s*|,\s*)?(?:or|to|equal to|equivalent to|up|down|"
    rf"an? (?:increase|rise|gain|jump|fall|drop|decline) of)\s+(?:by |to )?{_QUALIFIED}$",
    re.I,
)
_FACE = re.compile(r"\s*\([^()]*\)")
_AND = re.compile(r"(?:^|\s)(?:and|but|while|or)\s|[,;]")
_LONGEST = 140


@dataclass(frozen=True, slots=True)
class Link:
    """A figure that takes owner and measure of the one ``head`` positions before it.

    ``earlier`` marks the amount that another is compared with; ``whole`` that the owner
    goes with the measure, not in «5 at ships and 3 at cars».
    """

    head: int
    earlier: bool = False
    whole: bool = True


def links(sentence: Sentence) -> dict[int, Link]:
    """Position among the quantities of ``sentence`` -> the link to an earlier position."""
    found: dict[int, Link] = {}
    spans = sentence.quantities
    visible = [at for at, span in enumerate(spans) if sentence.depth0(span)]
    for before, at in pairwise(visible):
        link = _link(sentence, spans[before], spans[at], before)
        if link is not None:
            found[at] = link
    return found


def _link(sentence: Sentence, first: Span, second: Span, head: int) -> Link | None:
    gap = sentence.plain[first.end : second.start]
    if len(gap) > _LONGEST:
        return None
    kind, other = family_of(first.figure.unit), family_of(second.figure.unit)
    if kind == "time" or other == "time":
        return None
    gap = _FACE.sub("", gap)
    near = kind == other or "percent" in {kind, other} or "count" in {kind, other}
    spoken = any(
        first.end <= hit.start < second.start and compatible(hit.id, second.figure.unit)
        for hit in sentence.hits
    )
    if near and _EARLIER.fullmatch(gap) and not spoken:
        return Link(head, earlier=True)
    if near and not spoken and (_SAME.fullmatch(gap) or _EXPECTED.fullmatch(gap)):
        return Link(head)
    if kind != other or spoken or not _AND.search(gap) or finite_verbs(gap):
        return None
    return Link(head, whole=False)


def joined(sentence: Sentence, found: Sequence[Roles], chain: dict[int, Link]) -> list[Roles]:
    """The roles of a sentence's quantities, owner and measure taken along the links."""
    out = list(found)
    for at, link in sorted(chain.items()):
        head, unit = out[link.head], sentence.quantities[at].figure.unit
        measure = head.measure
        fits = measure is not None and (
            compatible(measure, unit) or family_of(unit) in {"percent", "count"}
        )
        if fits and (link.whole or not _own_word(sentence, sentence.quantities[at])):
            out[at] = replace(out[at], measure=measure)
        if link.whole and head.subject:
            out[at] = replace(out[at], subject=head.subject, counterparty=head.counterparty)
    return out


def _own_word(sentence: Sentence, span: Span) -> bool:
    """Whether a measure word that fits stands right behind the figure."""
    return any(
        0 <= hit.start - span.end < 16
        and compatible(hit.id, span.figure.unit)
        and not re.search(r"[,;.]", sentence.plain[span.end : hit.start])
        for hit in sentence.hits
    )


_PROJECTED = re.compile(
    r"\s*(?:it |it had |that it )?(?:first |previously |originally |earlier )?"
    r"(?:projected|forecast|expected|estimated|predicted|planned|seen|assumed|guided)\b",
    re.I,
)
_YEAR_BEFORE = re.compile(
    r"[^,;.]{0,24}?\b(?:(?:a|the|one) year (?:earlier|ago|before)|(?:the )?(?:same|year-earlier|"
    r"previous|prior|preceding) (?:year|period|quarter|month)|the year before)\b",
    re.I,
)


def dated(sentence: Sentence, bound: list[Figure], chain: dict[int, Link]) -> None:
    """Give every figure of a chain its period: the one said, or the year before it."""
    spans = sentence.quantities
    for at, link in sorted(chain.items()):
        if not link.whole:
            continue
        figure, head = bound[spans[at].index], bound[spans[link.head].index]
        if not link.earlier:
            low = spans[link.head].index
            if head.period is None and figure.period is not None:
                bound[low] = replace(head, period=figure.period)
            elif figure.period is None:
                bound[spans[at].index] = replace(figure, period=head.period)
            continue
        following = spans[at + 1].start if at + 1 < len(spans) else len(sentence.plain)
        tail = sentence.plain[spans[at].end : following]
        if _PROJECTED.match(tail):
            bound[spans[at].index] = replace(figure, period=head.period)
            continue
        own = any(0 <= date.start - spans[at].end < 40 and date.start < following
                  for date in sentence.dates)  # fmt: skip
        if own:
            continue
        period = shifted(head.period, -1) if head.period and _YEAR_BEFORE.match(tail) else None
        if period is None and _YEAR_BEFORE.match(tail):
            period = figure.period
        bound[spans[at].index] = replace(figure, period=period)
