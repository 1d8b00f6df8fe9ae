"""Respectively: as many names as figures, in order."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.figures.clauses import Sentence, Span
from assistant.figures.measures import family_of, find
from assistant.figures.phrases import name_of

_NOBODY = re.compile(r"[^、。とが]{1,12}(?:では|は|も|には)、?")
_HAS_ONE = re.compile(
    r"(?:^|[、。])(?P<name>[^、。はがの]{2,20})(?:の[^、。はが]{1,12})?[はが](?:約|最大)?(?=\d)"
)
_BACK = re.compile(
    r"(?:\d{2,4}年(?:度|\d{1,2}月期?)?|前年(?:度|同[月期])?|前期|前回|昨年|[1一]年前)の(?=\d)"
)
_AMOUNT = re.compile("[額率数量高益費]$")
_EN_NAME = r"[A-Z][\w&.'-]*(?:\s+(?:[A-Z0-9&][\w&.'-]*|of|the)(?=[\s,]))*"
_EN_LIST = rf"(?P<names>{_EN_NAME}(?:,\s+{_EN_NAME})*,?\s+and\s+{_EN_NAME})"
_EN_NAMES = re.compile(rf"{_EN_LIST}\s+[a-z]")
_PARALLEL = re.compile(  # «A and B, which reported on Monday, earned»
    rf"{_EN_LIST}"
    r"(?:,\s+(?:which|who)\b[^,;.\d]{1,60},|,)?\s+"
    r"(?:with|at|earned|posted|reported|made|lost|spent|received|raised|won|sold|had|held)\s"
)
_LED = re.compile(r"^(?:Rivals?|Competitors|Peers|Both|While|But|And|Meanwhile)\s+")
_SOON = 12  # characters before the first figure: about, up to
_EN_SPLIT = re.compile(r",\s+(?:and\s+)?|\s+and\s+")
_EN_VERB = re.compile(
    r"\s(?:(?:will|would|is to|are to|have|has|had|were|was|are|is|each|also|expects?|to) )*"
    r"(?:receive|receives|received|get|gets|got|invest|invested|spend|spent|pay|paid|lose|lost|won|"
    r"win|awarded|given|granted|fined|sold|made|posted|reported|borrow|raise|raised|earned|grew|"
    r"rose|fell|at|with|totall?ed|accounted for|hold|held|own|had|took|take)\s[^.;]*$"
)
_EN_TO = re.compile(
    r"\s(?:(?:will|would|to|is to|are to|went|goes|go|was|were|given|awarded|paid|each) ?)*"
    r"(?:to|for|at|by|in|from) "
)
_LIST_GAP = re.compile(r"(?:,| and|, and)\s*(?:(?:about|around|some|up to|nearly)\s+)?")


def distribute(sentence: Sentence, earlier: Sequence[tuple[str, str]] = ()) -> dict[int, str]:
    """Figure index -> subject, for 「AとBにそれぞれ1億円、2億円」 and «respectively».

    ``earlier``: unit and subject of the figures of the sentence before, for 「前年はそれぞれ」.
    """
    japanese = sentence.is_japanese
    mark = re.search(r"それぞれ|各々|おのおの" if japanese else r"\brespectively\b", sentence.plain)
    if mark is None:
        return _of_before(sentence, earlier) if japanese else _parallel(sentence)
    if japanese:
        group = _run([span for span in sentence.quantities if span.start >= mark.end()])
        last = max((s.end for s in sentence.quantities if s.end <= mark.start()), default=0)
        told = _told_before(sentence.plain[: mark.start()])
        names = told if len(told) == len(group) else _names_ja(sentence.plain[last : mark.start()])
        if (
            group
            and len(names) != len(group)
            and _NOBODY.fullmatch(sentence.plain, 0, mark.start())
        ):
            unit = group[0].figure.unit
            names = list(dict.fromkeys(name for said, name in earlier if said == unit))
    else:
        before = [span for span in sentence.quantities if span.end <= mark.start()]
        group = _listed(sentence, list(reversed(_run(list(reversed(before))))))
        names = _respective(sentence, group, mark.start()) if group else []
    if len(group) < 2 or len(group) != len(names):
        return {}
    return {span.index: name for span, name in zip(group, names, strict=True)}


def _of_before(sentence: Sentence, earlier: Sequence[tuple[str, str]]) -> dict[int, str]:
    """「…は63%。09年の85%からは下がった」: what a figure is compared with is of the same owner."""
    back = _BACK.match(sentence.plain)
    first = next(iter(sentence.quantities), None)
    if back is None or first is None or first.start != back.end():
        return {}
    owners = {name for unit, name in earlier if unit == first.figure.unit}
    return {first.index: owners.pop()} if len(owners) == 1 else {}


def _parallel(sentence: Sentence) -> dict[int, str]:
    """«Taiwan and South Korea with ¥1.1tn and ¥960bn»: as many figures as names before them."""
    for match in _PARALLEL.finditer(sentence.plain):
        first = next((n for n, s in enumerate(sentence.quantities) if s.start >= match.end()), None)
        if first is None or sentence.quantities[first].start - match.end() > _SOON:
            continue
        group = _run(list(sentence.quantities[first:]))
        names = [_LED.sub("", name.strip()) for name in _EN_SPLIT.split(match["names"])]
        listed = _listed(sentence, group[: len(names)])
        follows = group[len(names) : len(names) + 1]
        goes_on = follows and _LIST_GAP.fullmatch(
            sentence.plain[listed[-1].end : follows[0].start] if listed else ""
        )
        if len(listed) == len(names) > 1 and not goes_on:
            return {span.index: name for span, name in zip(listed, names, strict=True)}
    return {}


def _run(spans: list[Span]) -> list[Span]:
    """The leading figures of one kind of unit."""
    kept = []
    for span in spans:
        if family_of(span.figure.unit) != family_of(spans[0].figure.unit):
            break
        kept.append(span)
    return kept


def _listed(sentence: Sentence, spans: list[Span]) -> list[Span]:
    """The last figures of ``spans`` between which only commas and «and» stand."""
    kept = spans[-1:]
    for span in reversed(spans[:-1]):
        if not _LIST_GAP.fullmatch(sentence.plain[span.end : kept[0].start]):
            break
        kept.insert(0, span)
    return kept


def _respective(sentence: Sentence, group: list[Span], mark: int) -> list[str]:
    """As many names as figures, before the figures or between them and the word."""
    names = _names_en(sentence.plain[: group[0].start])
    if len(names) != len(group):
        names = _loose(sentence.plain[: group[0].start], len(group))
    if len(names) == len(group):
        return names
    after = sentence.plain[group[-1].end : mark].rstrip(" ,")
    to = _EN_TO.search(after)
    return _loose(f"{after[to.end() :]} at ", len(group)) if to else []


def _loose(text: str, number: int) -> list[str]:
    """``number`` items before a verb, the last perhaps described: «… and the arm of C will get»."""
    from assistant.figures.verbs import clean  # English only

    verb = _EN_VERB.search(text)
    if verb is None:
        return []
    items = _EN_SPLIT.split(re.split(r"[;:\u2014]\s", text[: verb.start() + 1])[-1].strip())
    names = [name for item in items[-number:] if (name := clean(item.strip()))]
    return names if len(names) == number else []


def _told_before(before: str) -> list[str]:
    """Who has a figure each: 「A社の売上高は3億円、B社は2億円で、利益はそれぞれ」."""
    asked = re.search(r"(?:^|[、。])([^、。はが]+)は$", before)
    if asked is None or not (_AMOUNT.search(asked[1]) or find(asked[1])):
        return []
    return [name_of(match["name"]) for match in _HAS_ONE.finditer(before)]


def _names_ja(before: str) -> list[str]:
    before = before.lstrip("、。をは").removeprefix("で、")
    text = re.sub(r"(?:が|は|に|に対し|には|へ|、)+$", "", before)
    text = re.split(r"[はがをで]|[、。](?=[^、。]*[ぁ-ん]{3})", text)[-1]
    whose = re.search(r"の([^の、]+)$", text)  # A社とB社の売上高は
    if whose and find(whose[1]):
        text = text[: whose.start()]
    parts = re.split(r"、|・(?=[A-Z一-鿿]{2})|及び|および|と|ならびに", text)
    names = [name_of(part) for part in parts if part.strip()]
    return names if all(1 < len(name) < 30 for name in names) else []


def _names_en(before: str) -> list[str]:
    matches = list(_EN_NAMES.finditer(before))
    if not matches:
        return []
    parts = re.split(r",\s+(?:and\s+)?|\s+and\s+", matches[-1].group("names"))
    return [part.strip() for part in parts if part.strip()]
