"""The answer in words, from templates: nothing is said that its evidence does not hold."""

from __future__ import annotations

from assistant.answer.choose import Choice
from assistant.answer.context import Context
from assistant.answer.read import Candidate
from assistant.answer.reading import measure_in_words, period_in_words, printed, wording
from assistant.answer.span import Span as FoundSpan
from assistant.schema import Article, Draft, Evidence, Figure, Lang, Question, Sentence
from assistant.text.fold import fold

_QUOTE = 240  # a longer sentence is quoted by its clause and neighbours
_REASONS = {
    "ja": {
        "entity": "「{names}」についての該当する数値は記事にありません。",
        "period": "お尋ねの時期の数値は記事にありません。",
        "measure": "お尋ねの項目の数値は記事にありません。",
        "absent": "記事には答えとなる記述がありません。",
        "calculation": "計算が必要です。記事にはその結果が書かれていません(計算は行いません)。",
        "empty": "質問が空です。",
        "long": "質問が長すぎます。短くしてください。",
    },
    "en": {
        "entity": "The articles give no such figure for “{names}”.",
        "period": "The articles give no such figure for the period asked about.",
        "measure": "The articles do not give the quantity asked about.",
        "absent": "The articles do not answer this.",
        "calculation": "This needs a calculation that the articles do not state, and none is made.",
        "empty": "The question is empty.",
        "long": "The question is too long; shorten it.",
    },
}
_DIFFER = {
    "ja": "出典によって数値が異なります。",
    "en": "Sources differ.",
}


def write_figures(question: Question, choice: Choice) -> Draft:
    """A draft from the chosen figures, or the refusal with what came nearest."""
    lang = question.lang
    if choice.refusal is not None:
        return _refused(question, choice)
    sentences = [_statement(c, lang) for c in choice.main]
    if choice.agreeing:
        first = sentences[0]
        sentences[0] = Sentence(
            first.text,
            (*first.evidence, *(_evidence(c, "context") for c in choice.agreeing)),
        )
    sentences += [_statement(c, lang, role="context") for c in choice.differing]
    return Draft(
        sentences=tuple(sentences),
        reason=_DIFFER[lang] if choice.differing else None,
        answer_span=printed(choice.main[0].figure, choice.main[0].article),
        confidence=choice.confidence,
    )


def write_span(question: Question, found: FoundSpan, confidence: float) -> Draft:
    """A draft that gives the short answer in the article's words."""
    text = f"{found.text}。" if question.lang == "ja" else f"{found.text}."
    start, end = found.sentence
    evidence = Evidence(found.article.id, "text", start, end)
    sentence = Sentence(text, (evidence,))
    return Draft((sentence,), answer_span=found.text, confidence=confidence)


def _refused(question: Question, choice: Choice) -> Draft:
    lang = question.lang
    asked = fold(question.text)
    said = [term.text for term in choice.missing if term.text in asked]  # Dec-25 is no "Dec 25"
    kind = choice.refusal if said or choice.refusal != "entity" else "absent"
    names = {"ja": "、", "en": ", "}[lang].join(said)
    reason = _REASONS[lang][kind or "absent"].format(names=names)
    evidence = tuple(_evidence(c, "context") for c in choice.nearest)
    return Draft((Sentence(reason, evidence),), status="refused", reason=reason)


def _statement(candidate: Candidate, lang: Lang, role: str = "answer") -> Sentence:
    figure = candidate.figure
    said = worded(figure, candidate.article, lang)
    noun = measure_in_words(figure.measure, lang)
    if figure.unit == "date" or not figure.subject:
        text = said
    elif lang == "ja":
        text = f"{figure.subject}{f'の{noun}' if noun else ''}: {said}"
    else:
        text = f"{figure.subject}{f', {noun}' if noun else ''}: {said}"
    return Sentence(text, (_evidence(candidate, role),))


def worded(figure: Figure, article: Article, lang: Lang) -> str:
    """A figure as an answer says it: its wording, and when it holds as far as that is known."""
    return f"{_said(figure, article, lang)}{_when(figure, lang)}"


def _said(figure: Figure, article: Article, lang: Lang) -> str:
    """The printed wording, and the reading in the question's language where that differs."""
    said, otherwise = wording(figure, article, lang)
    return said if otherwise is None else f"{said} ({otherwise})"


def _when(figure: Figure, lang: Lang) -> str:
    words, inferred = period_in_words(figure, lang)
    if not words:
        return _mark(inferred and figure.unit == "date", lang)
    mark = {"ja": "、推定", "en": ", inferred"}[lang] if inferred else ""
    return f" ({words}{mark})"


def _mark(inferred: bool, lang: Lang) -> str:
    if not inferred:
        return ""
    return " (年は推定)" if lang == "ja" else " (year inferred)"


def _evidence(candidate: Candidate, role: str) -> Evidence:
    figure = candidate.figure
    if figure.field == "title":
        span = (0, len(candidate.article.title))
    else:
        span = quote_span(candidate.context, figure.start, figure.end)
    return Evidence(
        candidate.article.id,
        figure.field,
        *span,
        figure,
        "answer" if role == "answer" else "context",
    )


def quote_span(context: Context, start: int, end: int) -> tuple[int, int]:
    """The sentence around ``[start, end)``, or of a long one the part around it."""
    first, last = context.sentence(start)
    if last - first <= _QUOTE:
        return first, max(last, end)
    text = context.article.text
    left = max(first, start - _QUOTE // 2)
    right = min(last, end + _QUOTE // 2)
    left = _after_break(text, left, start) if left > first else left
    right = _before_break(text, right, end) if right < last else right
    return left, right


def _after_break(text: str, at: int, stop: int) -> int:
    for position in range(at, stop):
        if text[position] in "、。,;；":
            following = position + 1
            return following + (text[following : following + 1] == " ")
    return at


def _before_break(text: str, at: int, stop: int) -> int:
    for position in range(at, stop, -1):
        if text[position - 1] in "、。,;；":
            return position
    return at
