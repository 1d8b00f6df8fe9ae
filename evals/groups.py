"""Questions in groups, by language pair and by type, and how many of each went right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from evals.scoring import Outcome


class Grouped(Protocol):
    """A question, asked or recorded, as far as its groups go."""

    @property
    def key(self) -> str: ...
    @property
    def pair(self) -> str: ...
    @property
    def kind(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Rates:
    """Counts of a group; ``unqualified`` and ``cited`` are among the right ones."""

    n: int
    right: int
    wrong: int
    refused: int
    unqualified: int
    cited: int
    unquoted: int


def rates(outcomes: Iterable[Outcome]) -> Rates:
    """The counts of a group."""
    group = list(outcomes)
    right = [outcome for outcome in group if outcome.verdict == "right"]
    return Rates(
        n=len(group),
        right=len(right),
        wrong=sum(outcome.verdict == "wrong" for outcome in group),
        refused=sum(outcome.verdict == "refused" for outcome in group),
        unqualified=sum("qualifier" in outcome.faults for outcome in right),
        cited=sum("citation" not in outcome.faults for outcome in right),
        unquoted=sum("quote" in outcome.faults for outcome in group),
    )


def by_pair(asked: Iterable[Grouped]) -> dict[str, list[str]]:
    """Keys of the questions by language pair, those over all articles last."""
    pairs: dict[str, list[str]] = defaultdict(list)
    for one in asked:
        pairs[one.pair].append(one.key)
    order = sorted(pairs, key=lambda name: ("unans" in name, "words" in name, "all" in name, name))
    return {name: pairs[name] for name in order}


def by_kind(asked: Iterable[Grouped]) -> dict[str, list[str]]:
    """Keys of the questions by type of figure or words, or by kind of unanswerable."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for one in asked:
        kinds[one.kind].append(one.key)
    return {name: kinds[name] for name in sorted(kinds)}


def groups(asked: Iterable[Grouped]) -> dict[str, list[str]]:
    """Keys of the questions by language pair, all, and by type."""
    listed = list(asked)
    everything = {"all": [one.key for one in listed]} if listed else {}
    return by_pair(listed) | everything | by_kind(listed)
