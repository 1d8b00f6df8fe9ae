"""A content term of a question, and the characters and words it is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.schema import Lang
from assistant.text.tokens import stem

KANJI = r"\u3005\u3006\u3400-\u9fff"
KATAKANA = r"\u30a1-\u30fa\u30fc\u30f5\u30f6"
JAPANESE = re.compile(r"(?:[\u3041-\u3096\u3005\u30a1-\u30fe\u3400-\u9fff]|(?<=.)・(?=.))+")
PART = re.compile(
    rf"[{KANJI}]+|[{KATAKANA}]+|[A-Z][A-Z0-9&]+(?=(?:HD|FG)(?![A-Za-z]))|[A-Za-z][A-Za-z0-9&.'-]*"
    r"|[\d.]+"
)


@dataclass(frozen=True)
class Term:
    """One content term: ``parts`` are its script runs (ja) or word stems (en).

    A ``name`` must be found in the evidence, or what it is called ``also``; other
    terms only weigh.
    """

    text: str
    lang: Lang
    name: bool
    weight: float
    parts: tuple[str, ...]
    also: tuple[Term, ...] = ()


def foreign(name: str) -> Term:
    """A name that a question has in brackets, or in the other language's letters."""
    if JAPANESE.search(name):
        return Term(name, "ja", True, 2.0, tuple(PART.findall(name)) or (name,))
    return Term(name, "en", True, 2.0, tuple(stem(bare(word)) for word in name.split()))


def bare(word: str) -> str:
    """An English word in small letters without its plural of capitals or possessive."""
    word = re.sub(r"(?<=[A-Z][A-Z])s$", "", word)  # CDs, EVs
    return re.sub(r"'s?$", "", word.lower()).strip(".'-")
