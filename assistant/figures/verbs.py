"""English clauses without a parser: finite verbs, and the noun phrase that is their subject."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.figures.clauses import MASK

_I = re.IGNORECASE
_MEASURE_ONLY = re.compile(
    r"^(?:the |its |his |their |total |net |overall |annual |average |combined |"
    r"voter |final |group |consolidated )*"
    r"(?:turnout|revenue|revenues|sales|profit|profits|income|earnings|losses|"
    r"loss|cost|costs|price|prices|"
    r"shares|stock|growth|output|production|exports|imports|death toll|toll|"
    r"price tag|bill|funding|unemployment|inflation)$",
    _I,
)
_AUX = (
    r"(?:(?:will|would|could|can|may|might|should|must|shall|has|have|had|is|are|"
    r"was|were|be|been|being|"
    r"to|not|also|now|already|still|only|just|then|since|later|recently|"
    r"reportedly|plans?|planned|planning|"
    r"expects?|expected|expecting|agreed|agrees|aims?|aimed|intends?|intended|"
    r"pledged|pledges|vowed|"
    r"set|due|likely|decided|began|started|continues?|continued|committed|wants?|"
    r"hopes?|is said|said it|"
    r"says it|said he|said she|said they|announced it|nearly|almost|more than|"
    r"about|up|on track|sharply|slightly|"
    r"steadily|strongly|jointly|together|each|both|currently|ultimately|"
    r"initially|eventually|successfully|"
    r"separately|in total|alone|estimated|alleged|believed|thought)\s+)"
)
_VERB = re.compile(
    rf"\b{_AUX}*(?P<verb>"
    r"rose|rises?|rising|fell|falls?|grew|grows?|growing|climbed|dropped|drops?|"
    r"jumped|surged|slid|slipped|"
    r"reach(?:es|ed)?|hits?|posts?|posted|report(?:s|ed)?|record(?:s|ed)|"
    r"book(?:s|ed)|logged|totall?ed|totals?|"
    r"stands?|stood|amount(?:s|ed)|came|comes|has|had|have|is|are|was|were|"
    r"see[sn]?|saw|sees|costs?|"
    r"receiv(?:e|es|ed|ing)|gets?|got|getting|won|wins?|secur(?:e|es|ed|ing)|"
    r"obtain(?:s|ed)?|rais(?:e|es|ed|ing)|"
    r"borrow(?:s|ed)?|invest(?:s|ed|ing)?|spend(?:s|ing)?|spent|pour(?:s|ed|"
    r"ing)?|commit(?:s|ted)?|inject(?:s|ed)?|"
    r"acquir(?:e|es|ed|ing)|buy(?:s|ing)?|bought|purchas(?:e|es|ed|ing)|sell(?:s|"
    r"ing)?|sold|pay(?:s|ing)?|paid|"
    r"grant(?:s|ed|ing)?|award(?:s|ed|ing)?|giv(?:e|es|ing|en)|gave|provid(?:e|"
    r"es|ed|ing)|offer(?:s|ed|ing)?|"
    r"lend(?:s|ing)?|lent|donat(?:e|es|ed|ing)|subsidi[sz](?:e|es|ed|ing)|"
    r"support(?:s|ed|ing)?|fund(?:s|ed|ing)?|"
    r"fin(?:e|es|ed)|charg(?:e|es|ed)|order(?:s|ed)?|allocat(?:e|es|ed|ing)|"
    r"earmark(?:s|ed)?|approv(?:e|es|ed)|"
    r"employ(?:s|ed|ing)?|hir(?:e|es|ed|ing)|cut(?:s|ting)?|lay(?:s|ing)? off|"
    r"laid off|train(?:s|ed|ing)?|"
    r"creat(?:e|es|ed|ing)|add(?:s|ed|ing)?|lost|los(?:e|es|ing)|earn(?:s|ed|"
    r"ing)?|owns?|owned|hold(?:s|ing)?|held|"
    r"produc(?:e|es|ed|ing)|mak(?:e|es|ing)|made|ship(?:s|ped)?|build(?:s|ing)?|"
    r"built|kill(?:s|ed|ing)|injur(?:e|es|ed)|"
    r"expects?|forecasts?|projects?|projected|estimat(?:e|es|ed)|announc(?:e|es|"
    r"ed)|unveil(?:s|ed)|led|leads?|"
    r"tak(?:e|es|ing)|took|account(?:s|ed)?|generat(?:e|es|ed)|gain(?:s|ed)?|"
    r"attract(?:s|ed)?|double[sd]?|tripled?|"
    r"number(?:s|ed)|swung|narrowed|widened|increas(?:e|es|ed)|decreas(?:e|es|ed)|declin(?:e|es|"
    r"ed)|expand(?:s|ed)?|emit(?:s|ted)?|"
    r"tops?|topped|exceed(?:s|ed)?|beat|scored|slapp(?:ed|ing)|imposed?|"
    r"promis(?:e|es|ed|ing)|pledg(?:e|es|ed)|"
    r"plan(?:s|ned)?|sign(?:s|ed)|set|puts?|put|draws?|drew|backs?|backed|"
    r"set aside|works? out|working out|rolled|turn(?:s|ed)? out|will|would|could|"
    r"may|might|should|contributed?|valued?|priced?|needs?|requires?|covers?|"
    r"serves?|operates?|runs?"
    r")\b",
    _I,
)
NAME = (
    r"(?:the\s+)?(?:[A-Z][\w&.'+-]*|[A-Z]{2,})"
    r"(?:(?:\s+|\s*&\s*|\s+(?:of|and|the|de|for)\s+(?=[A-Z]))[A-Z0-9][\w&.'+-]*){0,9}"
)
_STRONG = re.compile(
    r"[;:\"]\s*|\s-+\s|\b(?:that|which|who|when|while|after|as|but|because|"
    r"although|though|if|since|where|"
    r"before|than|whereas|until|saying)\s+",
    _I,
)
_ADVERBIAL = re.compile(
    r"(?:in|on|at|for|by|with|without|as|since|during|under|from|to|of|over|"
    r"through|across|among|against|"
    r"aside|besides|despite|amid|following|including|together|counting|using|"
    r"within|instead|because|once)\b",
    _I,
)
_ASIDE = re.compile(
    r"(?:an?|the|its|whose|one of|based|now|then|formerly|which|who|and|or|in|on|"
    r"at|for|by|with|including|"
    r"also|both|led|founded|known|like|unlike|as|ahead|according|writing|reporting|using|citing|"
    r"quoting|adding|meeting|speaking)\b",
    _I,
)
_APPOSED = re.compile(
    rf"(?:^|[,;:] |\b(?:and|but|while|that) )"
    rf"(?P<name>{NAME}), (?:the|an?|its|one of|formerly|based in|once|now)\s[^,]{{3,120}},$"
)
_RELATIVE = re.compile(r"\b(?:which|who|that)\s*$", _I)
_COMMON = re.compile(
    r"^(?:(?:the|its|his|her|their|this|these|each|both|all|"
    r"every) (?:[\w-]+ ){0,4}[\w-]+|(?:[a-z-]+ ){0,4}[a-z]+s|it|he|she|they)$"
)
_FRAGMENT = re.compile(
    r"^(?:It|He|She|They|There|What|Up|This|That|Of|Part)\b.+|\b(?:it|they|he|she|is|are|was|were)$"
)
_DETERMINERS = frozenset(
    [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "its",
        "his",
        "her",
        "their",
        "this",
        "that",
        "these",
        "those",
        "for",
        "by",
        "it's",
        "and",
        "but",
        "or",
        "all",
        "any",
    ]
)
_NOUN_BEFORE = re.compile(
    r"(?:\b(?:the|an?|its|his|her|their|this|that|of|in|for|and|new|own)|'s)\s+$", _I
)
# Nouns that look like verbs in their bare form.
_NOUN_HERE = re.compile(
    r"(?:fund|support|plan|report|record|award|grant|order|offer|project|forecast|estimate|number|"
    r"pledge|purchase|ship|charge|increase|decrease|decline|gain|rise|fall|drop|fine|lead|need|"
    r"cover|back|turn|set|cut)\b(?! (?:[\d$€£¥]|up|down|to\b|by\b|aside|(?:an?|the|its|their|that|"
    r"annual|full-year|net|operating|sales|revenue|profit|about|around|more|at|nearly)\b))"
)
_NOUN_S = re.compile(
    r"(?:charges|costs|loses|orders|records|reports|supports|awards|grants|plans|projects|gains|"
    r"falls|rises|drops|increases|decreases|declines|funds|backs|leads|needs|estimates|forecasts)"
)
_NOUN_PAIR = re.compile(r"cost (?:savings?|cuts?|reductions?|base|control|overruns?)\b")
_NAMED_AHEAD = re.compile(r"\b[A-Z][\w&.-]*[a-rt-z]\s+$")
_NAMED_VERB = re.compile(
    r"\b[A-Z][\w&.-]*\s+(?P<verb>(?!(?:years|months|weeks|days|hours|minutes|times|others|"
    r"figures|results|shares|sales|profits|exports|imports|rates|prices|jobs|plants|plans|cars|"
    r"units|workers|bonds|gas|news|sites|chips|goods|services|losses|loans|funds|costs|wages|"
    r"earnings|homes|stores|banks|firms|companies|makers|business|process|securities|payments|"
    r"holdings|deposits|reserves|assets|talks|yields|futures|tariffs|stocks|orders|officials|sources|members|households|users|customers)\b)"
    r"[a-z]{2,}(?:s|ed))\b(?!')"
)
_NO_NAME = re.compile(
    r"^(?:there|this|that|these|those|what|which|who|we|i|you|some|most|many|"
    r"more|one|another|others|"
    r"the (?:figure|number|total|amount|deal|move|result|results|data|rest|"
    r"latter|former|increase|rise|fall|project|spring|summer|autumn|winter|quarter|year|month|"
    r"week|period|day|weekend|morning|evening))$",
    _I,
)
_LEADING = re.compile(
    r"^(?:(?:(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|some|\d+) (?:years?|months?|"
    r"weeks?|days?|decades?) (?:ago|earlier|later|before)|"
    r"(?:in|for|during|over|at the end of) the (?:[a-z-]+ )?(?:quarter|year|month|half|week|period|"
    r"decade|three months|six months)|and|but|or|so|also|then|meanwhile|however|yet|still|now|"
    r"only|even|"
    r"both|overall|separately|last year|this year|"
    r"additionally|moreover|according to [^,]*|(?:in|on|by|since|for|during|"
    r"as of) (?:early |late |"
    r"mid-?)?(?:[A-Z][a-z]+ )?(?:\d{1,2},? )?\d{4})\b,?\s*)+",
    _I,
)
_TAIL = re.compile(
    r"\s+(?:(?:based|headquartered|founded|published|compiled|owned|led|backed|"
    r"located|conducted|announced|released)\s.*|"
    r"(?:on|in|by|at|since|last|this|earlier|from)\s+(?:\d{1,2}\s+)?(?:Monday|Tuesday|Wednesday|"
    r"Thursday|Friday|Saturday|Sunday|"
    r"January|February|March|April|May|June|July|August|September|October|"
    r"November|December|\d{4}|week|month|year|today).*)$"
)
# What an owner is said to have, when it is no body of its own: «Sakura's overall plan».
_OWNED_NOUN = (
    r"subsidiary|unit|arm|division|parent|plant|plants|factory|factories|fab|fabs|site|cent(?:re|er)|"
    r"cent(?:re|er)s|campus|venture|business|group|ministry|government|bank|agency|fund|company|firm|"
    r"partner|court|police|city|province|region|commission|council|office|parliament|industry"
)
_POSSESSED = re.compile(
    r"^(?P<owner>(?:[Tt]he [a-z]+(?='s))"
    r"|(?:the )?[A-Z][\w&.+-]*(?: (?:[A-Z0-9][\w&.+-]*|of|and|the|&))*)"
    rf"(?:'s|(?<=s)')\s+(?!.*\b(?:{_OWNED_NOUN})s?\b)[^A-Z]+$"
)
_LED_BY = re.compile(
    rf"^(?:the |a )?(?:group|consortium|alliance|team|venture|partnership|joint venture)\s+"
    rf"(?:led|headed|formed|run) by (?P<name>{NAME})$",
    _I,
)
_HELD = re.compile(
    r"^(?:the |total |net |global |domestic |its )*(?:shares?|stock|revenues?|sales|profits?|"
    r"earnings|exports|imports|output|production|spending|investment|turnout|unemployment) "
    r"(?:in|of|at|by|for) (?=(?:the )?(?-i:[A-Z]))",
    _I,
)
# «chip maker Sorex», «Portuguese airport operator Iberavia»: the name alone.
_NO_NOUN = r"(?:of|and|the|for|in|at|on|by|to|from|with|as|or|an?|that|is|will|near|behind|let)\b"
_DESCRIBED = re.compile(
    rf"^(?:the )?(?:[A-Z][\w-]* )?(?:(?!{_NO_NOUN})[a-z][\w-]* ){{0,3}}"
    r"(?:group|giant|firm|companies|company|start-?up|brewer|carrier|retailer|agency|unit|arm|"
    r"rival|supplier|developer|broker|operator|conglomerate|chain|site|outlet|service|newspaper|"
    r"broadcaster|magazine|daily|[a-z]+(?:maker|builder)|(?<!\w)maker|builder|producer|provider) "
    rf"(?=[A-Z][\w&.'+-]*(?: (?:[A-Z0-9&][\w&.'+-]*|of(?= [A-Z])|the(?= [A-Z])))*$)"
)
_SAID = re.compile(
    r"\s+(?:also )?(?:said|says|announced|reported|told|added|estimates?|noted)(?:\s.*)?$"
)
# No noun phrase begins or ends like this.
_NO_START = re.compile(
    r"^(?:than|as|like|unlike|still|so|how|why|where|when|not|no longer|more|less|fewer|other|"
    r"others|two|three|four|five|six|seven|eight|nine|ten|Two|Three|Four|Five|Six|Seven|Eight|Nine|"
    r"Ten|Twenty-\w+|Thirty-\w+|older|earlier|later|half|most|nearly|almost|even|FY\d+|s|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"(?: \d+.*)?)(?:\s|$)"
)
_NO_END = re.compile(
    r"(?:\s+(?:with|by|of|for|to|and|or|as|no longer|than|that|which|on|in|at|from|another|also|"
    r"about|up|around|over|into|an?|the))+$"
)
# A verb no table has, and its object: «The striker heeled a pass».
_PREDICATES = re.compile(
    r"\s[a-z]+ed\s(?:an?|the|his|her|its|their)\s|\d\.\d|^(?:[a-z]+ed|one|some|any|those) "
)
_NOBODY = re.compile(
    r"^(?:them|us|me|him|we(?:'ve|'re)?|they(?:'ve|'re)?|i(?:'ve|'m)?|you|any(?:one|body)|"
    r"some(?:one|body)|every(?:one|body)|no(?:body| one)|my|our|your|little|much|many)\b",
    _I,
)
_VOTED = re.compile(r"\s[a-z]{3,}ed\s(?:\d|to\b|that\b|on\b|for\b|against\b).*$")
_BY_INSIDE = re.compile(r"^(?:[a-z]+ )*[a-z]+(?:ed|en)\s+(?:[a-z]+ )?by\s")
_FINITE_INSIDE = re.compile(
    r"\s(?:is|are|was|were|has|have|had|will|would|could|may|might|should|says?|said|can)\s"
)
_NAMES_ONLY = re.compile(rf"^(?:and\s+)?{NAME}(?:\s+and\s+(?:{NAME}|the [a-z]+))?$")
# What profit is told before or without: «operating profit before special items».
_LEFT_OUT = re.compile(
    r"^(?:special|exceptional|extraordinary|one-off|non-recurring|restructuring|tax(?:es)?|interest"
    r"|depreciation|amorti[sz]ation|minorit(?:y|ies))(?: (?:and )?[a-z]+)*$"
)
_MINISTRY = re.compile(
    r"(?:Ministry|Department|Agency|Minister) (?:of|for) (?:[A-Z]\w+, )+(?:[A-Z]\w+ )?and [A-Z]\w+"
)


def join_ministries(text: str) -> str:
    """Commas inside the name of a ministry are no boundaries of a clause."""
    return _MINISTRY.sub(lambda match: match.group().replace(",", MASK), text)


def clean(name: str) -> str | None:
    """A subject as the article writes it, without adverbs and clauses round it."""
    name = name.replace(MASK, "").replace("()", "").strip(" ,.;:-\"'")
    name = _LEADING.sub("", name)
    led = _LED_BY.match(name)
    name = led.group("name") if led else name
    name = _TAIL.sub("", name).strip(" ,.;:-\"'")
    name = re.sub(r"^(?:a|an)\s+", "", _SAID.sub("", name))
    name = _NO_END.sub("", re.sub(r"'s$", "", name))
    owner = _POSSESSED.match(name)
    name = owner.group("owner") if owner else name
    name = _VOTED.sub("", re.split(r"\s{3,}", name)[-1])
    name = _HELD.sub("", _DESCRIBED.sub("", name))
    if _NOBODY.match(name) or _PREDICATES.search(name):
        return None
    if _NO_START.match(name) or _BY_INSIDE.search(name) or _FINITE_INSIDE.search(name):
        return None
    if not name or _ADVERBIAL.match(name) or _MEASURE_ONLY.match(name) or _NO_NAME.match(name):
        return None
    if name.lower() in _DETERMINERS or _FRAGMENT.search(name) or _LEFT_OUT.match(name):
        return None
    if re.match(r"^[\d$€£¥]", name) or len(name.split()) > 10:
        return None
    return name if re.search(r"[A-Z]", name) or _COMMON.match(name) else None


@lru_cache(maxsize=64)
def finite_verbs(text: str) -> tuple[tuple[int, int], ...]:
    """Where finite verbs stand: known ones, and an -s or -ed word right after a name."""
    found = []
    for match in _VERB.finditer(text):
        alone = match.group() == match.group("verb")
        if alone and match.group("verb").endswith("ing"):
            continue
        if _NOUN_BEFORE.search(text[max(0, match.start() - 16) : match.start()]):
            continue
        if (
            alone
            and _NOUN_HERE.match(text, match.start())
            and _NAMED_AHEAD.search(text[max(0, match.start() - 30) : match.start()])
        ):
            continue  # «Sovereign fund Al Rimal»
        if alone and _NOUN_S.fullmatch(match.group("verb")) and _VERB.match(text, match.end() + 1):
            continue  # «other charges will total»
        if alone and _NOUN_PAIR.match(text, match.start()):
            continue
        if alone and text.startswith(" by ", match.end()):
            continue  # «a group led by X»
        found.append((match.start(), match.end()))
    taken = {start for start, _ in found}
    after_space = {start - 1 for start in taken}
    for match in _NAMED_VERB.finditer(text):
        start, end = match.span("verb")
        if _VERB.match(text, end + 1):
            continue  # «PC chips brought in»
        if end in after_space:
            continue  # «Training goals are»: a noun
        if start not in taken and not any(low <= start < high for low, high in found):
            found.append((start, end))
    return tuple(sorted(found))


def subject_before(text: str, at: int) -> str | None:
    """The noun phrase that is the subject of the verb at ``at``."""
    before = re.sub(r",\s*(?:which|who|whose)\b[^,]*,$", ",", text[:at].rstrip())
    apposed = _APPOSED.search(before)
    if apposed:
        return clean(apposed.group("name"))
    relative = _RELATIVE.search(before)
    if relative:
        head = re.search(rf"({NAME})$", before[: relative.start()].rstrip(" ,"))
        return clean(head.group(1)) if head else None
    region = _STRONG.split(before)[-1]
    parts = [piece.strip() for piece in region.split(",")]
    last = parts[-1]
    named = all(_NAMES_ONLY.match(piece) and not _ADVERBIAL.match(piece) for piece in parts)
    if len(parts) > 1 and named:
        return clean(region.strip())
    if len(parts) > 1 and (not last or _ASIDE.match(last) or before.endswith(",")):
        return next((name for piece in parts[:-1] if (name := _head_of(piece))), None)
    return _head_of(last)


def _head_of(piece: str) -> str | None:
    """The subject in a stretch between commas: before its first verb, or after a report's."""
    piece = _LEADING.sub("", piece)
    if _ADVERBIAL.match(piece):
        return None
    verbs = [verb for verb in finite_verbs(piece) if verb[1] < len(piece)]  # «Charity runners»
    if verbs and re.search(r"\b(?:and|or|but|to)$", piece):
        return clean(piece[: verbs[0][0]])
    if verbs:
        return clean(re.split(r"\band\s+", piece[verbs[-1][1] :])[-1])
    return clean(piece)
