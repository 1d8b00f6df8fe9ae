"""How an article writes a term of a question that is asked in the other language."""

from __future__ import annotations

import re

from assistant.answer.term import KATAKANA, Term, bare
from assistant.answer.zone import Zone, spells
from assistant.text.aliases import aliases, states
from assistant.text.lexicon import Lexicon
from assistant.text.names import spelled_in
from assistant.text.readings import read_as
from assistant.text.tokens import stem

_SURE, _SURER = 0.78, 0.9  # alike enough by sound to say it is the same name, or word
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&'-]*")
_KANA = re.compile(rf"[{KATAKANA}\u3041-\u3096]+")
_LONGEST = 8  # characters of a word in the lexicon


def wording(zone: Zone, term: Term) -> str:
    """What ``zone`` says for ``term``; nothing if it has it as it is, or not at all."""
    low = term.text.lower()
    if zone.japanese == (term.lang == "ja") or low in zone.folded:
        return ""
    for form in (*(other.text.lower() for other in term.also), *aliases(term.text)):
        if form != low and states(zone.folded, form):
            return _as_printed(zone, form)
    if zone.lexicon is None:
        return ""
    if not zone.japanese:
        parts = [(part, _in_english(zone, part.lower(), term.name)) for part in term.parts]
    else:
        parts = [(part, _in_japanese(zone, part, zone.lexicon)) for part in term.parts]
        whole = "".join(form or part for part, form in parts)
        if any(form for _, form in parts) and whole in zone.folded:
            return _as_printed(zone, whole)
    said = any(form for _, form in parts)
    return " ".join(form or part for part, form in parts) if said else ""


def _as_printed(zone: Zone, form: str) -> str:
    at = zone.folded.find(form)
    return zone.text[at : at + len(form)] if at >= 0 else form


def _in_japanese(zone: Zone, part: str, lexicon: Lexicon) -> str:
    """An English word as it is translated here, spelled in kana, or read from kanji."""
    heads = [entry.head.lower() for entry in lexicon.translations((part,))]
    heads = [head for head in heads if len(head) > 1 and head in zone.folded]
    if heads:
        return max(heads, key=len)
    runs = [run for run in zone.kana if run[0] > "\u309f"]
    run = max(runs, key=lambda run: spells(part, run), default="")
    return run if run and spells(part, run) >= _SURE else zone.as_read(part)


def _in_english(zone: Zone, part: str, named: bool) -> str:
    """A Japanese word as it is spelled here in Latin letters, or translated piece by piece."""
    if len(part) < 2:
        return ""
    if _KANA.fullmatch(part):
        word = max(sorted(zone.printed), key=lambda word: spelled_in(word, part), default="")
        if word and spelled_in(word, part) >= (_SURE if named else _SURER):
            return _as_printed(zone, word)
    found, at = [], 0
    while at < len(part):
        sizes = range(min(_LONGEST, len(part) - at), 0, -1)
        pieces = ((size, _piece(zone, part[at : at + size], named)) for size in sizes)
        size, words = next(((size, words) for size, words in pieces if words), (0, ""))
        if not size:
            return ""
        found.append(words)
        at += size
    return " ".join(found)


def _piece(zone: Zone, piece: str, named: bool) -> str:
    assert zone.lexicon is not None
    for entry in zone.lexicon.glosses(piece):
        if entry.words <= zone.words and (len(piece) > 1 or not entry.name):
            said = [m[0] for m in _LATIN.finditer(zone.text) if stem(bare(m[0])) in entry.words]
            return " ".join({stem(bare(word)): word for word in reversed(said)}.values())
    if named and len(piece) > 1:
        known = zone.lexicon.readings
        words = (word for word in zone.printed if read_as(word, piece, known) == piece)
        return next((_as_printed(zone, word) for word in sorted(words)), "")
    return ""
