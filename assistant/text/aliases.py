"""Names of one thing in two languages that neither dictionary nor sound connects."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from assistant.text.fold import fold

TABLE = Path(__file__).with_name("aliases.tsv")
_UNIVERSITY = re.compile("..大学$")  # 筑波大学, which is 筑波大 as well
_COUNTRY = r"(?<![\u3400-\u9fff]){}(?=[\u30a1-\u30fa]{{2}}|[a-z]|政府|軍|大統領|議会|企業)"
# A short form inside a longer word is another thing: 東レ in 中東レバノン, 近鉄 in 最近鉄鋼.
_INSIDE = (
    r"(?:(?<![\u3005\u3400-\u9fff\u30a1-\u30fa\u30fc\d])|(?<=[旧元現新前米英独仏同対在駐訪])"
    r"|(?<=\d[日月年])){}"
)
_BEFORE = re.compile("^(?:the |[米英独仏韓露](?=.{3}))")  # of a form: 米食品医薬品局
# What no short form ends with.
_OPEN = (" of", " and", " for", " the", " bank", " national", " investment")
_KINDS = (
    ("ホールディングス", "hd", "holdings"),
    ("フィナンシャルグループ", "フィナンシャル・グループ", "fg", "financial group"),
)
_ADDED = tuple(kind for kinds in _KINDS for kind in kinds)
_LATIN = re.compile(r"[a-z0-9][a-z0-9.&'-]*")


@cache
def _table() -> dict[str, tuple[str, ...]]:
    """Folded, lower-case form to all forms of the thing, in any language."""
    found: dict[str, dict[str, None]] = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            forms = [fold(form).lower() for form in line.split("\t")]
            forms += [form[:-1] for form in forms if _UNIVERSITY.search(form)]
            for form in forms:
                found.setdefault(form, {}).update(dict.fromkeys(forms))
    return {form: tuple(forms) for form, forms in found.items()}


@cache
def _shortened() -> dict[str, tuple[str, ...]]:
    """What forms of three words and more begin with: Mitsubishi Heavy, if one thing does."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for form, forms in _table().items():
        words = form.split()
        for size in range(2, len(words)):
            found.setdefault(" ".join(words[:size]), set()).add(forms)
    return {
        short: (short, *several.pop())
        for short, several in found.items()
        if len(several) == 1 and short not in _table() and not short.endswith(_OPEN)
    }


def aliases(name: str) -> tuple[str, ...]:
    """All forms of ``name``, folded and in lower case, itself included; empty if unknown."""
    folded = fold(name).lower()
    found = _table().get(folded) or _table().get(_BEFORE.sub("", folded))
    if not found and (people := _table().get(_people(folded))):
        return (folded, *people)
    return found or _shortened().get(folded, ()) or _kindred(folded)


def _kindred(name: str) -> tuple[str, ...]:
    """A company's name with its kind as others write it: SG Holdings, SGHD."""
    for kinds in _KINDS:
        kind = next((kind for kind in kinds if name.endswith(kind) and len(name) > len(kind)), None)
        base = name.removesuffix(kind).rstrip() if kind else ""
        if len(base) > 1 and base != "full":
            spaced = base.isascii()
            forms = [name, *(f"{base} {k}" if spaced and len(k) > 2 and k.isascii() else base + k
                             for k in kinds)]  # fmt: skip
            forms += [known for form in (*forms, base) for known in _table().get(form, ())]
            return tuple(dict.fromkeys(forms))
    return ()


def is_whole(form: str) -> bool:
    """Whether a form of a name is not only what kind of company it is added to another."""
    return not form.endswith(_ADDED)


@cache
def _apart(form: str) -> re.Pattern[str]:
    """A form of three characters and fewer where it is no part of a longer word."""
    return re.compile((_INSIDE if len(form) > 1 else _COUNTRY).format(re.escape(form)))


def states(text: str, form: str) -> bool:
    """Whether folded lower-case ``text`` states ``form``; Latin forms as whole words.

    One character is a country before what is its own: 米政府, 米スリープウェル.
    """
    if not form.isascii():
        return form in text and (len(form) > 3 or bool(_apart(form).search(text)))
    at = text.find(form)
    while at >= 0:
        before, after = text[at - 1 : at], text[at + len(form) : at + len(form) + 1]
        if not (before.isascii() and before.isalnum()) and not (
            after.isascii() and after.isalnum()
        ):
            return True
        at = text.find(form, at + 1)
    return False


def named_in(text: str) -> list[str]:
    """The known forms that ``text`` states, longest first, none inside another."""
    folded = fold(text).lower()
    found: list[str] = []
    for form in sorted(_candidates(folded), key=len, reverse=True):
        if states(folded, form):
            found.append(form)
            folded = folded.replace(form, " " * len(form))
    return found


def _candidates(folded: str) -> set[str]:
    """Known forms whose characters or words the text could state."""
    table = _table()
    longest = max(map(len, table))
    found = set()
    for run in re.findall(r"[^\x00-\x7f][^\x00-\x60\x7b-\x7f]*|[a-z]+[^\x00-\x7f]+", folded):
        for start in range(len(run)):
            for end in range(start + 2, min(len(run), start + longest) + 1):
                if run[start:end] in table:
                    found.add(run[start:end])
    words = list(_LATIN.finditer(folded))
    for n, first in enumerate(words):
        for last in words[n : n + 9]:
            form = folded[first.start() : last.end()]
            forms = (form, form.rstrip(".'-"), form.removesuffix("'s"))
            found |= {f for f in forms if f in table or _people(f) in table}
    return found


def _people(name: str) -> str:
    """The table's form for a plural: of South Koreans, South Korean."""
    return name[:-1] if name.endswith("ans") else name
