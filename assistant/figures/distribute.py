"""Respectively: as many names as figures, in order."""

from __future__ import annotations

import re

from assistant.figures.clauses import Sentence, Span
from assistant.figures.measures import family_of
from assistant.figures.phrases import name_of

_JA_NAMES = re.compile(
    r"(?P<names>[^。はがをにで]*?)(?:の\d*[社者氏人行校])?(?:が|は|に|に対し|には|へ)(?P<rest>.*)$",
    re.S,
)
_EN_NAME = r"[A-Z][\w&.'-]*(?:\s+(?:[A-Z0-9&][\w&.'-]*|of|the)(?=[\s,]))*"
_EN_NAMES = re.compile(rf"(?P<names>{_EN_NAME}(?:,\s+{_EN_NAME})*,?\s+and\s+{_EN_NAME})\s+[a-z]")


def distribute(sentence: Sentence) -> dict[int, str]:
    """Figure index -> subject, for 「AとBにそれぞれ1億円、2億円」 and «respectively»."""
    japanese = sentence.is_japanese
    mark = re.search(r"それぞれ|各々|おのおの" if japanese else r"\brespectively\b", sentence.plain)
    if mark is None:
        return {}
    if japanese:
        group = _run([span for span in sentence.quantities if span.start >= mark.end()])
        names = _names_ja(sentence.plain[: mark.start()])
    else:
        before = [span for span in sentence.quantities if span.end <= mark.start()]
        group = list(reversed(_run(list(reversed(before)))))
        names = _names_en(sentence.plain[: group[0].start]) if group else []
    if len(group) < 2 or len(group) != len(names):
        return {}
    return {span.index: name for span, name in zip(group, names, strict=True)}


def _run(spans: list[Span]) -> list[Span]:
    """The leading figures of one kind of unit."""
    kept = []
    for span in spans:
        if family_of(span.figure.unit) != family_of(spans[0].figure.unit):
            break
        kept.append(span)
    return kept


def _names_ja(before: str) -> list[str]:
    text = re.sub(r"(?:が|は|に|に対し|には|へ|、)+$", "", before)
    text = re.split(r"[はがをで]|[、。](?=[^、。]*[ぁ-ん]{3})", text)[-1]
    parts = re.split(r"、|・(?=[A-Z一-鿿]{2})|及び|および|と|ならびに", text)
    names = [name_of(part) for part in parts if part.strip()]
    return names if all(1 < len(name) < 30 for name in names) else []


def _names_en(before: str) -> list[str]:
    matches = list(_EN_NAMES.finditer(before))
    if not matches:
        return []
    parts = re.split(r",\s+(?:and\s+)?|\s+and\s+", matches[-1].group("names"))
    return [part.strip() for part in parts if part.strip()]
