"""Where what a follow-up names goes in the question before: another company, year, part."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer.empty_words import JA_EMPTY
from assistant.answer.turn import Turn, content
from assistant.figures.phrases import is_common
from assistant.text.countries import is_country

_ADJUNCT = re.compile(
    r"(for|after|before|at|with|without|under|from|by|to|in|near|off|on|per|inside|across) .+",
    re.IGNORECASE,
)
_PLACE = re.compile(r" (off|in|at|near|from|to|on) [A-Z].*$")
_PEOPLE = re.compile(r"(?:ese|ish|[ei]ans?|[ckm]ans?|[nt]ch|Thais?|Swiss)$")  # Chinese, Germans
_WHERE = re.compile(r"\b(?:in|from|to|for) (?:the )?$")
_BODY = re.compile(r"(?:政府|[省庁県府都市町村州党社側氏]|大学|銀行|陣営|組合|企業|国)$")


def replaced(last: Turn, new: Turn) -> str:
    """The last question about what the new turn names: another subject, another period."""
    subject = content(without(new, new.periods), new.lang)
    subject = re.sub(r"^(?:for|in|of|at|by|の)\s+|^の|\s+(?:for|in|of|at|by)$", "", subject).strip()
    text = with_period(last, new)
    adjunct = _ADJUNCT.match(content(new.text, new.lang))
    if adjunct and last.lang == new.lang == "en" and not new.periods:
        place = re.search(rf" {adjunct[1]} [^?]*$", last.text.rstrip("? "), re.IGNORECASE)
        return f"{last.text[: place.start()] if place else last.text.rstrip('? ')} {adjunct[0]}?"
    if not subject or (new.periods and subject in {*JA_EMPTY, "実績"}):  # 2026年の計画は?
        return text
    if last.lang == new.lang and last.names and _is_part(last, new, subject):
        return _narrowed(last, new, text, subject)
    if last.lang == new.lang == "en":
        text, subject = _placed(last, text, subject)
    old = _like(last, new, subject)
    if old and old in text:
        return _put(text, old, subject)
    if last.lang == "ja":
        return f"{subject}の{text}"
    return f"{text.rstrip('? ')} for {subject}?"


def _is_part(last: Turn, new: Turn, subject: str) -> bool:
    """Whether a turn says a word, which takes no name's place."""
    if new.lang == "en":
        return new.is_word and not re.search("[A-Z]", subject)
    if new.names or _BODY.search(subject):
        return False
    return new.is_word and "、" not in last.text


def _narrowed(last: Turn, new: Turn, text: str, subject: str) -> str:
    """A part of what the last question is about: "only women", 「銘柄米だけなら」."""
    if last.lang == "en":
        return f"{text.rstrip('? ')} for {subject}?"
    name = last.words(last.names[:1])
    return text.replace(name, f"{name}の{subject}", 1) if name in text else f"{subject}の{text}"


def _put(text: str, old: str, new: str) -> str:
    """``text`` with one name in place of another, with one 's or none."""
    before, _, after = text.partition(old)
    if re.search(r"\bthe $", before):
        new = re.sub(r"^the ", "", new)
    own = re.match(r"['’]s?(?= )", after)
    if own:
        new, after = re.sub(r"['’]s?$", "", new), after[own.end() :]
        return f"{before}{new}'{'' if new.endswith('s') else 's'}{after}"
    return f"{before}{new}{after}"


def _placed(last: Turn, text: str, subject: str) -> tuple[str, str]:
    """ "Marubeni's off Yamagata" after "JERA's group off Aomori": each part in its place."""
    said = _PLACE.search(subject)
    old = said and re.search(rf" {said[1]} [A-Z][^?,]*?(?=[?,.]| in |$)", text)
    if not said or not old:
        return text, subject
    text = text[: old.start()] + said[0] + text[old.end() :]
    return text, re.sub(r"'s$", "", subject[: said.start()])


def _like(last: Turn, new: Turn, subject: str) -> str:
    """What a new subject takes the place of: the name with its particle, else the first one.

    With a capital, the first one that has a capital.
    """
    topic = [name for name in sorted(last.topic) if not is_common(last.text[slice(*name)])]
    clause = last.text.rfind("、")  # 洋上風力のうち、|由利本荘の出力は?
    topic = [name for name in topic if name[0] > clause] or (
        [one for one in sorted(last.others) if one[0] > clause > 0][:1] or topic
    )
    if re.match(r"(?:the )?[A-Z]", subject):
        topic = [name for name in topic if last.text[name[0]].isupper()] or topic
    place = re.search(r"([にで])は?[??]?$", new.text) if last.lang == "ja" else None
    if place:
        topic = [name for name in topic if last.text.startswith(place[1], name[1])] or topic
    elif last.lang == "ja":
        topic = [name for name in topic if _acts(last.text, name)] or topic
    topic = _alike(last, subject, topic)
    return last.text[slice(*last.named_together(topic[0]))] if topic else ""


def _acts(text: str, name: tuple[int, int]) -> bool:
    """Whether a name is a Japanese question's subject, and not what a topic has."""
    return text.startswith("が", name[1]) or (
        text.startswith("は", name[1]) and not text.endswith("の", 0, name[0])
    )


def _alike(last: Turn, subject: str, topic: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """A country takes a country's place, or that of where; what is none, not a country's."""
    lands = [n for n in sorted((*last.names, *last.others)) if is_country(last.text[slice(*n)])]
    if not is_country(re.sub(r"^the |'s$|(?<=an)s$", "", subject)):
        return [name for name in topic if name not in lands] or topic
    people = bool(_PEOPLE.search(subject))
    lands = [n for n in lands if bool(_PEOPLE.search(last.text[slice(*n)])) == people] or lands
    where = [n for n in lands or topic if _WHERE.search(last.text[: n[0]])]
    return where or lands or topic


def with_period(last: Turn, new: Turn, period: str = "") -> str:
    """The last question at the new one's period, or at the one given."""
    period = period or new.words(new.periods)
    if not period:
        return last.text
    if last.periods:
        start, end = last.periods[0][0], last.periods[-1][1]
        return last.text[:start] + period + last.text[end:]
    if last.lang == "ja":
        return f"{period}の{last.text}" if last.lang == new.lang else f"{last.text} {period}"
    return f"{last.text.rstrip('? ')} in {period}?"


def without(one: Turn, spans: Sequence[tuple[int, int]]) -> str:
    """The text of a turn with blanks where the spans are."""
    text = one.text
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
