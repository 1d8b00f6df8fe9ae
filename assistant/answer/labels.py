"""Names in labels: who is meant before a colon, and whether two names are one."""

from __future__ import annotations

import re

from assistant.answer.proof import stands
from assistant.figures import measures
from assistant.text.fold import fold
from assistant.text.names import spelled_in

_FIRM = re.compile(
    r"株式会社|有限会社|\(株\)|㈱|\b(?:the|inc|co|corp|corporation|ltd|limited|plc|company|group)\b\.?"
)
_JOINTS = re.compile(r"[\s・,.'\"「」『』()&_-]+")
_LABEL_NOISE = re.compile(
    r"^(?:の|による|への|、|,|'s|\s|・|は|が|(?:of|for|in|to|by|the)\b)+|(?:の|、|,|'s|\s)+$"
)


def same_name(said: str, owner: str, rivals: set[str] = frozenset()) -> bool:  # type: ignore[assignment]
    """Whether ``said`` names ``owner``: the same words, its beginning, or its sound in kana."""
    left, right = plain(said), plain(owner)
    if not left or not right:
        return False
    if left == right:
        return True
    if any(left == plain(rival) for rival in rivals):
        return False
    if len(left) > 2 and right.startswith(left):
        return not (left.isascii() and right.isascii()) or stands(said, [owner])
    if left.isascii() and not right.isascii():
        if said.isupper() and not re.search(r"[AEIOUY]", said):
            return False  # initials sound like nothing: NHK is not in ソフトバンク
        return spelled_in(left, right) > 0 or _sounds(said, right)
    return False


def _sounds(said: str, kana: str) -> bool:
    words = [w for w in re.split(r"[\s&.-]+", _FIRM.sub(" ", said.lower())) if w]
    return bool(words) and spelled_in("".join(words), kana) > 0


def plain(name: str) -> str:
    """A name without its legal form, spaces and marks."""
    return _JOINTS.sub("", _FIRM.sub(" ", fold(name).lower()))


def bare(label: str) -> str:
    """What is left of a label without measures and joining words."""
    chars = list(label)
    for hit in measures.find(label):
        if chars[hit.start : hit.end] and _at_an_end(label, hit.end):
            chars[hit.start : hit.end] = " " * (hit.end - hit.start)
    left = "".join(chars).strip()
    while (shorter := _LABEL_NOISE.sub("", left)) != left:
        left = shorter
    return left


def _at_an_end(label: str, end: int) -> bool:
    """Whether a measure word is no part of a name: nothing but its like stands behind it."""
    rest = label[end:]
    hits = measures.find(rest)
    covered = sum(hit.end - hit.start for hit in hits)
    return len(re.sub(r"[\sの,、・]|\b(?:of|for|the)\b", "", rest)) <= covered + 1
