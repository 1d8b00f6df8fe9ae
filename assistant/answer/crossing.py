"""How articles in the other language may word a question: for lexical search."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from assistant.answer.empty_words import EN_EMPTY, JA_EMPTY
from assistant.answer.proper import is_month
from assistant.figures.measures import find
from assistant.schema import Filter, Lang
from assistant.store import Index
from assistant.store.lexical import Group
from assistant.text.aliases import aliases, named_in
from assistant.text.countries import is_country
from assistant.text.fold import fold, unaccent
from assistant.text.lexicon import Entry, Lexicon, shortened
from assistant.text.names import hiragana
from assistant.text.readings import spellings
from assistant.text.tokens import stem, tokens

_HEADS = 16  # translations of one word that stand in the index, common ones and names first
_READ = 5  # letters of a name that no dictionary has and kanji may read
_ACRONYM = 4  # letters below which a word is as often an acronym for a thing: IPO, CPI
_LONGEST = 8  # characters of a Japanese word that is looked up
_SHORT = {"corporation": "corp", "company": "co", "limit": "ltd", "incorporat": "inc"}
_WORD = re.compile(r"[^\W\d_]+(?:'(?!s\b)[a-z]+)?|\d+(?:[.,]\d+)*")  # Rapidus of Rapidus's
_RUN = re.compile(r"[\u30a1-\u30fa\u30fc]{2,}|[\u3005\u3400-\u9fff]+|[a-z0-9]+")

Wording = tuple[str, ...]


def wordings(question: str, own: Lang, lexicon: Lexicon | None, index: Index) -> list[Group]:
    """For each content word of ``question``, the wordings that the other language may give it.

    Names by the alias table, by sound among the words of the index, and by the
    name dictionary; other words by the dictionary. A wording is a tuple of tokens.
    """
    folded = unaccent(fold(question)).lower()
    found: list[Group] = []
    for name in named_in(question):
        forms = [form for form in aliases(name) if form.isascii() == (own == "ja")]
        found.append(_worded((*forms, name)))
    words = _english(folded, lexicon, index) if own == "en" else _japanese(folded, lexicon, index)
    found += map(list, words)
    return [group for group in found if group]


def is_named_abroad(
    question: str, own: Lang, lexicon: Lexicon | None, index: Index, filter: Filter
) -> bool:
    """Whether most names of ``question`` stand in articles of the other language alone.

    Those that no table has come first: a ministry is named everywhere. What only its own
    language's articles seem to have says little: the other may write it in a way that
    nothing tells.
    """

    def stands(group: Group, lang: Lang) -> bool:
        return bool(group and index.lexical_any([group], 1, replace(filter, lang=lang)))

    other: Lang = "ja" if own == "en" else "en"
    for names in (_strange(question, own, lexicon, index), _known(question)):
        more = 0
        for forms in names:
            here = stands(forms[own], own)
            more += -1 if here else stands(forms[other], other)
        if more:
            return more > 0
    return False


def _known(question: str) -> Iterator[dict[Lang, Group]]:
    """The names of the alias table, but for countries, as either language writes them."""
    for name in named_in(question):
        if not is_country(name):
            forms = aliases(name)
            latin = _worded([form for form in forms if form.isascii()])
            yield {"en": latin, "ja": [*(_tokens(f) for f in forms if not f.isascii()), *latin]}


def _strange(
    question: str, own: Lang, lexicon: Lexicon | None, index: Index
) -> Iterator[dict[Lang, Group]]:
    """The names that no table has, as articles of either language would write them.

    Katakana that no dictionary has, kanji that it has as a name, Latin words that it has not.
    """
    folded = unaccent(fold(question)).lower()
    for name in named_in(question):
        folded = folded.replace(name, " ")
    for run in dict.fromkeys((_RUN if own == "ja" else _WORD).findall(folded)):
        if run.isascii():
            if len(run) < _ACRONYM or not run.isalpha() or run in EN_EMPTY:
                continue
            if _is_glossed(run, lexicon) or find(run) or is_month([run]):
                continue
            heard: list[Wording] = [(kana,) for kana in index.katakana_words().spelling(run)]
            if lexicon and len(run) >= _READ:
                heard += map(_tokens, spellings(run, lexicon.characters, index.kanji_pairs()))
            yield {"en": [(stem(run),)], "ja": [(stem(run),), *heard]}
        elif _is_strange(run, lexicon):
            spelled = [(word,) for word in index.latin_words().whole(run)]
            alike = [(kana,) for kana in index.katakana_words().alike(run)]
            whole = [_tokens(run)] if len(run) > _ACRONYM else []
            yield {"en": spelled, "ja": [(run,), *whole, *alike, *spelled]}
        else:
            for word, entries in _segments(run, lexicon):
                if entries and all(entry.name for entry in entries):
                    read = dict.fromkeys(tuple(sorted(e.words)) for e in entries[:_HEADS])
                    yield {"en": list(read), "ja": [_tokens(word)]}


def _is_glossed(word: str, lexicon: Lexicon | None) -> bool:
    """Whether the dictionary has an English word, or what it is made of, as more than a name."""
    forms = {stem(word), *(stem(word.removesuffix(end)) for end in ("d", "ed", "s", "r", "er"))}
    entries = lexicon.translations(list(forms)) if lexicon else []
    return any(not entry.name for entry in entries)


def _english(question: str, lexicon: Lexicon | None, index: Index) -> Iterator[dict[Wording, None]]:
    words = [word for word in _WORD.findall(question) if word not in EN_EMPTY]
    entries = lexicon.translations([stem(word) for word in words]) if lexicon else []
    entries.sort(key=lambda e: (-len(e.words), not e.common, not e.name, abs(len(e.head) - 2)))
    heads = [(_tokens(entry.head), entry.words) for entry in entries if len(entry.head) > 1]
    there = index.known_tokens({token for wording, _ in heads for token in wording})
    heads = [(wording, glosses) for wording, glosses in heads if there.issuperset(wording)]
    for word in dict.fromkeys(words):
        forms = {stem(word), shortened(stem(word))}
        stated = dict.fromkeys(wording for wording, glosses in heads if glosses & forms)
        group = {_tokens(word): None} | dict.fromkeys(list(stated)[:_HEADS])
        if word.isalpha() and len(word) > 3:
            group |= dict.fromkeys(map(_tokens, index.katakana_words().spelling(word)))
            kana = hiragana(word)
            group |= {_tokens(kana): None} if len(kana) > 2 else {}
            if lexicon and not stated and len(word) >= _READ:
                read = spellings(word, lexicon.characters, index.kanji_pairs())
                group |= dict.fromkeys(map(_tokens, read))
        yield group


def _japanese(
    question: str, lexicon: Lexicon | None, index: Index
) -> Iterator[dict[Wording, None]]:
    for run in _RUN.findall(question):
        if run.isascii():
            yield {(run.replace(",", ""),) if run[0].isdigit() else (stem(run),): None}
            continue
        spelled = index.latin_words().whole(run) if _is_strange(run, lexicon) else []
        if spelled:  # メリドール is Meridor, neither メリ nor ドール
            yield dict.fromkeys((word,) for word in spelled)
            continue
        for word, entries in _segments(run, lexicon):
            if word in JA_EMPTY:
                continue
            glosses = sorted(entries, key=lambda e: (not e.common, not e.name))
            group = {tuple(sorted(e.words)): None for e in glosses[:_HEADS]}
            if len(word) > 2 and word[0] < "\u3100":
                group |= {(heard,): None for heard in index.latin_words().of(word)}
            yield group


def _is_strange(run: str, lexicon: Lexicon | None) -> bool:
    """Whether a run of katakana is a word that no dictionary has."""
    return run[0] < "\u3100" and len(run) > 2 and not (lexicon and lexicon.glosses(run))


def _segments(run: str, lexicon: Lexicon | None) -> Iterable[tuple[str, tuple[Entry, ...]]]:
    """The dictionary words of a run, the longest first from the left, and the katakana between."""
    at = 0
    while at < len(run):
        longest = min(_LONGEST, len(run) - at)
        for size in range(longest, 1, -1):
            entries = lexicon.glosses(run[at : at + size]) if lexicon else ()
            if entries:
                yield run[at : at + size], entries
                at += size
                break
        else:
            if at == 0 and run[0] < "\u3100":  # katakana that no dictionary has
                yield run, ()
                return
            at += 1


def _worded(forms: Iterable[str]) -> Group:
    """The tokens of each form of a name, of a company's also with its kind cut short."""
    found = dict.fromkeys(map(_tokens, forms))
    short = (tuple(_SHORT.get(token, token) for token in wording) for wording in list(found))
    return list(found | dict.fromkeys(short))


def _tokens(form: str) -> Wording:
    """The tokens that stand together wherever ``form`` does: of Japanese, its pairs."""
    found = tokens(form)
    pairs = [token for token in found if token.isascii() or len(token) == 2]
    return tuple(dict.fromkeys(pairs or found))
