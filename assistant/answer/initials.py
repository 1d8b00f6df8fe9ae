"""Names by their first letters, as a text spells them out: METI, CfD, J&J, LA."""

from __future__ import annotations

import re
from functools import cached_property

from assistant.text.countries import is_country
from assistant.text.fold import fold, unaccent

_ACRONYM = re.compile(r"([A-Z]{3,6}|[a-z]{4,6})s?")  # typed without capitals if long enough
_SHORTENED = re.compile(r"(?=.{3})[A-Z][A-Za-z]{0,3}[A-Z0-9]")
_TWO = re.compile("[A-Z]{2}")  # LA
_PAIR = re.compile(r"([A-Z])&([A-Z])")  # J&J
_SMALL = frozenset({"of", "for", "the", "and", "in", "on"})
_NAMED_RUN = re.compile(
    r"\b[A-Z][A-Za-z]+(?:[ -](?:(?:of|for|the|and|in|on) ){0,2}(?:[A-Z][A-Za-z]+|\d{1,3}\b)){1,5}"
)


class Initials:
    """The first letters of the words of one text."""

    def __init__(self, text: str) -> None:
        self._text = text

    def tell(self, short: str, *, named: bool) -> bool:
        """Whether the words that ``short`` is the first letters of stand in the text.

        ``named``: it is a name, and no word that happens to be so short.
        """
        pair = _PAIR.fullmatch(short)
        if pair and self._begins_two(pair[1], pair[2]):
            return True
        if not named:
            return False
        acronym = _ACRONYM.fullmatch(short)
        if acronym and acronym[1].lower() in self._letters:
            return True
        if _SHORTENED.fullmatch(short) and self._spells_out(short):
            return True
        return _TWO.fullmatch(short) is not None and self._is_pair(short)

    @cached_property
    def _letters(self) -> str:
        """Those of its words but for "of" and the like: METI, power usage efficiency.

        A stop stands where a phrase ends.
        """
        folded = unaccent(fold(self._text)).lower()
        words = re.sub(r"\b(?:of|and|for|the|in|on)\b|&", " ", folded)
        return "".join(re.findall(r"(?<![a-z'])[a-z]|[.;:()]", words))

    @cached_property
    def _runs(self) -> list[list[str]]:
        """Its runs of capitalised words and numbers, with the small words inside them."""
        return [run.split() for run in _NAMED_RUN.findall(fold(self._text)) if " " in run]

    def _spells_out(self, acronym: str) -> bool:
        """Whether capitalised words that follow each other begin with its letters: CfD, AR7.

        One letter more may stand inside a word (ICCO, the International Cocoa Organization).
        """
        return any(_begin(acronym, words) for words in self._runs)

    def _is_pair(self, letters: str) -> bool:
        """Whether two capitalised words by themselves begin so: Los Angeles."""
        pairs = (run for run in self._runs if len(run) == 2)
        return any(one[0] == letters[0] and two[0] == letters[1] for one, two in pairs)

    def _begins_two(self, first: str, second: str) -> bool:
        """Whether two names stand side by side that begin so: Johnson & Johnson, J&J."""
        found = re.finditer(rf"\b({first}[a-z]+) (?:&|and) ({second}[a-z]+)", self._text)
        return any(not is_country(m[1]) and not is_country(m[2]) for m in found)


def _begin(acronym: str, words: list[str]) -> bool:
    """Whether the letters of an acronym begin words of a run, in order and without a gap."""
    words = [part for word in words for part in word.split("-")]
    inner = int(len(acronym) > 3)
    return any(_fits(acronym, words[at:], inner) for at in range(len(words)))


def _fits(letters: str, words: list[str], inner: int) -> bool:
    """``inner``: how many letters may stand inside a word instead of beginning one."""
    if not letters:
        return True
    if not words:
        return False
    word, low = words[0], letters[0].lower()
    if word in _SMALL and word[0] != letters[0]:
        return _fits(letters, words[1:], inner)
    if word[0].lower() != low:
        return False
    if _fits(letters[1:], words[1:], inner):
        return True
    more = len(letters) > 1 and letters[1].lower() in word[1:].lower()
    return bool(inner) and more and _fits(letters[2:], words[1:], inner - 1)
