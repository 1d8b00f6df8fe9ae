"""A Japanese-English lexicon, compiled once from JMdict, JMnedict and KANJIDIC2.

The dictionaries are those of the Electronic Dictionary Research and
Development Group (edrdg.org, CC BY-SA 4.0), as the package ``jamdict-data``
carries them. What is compiled stays in the user's cache: one trie of strings
(Yata's MARISA), each a kind of look-up, what is looked up, a tab, and what is found.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import marisa_trie

from assistant.errors import ModelError
from assistant.text.readings import romans
from assistant.text.tokens import stem

VERSION = 5
_FILE = f"lexicon-{VERSION}.marisa"
_MAX_WORDS = 3  # longer glosses explain, they do not translate
_NOT_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "to",
        "of",
        "be",
        "in",
        "on",
        "at",
        "for",
        "and",
        "or",
        "with",
        "by",
        "from",
        "as",
        "is",
        "it",
        "one's",
        "one",
        "oneself",
        "someone",
        "something",
        "etc.",
        "esp.",
        "e.g.",
        "i.e.",
        "get",
        "make",
        "do",
        "have",
    ]
)
_WORDS = """
SELECT h.text, g.text, (SELECT count(*) FROM {mark} p WHERE p.kid = h.ID)
FROM {table} h JOIN Sense s ON s.idseq = h.idseq JOIN SenseGloss g ON g.sid = s.ID
WHERE {japanese} AND NOT EXISTS (SELECT 1 FROM misc m WHERE m.sid = s.ID AND m.text IN
 ('archaism','obscure term','obsolete term','colloquialism','slang','vulgar expression or word'))
"""
_NAMES = """
SELECT h.text, g.text, 1 FROM {table} h
JOIN NETranslation t ON t.idseq = h.idseq JOIN NETransGloss g ON g.tid = t.ID
WHERE {japanese} AND EXISTS (SELECT 1 FROM NETransType y WHERE y.tid = t.ID AND y.text IN
 ('place','company','organization','product','surname','person','unclass'))
"""
_IS_JAPANESE = "h.text NOT GLOB '*[^\u3005\u3400-\u9fff\u30a1-\u30fe]*'"  # kanji or katakana only
_READINGS = """
SELECT c.literal, r.value FROM character c JOIN rm_group g ON g.cid = c.ID
JOIN reading r ON r.gid = g.ID WHERE r.r_type IN ('ja_on', 'ja_kun') AND {used}
UNION SELECT c.literal, n.value FROM character c JOIN nanori n ON n.cid = c.ID WHERE {used}
"""
_USED = "(c.freq IS NOT NULL OR c.grade IS NOT NULL)"  # in newspapers, or allowed in names
# The kinds of look-up.
_WORD, _HEAD, _SENSE, _KANJI, _ROMAN = "wh=kr"
_LONG_VOWEL = re.compile(r"(o)(?:[ou]|h(?=[^aeiouhy]|$))|(u)u")
_ASIDE = re.compile(r"\([^)]*\)")
_GLOSS_WORD = re.compile(r"[a-z][a-z0-9&-]*")
_WITH_KANJI = re.compile(r"[\u3400-\u9fff]")
_JAPANESE = re.compile(r"[\u3005\u3400-\u9fff\u30a1-\u30fe]{1,12}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One translation: ``head`` is Japanese, ``words`` the stems of the English gloss."""

    head: str
    words: frozenset[str]
    name: bool
    common: bool


class Lexicon:
    """Read-only look-ups in the compiled lexicon."""

    def __init__(self, path: Path) -> None:
        self._trie = marisa_trie.Trie().mmap(str(path))
        self._by_word = lru_cache(4096)(self._read_word)
        self._by_head = lru_cache(4096)(self._read_head)
        self._by_sense = lru_cache(8192)(self._read_synonyms)
        self._by_kanji = lru_cache(4096)(self._read_readings)
        self._by_reading = lru_cache(4096)(self._read_characters)

    def translations(self, words: Sequence[str]) -> list[Entry]:
        """Entries all of whose gloss words are among the stemmed English ``words``.

        Names count as given and without long vowels.
        """
        known = frozenset(words) | frozenset(map(shortened, words))
        found = {
            entry: None
            for word in dict.fromkeys((*words, *map(shortened, words)))
            for entry in self._by_word(word)
            if entry.words <= known and (entry.common or entry.name or len(entry.head) > 1)
        }
        return list(found)

    def is_gloss_word(self, word: str) -> bool:
        """Whether the stemmed English ``word`` occurs in the gloss of an ordinary word."""
        return any(not entry.name for entry in self._by_word(word))

    def glosses(self, head: str) -> tuple[Entry, ...]:
        """Entries of the Japanese word ``head``."""
        return self._by_head(head)

    def synonyms(self, head: str) -> tuple[str, ...]:
        """Lower-case words of two characters or more that are translated just as ``head`` is.

        By a gloss of several words, or as a name: 東大 and 東京大学.
        """
        return self._by_sense(head)

    def readings(self, kanji: str) -> frozenset[str]:
        """What one kanji may read inside a name, romanised."""
        return self._by_kanji(kanji)

    def characters(self, roman: str) -> str:
        """The kanji that may read so inside a name."""
        return self._by_reading(roman)

    def _read_readings(self, kanji: str) -> frozenset[str]:
        return frozenset(self._found(_KANJI, kanji))

    def _read_characters(self, roman: str) -> str:
        return "".join(self._found(_ROMAN, roman))

    def _read_synonyms(self, head: str) -> tuple[str, ...]:
        entries = (e for e in self.glosses(head) if len(e.words) > 1 or e.name)
        senses = dict.fromkeys(entry.words for entry in entries)
        for words in list(senses):  # without its long vowels a name is like many others
            if (short := frozenset(map(shortened, words))) != words:
                senses.pop(short, None)
        glosses = (" ".join(sorted(words)) for words in senses)
        alike = (other for gloss in glosses for other in self._found(_SENSE, gloss))
        return tuple(dict.fromkeys(other.lower() for other in alike if other != head))

    def _read_word(self, word: str) -> tuple[Entry, ...]:
        rows = (row.split("\t") for row in self._found(_WORD, word))
        return tuple(_entry(head, flags, gloss) for flags, gloss, head in rows)

    def _read_head(self, head: str) -> tuple[Entry, ...]:
        rows = (row.split("\t") for row in self._found(_HEAD, head))
        return tuple(_entry(head, flags, gloss) for _, flags, gloss in rows)

    def _found(self, kind: str, given: str) -> list[str]:
        """What stands behind ``given``, in the order of its characters."""
        try:
            return [key[len(given) + 2 :] for key in self._trie.keys(f"{kind}{given}\t")]
        except UnicodeEncodeError:  # half a character is no word
            return []


def _entry(head: str, flags: str, gloss: str) -> Entry:
    return Entry(head, frozenset(gloss.split(" ")), name="n" in flags, common="c" in flags)


def load_lexicon(cache: Path, progress: Callable[[str], None] | None = None) -> Lexicon:
    """Open the lexicon in ``cache``; compile it there on first use (about 20 seconds).

    Of two processes that need it at once one compiles it, the other waits. Raises
    ``ModelError`` when the dictionary package is missing or the cache cannot be written.
    """
    path = cache / _FILE
    lexicon = _opened(path)
    if lexicon is not None:
        return lexicon
    if progress:
        progress("compiling the Japanese-English lexicon (once)")
    try:
        with _alone(path):
            if _opened(path) is None:  # another process may have compiled it
                _compile(path)
        return Lexicon(path)
    except OSError as error:
        raise ModelError(
            f"cannot write the lexicon to {path}: {error.strerror or error}; "
            "set ASSISTANT_CACHE to a folder that can be written"
        ) from error
    except sqlite3.Error as error:
        raise ModelError(
            f"{_source()}: the dictionary cannot be read ({error}); install jamdict-data anew"
        ) from error


def _opened(path: Path) -> Lexicon | None:
    """The lexicon in a file; None if there is none, or it is damaged."""
    try:
        return Lexicon(path)
    except (OSError, RuntimeError):  # what marisa-trie raises
        return None


def _source() -> Path:
    spec = find_spec("jamdict_data")
    if spec is None or spec.origin is None:
        raise ModelError("the package jamdict-data is missing; run: pip install jamdict-data")
    return Path(spec.origin).with_name("jamdict.db")


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path.parent / f".{path.name}.lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # freed by the system if this process dies
        yield


def _compile(path: Path) -> None:
    with tempfile.TemporaryDirectory(dir=path.parent, prefix="lexicon-") as folder:
        target = Path(folder) / _FILE
        _write(target, _entries(_source()), _readings(_source()))
        os.replace(target, path)


def _entries(source: Path) -> Iterator[tuple[str, str, bool, bool]]:
    @lru_cache(None)  # each way to write a word has the same glosses
    def carried(gloss: str) -> tuple[str, str]:
        words = gloss_words(gloss)
        return _joined(words), _joined(frozenset(map(short_form, words)))

    short_form = lru_cache(None)(shortened)
    db = sqlite3.connect(f"{source.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        for query, tables, is_name in (
            (_WORDS, (("Kanji", "KJP"), ("Kana", "KNP")), False),
            (_NAMES, (("NEKanji", ""), ("NEKana", "")), True),
        ):
            for table, mark in tables:
                rows = db.execute(query.format(table=table, mark=mark, japanese=_IS_JAPANESE))
                for head, gloss, common in rows:
                    words, short = carried(gloss)
                    if not words or not _JAPANESE.fullmatch(head):
                        continue
                    proper = is_name or gloss[:1].isupper()
                    yield head, words, proper, bool(common)
                    if is_name and short != words and _WITH_KANJI.match(head):
                        yield head, short, proper, bool(common)
    finally:
        db.close()


def _joined(words: frozenset[str]) -> str:
    return " ".join(sorted(words))


def _readings(source: Path) -> set[tuple[str, str]]:
    db = sqlite3.connect(f"{source.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        rows = db.execute(_READINGS.format(used=_USED)).fetchall()
    finally:
        db.close()
    return {(kanji, roman) for kanji, kana in rows for roman in romans(kana)}


def gloss_words(gloss: str) -> frozenset[str]:
    """Stems of the words that carry a gloss; empty when it is an explanation."""
    plain = _ASIDE.sub(" ", gloss.lower())
    words = [word for word in _GLOSS_WORD.findall(plain) if word not in _NOT_WORDS]
    return frozenset(map(stem, words)) if len(words) <= _MAX_WORDS else frozenset()


def shortened(word: str) -> str:
    """A romanised name without its long vowels, as newspapers print it: ohtani, otani."""
    return _LONG_VOWEL.sub(r"\1\2", word)


def _write(
    target: Path,
    entries: Iterable[tuple[str, str, bool, bool]],
    readings: Iterable[tuple[str, str]],
) -> None:
    """Each entry under its words and its head, there in the dictionary's order."""
    merged: dict[tuple[str, str, bool], bool] = {}
    for head, gloss, name, common in entries:
        merged[head, gloss, name] = common or merged.get((head, gloss, name), False)
    trie = marisa_trie.Trie((*_keys(merged), *_sounds(readings)), order=marisa_trie.LABEL_ORDER)
    trie.save(str(target))


def _keys(entries: Mapping[tuple[str, str, bool], bool]) -> Iterator[str]:
    places: Counter[str] = Counter()
    for (head, gloss, name), common in entries.items():
        flags = "n" * name + "c" * common
        words = gloss.split(" ")
        yield f"{_HEAD}{head}\t{places[head]:04x}\t{flags}\t{gloss}"
        yield from (f"{_WORD}{word}\t{flags}\t{gloss}\t{head}" for word in words)
        if len(head) > 1 and (name or len(words) > 1):
            yield f"{_SENSE}{gloss}\t{head}"
        places[head] += 1


def _sounds(readings: Iterable[tuple[str, str]]) -> Iterator[str]:
    for kanji, roman in readings:
        yield f"{_KANJI}{kanji}\t{roman}"
        yield f"{_ROMAN}{roman}\t{kanji}"
