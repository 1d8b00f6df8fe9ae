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
    asked = re.sub(r"^\W*\w+", "", question)
    for form in named_in(question):
        at = question.lower().find(form)
        named = _WORD_BEFORE.search(question, 0, max(at, 0))
        if named and not is_country(named[1]) and bare(named[1]) not in EN_EMPTY:
            continue  # Fukuoka Financial Group is not called Financial Group
        if " " in form and at >= 0:  # the health ministry, the Ministry of Land and Transport
            yield Term(form, "en", True, 2.0, tuple(stem(word) for word in form.split()))
            question = question[:at] + " " * len(form) + question[at + len(form) :]
    for run in JAPANESE.findall(question):
        if not measures.find(run):
            yield foreign(run)
    rest, capitals = question, bool(re.search(r"\b[A-Z]\w*[a-z]", asked))
    names = [name for match in _EN_NAME.finditer(question) for name in _owners(match)]
    for at, printed in names:
        at_start = at == 0
        opening = _OPENING.match(printed) if at_start else None  # Full-year profit
        if opening:
            at, printed, at_start = at + opening.end(), printed[opening.end() :], False
        if not printed:
            continue
        words = trim(re.split(r"[\s-]+", printed), at_start=at_start)
        while at_start and len(words) > 1 and _opens(words[0].lower()):
            words = trim(words[1:], at_start=True)  # Revenue Northgate Air
        while len(words) > 1 and words[0].lower().rstrip(".") in _TITLES and words[1] != "of":
            words = words[1:]
        if len(words) > 1 and is_month(words[:1]) and words[1].isupper():
            words = words[1:]  # the November NHK poll, but not March Foods
        if not words or is_month(words):
            continue
        if len(words) == 2 and words[1].isupper() and is_country(words[0]) and not aliases(printed):
            yield Term(words[0], "en", True, 2.0, (stem(bare(words[0])),))
            words = words[1:]  # the French WEST machine
        owns = re.search(r"['’]s$", printed)  # Oracle's investment
        alone = at_start and len(words) == 1 and not owns
        shouts = len(words[0]) > 3 and words[0].isupper()  # the LANTERN trial
        if alone and not shouts and lexicon and is_known(bare(words[0]), lexicon):
            continue
        rest = rest.replace(printed, " " * len(printed), 1)
        text = " ".join(words)
        text = re.sub(r"'s?$", "", text)
        stems = tuple(stem(bare(word)) for word in words if bare(word) not in EN_EMPTY)
        if stems:
            name = not {text.lower(), bare(text)} & (EVERYWHERE | COMMON_CAPITALS)
            name = name and not _is_measure(text)  # CPI
            pieces = _CAMEL.sub(" ", text).split()
            also = (_pieces(pieces),) if len(pieces) > len(words) and len(set(pieces)) > 1 else ()
            capitals = capitals or name
            yield Term(text, "en", name, 2.0 if name else 1.0, stems, also)
    for match in re.finditer(r"[a-z][a-z0-9'-]+|\d+(?:\.\d+)?", rest.lower()):
        word = bare(match.group())
        if word in EN_EMPTY or match.start() in taken or is_month([word]):
            continue
        if re.search(r"\d|trillion|billion|million", word):
            continue
        name = (
            word.isalpha() and lexicon is not None and len(word) > 2 and not is_known(word, lexicon)
        )
        name = name and not capitals  # else names are capitalised
        name = name and word not in COMMON_CAPITALS | UNLISTED
        name = name and not (lexicon and _is_derived(word, lexicon))
        yield Term(word, "en", name, 2.0 if name else 1.0, (stem(word),))


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
