"""Whose a figure is, and which figures the reader may add to those of a fitting kind."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.answer.bound import role
from assistant.answer.context import Context
from assistant.answer.features import Query
from assistant.answer.question import analyse
from assistant.answer.read import judged, unwanted
from assistant.answer.terms import terms
from assistant.figures import extract
from assistant.models.reader import Reading
from assistant.schema import Article
from assistant.text.chunks import chunk


def context_of(text: str) -> Context:
    article = Article("a", "", text, "en", published="2025-05-10")
    return Context(article, extract(article), None, tuple(chunk(article)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chief executive Mads Lind was fined $5 million.", 0.0),
        ("Chief executive Mads Lind expects revenue of $5 billion.", 0.5),
        ("Northgate expects revenue of $5 billion.", 0.0),
        ("Halvorsen expects revenue of $5 billion.", 1.0),
    ],
)
def test_who_tells_of_an_amount_is_not_whose_it_is(text: str, expected: float) -> None:
    context = context_of(text)
    names = [t for t in terms("Halvorsen revenue", "en") if t.name]
    assert role(names, context.figures[0], context) == expected


def reading(passage: str, answer: str, log_odds: float) -> Reading:
    """A reading that finds nothing but ``answer``, one token a word."""
    starts = [at for at in range(len(passage)) if at == 0 or passage[at - 1] == " "]
    ends = [start + len(passage[start:].split(" ")[0]) for start in starts]
    low, high = passage.index(answer), passage.index(answer) + len(answer)
    inside = np.array([low <= start < high for start in starts])
    odds = np.where(inside, log_odds, -10.0).astype(np.float32)
    return Reading(np.array(starts), np.array(ends), odds, odds)


@pytest.mark.parametrize(("log_odds", "added"), [(3.0, ["90 days"]), (-1.0, [])])
def test_what_the_reader_is_sure_of_counts_whatever_kind_the_words_want(
    log_odds: float, added: list[str]
) -> None:
    text = "The target is 90 days of use by 2030."
    context = context_of(text)
    passage = context.chunks[0]
    told = {passage.id: reading(text[passage.start : passage.end], "90 days", log_odds)}
    query = Query(analyse("On what date is the target?"), [], readings=told)
    in_yen = Query(analyse("How many yen is the target?"), [], readings=told)
    assert unwanted(in_yen, [context], {}, []) == []
    known = judged(query, [context], {})
    assert [c.figure.surface for c in known] == ["2030"]
    assert [c.figure.surface for c in unwanted(query, [context], {}, known)] == added


def test_where_it_finds_one_of_the_kind_wanted_no_other_counts() -> None:
    text = "The target is 90 days of use by 2030."
    context = context_of(text)
    passage = context.chunks[0]
    told = reading(text[passage.start : passage.end], "90 days of use by 2030.", 3.0)
    query = Query(analyse("On what date is the target?"), [], readings={passage.id: told})
    assert unwanted(query, [context], {}, judged(query, [context], {})) == []
