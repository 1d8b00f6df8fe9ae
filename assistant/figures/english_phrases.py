"""Owners told by the shape of an English phrase: «A's», «of A», «20 in A», «A, with 20»."""

from __future__ import annotations

import re

from assistant.figures.clauses import MASK, Sentence, Span
from assistant.figures.english_words import MEDIA, PRONOUN, QUALIFIER, TIME_NAME
from assistant.figures.measures import MeasureHit, compatible, family_of, find
from assistant.figures.roles import OF_BODIES, Context, Roles
from assistant.figures.verbs import NAME, clean, finite_verbs, subject_before

_THING_WITH = re.compile(
    r"\b(?:an?|one|its|their|his|her|another)\s+(?:[a-z][\w-]*\s+){1,4}with\s+"
    r"(?:up to |about |around |some |nearly |almost |more than |over |at least |only )?$"
)
_SLICE_OF = re.compile(
    r"\b(?:slice|part|share|portion|bulk|chunk|most|some|much) of (?:the|that|this|a)\s+"
    r"(?:up to |about |around |total |combined |overall |more than |nearly |almost |whole )*$"
)
_SAID_ITS = re.compile(
    rf"(?P<name>{NAME})(?:,(?:[^,]{{2,60}},)?)? (?:said|says|announced|reported|expects)"
    rf"(?: (?:on|in|late on|early on) [\w ]{{3,20}}| that| [A-Z][a-z]+day|"
    rf" (?:last|this) [a-z]+)*\s*$"
)
_TITLED = re.compile(  # «Chief executive Mads Lind expects»: a person, who only tells of it
    rf"\b[a-z]+ {NAME} (?:said|says|announced|reported|expects)\b[^,;.]*$"
)
_ADJECTIVES = re.compile(  # «Acme said underlying profit fell»
    r"(?:\b(?:the|underlying|adjusted|annual|quarterly|half-year|full-year|group|total|core)\s+)*$"
)
_FOR = re.compile(
    rf"^\s+(?:(?:will |would |is to |are to )?(?:go|goes|went) )?"
    rf"(?:for|to|at|from)\s+(?P<name>{NAME})(?=\s*(?:[,.;)]|$|and\s(?:up to |"
    rf"about |around )?[\d$€£¥]))"
)
# «68 yen at power systems, 41 yen at appliances», «3,100 in Germany, 900 in France»
_EACH_AT = re.compile(
    rf"^\s+(?P<by>at|for|among|in|from)\s+(?P<name>(?:the )?{NAME}(?: [a-z][\w-]*){{0,2}}?"
    r"|(?:the )?(?!(?:[\d.]|least|all|most|the (?:year|month|quarter|week|day|end|same|first|"
    r"second|third|fourth|previous|prior))\b)[a-z][\w-]*(?: (?:and )?[a-z][\w-]*){0,3}?)"
    r"(?=\s*(?:[,.;)]|$)|\s+(?:and|but|while|with|which|or)\s)"
)
# «satellite maker Arclink»: what stands before a name
_KIND = (
    r"(?:(?!(?:of|in|at|to|for|from|by|with|an?|the|its|is|was|were|are|be|on|and|or|than|up|down|"
    r"about|said|that|which|has|had|have)\b)[a-z][\w-]*\s+){1,4}"
)
_LIST_ITEM = re.compile(
    rf"^(?:and\s+|while\s+|or\s+|plus\s+)?(?:{_KIND})?(?P<name>{NAME}(?:\s+\({MASK}+\))?)(?:'s)?"
    r"(?:\s+(?:with|at|had|has|got|gets|received|receives|will receive|was|for|"
    r"will get|took|takes|won|on))?$"
)
_FOLLOWED = re.compile(
    rf"\b(?:followed by|ahead of|behind|then came|next came) (?:.{{3,60}}\band )?"
    rf"(?:(?:[A-Z][\w.]* )?(?:rival|peer|compatriot|partner) )?(?P<name>{NAME})"
    rf"(?: (?:with|at|on|in))?[a-z ]{{0,12}}$"
)
_GAPPED = re.compile(
    rf"[^ ]+ (?:and|while|but) (?:{_KIND})?"
    rf"(?P<name>(?:an? [a-z ]{{3,20}} (?:led|headed) by )?{NAME})$"
    rf"|\bwith (?P<doing>{NAME}) (?:alone |itself )?[a-z]+ing(?: [a-z]+)?$"
)
_OWNER = re.compile(
    rf"(?P<name>{NAME}|\b(?:its|his|her|their))(?:'s|s'|(?<=its)|(?<=his)|(?<=her)|"
    rf"(?<=their))\s+(?:[a-z0-9][\w-]*\s+){{0,4}}$"
)
_ELIDED = re.compile(  # «Acme's profit fell to 3 million while Bolt's edged up to 2 million»
    rf"(?P<name>{NAME})'s\s+(?:rose|fell|edged|climbed|grew|slipped|dropped|jumped|gained|declined"
    r"|increased|decreased|was|were|came|stood|shrank|surged|dipped|reached|totall?ed)\b"
    r"(?!.{0,99}'s\s)[^;:]{0,99}$"
)
_OF_OWNER = re.compile(rf"^\s+(?:at|of|by|in|for)\s+(?P<name>(?:the\s+)?(?:{NAME}|[a-z]+s\b))")


def having(span: Span, left: str) -> Roles | None:
    """«a system with 27 qubits»: a thing without a name has it, not who acts."""
    if family_of(span.figure.unit) in {"money", "time"}:
        return None
    return Roles() if _THING_WITH.search(left) else None


def whole(left: str) -> Roles | None:
    """«the largest slice of the $5 million»: the sum of many is nobody's own."""
    return Roles() if _SLICE_OF.search(left) else None


def listed(left: str) -> Roles | None:
    """An item of a list that leaves its verb out: «…, KDDI about 10 million»."""
    follows = _FOLLOWED.search(left)
    if follows:
        return Roles(clean(follows.group("name")))
    gapped = _GAPPED.search(QUALIFIER.sub("", left))
    if gapped:
        return Roles(clean(gapped.group("name") or gapped.group("doing")))
    segment = re.split(r"[,;]\s*|\n|\s-+\s", left)[-1]
    if segment == left and " " in segment and not segment.rstrip().endswith(":"):
        return None
    segment = QUALIFIER.sub("", segment).strip()
    segment = re.sub(r"\s+", " ", re.sub(r":$", "", segment))
    match = _LIST_ITEM.match(segment)
    return Roles(re.sub(r"'s?$", "", match.group("name"))) if match else None


def owned(sentence: Sentence, left: str, hit: MeasureHit | None, context: Context) -> Roles | None:
    """The owner written with the measure: «X's revenue», «sales of X», «its profit»."""
    if hit is None or hit.start >= len(left):
        return None
    elided = _ELIDED.search(left, hit.end)
    if elided:
        return Roles(clean(elided.group("name")))
    match = _OWNER.search(left[: hit.start])
    if match:
        name = match.group("name")
        if PRONOUN.match(name):
            said = _speaker(sentence, match.start(), context)
            return Roles(said or _before_pronoun(left, match.start()) or context.spoken_of)
        return Roles(clean(name))
    after = _OF_OWNER.match(sentence.masked[hit.end :])
    if after and hit.end + after.end() <= len(left) and find(hit_text(sentence, hit)):
        verb = re.match(r"\s+(?:of|at|in|by)\s", sentence.masked[hit.end :])
        noun = not re.search(r"(?:ed|ing)$", hit_text(sentence, hit))
        return Roles(clean(after.group("name"))) if verb and noun else None
    if hit.id in OF_BODIES:
        at = len(_ADJECTIVES.sub("", left[: hit.start]))
        said = None if _TITLED.search(left[:at]) else _speaker(sentence, at, context)
        return Roles(said) if said else None
    return None


def _speaker(sentence: Sentence, at: int, context: Context) -> str | None:
    """Who speaks of himself: «Acme said on Tuesday its profit fell»."""
    spoken = _SAID_ITS.search(sentence.plain[:at])
    name = clean(spoken.group("name")) if spoken else None
    return name if name and name not in context.sources and not MEDIA.search(name) else None


def for_name(sentence: Sentence, span: Span) -> Roles | None:
    """A list that names the receiver after the amount: «50 million for A, 10 million for B»."""
    match = _FOR.match(sentence.masked[span.end :])
    if match is None or family_of(span.figure.unit) != "money":
        return None
    listed = sum(
        _FOR.match(sentence.masked[other.end :]) is not None for other in sentence.quantities
    )
    item = re.split(r"[,;]|\band\b", sentence.masked[: span.start])[-1]
    if listed < 2 and finite_verbs(item):
        return None
    return Roles(clean(match.group("name")))


def each_at(sentence: Sentence, span: Span) -> Roles | None:
    """A list that says after each figure where it belongs: «2% in France, 3% in Spain»."""
    own = _where(sentence, span)
    if own is None:
        return None
    family = family_of(span.figure.unit)
    others = [
        _where(sentence, other)
        for other in sentence.quantities
        if other.index != span.index and family_of(other.figure.unit) == family
    ]
    named = clean(own[1]) or own[1]
    return Roles(named) if any(item and item[0] == own[0] for item in others) else None


def _where(sentence: Sentence, span: Span) -> tuple[str, str] | None:
    match = _EACH_AT.match(sentence.masked[span.end :])
    if match is None or TIME_NAME.search(match.group("name")):
        return None
    hits = find(match.group("name"))
    if match.group("by") == "for" and not all(compatible(hit.id, "people") for hit in hits):
        return None
    low, high = span.end + match.start("name"), span.end + match.end("name")
    if any(item.start < high and low < item.end for item in sentence.spans):
        return None
    name = match.group("name")
    if match.group("by") in {"in", "from"} and not name.removeprefix("the ")[:1].isupper():
        return None
    return match.group("by"), name


def possessed(left: str) -> Roles | None:
    """The owner right before the figure: «Acme's estimated $11 million fortune»."""
    match = re.search(rf"(?P<name>{NAME})(?:'s|s')\s+(?:[a-z-]+\s+){{0,2}}$", left)
    if match:
        return Roles(clean(match.group("name")))
    worth = re.search(
        r"(?:^|[,;]|\b(?:that|and|a|in|its|"
        r"for))\s+(?P<name>(?:[\w']+\s+){1,4}?)-?,?\s*worth\b[a-z ]*$",
        left,
    )
    return Roles(clean(worth.group("name"))) if worth else None


def hit_text(sentence: Sentence, hit: MeasureHit) -> str:
    return sentence.plain[hit.start : hit.end]


def _before_pronoun(left: str, at: int) -> str | None:
    """The subject of the first verb before a possessive pronoun of the same sentence."""
    for start, _ in finite_verbs(left[:at]):
        name = subject_before(left, start)
        if name and not PRONOUN.match(name):
            return name
    return None
