"""Who and what a figure of an English sentence belongs to."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.figures.clauses import MASK, Sentence, Span, part
from assistant.figures.frames import IMPOSED, OF_BODIES, RECEIVED, governing, is_giver
from assistant.figures.measures import GENERIC, MeasureHit, compatible, family_of, find
from assistant.figures.periods import FLOWS
from assistant.figures.roles import Context, Roles
from assistant.figures.sources import Sources
from assistant.figures.verbs import NAME, clean, finite_verbs, join_ministries, subject_before

_I = re.IGNORECASE
_BOUNDARY = re.compile(
    r"[,;:\"]\s*|\s-+\s|\b(?:that|which|who|when|while|after|as|but|because|"
    r"although|though|if|since|where|"
    r"before|than|whereas|until|saying|and then)\s+",
    _I,
)
_MEDIA = re.compile(
    r"\b(?:News|Times|Post|Reuters|Bloomberg|NHK|Nikkei|Kyodo|AFP|BBC|CNN|CNBC|"
    r"Journal|Daily|Press|TBS|TV|Herald|"
    r"Guardian|Watch|Mainichi|Asahi|Yomiuri|Jiji|Nielsen|Telegraph|Spiegel|"
    r"Sources|analysts?|report|poll|survey)\b"
)
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
_RETELLS = re.compile(
    r"\b(?:reports?|reported|quot(?:es|ed)|mention(?:s|ed)|writes?|wrote|prints?|"
    r"printed|estimat(?:es|ed)|recalls?|recalled|"
    r"converts?|converted|describ(?:es|ed)|gives|lists?|listed|counts?|reckons?|"
    r"says?|said|makes it|puts)$",
    _I,
)
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
_THING_WITH = re.compile(
    r"\b(?:an?|one|its|their|his|her|another)\s+(?:[a-z][\w-]*\s+){1,4}with\s+"
    r"(?:up to |about |around |some |nearly |almost |more than |over |at least |only )?$"
)
_SLICE_OF = re.compile(
    r"\b(?:slice|part|share|portion|bulk|chunk|most|some|much) of (?:the|that|this|a)\s+"
    r"(?:up to |about |around |total |combined |overall |more than |nearly |almost |whole )*$"
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
_SAID_ITS = re.compile(
    rf"(?P<name>{NAME})(?:,[^,]{{2,60}},)? (?:said|says|announced|reported|expects)"
    rf"(?: (?:on|in|late on|early on) [\w ]{{3,20}}| that| [A-Z][a-z]+day)*\s*$"
)
_IT = re.compile(r"(?:it|they|he|she)$", _I)
_SAID_IT = re.compile(
    rf"(?P<name>{NAME})(?:,[^,]{{2,110}},)? (?:said|says|announced|reported)"
    rf"(?: (?:on|in|this|last|late)? ?[\w]+){{0,2}}(?: that)? (?:it|they|he|she)\b"
)
_TENS = re.compile(r"(?:Twenty|Thirty|Forty|Fifty|Sixty|Seventy|Eighty|Ninety)\b")
_CUT = re.compile(
    r"\b(?:cut|cuts|cutting|shed|sheds|shedding|axe|axed|eliminate|eliminated|slash|slashed|"
    r"lose|lost|dismiss|dismissed|lay off|laid off|loss of)(?: up to)?$",
    _I,
)
_TIME_NAME = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"[Qq]uarter|year|month|week|half)s?\b"
)
_MODIFIERS = re.compile(
    r"(?:(?:the|its|their|total|overall|average|annual|quarterly|monthly|group|consolidated|core|"
    r"underlying|full-year|half-year|first-quarter|second-quarter|third-quarter|fourth-quarter)\s+)*",
    _I,
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
_PRONOUN = re.compile(
    r"^(?:it|he|she|they|its|his|her|their|the (?:[\w-]+-based |[A-Z][a-z]+ )?(?:company|firm|"
    r"board|group|ministry|bank|agency|government|lender|[a-z]*maker|manufacturer|retailer|start-?up|line|"
    r"organi[sz]ation|operator|university|brewer|airline|carrier|insurer|utility|supplier|producer|"
    r"developer|builder|giant|conglomerate|chain|brokerage|refiner|miner|two))$",
    _I,
)
_QUALIFIER = re.compile(
    r"(?:\s*(?:(?<!\w)(?:up to|as (?:much|many|little) as|about|around|some|nearly|almost|"
    r"roughly|approximately|more than|less than|"
    r"over|under|at least|at most|an? (?:average|total|estimated|additional|"
    r"combined|further|record) (?:of)?|an?|the|only|just|"
    r"another|an average of|a total of|between|estimated|well over|close to|"
    r"fewer than|no more than|to|of)(?!\w)|[:=|]))*\s*$",
    _I,
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
_FIRST = re.compile(rf"^(?P<name>{NAME})(?:'s)?\s+[a-z]")
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
_STATE = re.compile(r"the (?:government|ministry|state|central bank|agency)$", _I)
_AWARDED_TO = re.compile(
    rf"\b(?:awarded|given|granted|sold|handed|let)\s+to\s+(?P<name>{NAME})\s+(?:for|worth|at)$"
)
_INTO = re.compile(r"(?:to|in|on|for|from|up|by|at|of|with|and|into)\b", _I)
_OWNER = re.compile(
    rf"(?P<name>{NAME}|\b(?:its|his|her|their))(?:'s|s'|(?<=its)|(?<=his)|(?<=her)|"
    rf"(?<=their))\s+(?:[a-z0-9][\w-]*\s+){{0,4}}$"
)
_OF_OWNER = re.compile(rf"^\s+(?:at|of|by|in|for)\s+(?P<name>(?:the\s+)?(?:{NAME}|[a-z]+s\b))")
_TO = re.compile(
    rf"^[^,;$€£¥]{{0,60}}?\b(?:to|for)\s+(?:(?:its|a|an|"
    rf"[a-z-]+)\s+){{0,3}}?(?P<name>{NAME}|the [a-z]+(?: [a-z]+)?)(?:'s)?"
    r"(?=[,.;)]|$|\s(?:and|to|for|in|as|by|on|over|under|from|after|this|last|"
    r"with|at|since|who|which|that|towards?)\b)"
)
_RECEIVES = re.compile(
    r"\b(?:receiv\w+|gets?|got|getting|secur\w+|wins?|won|obtain\w*|draws?|drew|"
    r"land(?:s|ed)|borrow\w*)$",
    _I,
)
_GIVEN = re.compile(
    r"\b(?:award(?:s|ed)?|grant(?:s|ed)?|g(?:i|a)ve[sn]?|offer(?:s|ed)?|lend|"
    r"lent|pa(?:y|ys|id)|fin(?:e|es|ed)|provid(?:e|es|ed)|support(?:s|ed)?|"
    r"back(?:s|ed)?|fund(?:s|ed)?|subsidi[sz](?:e|es|ed)|hits?|slap(?:s|ped)?|charges?|charged|"
    r"rewards?|rewarded|presents?|presented|"
    r"(?:a|the) (?:[\w-]+ ){0,3}(?:grant|loan|subsidy|award|fine|penalty|aid|"
    r"payment)s? (?:to|for|on))\s+(?P<name>.{2,60})$",
    _I,
)
_PASSIVE = re.compile(r"\b(?:was|were|been|be|is|are|being|get|gets|got)\b[^,]*$", _I)
_BY = re.compile(rf"\bby\s+(?P<name>{NAME})")
_PLACE_FIRST = re.compile(rf"^(?:In|At|Across|On)\s+(?P<name>{NAME}(?:\s+[a-z]+)?),")
_PLACE_AFTER = re.compile(rf"^[^,;]{{0,70}}?\b(?:in|at|across|near)\s+(?P<name>{NAME})")
_PREDICATE = re.compile(
    r"^\s*(?:of\s|(?:[a-z-]+\s+){0,3}(?:was|were|is|are|have|has|had|said|say|"
    r"will|would|died|did|do|live|lived|took|"
    r"voted|supported|approved|believed?|thought|attended|watched|gathered|[a-z]+ed)\b)",
    _I,
)
_GROUP = re.compile(
    r"^\s*(?:[a-z]+\s+)?of\s+(?P<name>(?:[\w'-]+\s+){0,4}?[\w'-]+)(?=\s+(?:who|"
    r"that|which|said|say|will|would|is|are|was|were|"
    r"have|has|had|do|did|voted|supported|approved|in|on|at|by|believe|believed|"
    r"definitely|planning)\b|[,.;]|$)"
)


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
    unowned = _having(sentence, span, left) or _whole(left)
    found = (
        unowned
        or _listed(left)
        or _for_name(sentence, span)
        or _each_at(sentence, span)
        or _possessed(left, context)
        or _owned(sentence, left, hit, context)
        or _changed(sentence, span, left)
    )
    if found is None and measure in RECEIVED | IMPOSED:
        found = _transferred(sentence, span, left)
    found = found or _acting(sentence, span, left, context, measure)
    told = spoken[: span.start] != sentence.masked[: span.start] and found == Roles()
    if (told and family_of(span.figure.unit) == "money") or (
        found.subject is None and found.counterparty in context.sources
    ):
        found = Roles(context.unsaid)
    if found.subject in context.sources:
        found = replace(found, subject=context.unsaid)
    if found.subject and _names_measure(found.subject):
        found = Roles()
    if measure is None and _WORTH_OF.match(sentence.masked[span.end :]):
        measure = "investment"
    if measure in {"jobs", "headcount"} and _CUT.search(_QUALIFIER.sub("", left)):
        measure = "job_cuts"
    if measure is None or measure in GENERIC:
        measure = _head_noun(sentence, span) or measure
    if found.subject and _IT.match(found.subject):
        said = _SAID_IT.search(sentence.plain[: span.start])
        name = clean(said.group("name")) if said else None
        if name and name not in context.sources and not _MEDIA.search(name):
            found = replace(found, subject=name)
    subject = _resolve(found.subject, context) if found.subject else None
    if subject and _is_ordinary(subject, context.text):
        subject = None
    if found == Roles() and subject is None and not unowned:
        subject = _unsaid(sentence, measure, context)
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


def _unsaid(sentence: Sentence, measure: str | None, context: Context) -> str | None:
    """Whoever the article is about, for a measure that only a body has: «Revenue rose 6%»."""
    topic = context.unsaid
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
    if teller and not _MEDIA.search(teller.group("name")):
        name = clean(teller.group("name"))
        if name and name not in sources and _is_name(name, f"{title} {body}"):
            return name
    for start, _ in finite_verbs(text[:_OPENING]):
        name = subject_before(text, start)
        if name is not None:
            named = re.fullmatch(NAME, name) and not _MEDIA.search(name)
            kept = named and _is_name(name, f"{title} {body}") and name not in sources
            return name if kept else previous
    return previous


def _is_name(name: str, text: str) -> bool:
    """Whether a single word is a name: not «Hybrids», which only opens a sentence."""
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


def _having(sentence: Sentence, span: Span, left: str) -> Roles | None:
    """«a system with 27 qubits»: a thing without a name has it, not who acts."""
    if family_of(span.figure.unit) in {"money", "time"}:
        return None
    return Roles() if _THING_WITH.search(left) else None


def _whole(left: str) -> Roles | None:
    """«the largest slice of the $5 million»: the sum of many is nobody's own."""
    return Roles() if _SLICE_OF.search(left) else None


def _listed(left: str) -> Roles | None:
    """An item of a list that leaves its verb out: «…, KDDI about 10 million»."""
    follows = _FOLLOWED.search(left)
    if follows:
        return Roles(clean(follows.group("name")))
    gapped = _GAPPED.search(_QUALIFIER.sub("", left))
    if gapped:
        return Roles(clean(gapped.group("name") or gapped.group("doing")))
    segment = re.split(r"[,;]\s*|\n|\s-+\s", left)[-1]
    if segment == left and " " in segment and not segment.rstrip().endswith(":"):
        return None
    segment = _QUALIFIER.sub("", segment).strip()
    segment = re.sub(r"\s+", " ", re.sub(r":$", "", segment))
    match = _LIST_ITEM.match(segment)
    return Roles(re.sub(r"'s?$", "", match.group("name"))) if match else None


def _owned(sentence: Sentence, left: str, hit: MeasureHit | None, context: Context) -> Roles | None:
    """The owner written with the measure: «X's revenue», «sales of X», «its profit»."""
    if hit is None or hit.start >= len(left):
        return None
    match = _OWNER.search(left[: hit.start])
    if match:
        name = match.group("name")
        if _PRONOUN.match(name):
            said = _speaker(sentence, match.start(), context)
            return Roles(said or _before_pronoun(left, match.start()) or context.unsaid)
        return Roles(clean(name))
    after = _OF_OWNER.match(sentence.masked[hit.end :])
    if after and hit.end + after.end() <= len(left) and find(hit_text(sentence, hit)):
        verb = re.match(r"\s+(?:of|at|in|by)\s", sentence.masked[hit.end :])
        noun = not re.search(r"(?:ed|ing)$", hit_text(sentence, hit))
        return Roles(clean(after.group("name"))) if verb and noun else None
    return None


def _speaker(sentence: Sentence, at: int, context: Context) -> str | None:
    """Who speaks of himself: «Acme said on Tuesday its profit fell»."""
    spoken = _SAID_ITS.search(sentence.plain[:at])
    name = clean(spoken.group("name")) if spoken else None
    return name if name and name not in context.sources and not _MEDIA.search(name) else None


def _for_name(sentence: Sentence, span: Span) -> Roles | None:
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


def _each_at(sentence: Sentence, span: Span) -> Roles | None:
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
    if match is None or _TIME_NAME.search(match.group("name")):
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


def _possessed(left: str, context: Context) -> Roles | None:
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


def _changed(sentence: Sentence, span: Span, left: str) -> Roles | None:
    """What rose or fell by the figure: «the fall of 1.8% in X», «a 3% rise in X»."""
    before = re.search(
        r"\b(?:fall|rise|increase|decrease|drop|decline|jump|surge|growth|gain|"
        r"cut|reduction) of [a-z ]*$",
        left,
        _I,
    )
    after = re.match(
        r"^(?:\s+(?:rise|increase|decrease|fall|drop|decline|jump|surge|growth|"
        r"gain|cut|reduction))?"
        r"\s+(?:in|of)\s+(?P<name>[^,.;]{3,50}?)(?=\s+(?:in|from|to|for|by|just|"
        r"was|were|is)\b|[,.;]|$)",
        sentence.masked[span.end :],
        _I,
    )
    nominal = before or re.match(
        r"^\s+(?:rise|increase|decrease|fall|drop|decline|jump|surge|growth|gain|cut|reduction)\b",
        sentence.masked[span.end :],
    )
    name = clean(after.group("name")) if nominal and after else None
    return Roles(name) if name else None


def hit_text(sentence: Sentence, hit: MeasureHit) -> str:
    return sentence.plain[hit.start : hit.end]


def _before_pronoun(left: str, at: int) -> str | None:
    """The subject of the first verb before a possessive pronoun of the same sentence."""
    for start, _ in finite_verbs(left[:at]):
        name = subject_before(left, start)
        if name and not _PRONOUN.match(name):
            return name
    return None


def _transferred(sentence: Sentence, span: Span, left: str) -> Roles | None:
    """Frames with a giver and a receiver: «awarded X $5m», «a grant of $5m to X»."""
    agent = _agent(left)
    awarded = _AWARDED_TO.search(_QUALIFIER.sub("", left))
    if awarded:
        return Roles(clean(awarded.group("name")))
    if _RECEIVES.search(_QUALIFIER.sub("", left)):
        source = re.match(
            rf"^[^,;]{{0,40}}?\bfrom\s+(?P<name>{NAME}|the [a-z ]{{3,30}})",
            sentence.masked[span.end :],
        )
        return Roles(agent, None, clean(source.group("name")) if source else None)
    last = max((item.end for item in sentence.quantities if item.end <= span.start), default=0)
    for start in dict.fromkeys((last, 0)):
        receiver = _given_to(_QUALIFIER.sub("", left[start:]))
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
        and not re.search(r"\b(?:receiv|get|got|was|were|been|be|secur|obtain|won|win)", left, _I)
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
        if name and not _PRONOUN.match(name):
            return name
    return None


def _acting(
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
            return Roles(context.unsaid)
        if name and _RETELLS.search(left[start:end]) and measure not in FLOWS:
            return Roles(context.unsaid)
        if name:
            return Roles(name)
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
    if _QUALIFIER.sub("", before).strip():
        return False
    return _PREDICATE.match(sentence.masked[span.end :]) is not None


def _counted(sentence: Sentence, span: Span) -> Roles:
    """The group or place that people or a share are counted in."""
    group = _GROUP.match(sentence.masked[span.end :])
    if group and family_of(span.figure.unit) in {"percent", "people"}:
        name = re.sub(r"^(?:the|those)\s+(?=[a-z]+\s)", "", group.group("name"))
        return Roles(name if not re.search(r"\b(?:may|will|can|since)\b", name) else None)
    first = _PLACE_FIRST.match(sentence.masked)
    if first and not _TIME_NAME.search(first.group("name")):
        return Roles(clean(first.group("name")))
    after = _PLACE_AFTER.match(sentence.masked[span.end :])
    timed = after is None or _TIME_NAME.search(after.group("name"))
    return Roles() if after is None or timed else Roles(clean(after.group("name")))


def _resolve(name: str, context: Context) -> str | None:
    """A pronoun, or a description without a name (the site, the group), is the topic."""
    if _PRONOUN.match(name):
        return context.unsaid or (name if _STATE.match(name) else None)
    if re.match(r"(?:its|his|her|their)\s", name, _I) and not re.search("[A-Z]", name[4:]):
        return context.unsaid
    described = not re.search(r"[A-Z]", name[4:] if name[:4].lower() == "the " else name)
    if described and name.lower().startswith(("its ", "their ")) and len(name.split()) < 5:
        return context.unsaid or name
    return name
