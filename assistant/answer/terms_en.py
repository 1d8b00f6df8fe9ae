"""The content terms of an English question."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answer.empty_words import COMMON_CAPITALS, EN_EMPTY, EVERYWHERE, UNLISTED
from assistant.answer.proper import is_known, is_month, trim
from assistant.answer.term import JAPANESE, Term, bare, foreign
from assistant.figures import measures
from assistant.text.aliases import aliases, named_in
from assistant.text.countries import is_country
from assistant.text.lexicon import Lexicon
from assistant.text.tokens import stem

# What somebody is, before a name: Prime Minister Ishiba.
_TITLES = frozenset([
    "pm", "prime", "minister", "president", "premier", "chancellor", "ceo", "cfo", "coo",
    "chairman", "chairwoman", "governor", "mayor", "professor", "prof", "senator", "mr", "mrs",
    "ms", "dr", "sir",
])  # fmt: skip
_DERIVED = re.compile(r"..(?:ed|ing|ness|ment|tion|ly|able|less|ful|ous|ive|ize|ise|iest|ier)$")
_WORD_BEFORE = re.compile(r"(?<![.?!] )\b([A-Z][\w&'-]*) $")
_TIME = re.compile(r"\s(?:FY\s?\d|Q[1-4]\b|[12]H\b).*$")  # GPIF FY2023
_OPENING = re.compile(r"[A-Z][a-z]+-[a-z]+(?:\s+|$)")
_MOST = re.compile(r"(?:high|low|larg|bigg|small|fast|long|short|lat|earli)est")
_CAMEL = re.compile("(?<=[a-z]{2})(?=[A-Z])")  # Byte|Dance
_EN_NAME = re.compile(
    r"(?:[A-Z][\w&.'-]*|[a-z]+[A-Z]\w*|\d+[A-Z]\w*)"
    r"(?:\s+(?:of\s+(?:the\s+)?|and\s+(?=[A-Z]\w+\s+(?:University|Bank|Group)))?[A-Z][\w&.'-]*)*"
)


def english(question: str, lexicon: Lexicon | None) -> Iterable[Term]:
    """The terms of a question: names first, then words, in its order."""
    taken = {
        at for hit in measures.find(question) for at in range(hit.start, hit.end)
    }  # a measure word is checked as a measure
    capitals = bool(re.search(r"\b[A-Z]\w*[a-z]", re.sub(r"^\W*\w+", "", question)))
    for form in _listed(question):  # the health ministry, the Ministry of Land and Transport
        yield Term(form, "en", True, 2.0, tuple(stem(word) for word in form.split()))
        question = _without(question, form)
    for run in JAPANESE.findall(question):
        if not measures.find(run):
            yield foreign(run)
    rest = question
    for match in _EN_NAME.finditer(question):
        for at, printed in _owners(match):
            opening = _OPENING.match(printed) if at == 0 else None  # Full-year profit
            at, printed = (opening.end(), printed[opening.end() :]) if opening else (at, printed)
            found = list(_named(printed, at_start=at == 0, lexicon=lexicon))
            if found:
                rest = rest.replace(printed, " " * len(printed), 1)
                capitals = capitals or found[-1].name
                yield from found
    for match in re.finditer(r"[a-z][a-z0-9'-]+|\d+(?:\.\d+)?", rest.lower()):
        if match.start() not in taken and (term := _word(match.group(), lexicon, capitals)):
            yield term


def _listed(question: str) -> Iterable[str]:
    """Names of several words that the table of names has, in small letters."""
    for form in named_in(question):
        at = question.lower().find(form)
        named = _WORD_BEFORE.search(question, 0, max(at, 0))
        if named and not is_country(named[1]) and bare(named[1]) not in EN_EMPTY:
            continue  # Fukuoka Financial Group is not called Financial Group
        if " " in form and at >= 0:
            yield form


def _without(question: str, form: str) -> str:
    at = question.lower().find(form)
    return question[:at] + " " * len(form) + question[at + len(form) :] if at >= 0 else question


def _named(printed: str, *, at_start: bool, lexicon: Lexicon | None) -> Iterable[Term]:
    """The names that a run of capitalised words is; none for a word that opens a question."""
    words = trim(re.split(r"[\s-]+", printed), at_start=at_start) if printed else []
    while at_start and len(words) > 1 and _opens(words[0].lower()):
        words = trim(words[1:], at_start=True)  # Revenue Northgate Air
    while len(words) > 1 and words[0].lower().rstrip(".") in _TITLES and words[1] != "of":
        words = words[1:]
    if len(words) > 1 and is_month(words[:1]) and words[1].isupper():
        words = words[1:]  # the November NHK poll, but not March Foods
    if not words or is_month(words):
        return
    if len(words) == 2 and words[1].isupper() and is_country(words[0]) and not aliases(printed):
        yield Term(words[0], "en", True, 2.0, (stem(bare(words[0])),))
        words = words[1:]  # the French WEST machine
    owns = re.search(r"['’]s$", printed)  # Oracle's investment
    shouts = len(words[0]) > 3 and words[0].isupper()  # the LANTERN trial
    alone = at_start and len(words) == 1 and not owns
    if alone and not shouts and lexicon and is_known(bare(words[0]), lexicon):
        return
    text = re.sub(r"'s?$", "", " ".join(words))
    stems = tuple(stem(bare(word)) for word in words if bare(word) not in EN_EMPTY)
    if not stems:
        return
    name = not {text.lower(), bare(text)} & (EVERYWHERE | COMMON_CAPITALS)
    name = name and not _is_measure(text)  # CPI
    pieces = _CAMEL.sub(" ", text).split()
    also = (_pieces(pieces),) if len(pieces) > len(words) and len(set(pieces)) > 1 else ()
    yield Term(text, "en", name, 2.0 if name else 1.0, stems, also)


def _word(printed: str, lexicon: Lexicon | None, capitals: bool) -> Term | None:
    """A word in small letters, a name where no dictionary has it and names have no capitals."""
    word = bare(printed)
    if word in EN_EMPTY or is_month([word]) or re.search(r"\d|trillion|billion|million", word):
        return None
    name = word.isalpha() and lexicon is not None and len(word) > 2 and not is_known(word, lexicon)
    name = name and not capitals  # else names are capitalised
    name = name and word not in COMMON_CAPITALS | UNLISTED
    name = name and not (lexicon and _is_derived(word, lexicon))
    return Term(word, "en", name, 2.0 if name else 1.0, (stem(word),))


def _opens(word: str) -> bool:
    """Whether a word at the start of a question is a measure or a superlative, and no name."""
    return bool(_MOST.fullmatch(word) or measures.find(word))


def _is_measure(text: str) -> bool:
    """Whether a name is one of what is measured, whole: GDP, CPI, EPS."""
    return text.isupper() and any(h.end - h.start == len(text) for h in measures.find(text))


def _is_derived(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is made of one that is known: disbursed, flagged, tried."""
    ending = _DERIVED.search(word)
    if ending is None:
        return False
    base = word[: ending.start() + 2]
    forms = {base, base + "e", re.sub(r"(.)\1$", r"\1", base), re.sub("i$", "y", base)}
    return any(is_known(form, lexicon) for form in forms)


def _pieces(words: list[str]) -> Term:
    """A name that capitals divide, as its pieces: Byte Dance, Open AI."""
    return Term(" ".join(words), "en", True, 2.0, tuple(stem(bare(word)) for word in words))


def _owners(match: re.Match[str]) -> list[tuple[int, str]]:
    """The names that a run of capitalised words holds, with their places: SoftBank's | Sakai."""
    return [
        (match.start() + part.start(), part.group())
        for part in re.finditer(r"\S(?:.*?['’]s(?=\s)|.*$)", _TIME.sub("", match.group()))
    ]
