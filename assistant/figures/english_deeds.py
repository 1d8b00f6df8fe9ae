"""Owners told by the verb of an English clause: who gives, gets and does."""

from __future__ import annotations

import re

from assistant.figures.clauses import Sentence, Span
from assistant.figures.english_words import PRONOUN, QUALIFIER, TIME_NAME
from assistant.figures.frames import is_giver
from assistant.figures.measures import family_of, find
from assistant.figures.periods import FLOWS
from assistant.figures.roles import Context, Roles
from assistant.figures.verbs import NAME, clean, finite_verbs, subject_before

_RETELLS = re.compile(
    r"\b(?:reports?|reported|quot(?:es|ed)|mention(?:s|ed)|writes?|wrote|prints?|"
    r"printed|estimat(?:es|ed)|recalls?|recalled|"
    r"converts?|converted|describ(?:es|ed)|gives|lists?|listed|counts?|reckons?|"
    r"says?|said|makes it|puts)$",
    re.I,
)
_FIRST = re.compile(rf"^(?P<name>{NAME})(?:'s)?\s+[a-z]")
_AWARDED_TO = re.compile(
    rf"\b(?:awarded|given|granted|sold|handed|let)\s+to\s+(?P<name>{NAME})\s+(?:for|worth|at)$"
)
_INTO = re.compile(r"(?:to|in|on|for|from|up|by|at|of|with|and|into)\b", re.I)
_TO = re.compile(
    rf"^[^,;$€£¥]{{0,60}}?\b(?:to|for)\s+(?:(?:its|a|an|"
    rf"[a-z-]+)\s+){{0,3}}?(?P<name>{NAME}|the [a-z]+(?: [a-z]+)?)(?:'s)?"
    r"(?=[,.;)]|$|\s(?:and|to|for|in|as|by|on|over|under|from|after|this|last|"
    r"with|at|since|who|which|that|towards?)\b)"
)
_RECEIVES = re.compile(
    r"\b(?:receiv\w+|gets?|got|getting|secur\w+|wins?|won|obtain\w*|draws?|drew|"
    r"land(?:s|ed)|borrow\w*)$",
    re.I,
)
_GIVEN = re.compile(
    r"\b(?:award(?:s|ed)?|grant(?:s|ed)?|g(?:i|a)ve[sn]?|offer(?:s|ed)?|lend|"
    r"lent|pa(?:y|ys|id)|fin(?:e|es|ed)|provid(?:e|es|ed)|support(?:s|ed)?|"
    r"back(?:s|ed)?|fund(?:s|ed)?|subsidi[sz](?:e|es|ed)|hits?|slap(?:s|ped)?|charges?|charged|"
    r"rewards?|rewarded|presents?|presented|"
    r"(?:a|the) (?:[\w-]+ ){0,3}(?:grant|loan|subsidy|award|fine|penalty|aid|"
    r"payment)s? (?:to|for|on))\s+(?P<name>.{2,60})$",
    re.I,
)
_PASSIVE = re.compile(r"\b(?:was|were|been|be|is|are|being|get|gets|got)\b[^,]*$", re.I)
_BY = re.compile(rf"\bby\s+(?P<name>{NAME})")
_PLACE_FIRST = re.compile(rf"^(?:In|At|Across|On)\s+(?P<name>{NAME}(?:\s+[a-z]+)?),")
_PLACE_AFTER = re.compile(rf"^[^,;]{{0,70}}?\b(?:in|at|across|near)\s+(?P<name>{NAME})")
_PREDICATE = re.compile(
    r"^\s*(?:of\s|(?:[a-z-]+\s+){0,3}(?:was|were|is|are|have|has|had|said|say|"
    r"will|would|died|did|do|live|lived|took|"
    r"voted|supported|approved|believed?|thought|attended|watched|gathered|[a-z]+ed)\b)",
    re.I,
)
_CLAUSE_START = re.compile(r"[,;:]|\b(?:and|but|while)\b")
_GROUP = re.compile(
    r"^\s*(?:[a-z]+\s+)?of\s+(?P<name>(?:[\w'-]+\s+){0,4}?[\w'-]+)(?=\s+(?:who|"
    r"that|which|said|say|will|would|is|are|was|were|"
    r"have|has|had|do|did|voted|supported|approved|in|on|at|by|believe|believed|"
    r"definitely|planning)\b|[,.;]|$)"
)


def transferred(sentence: Sentence, span: Span, left: str) -> Roles | None:
    """Frames with a giver and a receiver: «awarded X $5m», «a grant of $5m to X»."""
    agent = _agent(left)
    awarded = _AWARDED_TO.search(QUALIFIER.sub("", left))
    if awarded:
        return Roles(clean(awarded.group("name")))
    if _RECEIVES.search(QUALIFIER.sub("", left)):
        source = re.match(
            rf"^[^,;]{{0,40}}?\bfrom\s+(?P<name>{NAME}|the [a-z ]{{3,30}})",
            sentence.masked[span.end :],
        )
        return Roles(agent, None, clean(source.group("name")) if source else None)
    last = max((item.end for item in sentence.quantities if item.end <= span.start), default=0)
    for start in dict.fromkeys((last, 0)):
        receiver = _given_to(QUALIFIER.sub("", left[start:]))
        if receiver:
            return Roles(receiver, None, agent)
    after = _TO.match(sentence.masked[span.end :])
    if after:
        name = after.group("name")
        following = [other for other in sentence.quantities if other.start > span.end]
        if not following or span.end + after.end() <= following[0].start:
            return Roles(clean(name), None, agent)
    if (
        agent
        and is_giver(agent, japanese=False)
        and not re.search(r"\b(?:receiv|get|got|was|were|been|be|secur|obtain|won|win)", left)
    ):
        return Roles(None, None, agent)
    return None


def _given_to(left: str) -> str | None:
    """Who stands between a verb of giving and the amount."""
    given = _GIVEN.search(left)
    if given is None:
        return None
    name = re.sub(r"\s+(?:of|worth|with)$", "", given.group("name"))
    name = re.split(r"\s+(?:up to|about|around|nearly|[$€£¥]?\d)", name)[0]
    name = re.split(r"\s+(?:worth|totall?ing)\b|,|\bwith (?=a\b|up\b|about\b)", name)[0]
    if not re.search(r"[A-Z]|^(?:the|her|him|it|them)\b", name) or finite_verbs(name):
        return None
    return None if _INTO.match(name) else clean(name)


def _agent(left: str) -> str | None:
    for start, _ in reversed(finite_verbs(left)):
        name = subject_before(left, start)
        if name and not PRONOUN.match(name):
            return name
    return None


def acting(
    sentence: Sentence, span: Span, left: str, context: Context, measure: str | None
) -> Roles:
    """The subject of the nearest verb before the figure, else the place of people counted."""
    if _is_subject(sentence, span, left):
        return _counted(sentence, span)
    verbs = finite_verbs(left)
    for start, end in reversed(verbs):
        if _PASSIVE.search(left[start:end]) and left[start:end].endswith("ed"):
            by = _BY.search(left[end:])
            if by:
                return Roles(by.group("name"), None, subject_before(left, start))
        name = subject_before(left, start)
        if name in context.sources:
            return Roles(context.owner(measure))
        if name and _RETELLS.search(left[start:end]) and measure not in FLOWS:
            return Roles(context.owner(measure))
        if name:
            return Roles(name)
        if find(_CLAUSE_START.split(left[:start])[-1]):
            break  # «…, and the fee for runners will rise to»: the measure is the subject
    if family_of(span.figure.unit) != "money":
        return _counted(sentence, span)
    if not verbs:
        lead = _FIRST.match(sentence.masked)
        if lead and lead.end() <= span.start and not lead.group("name").startswith(("The ", "In ")):
            return Roles(clean(lead.group("name")))
    return Roles()


def _is_subject(sentence: Sentence, span: Span, left: str) -> bool:
    """Whether the figure itself is the subject of its clause: «…, 540 people were injured»."""
    if family_of(span.figure.unit) == "money":
        return False
    before = re.split(
        r"[,;:\"]|\b(?:and|that|where|while|but|when|adding|although|though|as)\b", left
    )[-1]
    if QUALIFIER.sub("", before).strip():
        return False
    return _PREDICATE.match(sentence.masked[span.end :]) is not None


def _counted(sentence: Sentence, span: Span) -> Roles:
    """The group or place that people or a share are counted in."""
    group = _GROUP.match(sentence.masked[span.end :])
    if group and family_of(span.figure.unit) in {"percent", "people"}:
        name = re.sub(r"^(?:the|those)\s+(?=[a-z]+\s)", "", group.group("name"))
        return Roles(name if not re.search(r"\b(?:may|will|can|since)\b", name) else None)
    first = _PLACE_FIRST.match(sentence.masked)
    if first and not TIME_NAME.search(first.group("name")):
        return Roles(clean(first.group("name")))
    after = _PLACE_AFTER.match(sentence.masked[span.end :])
    timed = after is None or TIME_NAME.search(after.group("name"))
    return Roles() if after is None or timed else Roles(clean(after.group("name")))
