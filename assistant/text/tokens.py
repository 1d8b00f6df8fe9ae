"""Lexical tokens: what the full-text index and the question agree on."""

from __future__ import annotations

import re

from assistant.text.fold import fold, unaccent

# Kanji, kana and the marks inside words; Latin words and numbers with their inner points.
_CJK = r"\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc-\u30fe\u3400-\u9fff\uf900-\ufaff"
_RUN = re.compile(
    rf"(?P<cjk>[{_CJK}]+)"
    r"|(?P<number>\d+(?:[.,]\d+)*)"
    rf"|(?P<word>(?:(?![{_CJK}])[^\W\d_])+(?:'[a-z]+)?)"
)
_WORD_LIKE = re.compile(r"[\u30a1-\u30fa\u30fc]{3,}|[\u3400-\u9fff]{3,}")
_FIRST_KANJI = "\u3400"
_SUFFIXES = (("ies", "y"), ("sses", "ss"), ("'s", ""), ("ing", ""), ("ed", ""), ("s", ""))


def tokens(text: str) -> list[str]:
    """Tokens of ``text`` in order: CJK characters and bigrams, stemmed Latin words, numbers.

    Letters lose their accents. Kanji count singly as well, and whole runs of three or
    more katakana or kanji, which tend to be words. Numbers lose their thousands
    separators, and their decimal point becomes ``p``: tokens contain letters and digits
    only, so that any tokeniser that splits at spaces keeps them whole.
    """
    found: list[str] = []
    for match in _RUN.finditer(unaccent(fold(text)).lower()):
        run = match.group()
        if match.lastgroup == "cjk":
            found.extend(run[i : i + 2] for i in range(len(run) - 1))
            found.extend(char for char in run if char >= _FIRST_KANJI or len(run) == 1)
            found.extend(_WORD_LIKE.findall(run))
        elif match.lastgroup == "number":
            found.append(run.replace(",", "").replace(".", "p"))
        else:
            found.append(stem(run))
    return found


def stem(word: str) -> str:
    """Strip one English inflection; words of under five letters stay as they are."""
    for suffix, replacement in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= (1 if suffix == "'s" else 3):
            return word[: -len(suffix)] + replacement
    return word.removesuffix("e") if len(word) > 4 else word


def unstemmed(stemmed: str) -> tuple[str, ...]:
    """What a stem may have been printed as: takas, takase; netherland, netherlands."""
    return (stemmed, f"{stemmed}e", f"{stemmed}s") if stemmed[-1:] not in "aiou" else (stemmed,)
