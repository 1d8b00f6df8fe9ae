"""From what was found to a draft: words of an article, figures, or a refusal."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer import premise
from assistant.answer.choose import Choice, choose
from assistant.answer.gather import Findings
from assistant.answer.several import is_stated
from assistant.answer.span import WORDS, find_span, wants_words
from assistant.answer.write import write_figures, write_span
from assistant.schema import QUESTION_LIMIT, Draft, Question

_NEAREST = 2  # figures shown with a refusal
_SURELY = 0.6  # probability of a figure that is taken for the result asked for


def draft(found: Findings) -> Draft:
    """The draft that ``verify`` decides on."""
    question = found.query.question
    if found.contexts and all(premise.is_false(found.query, c) for c in found.contexts):
        nearest = tuple(found.ranked()[:_NEAREST])
        return write_figures(question, Choice(refusal="absent", nearest=nearest))
    reads = question.scope == "one" and question.operation in {None, "extreme"}
    if reads and wants_words(found.query, found.contexts):
        chosen = find_span(found.query, found.contexts, found.passages)
        if chosen is not None and (question.operation is None or chosen[0].is_superlative):
            return write_span(question, *chosen)
        if question.operation is None:
            return write_figures(question, Choice(refusal="absent"))
    stated = _stated(found)
    if stated is not None:
        return write_figures(question, stated)
    question = _of_amounts(question)
    asked = replace(found, query=replace(found.query, question=question))
    return write_figures(question, choose(question, asked.ranked()))


def _stated(found: Findings) -> Choice | None:
    """A ratio, an average or a total that an article states: no calculation is needed then."""
    question = found.query.question
    operation = question.operation
    if operation is None or (operation == "ratio" and question.wants[:1] != ("times",)):
        return None
    if operation == "sum" and len(question.entities) > 1:
        return None  # the total of all is not that of two
    choice = choose(replace(question, operation=None), found.ranked())
    sure = choice.confidence >= _SURELY and all(c.objection is None for c in choice.main)
    said = all(is_stated(operation, c) for c in choice.main)
    return choice if choice.main and sure and said else None


def unreadable(question: Question) -> Draft | None:
    """The refusal of a question without words, or of one that is longer than any."""
    if not question.text.strip():
        return write_figures(question, Choice(refusal="empty"))
    if len(question.text) > QUESTION_LIMIT:
        return write_figures(question, Choice(refusal="long"))
    return None


def _of_amounts(question: Question) -> Question:
    """A calculation, and who received how much, is about money."""
    if question.operation is not None and question.wants[:1] != ("money",):
        return replace(question, wants=("money",), units=())
    if question.scope == "all" and question.wants[:1] in WORDS:
        return replace(question, wants=("money",))
    return question
