"""Names of countries, by the Unicode CLDR and the table of names."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from babel import Locale

from assistant.text.aliases import aliases
from assistant.text.fold import fold

_SEATS = Path(__file__).with_name("capitals.tsv")
_UNIONS = frozenset({"EU", "EZ", "UN", "QO", "ZZ"})  # and the rest of the world
_NATIONS = frozenset({"england", "scotland", "wales"})  # of which news speaks as of countries


def is_country(name: str) -> bool:
    """Whether a name, or what else it is called, is a country's: Canada, Canadian, カナダ."""
    low = fold(name).lower()
    return any(form in _countries() for form in (low, *aliases(low)))


@lru_cache(1024)
def seats(name: str) -> tuple[str, ...]:
    """What a country's government is called by, in lower case: Berlin, ベルリン; else nothing."""
    low = fold(name).lower()
    return next((_seats()[form] for form in (low, *aliases(low)) if form in _seats()), ())


@cache
def _seats() -> dict[str, tuple[str, ...]]:
    lines = _SEATS.read_text(encoding="utf-8").splitlines()
    rows = (
        [fold(form).lower() for form in line.split("\t")]
        for line in lines
        if line and not line.startswith("#")
    )
    english, japanese = (Locale(lang).territories for lang in ("en", "ja"))
    codes = {fold(name).lower(): code for code, name in english.items()}
    found = {}
    for country, *forms in rows:
        own = fold(japanese.get(codes.get(country, ""), country)).lower()
        found[country] = found[own] = tuple(forms)
    return found


@cache
def _countries() -> frozenset[str]:
    found = (Locale(lang).territories.items() for lang in ("en", "ja"))
    return _NATIONS | frozenset(
        fold(name).lower()
        for names in found
        for code, name in names
        if code.isalpha() and code not in _UNIONS
    )
