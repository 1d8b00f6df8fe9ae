"""Questions in the other language than their article, with some words as the article has them.

Names are put so for the reader when it answers (``Context.reworded``), so it has to
learn from such questions; other words of the question that the article has in its own
language are put so beside them to align the two (code switching, Qin et al. 2020,
arXiv:2006.06402).
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer.context import Context
from assistant.answer.gather import analysed
from assistant.answer.wording import wording
from assistant.answer.zone import with_owners
from assistant.figures import measures
from assistant.figures.extract import extract
from assistant.schema import Article, Lang
from assistant.text.fold import fold
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
    terms = with_owners(analysed(question, lexicon).terms, context.owners())
    said = {term.text: (term.name, wording(context.whole, term)) for term in terms}
    named = question
    for text, (name, word) in said.items():
        named = _put(named, text, word) if name and word else named
    switched = named
    for text, (name, word) in said.items():
        if word and not name and rng.random() < _SWITCHED:
            switched = _put(switched, text, word)
    told = {hit.id: hit for hit in reversed(measures.find(context.whole.folded))}
    for hit in reversed(measures.find(fold(switched))):
        here, asked = told.get(hit.id), switched[hit.start : hit.end]
        if here and asked.isascii() == (context.article.lang == "ja") and rng.random() < _SWITCHED:
            word = context.whole.text[here.start : here.end]
            switched = switched[: hit.start] + word + switched[hit.end :]
    return tuple(dict.fromkeys(text for text in (named, switched) if text != question))


def _put(question: str, text: str, word: str) -> str:
    """``word`` for ``text``, where that is a whole word."""
    bound = r"\b" if text.isascii() else ""
    found = re.compile(f"{bound}{re.escape(text)}{bound}", re.IGNORECASE)
    return found.sub(lambda _: word, question, count=1)
