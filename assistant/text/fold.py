"""Length-preserving folding: every offset in the folded text is an offset in the original."""

from __future__ import annotations

import unicodedata

# Characters that NFKC would turn into another number or a longer string.
_KEPT = {"…", "´", "¨", "゛", "゜"}
_ALIKE = {
    "−": "-", "‐": "-", "‑": "-", "–": "-", "―": "-", "—": "-", "﹣": "-",
    "～": "〜", "∼": "〜", "“": '"', "”": '"', "’": "'", "‘": "'",
    "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\t": " ",
}  # fmt: skip


class _Folding(dict[int, int]):
    """Translation table filled as characters turn up."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        folded = _ALIKE.get(char) or _compatible(char)
        self[code] = ord(folded)
        return self[code]


def _compatible(char: str) -> str:
    decomposition = unicodedata.decomposition(char)
    kept = char in _KEPT or decomposition.startswith(("<circle>", "<super>", "<sub>"))
    if kept or "CJK COMPATIBILITY" in unicodedata.name(char, ""):
        return char
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


_FOLDING = _Folding()


def fold(text: str) -> str:
    """Fold width, dashes and quotes, one character for one character.

    Full-width ASCII becomes ASCII, half-width kana becomes full-width, dashes
    become ``-`` and wave dashes ``〜``. ``len(fold(t)) == len(t)``; case is kept.
    """
    return text.translate(_FOLDING)


class _Unaccenting(dict[int, int]):
    def __missing__(self, code: int) -> int:
        base = unicodedata.normalize("NFD", chr(code))[0]
        self[code] = ord(base) if base.isascii() and base.isalpha() else code
        return self[code]


_UNACCENTING = _Unaccenting(
    {ord(char): ord(plain) for char, plain in zip("ØøŁłĐđÆæŒœ", "OoLlDdAaOo", strict=True)}
)


def unaccent(text: str) -> str:
    """Latin letters without their accents, one character for one character."""
    return text.translate(_UNACCENTING)
