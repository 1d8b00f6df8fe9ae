"""The words that a model may put around the figures: none that counts, turns, or comes from it.

A model's prose is held to a closed vocabulary: words of the passages it cites, of the
question, and a short list. Whatever says how much (digits, number words, scales,
currencies, bounds), turns a statement (not, fell, 減) or names somebody other than the
figure's owner is no prose.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from assistant.answer.labels import same_name
from assistant.answer.proof import stands
from assistant.answer.prose_words import COUNTS, DOWN, JOINING, MARKUP, NEUTRAL, SIGNS, TURNS, UP
from assistant.figures.scan import FIGURES, scan
from assistant.schema import Lang
from assistant.text.fold import fold
from assistant.text.tokens import stem

GAP, OWNER = "\ue000", "\ue001"  # stand for the handles of figures and of owners in prose
_LETTER = r"(?:(?![\u3005-\u30ff\u3400-\u9fff\ue000])[^\W\d_])"
_WORD = re.compile(rf"{_LETTER}+(?:['’.&-]{_LETTER}+)*")
_LATIN = re.compile(r"[A-Za-z][\w&.'-]*")
_RUN = re.compile(r"[\u3005\u3400-\u9fff]+|[\u30a1-\u30fa\u30fc・]{2,}")
_NAME = r"[A-Z][A-Za-z\u00c0-\u024f\d&.'’-]*"
_CAPITAL = re.compile(rf"{_NAME}(?:\s+(?:(?:of|and|the|&)\s+)?{_NAME})*")
_CJK = r"[\u3041-\u30fa\u30fc\u3400-\u9fff]"
_BESIDE: dict[Lang, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "en": (re.compile(r"[\s(\"“]$"), re.compile(r"[\s.,;:!?)\"”]|['’]s\b")),
    "ja": (re.compile(rf"(?:[\s、「(]|{_CJK}(?<![〇一二三四五六七八九十百千万数第]))$"),
           re.compile(r"[\s。、!?)」.,\u3041-\u3096]")),
}  # fmt: skip
_NEXT = re.compile(r"[\s(\"“]*([^\W_]+)")
_SAYS = {"en": 3, "ja": 2}  # words from which on a sentence says something
_KANA = re.compile(r"[\u3041-\u3096]")
_JAPANESE = re.compile(r"[\u3005\u3041-\u30fe\u3400-\u9fff]+")


@dataclass(frozen=True)
class Ground:
    """What prose is held against.

    ``quotes`` are the passages cited and their headlines; ``asked`` the question without
    its names; ``owners`` those of the figures placed, ``rivals`` the other owners of
    figures in these articles; ``ways`` the directions that the figures carry.
    """

    lang: Lang
    quotes: tuple[str, ...]
    asked: str
    owners: frozenset[str]
    rivals: frozenset[str]
    ways: frozenset[str]


def objection(prose: str, ground: Ground) -> str | None:
    """Why the prose of a sentence is not to be shown; ``None`` where nothing speaks against it.

    ``prose`` has ``GAP`` or ``OWNER`` for each handle and no citations.
    """
    text, lang = fold(prose), ground.lang
    if any(unicodedata.category(char) in {"Nd", "No", "Nl"} for char in prose):
        return "has a digit"
    if MARKUP.search(text):
        return "has a link or markup"
    if COUNTS[lang].search(_bared(text, ground)) or any(m.kind in FIGURES for m in scan(text)):
        return "has a number word, a unit or a bound"
    if SIGNS.search(text) or _is_joined(text, lang):
        return "joins something to a figure"
    if _foreign(text, lang):
        return "is in another language"
    if TURNS[lang].search(text):
        return "negates"
    for words, way in ((UP, "increase"), (DOWN, "decrease")):
        if words[lang].search(text) and way not in ground.ways:
            return "turns the figure"
    return _stranger(text, ground) or _unknown_word(text, ground)


def _bared(text: str, ground: Ground) -> str:
    """The prose without its figures' owners, which may be named by a number: 三菱, First Solar."""
    for owner in sorted(ground.owners, key=len, reverse=True):
        text = text.replace(fold(owner), OWNER)
    return text


def _is_joined(text: str, lang: Lang) -> bool:
    """Whether a figure's handle has something beside it that could be read as a part of the figure.

    Before it may stand a word; behind it a particle, or a word that only joins.
    """
    before, after = _BESIDE[lang]
    parts = text.split(GAP)
    if not all(not part or before.search(part) for part in parts[:-1]):
        return True
    behind = [part for part in parts[1:] if part]
    return any(
        not after.match(part)
        or (lang == "en" and (word := _NEXT.match(part)) and stem(word[1].lower()) not in JOINING)
        for part in behind
    )


def _foreign(text: str, lang: Lang) -> bool:
    letters = [char for char in text if char.isalpha() and char != GAP]
    if lang == "ja":
        return bool(letters) and not _KANA.search(text)
    return any(not _latin(char) and not _JAPANESE.match(char) for char in letters)


def _latin(char: str) -> bool:
    return char.isascii() or "LATIN" in unicodedata.name(char, "")


def _stranger(text: str, ground: Ground) -> str | None:
    """A name that is none of the figures' owners, and not said by a passage of anything else."""
    if any(stands(rival, [text]) for rival in ground.rivals):
        return "names the owner of another figure"
    for match in _CAPITAL.finditer(text):
        name = match.group().rstrip(".,'’")
        words = name.split()
        while words and match.start() == 0 and _is_plain(words[0], ground):
            words = words[1:]
        name = " ".join(words)
        if not name or any(same_name(name, owner) for owner in ground.owners):
            continue
        if any(same_name(name, rival) for rival in ground.rivals):
            return "names the owner of another figure"
        if not stands(name, ground.quotes):
            return f"names {name}"
    return None


def _is_plain(word: str, ground: Ground) -> bool:
    return stem(word.lower()) in NEUTRAL["en"] or stands(word.lower(), [ground.asked])


def _unknown_word(text: str, ground: Ground) -> str | None:
    """A word that neither passages nor question nor the list hold."""
    body = _bared(text, ground)
    if ground.lang == "en":
        for name in names(body):  # a part of the owner's, or its name in the other language
            if any(same_name(name, owner) for owner in ground.owners):
                body = body.replace(name, " ")
    word = new_word(body, (*ground.quotes, ground.asked, *ground.owners), ground.lang)
    return f"says {word}, which no passage does" if word else None


def names(text: str) -> list[str]:
    """What a text in Latin letters writes like a name: words with a capital, joined."""
    return [match.group().rstrip(".,'’") for match in _CAPITAL.finditer(text)]


def new_word(text: str, sources: Iterable[str], lang: Lang) -> str | None:
    """A word of ``text`` that neither ``sources`` nor the list of neutral words hold."""
    known = fold("\n".join(sources))
    if lang == "en":
        stems = _stems(known) | NEUTRAL["en"]
        found = [word for word in _WORD.findall(fold(text)) if stem(word.lower()) not in stems]
        found += [run for run in _JAPANESE.findall(fold(text)) if run not in known]
        return next(iter(found), None)
    runs = [run for run in _RUN.findall(fold(text)) if not _made_of(run, known)]
    latin = [word for word in _LATIN.findall(fold(text)) if not stands(word, [known])]
    return next(iter([*runs, *latin]), None)


def _stems(text: str) -> set[str]:
    return {stem(word.lower()) for word in _WORD.findall(text)}


def _made_of(run: str, known: str) -> bool:
    """Whether a run of kanji or katakana is pieces that are known, or words of the list."""
    at = 0
    while at < len(run):
        sizes = range(len(run) - at, 0, -1)
        pieces = ((size, run[at : at + size]) for size in sizes)
        size = next(
            (n for n, piece in pieces if piece in NEUTRAL["ja"] or (n > 1 and piece in known)), 0
        )
        if not size:
            return run in known
        at += size
    return True


def supported(prose: str, ground: Ground) -> bool:
    """Whether a sentence without a figure says what its quotes say, about what is asked."""
    if ground.lang == "en":
        words, asked = _stems(prose) - JOINING, _stems(" ".join((ground.asked, *ground.owners)))
        about = bool(words & asked)
    else:
        words = set(_RUN.findall(fold(prose)))
        asked = set(_RUN.findall(fold("\n".join((ground.asked, *ground.owners)))))
        about = any(run in fold(prose) for run in asked)
    enough = len(words) >= _SAYS[ground.lang]
    return enough and about and new_word(prose, ground.quotes, ground.lang) is None
