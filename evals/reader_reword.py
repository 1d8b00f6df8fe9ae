"""Questions in the other language than their article, with some words as the article has them.

So the reader is asked when it answers (``Context.wordings``), and has to learn from such
questions; that only some words are put so aligns the two languages (code switching, Qin
et al. 2020, arXiv:2006.06402).
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer.context import Context
from assistant.answer.gather import analysed
from assistant.answer.zone import with_owners
from assistant.figures.extract import extract
from assistant.schema import Article, Lang
from assistant.text.lexicon import Lexicon
from evals.reader_data import Labelled, Passage

_SWITCHED = 0.6  # of the words that the article has in its own language


def reworded(items: Sequence[Labelled], lexicon: Lexicon, rng: random.Random) -> list[Labelled]:
    """``items``, those that cross languages with their other wordings in ``also``."""
    contexts: dict[str, Context] = {}
    found = []
    for item in items:
        passage = item.passage
        if passage.lang != _language(item.question):
            if passage.group not in contexts:
                contexts[passage.group] = _context(passage, lexicon)
            also = _wordings(item.question, contexts[passage.group], lexicon, rng)
            item = replace(item, also=also)
        found.append(item)
    return found


def _language(question: str) -> Lang:
    return "ja" if re.search(r"[\u3041-\u30fa\u3400-\u9fff]", question) else "en"


def _context(passage: Passage, lexicon: Lexicon) -> Context:
    article = Article(passage.group, passage.title, passage.text, passage.lang)  # type: ignore
    return Context(article, extract(article), lexicon)


def _wordings(
    question: str, context: Context, lexicon: Lexicon, rng: random.Random
) -> tuple[str, ...]:
    asked = analysed(question, lexicon)
    terms = with_owners(asked.terms, context.owners())
    put = [term for term in terms if term.name or rng.random() < _SWITCHED]
    return tuple(form for form in context.wordings(asked.question, put) if form != question)
