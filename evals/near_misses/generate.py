"""Near misses of a fact table: the same questions for the same table, articles and seed."""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice

from assistant.schema import Article
from evals.near_misses.evidence import Evidence
from evals.near_misses.kinds import KINDS, NearMiss
from evals.running import Asked
from evals.tables import Fact, Unanswerable

SEED = 20240419
_NEAREST = 6  # years are tried nearest first; other choices are by chance


def near_misses(
    facts: Sequence[Fact], articles: Mapping[str, Article], seed: int = SEED
) -> list[Asked]:
    """Questions that only a refusal answers, or the figure of the row that each names.

    No question is one of the table's own, and none is made twice.
    """
    evidence = Evidence(facts, articles)
    seen = {text for fact in facts for text in fact.questions.values()}
    found: list[Asked] = []
    for maker, most in KINDS:
        for fact in facts:
            for lang in fact.questions:
                made = list(maker(fact, lang, evidence))
                chance = random.Random(f"{seed} {maker.__name__} {fact.id} {lang}")
                for number, miss in enumerate(_some(made, most, chance, seen)):
                    seen.add(miss.text)
                    found.append(_asked(miss, number))
    return found


def _some(
    made: Sequence[NearMiss], most: int, chance: random.Random, seen: set[str]
) -> list[NearMiss]:
    """Those with a figure first, for they are few; then others by chance."""
    new = list({miss.text: miss for miss in made if miss.text not in seen}.values())
    answered = [miss for miss in new if miss.expected]
    others = [miss for miss in new if not miss.expected]
    if others and others[0].kind == "wrong year":
        others = list(islice(others, _NEAREST))
    chance.shuffle(others)
    return [*answered, *others][:most]


def _asked(miss: NearMiss, number: int) -> Asked:
    row: Fact | Unanswerable = Unanswerable(miss.fact.id, miss.kind, {miss.lang: miss.text})
    if miss.expected:
        row = replace(miss.expected, questions={miss.lang: miss.text})
    key = f"{miss.fact.id}/{miss.lang}/{miss.kind}/{number}"
    digest = hashlib.sha256(f"{miss.text} {row.id}".encode()).hexdigest()[:8]
    return Asked(key, digest, miss.kind, f"{miss.lang} near miss", miss.text, None, row)


def part(asked: Sequence[Asked], limit: int, seed: int = SEED) -> list[Asked]:
    """At most ``limit`` questions, every kind and language in turn, chosen by chance."""
    strata: dict[tuple[str, str], list[Asked]] = defaultdict(list)
    for one in asked:
        strata[one.kind, one.pair].append(one)
    for name, members in strata.items():
        members.sort(key=lambda one: one.key)
        random.Random(f"{seed} {name}").shuffle(members)
    longest = max(map(len, strata.values()), default=0)
    turns = [m[n] for n in range(longest) for _, m in sorted(strata.items()) if n < len(m)]
    chosen = {one.key for one in turns[:limit]}
    return [one for one in asked if one.key in chosen]
