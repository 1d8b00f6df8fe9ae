"""The content terms of a question, and what else its names are called."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from assistant.answer.term import JAPANESE, Term, foreign
from assistant.answer.terms_en import english
from assistant.answer.terms_ja import japanese
from assistant.figures.currencies import MONEY_EN
from assistant.schema import Lang
from assistant.text.countries import is_country
from assistant.text.fold import unaccent
from assistant.text.lexicon import Lexicon

_BRACKET = re.compile(r"\s*\(([^()]+)\)")
_CALLED = (  # what companies' names end with, in full and as printed after it
    ("フィナンシャル・グループ", "FG"), ("フィナンシャルグループ", "FG"),
    ("ホールディングス", "HD"),
)  # fmt: skip


def terms(question: str, lang: Lang, lexicon: Lexicon | None = None) -> list[Term]:
    """Content terms of a folded question, without its measure and question words."""
    question = unaccent(question)
    glosses = [m for m in _BRACKET.finditer(question) if _is_foreign(m[1], lang)]
    plain = _BRACKET.sub(lambda m: " " if _is_foreign(m[1], lang) else m[0], question)
    found = japanese(plain, lexicon) if lang == "ja" else english(plain, lexicon)
    unique: dict[str, Term] = {}
    for term in found:
        unique.setdefault(term.text.lower(), _called_otherwise(term))
    for gloss in glosses:
        before = re.sub(r"(?:'s)?\s*$", "", question[: gloss.start()]).lower()
        name_of = before.rpartition(" ")[0]  # Hakurei city (白嶺市)
        told = [n for n in unique if before.endswith(n)]
        told += [n for n in unique if unique[n].name and name_of.endswith(n)]
        named = max(told, key=lambda n: (unique[n].name, len(n)), default="")
        other = foreign(gloss[1].strip())
        if named:
            unique[named] = replace(unique[named], name=True, weight=2.0, also=(other,))
        else:
            unique.setdefault(other.text.lower(), other)
    return list(_without_homes(list(unique.values()), plain))


def _without_homes(found: list[Term], question: str) -> Iterable[Term]:
    """The terms, a country that only tells whose a name is no name: オランダの…工場, U.S. firm ….

    News from there leaves it unsaid. Of Canadian dollars nothing is left.
    """
    names = [term.text for term in found if term.name]
    for term in found:
        if not (term.name and is_country(term.text)):
            yield term
            continue
        home = re.escape(term.text)
        follows = re.search(rf"{home} ([a-z]+)", question)
        if follows and follows[1] in MONEY_EN:
            continue
        others = "|".join(re.escape(name) for name in names if name != term.text)
        told = others and re.search(rf"{home}(?:の| (?:[a-z-]+ ){{0,4}})(?:{others})", question)
        yield replace(term, name=False, weight=1.0) if told else term


def _called_otherwise(term: Term) -> Term:
    """A name with what its holding company is called for short, or in full: しずおかFG."""
    if not term.name or term.lang == "en":
        return term
    forms = [term.text.replace(a, b) for pair in _CALLED for a, b in (pair, pair[::-1])]
    also = {form: Term(form, "ja", True, term.weight, (form,)) for form in forms}
    also.pop(term.text, None)
    return replace(term, also=(*term.also, *also.values()))


def _is_foreign(text: str, lang: Lang) -> bool:
    """Whether what stands in brackets is written as the other language writes."""
    return bool(
        JAPANESE.search(text) if lang == "en" else re.fullmatch(r"[A-Z][A-Za-z0-9 .&'-]+", text)
    )
