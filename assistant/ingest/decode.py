"""Bytes of unknown encoding to text."""

from __future__ import annotations

import codecs
import re

from assistant.errors import InputError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip or office file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
_ISO_2022_JP = re.compile(rb"\x1b\$[@B]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_JAPANESE = ("cp932", "euc_jis_2004")
_BYTES_PER_FLAW = 500
_SAVE_AS = "save it as plain text in UTF-8 and ingest it again"


def decode(data: bytes) -> str:
    """Text of ``data`` with line ends as ``\\n`` and without a byte order mark.

    Byte order marks, UTF-8, UTF-16, ISO-2022-JP, Shift_JIS (CP932), EUC-JP and
    Windows-1252 are tried in that order; charset-normalizer has the last word
    on what none of them explains. Raises ``InputError`` for binary data.
    """
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise InputError(f"is {what}, not text; {_SAVE_AS}")
    text = _decoded(data)
    if text is None:
        raise InputError(f"is in no known encoding; {_SAVE_AS}")
    if "\0" in text:
        raise InputError(f"holds NUL bytes: it is binary or damaged; {_SAVE_AS}")
    if len(_CONTROL.findall(text)) > 2 + len(text) // 100:
        raise InputError(f"is binary, not text; {_SAVE_AS}")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def declared(data: bytes) -> str | None:
    """Encoding that an HTML page names in its first 2,048 bytes, if Python knows it."""
    match = re.search(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", data[:2048], re.I)
    if match is None:
        return None
    name = match.group(1).decode("ascii").lower()
    name = {"shift_jis": "cp932", "x-sjis": "cp932", "iso-8859-1": "cp1252"}.get(name, name)
    try:
        return codecs.lookup(name).name
    except LookupError:
        return None


def decode_page(data: bytes) -> str:
    """Like ``decode``, trusting an encoding that the HTML page declares if it fits."""
    name = declared(data)
    if name and not name.startswith("utf") and not data.startswith(tuple(m for m, _ in _MARKS)):
        text = _strict(data, name)
        if text is not None and "\0" not in text and _strict(data, "utf-8") is None:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    return decode(data)


def _decoded(data: bytes) -> str | None:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _strict(data, name)
    if b"\0" in data:
        return _utf16(data) or "\0"
    if _ISO_2022_JP.search(data):
        text = _strict(data, "iso2022_jp_ext")
        if text is not None:
            return text
    text = _strict(data, "utf-8")
    if text is not None:
        return text
    return _flawed_utf8(data) or _legacy(data)


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, UnicodeError, LookupError):
        return None


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: in one of the two byte orders the text reads as text."""
    texts = [_strict(data, name) for name in ("utf-16-le", "utf-16-be")]
    best = max((text for text in texts if text), key=_plausibility, default="")
    return best if best and "\0" not in best and _plausibility(best) > 0.6 else None


def _flawed_utf8(data: bytes) -> str | None:
    """UTF-8 with a broken character here and there, which no other encoding explains."""
    text = data.decode("utf-8", errors="replace")
    flaws = text.count("\ufffd")
    sound = sum(char > "\x7f" for char in text) - flaws
    return text if flaws <= max(2, len(data) // _BYTES_PER_FLAW) and sound > 20 * flaws else None


def _legacy(data: bytes) -> str | None:
    texts = [text for name in _JAPANESE if (text := _strict(data, name)) is not None]
    western = _strict(data, "cp1252")
    if western is not None:
        texts.append(western)
    best = max(texts, key=_plausibility, default=None)
    if best is not None and _plausibility(best) > 0.5:
        return best
    return _guessed(data) or best


def _guessed(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    match = from_bytes(data[:1_000_000]).best()
    return None if match is None else _strict(data, match.encoding)


def _plausibility(text: str) -> float:
    """Mean weight of the characters that are not ASCII letters or digits, -1 to 1."""
    judged = (_weight(char) for char in text[:20_000])
    weights = [weight for weight in judged if weight is not None]
    score = sum(weights) / len(weights) if weights else 1.0
    return score - 0.5 * len(_LONE.findall(text)) / max(1, len(weights))


# A wide character between Latin letters: an accent or a quote read as Japanese.
_LONE = re.compile("[A-Za-z'][\u3400-\u9fff\uff61-\uff9f\u0391-\u045f]+[A-Za-z ]")


def _weight(char: str) -> float | None:
    if char < "\x80":
        return None if char.isprintable() or char in "\t\n\r\f" else -1.0
    for low, high, weight in _RANGES:
        if low <= char <= high:
            if low == "\u4e00":
                return 0.9 if _strict_jis1(char) else 0.2
            return weight
    return -0.5


def _strict_jis1(char: str) -> bool:
    """Whether ``char`` is one of the 2,965 common characters of JIS level 1."""
    try:
        code = char.encode("euc_jp")
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and 0xB0 <= code[0] <= 0xCF


_RANGES = (
    ("\u3041", "\u309f", 1.0),  # hiragana
    ("\u30a0", "\u30ff", 0.9),  # katakana
    ("\u3000", "\u303f", 1.0),  # Japanese punctuation
    ("\u4e00", "\u9fff", 0.9),
    ("\uff01", "\uff60", 0.9),  # full-width ASCII
    ("\uff61", "\uff9f", -0.6),  # half-width katakana
    ("\u2010", "\u2044", 0.9),  # dashes, quotes, ellipsis
    ("\u20a0", "\u20bf", 0.8),  # currency
    ("\u2100", "\u27ff", 0.6),  # symbols
    ("\u00a0", "\u00bf", 0.4),  # Latin-1 symbols
    ("\u00c0", "\u024f", 0.7),  # accented letters
    ("\u0080", "\u009f", -1.0),  # control characters
)
