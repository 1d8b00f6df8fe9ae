"""English figures that hang together: «rose 5% to $3 billion from $2 billion a year earlier»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.figures.clauses import Sentence, Span
from assistant.figures.fiscal import shifted
from assistant.figures.measures import GENERIC, compatible, family_of
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
    rf"\s*(?:{_WHEN},?\s*|(?:(?!and |but )[a-z]+ ?){{0,3}},\s*)?"
    rf"(?:or|to|equal to|equivalent to|up|down|"
    rf"an? (?:increase|rise|gain|jump|fall|drop|decline) of)\s+(?:by |to )?{_QUALIFIED}$",
    re.I,
)
_FACE = re.compile(r"\s*\([^()]*\)")
_AND = re.compile(r"(?:^|\s)(?:and|but|while|or)\s|[,;]")
_AND_MOVED = re.compile(
    r"\b(?:and|but)\s+(?:rose|fell|grew|dropped|climbed|slid|slipped|jumped|surged|declined|"
    r"increased|decreased|gained|lost)\b"
)
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
        if link is None:
            family = family_of(spans[at].figure.unit)
            same = [
                other for other in visible
                if other < at and family_of(spans[other].figure.unit) == family
            ]  # fmt: skip
            if same and family != "time" and _elliptic(sentence, spans[same[-1]], spans[at]):
                link = Link(same[-1], whole=False)
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
    return None


def _elliptic(sentence: Sentence, first: Span, second: Span) -> bool:
    """Whether the second figure leaves out what the first is of: «2% in A and 3% in B»."""
    gap = sentence.plain[first.end : second.start]
    if len(gap) > _LONGEST or family_of(first.figure.unit) != family_of(second.figure.unit):
        return False
    if any(
        first.end <= hit.start < second.start
        and hit.id not in GENERIC
        and compatible(hit.id, second.figure.unit)
        for hit in sentence.hits
    ):
        return False
    gap = _AND_MOVED.sub(" and", gap)
    return _AND.search(gap) is not None and not finite_verbs(gap)


def joined(sentence: Sentence, found: Sequence[Roles], chain: dict[int, Link]) -> list[Roles]:
    """The roles of a sentence's quantities, owner and measure taken along the links."""
    out = list(found)
    order = sorted(chain.items())
    for at, link in [*order, *reversed(order)]:
        head, unit = out[link.head], sentence.quantities[at].figure.unit
        measure = head.measure
        fits = measure is not None and (
            compatible(measure, unit) or family_of(unit) in {"percent", "count"}
        )
        own = out[at].measure
        if own not in GENERIC and own is not None and measure in GENERIC:
            out[link.head] = replace(head, measure=own)
        elif fits and (link.whole or not _own_word(sentence, sentence.quantities[at])):
            out[at] = replace(out[at], measure=measure)
        elif link.whole and measure is None and unit == "percent":
            out[at] = replace(out[at], measure=None)
        place = _place_of(sentence, at, found[at])
        if place and link.whole and not link.earlier:
            out[link.head] = replace(head, subject=place)
        elif link.whole and head.subject:
            out[at] = replace(out[at], subject=head.subject, counterparty=head.counterparty)
    return out


def _place_of(sentence: Sentence, at: int, roles: Roles) -> str | None:
    """The owner that stands behind the figure: «rose 4% to 121,000 in Japan»."""
    if not roles.subject:
        return None
    after = sentence.plain[sentence.quantities[at].end :]
    behind = re.match(rf"\s+(?:in|at|for) (?:the )?{re.escape(roles.subject)}\b", after)
    return roles.subject if behind else None


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
_BRACKETS = re.compile(r" \([^()]*\)")
_YEAR_BEFORE = re.compile(
    r"\s*,?[^,;.]{0,24}?\b(?:(?:(?:a|the|one) year|(?:twelve|12) months) (?:earlier|ago|before)"
    r"|(?:the )?(?:same|year-earlier|previous|prior|preceding) (?:year|period|quarter|month)"
    r"|the year before|last year)\b",
    re.I,
)


def dated(sentence: Sentence, bound: list[Figure], chain: dict[int, Link]) -> None:
    """Give every figure of a chain its period: the one said, or the year before it."""
    spans = sentence.quantities
    before: set[int] = set()  # amounts of an earlier year
    for at, link in sorted(chain.items()):
        if not link.whole:
            continue
        figure, head = bound[spans[at].index], bound[spans[link.head].index]
        if not link.earlier:
            low = spans[link.head].index
            if link.head in before:
                before.add(at)
                bound[spans[at].index] = replace(figure, period=head.period)
            elif head.period is None and figure.period is not None:
                bound[low] = replace(head, period=figure.period)
            elif figure.period is None:
                bound[spans[at].index] = replace(figure, period=head.period)
            continue
        before.add(at)
        last = at
        while last + 1 in chain and chain[last + 1].whole and not chain[last + 1].earlier:
            last += 1
        ahead = (span.start for span in spans[last + 1 :] if sentence.depth0(span))
        following = next(ahead, len(sentence.plain))
        tail = _BRACKETS.sub("", sentence.plain[spans[last].end : following])
        if _PROJECTED.match(tail):
            bound[spans[at].index] = replace(figure, period=head.period)
            continue
        own = any(0 <= date.start - spans[at].end < 40 and date.start < following
                  for date in sentence.dates)  # fmt: skip
        if own:
            continue
        period = shifted(head.period, -1) if head.period and _YEAR_BEFORE.match(tail) else None
        if period is None and _YEAR_BEFORE.match(tail):
            period = figure.period or (shifted(figure.as_of[:4], -1) if figure.as_of else None)
        bound[spans[at].index] = replace(figure, period=period)
