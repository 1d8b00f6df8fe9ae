"""Who and what a figure of an English sentence belongs to."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.figures.clauses import Sentence, Span, part
from assistant.figures.english_deeds import acting, transferred
from assistant.figures.english_phrases import (
    each_at,
    for_name,
    having,
    listed,
    owned,
    possessed,
    whole,
)
from assistant.figures.english_words import DESCRIBED, MEDIA, PRONOUN, QUALIFIER
from assistant.figures.frames import IMPOSED, RECEIVED, governing, is_giver
from assistant.figures.measures import GENERIC, family_of, find
from assistant.figures.roles import OF_BODIES, Context, Roles
from assistant.figures.sources import Sources
from assistant.figures.verbs import NAME, clean, finite_verbs, join_ministries, subject_before

_ORDINARY_WORDS = """
    it two three four five six seven eight nine ten twelve one both each all up after before
    inside under cumulative software demand price prices construction bids part record
    investors analysts shares sales profit themselves press monday tuesday wednesday thursday
    friday saturday sunday january february march april may june july august september october
    november december today now here there small large big total preliminary net gross early late
    new core excluding average annual quarterly overall full first second third stripping food
    services goods output children families men women people support
"""
_ORDINARY = frozenset(_ORDINARY_WORDS.split())
_SAYS = (
    r"(?:says?|said|reports?|reported|writes|wrote|adds|added|notes|noted|"
    r"reckons?|recalls?|estimates?|estimated|"
    r"tells|told|mentions|mentioned|explains|explained|calculates?|calculated|"
    r"quotes?|quoted|argues|argued|thinks|claims?)"
)
_ATTRIBUTION = re.compile(
    rf"(?:(?<=,)|(?<=^))\s*(?:[Aa]ccording to [^,;.]{{2,50}}|"
    rf"(?:as )?(?:the )?(?:{NAME}|he|she|it|they)(?: [a-z]+){{0,2}} {_SAYS}"
    rf"(?: (?:on|in|at) [^,;.]{{2,30}})?|{_SAYS} {NAME})\s*(?=[,.;]|$)"
)
_DATELINE = re.compile(
    r"^\s*[A-Z][A-Z.' ]{2,30}(?:, [A-Z][A-Za-z.]+){0,2}(?: \d{1,2})?(?:, \d{4})?"
    r"\s*(?:\([^()]{2,20}\)\s*)?[-\u2013\u2014]+\s"
)
_SPEAKER = re.compile(
    rf"(?<![\w'])(?:the )?{NAME} "
    rf"(?:told {NAME}|{_SAYS}|puts|had expected|expects)\s+(?:that\s+)?"
    rf"(?=(?:the|its|a|an|about|up|{NAME})\s[^.;]*\b(?:will|would|is|are|was|were|"
    rf"has|had|at|should|could|meets?|runs?|stood|rose|fell)\b)"
)
_HEAD = re.compile(
    r"\b(?P<name>(?:number|share|proportion) of [a-z-]+(?: (?!in |at |of |on |by |to |for |with )"
    r"[a-z-]+)?|(?:(?!the |an? |its |his |their |this |at |of |in |and |total |or |when |while |"
    r"as |from |by |[a-z]+est )[a-z-]+ )?(?:rate|ratio|index|yield|coupon|margin)s?)\b"
)
_FELL = re.compile(
    r"(?<!of )\b(?P<name>[a-z]{3,}s)(?:, [^,]{3,50},)?\s+(?:fell|fall|rose|rise|grew|dropped|"
    r"drop|climbed|jumped|numbered|number|totall?ed|declined|increased|slipped|edged up|"
    r"edged down)\b[^,;]{0,60}$"
)
_IT = re.compile(r"(?:it|they|he|she)$", re.I)
_SAID_IT = re.compile(
    rf"(?P<name>{NAME})(?:,[^,]{{2,110}},)? (?:said|says|announced|reported)"
    rf"(?: (?:on|in|this|last|late)? ?[\w]+){{0,2}}(?: that)? (?:it|they|he|she)\b"
)
_TENS = re.compile(r"(?:Twenty|Thirty|Forty|Fifty|Sixty|Seventy|Eighty|Ninety)\b")
_NUMBERED = re.compile(r"(?:[A-Z][a-z]+ )?\d")  # «Some 300»
_CUT = re.compile(
    r"\b(?:cut|cuts|cutting|shed|sheds|shedding|axe|axed|eliminate|eliminated|slash|slashed|"
    r"lose|lost|dismiss|dismissed|lay off|laid off|loss of)(?: up to)?$",
    re.I,
)
_GO = re.compile(  # «1,150 jobs, or 4% of the workforce, will go»
    r"(?: [a-z-]+)?(?:,[^,.;]{0,60},)? (?:will|would|could|are to|is to|were|was|have been|"
    r"had been) "
    r"(?:go|be (?:cut|lost|shed|axed|eliminated)|(?:cut|lost|shed|axed|eliminated))\b",
    re.I,
)
_MODIFIERS = re.compile(
    r"(?:(?:the|its|their|total|overall|average|annual|quarterly|monthly|group|consolidated|core|"
    r"underlying|full-year|half-year|first-quarter|second-quarter|third-quarter|fourth-quarter)\s+)*",
    re.I,
)
_WORTH_OF = re.compile(  # «a 620 billion yen plant»
    r"[ -](?:(?!(?:and|or|in|for|of|to|from|at|by|on|the|a)\b)[a-z][\w-]* ){0,3}(?:plant|factory|"
    r"fab|project|facility|cent(?:er|re)|complex|expansion|programme|program|scheme|line)\b"
)
_TELLS_OF_ITSELF = re.compile(
    rf"\s*(?P<name>{NAME})(?:,[^,]{{2,110}},)? (?:said|says|announced|reported)"
    rf"(?: (?:on|in|this|last|late|early)? ?[\w]+){{0,3}}(?: that)? (?:it|they|its|their)\b"
)
_OPENING = 160  # characters in which a sentence names whom it is about
_STATE = re.compile(r"the (?:government|ministry|state|central bank|agency)$", re.I)


def _quiet(sentence: Sentence) -> Sentence:
    """The sentence with attributions («X says», «according to X») blanked out."""
    masked = sentence.masked
    for pattern in (_DATELINE, _ATTRIBUTION, _SPEAKER):
        masked = pattern.sub(lambda match: " " * len(match.group()), masked)
    return replace(sentence, masked=masked) if masked != sentence.masked else sentence


def roles(sentence: Sentence, span: Span, context: Context) -> Roles:
    """Bind one quantity of an English sentence."""
    spoken = sentence.masked
    sentence = _quiet(sentence)
    inside = sentence.bracket(span)
    if inside is not None:
        return _bracketed(sentence, span, inside, context)
    hit = governing(sentence, span)
    measure = hit.id if hit else None
    left = join_ministries(sentence.masked[: span.start])
    unowned = having(span, left) or whole(left)
    found = (
        unowned
        or listed(left)
        or for_name(sentence, span)
        or each_at(sentence, span)
        or possessed(left)
        or owned(sentence, left, hit, context)
        or _changed(sentence, span, left)
    )
    if found is None and measure in RECEIVED | IMPOSED:
        found = transferred(sentence, span, left)
    found = found or acting(sentence, span, left, context, measure)
    told = spoken[: span.start] != sentence.masked[: span.start] and found == Roles()
    if (told and family_of(span.figure.unit) == "money") or (
        found.subject is None and found.counterparty in context.sources
    ):
        found = Roles(context.owner(measure))
    if found.subject in context.sources:
        found = replace(found, subject=context.owner(measure))
    if found.subject and _names_measure(found.subject):
        found = Roles()
    if measure is None and _WORTH_OF.match(sentence.masked[span.end :]):
        measure = "investment"
    behind = sentence.masked[span.end :]
    if measure in {"jobs", "headcount"} and (
        _CUT.search(QUALIFIER.sub("", left)) or _GO.match(behind)
    ):
        measure = "job_cuts"
    if measure is None or measure in GENERIC:
        measure = _head_noun(sentence, span) or measure
    if found.subject and _IT.match(found.subject):
        said = _SAID_IT.search(sentence.plain[: span.start])
        name = clean(said.group("name")) if said else None
        if name and name not in context.sources and not MEDIA.search(name):
            found = replace(found, subject=name)
    subject = _resolve(found.subject, context) if found.subject else None
    if subject and _is_ordinary(subject, context.text):
        subject = None
    if found == Roles() and subject is None and not unowned:
        subject = _unsaid(measure, context)
    return Roles(subject, measure or context.measure, found.counterparty)


def _names_measure(name: str) -> bool:
    """Whether a subject is the measure itself: «Net income for the three months»."""
    hits = find(name)
    if not hits or hits[0].id not in OF_BODIES | {"profit_margin"}:
        return False
    rest = name[hits[-1].end :]
    return _MODIFIERS.fullmatch(name[: hits[0].start]) is not None and (
        not rest or re.match(r" (?:for|in|during|from) (?!.*[A-Z])", rest) is not None
    )


def _unsaid(measure: str | None, context: Context) -> str | None:
    """Whoever the article is about, for a measure that only a body has: «Revenue rose 6%»."""
    topic = context.spoken_of
    if topic is None or measure not in OF_BODIES or is_giver(topic, japanese=False):
        return None
    return topic


def _head_noun(sentence: Sentence, span: Span) -> str | None:
    """A measure that no class has, as the article names it: «the fertility rate fell to 0.7»."""
    if family_of(span.figure.unit) in {"money", "time"}:
        return None
    left = sentence.masked[max(0, span.start - 110) : span.start]
    named = [match for match in _HEAD.finditer(left) if ";" not in left[match.end() :]]
    fell = _FELL.search(left)
    best = max([*named, *([fell] if fell else [])], key=lambda match: match.start(), default=None)
    return best.group("name").lower() if best else None


def topic_of(
    sentence: Sentence, previous: str | None, title: str, sources: Sources, body: str
) -> str | None:
    """Who the sentence is about: the subject of its first verb, unless a pronoun."""
    text = join_ministries(_quiet(sentence).masked)
    teller = _TELLS_OF_ITSELF.match(_DATELINE.sub("", sentence.masked))
    if teller and not MEDIA.search(teller.group("name")):
        name = clean(teller.group("name"))
        if name and name not in sources and _is_name(name, f"{title} {body}"):
            return name
    for start, _ in finite_verbs(text[:_OPENING]):
        name = subject_before(text, start)
        if name is not None:
            named = re.fullmatch(NAME, name) and not MEDIA.search(name)
            kept = named and _is_name(name, f"{title} {body}") and name not in sources
            return name if kept else previous
    return previous


def _is_name(name: str, text: str) -> bool:
    """Whether a single word is a name: not «Hybrids», which only opens a sentence."""
    if _NUMBERED.match(name):
        return False
    if " " in name or any(char.isupper() for char in name[1:]):
        return True
    stem = re.escape(name.lower().removesuffix("s"))
    if name.lower() in _ORDINARY or _TENS.match(name) or re.search(rf"\b{stem}s?\b", text):
        return False
    common = name.endswith(("s", "ing", "ly", "ed"))
    return not common or len(re.findall(rf"\b{re.escape(name)}\b", text)) > 1


def _is_ordinary(name: str, text: str) -> bool:
    """Whether a single capitalised word is no name: the article has it in lower case too."""
    if " " in name or not name[:1].isupper() or any(char.isupper() for char in name[1:]):
        return False
    return (
        name.lower() in _ORDINARY or re.search(rf"\b{re.escape(name.lower())}\b", text) is not None
    )


def _bracketed(sentence: Sentence, span: Span, inside: tuple[int, int], context: Context) -> Roles:
    left, right = inside
    inner = part(sentence, left, right)
    inner_span = next(item for item in inner.spans if item.index == span.index)
    host = next((item for item in sentence.quantities if 0 <= left - 1 - item.end <= 2), None)
    if host is not None and sentence.depth0(host):
        return roles(sentence, host, context)
    before = re.search(rf"(?P<name>{NAME})\s*\($", sentence.plain[:left])
    hit = governing(inner, inner_span)
    measure = hit.id if hit else None
    if measure is None:
        outer = replace(sentence, masked=sentence.plain)
        around = governing(outer, span)
        measure = around.id if around else None
    return Roles(before.group("name") if before else None, measure or context.measure, None)


def _changed(sentence: Sentence, span: Span, left: str) -> Roles | None:
    """What rose or fell by the figure: «the fall of 1.8% in X», «a 3% rise in X»."""
    before = re.search(
        r"\b(?:fall|rise|increase|decrease|drop|decline|jump|surge|growth|gain|"
        r"cut|reduction) of [a-z ]*$",
        left,
        re.I,
    )
    after = re.match(
        r"^(?:\s+(?:rise|increase|decrease|fall|drop|decline|jump|surge|growth|"
        r"gain|cut|reduction))?"
        r"\s+(?:in|of)\s+(?P<name>[^,.;]{3,50}?)(?=\s+(?:in|from|to|for|by|just|"
        r"was|were|is)\b|[,.;]|$)",
        sentence.masked[span.end :],
        re.I,
    )
    nominal = before or re.match(
        r"^\s+(?:rise|increase|decrease|fall|drop|decline|jump|surge|growth|gain|cut|reduction)\b",
        sentence.masked[span.end :],
    )
    name = clean(after.group("name")) if nominal and after else None
    return Roles(name) if name else None


def _resolve(name: str, context: Context) -> str | None:
    """A pronoun, or a description without a name (the site, the group), is the topic."""
    if PRONOUN.match(name) or DESCRIBED.match(name):
        return context.spoken_of or (name if _STATE.match(name) else None)
    if re.match(r"(?:its|his|her|their)\s", name, re.I) and not re.search("[A-Z]", name[4:]):
        return context.spoken_of
    described = not re.search(r"[A-Z]", name[4:] if name[:4].lower() == "the " else name)
    if described and name.lower().startswith(("its ", "their ")) and len(name.split()) < 5:
        return context.spoken_of or name
    return name
