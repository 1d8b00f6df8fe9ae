"""From what was found to a draft: words of an article, figures, or a refusal."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer import premise
from assistant.answer.choose import Choice, choose
from assistant.answer.gather import Findings
from assistant.answer.read import Candidate
from assistant.answer.several import is_extreme, is_stated
from assistant.answer.span import WORDS, find_span, wants_words
from assistant.answer.write import write_figures, write_span
from assistant.schema import QUESTION_LIMIT, Draft, Question

_NEAREST = 2  # figures shown with a refusal
_STATED = 0.6  # probability of a figure that is taken for the result asked for


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
    """A ratio, average, total or extreme that an article states: no calculation is needed."""
    question = found.query.question
    operation = question.operation
    if operation not in {"ratio", "average", "sum", "extreme"}:
        return None
    if operation == "ratio" and question.wants[:1] != ("times",):
        return None
    if operation == "sum" and len(question.entities) > 1:
        return None  # the total of all is not that of two
    choice = choose(replace(question, operation=None), found.ranked())
    if choice.confidence < _STATED or any(c.objection is not None for c in choice.main):
        return None
    if operation == "ratio" or all(_is_result(operation, question, c) for c in choice.main):
        return choice if choice.main else None
    return None


def _is_result(operation: str, question: Question, candidate: Candidate) -> bool:
    """Whether a figure is said to be the result, a total of several years to be of them all."""
    if operation == "extreme":
        return is_extreme(question, candidate)
    if not is_stated(operation, candidate):
        return False
    figure, told = candidate.figure, candidate.article.title
    if figure.field == "text":
        start, end = candidate.context.sentence(figure.start)
        told = candidate.article.text[start:end]
    years = {when.year for when in question.period if when.year is not None}
    return operation != "sum" or all(f"{year % 100:02d}" in told for year in years)


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
