"""The answer in words, from templates: nothing is said that its evidence does not hold."""

from __future__ import annotations

from assistant.answer.choose import Choice
from assistant.answer.context import Context
from assistant.answer.read import Candidate
from assistant.answer.reading import as_printed, date_in_words, reading
from assistant.answer.span import Span as FoundSpan
from assistant.figures import measures, scan
from assistant.schema import (
    Article,
    Draft,
    Evidence,
    Figure,
    Lang,
    PartialDate,
    Question,
    Sentence,
)

_QUOTE = 240  # a longer sentence is quoted by its clause and neighbours
_REASONS = {
    "ja": {
        "entity": "「{names}」についての該当する数値は記事にありません。",
        "period": "お尋ねの時期の数値は記事にありません。",
        "measure": "お尋ねの項目の数値は記事にありません。",
        "absent": "記事には答えとなる記述がありません。",
        "calculation": "計算が必要です。記事にはその結果が書かれていません(計算は行いません)。",
        "empty": "質問が空です。",
    },
    "en": {
        "entity": "The articles give no such figure for “{names}”.",
        "period": "The articles give no such figure for the period asked about.",
        "measure": "The articles do not give the quantity asked about.",
        "absent": "The articles do not answer this.",
        "calculation": "This needs a calculation that the articles do not state, and none is made.",
        "empty": "The question is empty.",
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
        answer_span=_printed(choice.main[0].figure, choice.main[0].article),
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
    names = "、".join(term.text for term in choice.missing)
    reason = _REASONS[lang][choice.refusal or "absent"].format(names=names)
    evidence = tuple(_evidence(c, "context") for c in choice.nearest)
    return Draft((Sentence(reason, evidence),), status="refused", reason=reason)


def _statement(candidate: Candidate, lang: Lang, role: str = "answer") -> Sentence:
    figure = candidate.figure
    said = worded(figure, candidate.article, lang)
    measure = measures.MEASURES.get(figure.measure or "")
    noun = ""
    if measure is not None and figure.measure not in measures.GENERIC:
        noun = (measure.ja if lang == "ja" else measure.en)[0].replace("~", "").rstrip("+")
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
    printed = _printed(figure, article)
    read = reading(figure, lang)
    if figure.unit == "date":
        return read if read.replace(" ", "") == printed.replace(" ", "") else f"{read} ({printed})"
    if _reads_back(read, figure) and not _reads_back(printed, figure):
        return read  # of a table, whose head says what it counts
    if article.lang == lang:
        return printed
    if read == printed or not _reads_back(read, figure):
        return printed
    return f"{printed} ({read})"


def _reads_back(words: str, figure: Figure) -> bool:
    """Whether the scanner reads the figure out of ``words`` again."""
    return any(
        mention.value == figure.value and mention.unit == figure.unit for mention in scan(words)
    )


def _printed(figure: Figure, article: Article) -> str:
    text = article.title if figure.field == "title" else article.text
    start, end = as_printed(figure, article)
    return " ".join(text[start:end].split())


def _when(figure: Figure, lang: Lang) -> str:
    if figure.unit == "date":
        written = figure.as_of_source == "inferred"
        return _mark(written, lang)
    known = figure.period or figure.as_of
    if not known:
        return ""
    try:
        words = date_in_words(PartialDate.parse(known), lang)
    except ValueError:
        words = known
    inferred = figure.period is None and figure.as_of_source == "inferred"
    if lang == "ja":
        label = words if figure.period else f"{words}時点"
        return f" ({label}{'、推定' if inferred else ''})"
    label = f"in {words}" if len(known) <= 7 else words
    label = label if figure.period else f"as of {words}"
    return f" ({label}{', inferred' if inferred else ''})"


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
