"""Names of countries, by the Unicode CLDR and the table of names."""

from __future__ import annotations

from functools import cache

from babel import Locale

from assistant.text.aliases import aliases
from assistant.text.fold import fold

_UNIONS = frozenset({"EU", "EZ", "UN", "QO", "ZZ"})  # and the rest of the world
_NATIONS = frozenset({"england", "scotland", "wales"})  # of which news speaks as of countries


def is_country(name: str) -> bool:
    """Whether a name, or what else it is called, is a country's: Canada, Canadian, カナダ."""
    low = fold(name).lower()
    return any(form in _countries() for form in (low, *aliases(low)))


@cache
def _countries() -> frozenset[str]:
    found = (Locale(lang).territories.items() for lang in ("en", "ja"))
    return _NATIONS | frozenset(
        fold(name).lower()
        for names in found
        for code, name in names
        if code.isalpha() and code not in _UNIONS
    )
