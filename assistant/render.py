"""Answers and figures as text, Markdown, JSON and CSV.

Article text is not trusted: control characters never reach a terminal, Markdown
and HTML are escaped, and a spreadsheet never takes a cell for a formula.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import quote as percent_encode

from assistant.answer.reading import measure_in_words, period_in_words, wording
from assistant.figures import stored
from assistant.schema import Answer, Article, Check, Citation, Figure, Lang, Value

if TYPE_CHECKING:
    from assistant.store import IndexStatus

_LABELS = {
    "en": {"refused": "No answer", "found": "Figures found", "near": "Nearest passages"},
    "ja": {"refused": "回答できません", "found": "見つかった数値", "near": "近い箇所"},
}

# What a figure found is said with, besides its printed number; "-" after it.
_QUALIFIERS: dict[Lang, dict[str, str]] = {
    "en": {
        "max": "up to ", "min": "at least ", "over": "more than ", "under": "less than ",
        "approx": "about ",
    },
    "ja": {"max": "最大", "min": "少なくとも", "approx": "約", "over": "超-", "under": "未満-"},
}  # fmt: skip

# C0 but tab and newline, DEL, C1; then what reorders, hides or splits a line.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_INVISIBLE = re.compile("[\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
# What some reader of lines, or a terminal, takes for more than a character of a string.
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_MARKDOWN = re.compile(r"[\\`*_{}\[\]()#+\-.!|<>~&$:@=^]")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?(/\d+)?")
# Spreadsheets in East Asian locales read the full-width forms as well.
_FORMULA = tuple("=+-@\t\r＝＋－＠")


def clean(text: str) -> str:
    """``text`` without control, reordering and half characters; newlines and tabs stay."""
    return _INVISIBLE.sub("", _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def line(text: str) -> str:
    """``text`` cleaned and on one line; spaces within the line stay as they are."""
    return " ".join(part.strip() for part in clean(text).replace("\t", " ").split("\n")).strip()


def value_text(value: Value | None) -> str | None:
    """A value as the contract writes it: ``10240000000``, ``1/3``, ``2024-02``."""
    if isinstance(value, Decimal):
        text = format(value, "f")
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return "0" if text in {"-0", ""} else text
    return None if value is None else str(value)


# -- JSON ---------------------------------------------------------------------------------------


def to_json(answer: Answer, id: object = None) -> dict[str, Any]:
    """The JSON answer of the contract; ``id`` leads it when given."""
    head = {} if id is None else {"id": id}
    return head | {
        "question": answer.question,
        "lang": answer.lang,
        "status": answer.status,
        "reason": answer.reason,
        "text": answer.text,
        "answer_span": answer.answer_span,
        "confidence": round(answer.confidence, 4),
        "writer": answer.writer,
        **({"note": answer.note} if answer.note else {}),
        "figures": [_figure_json(check) for check in _checks(answer)],
        "citations": [_citation_json(citation) for citation in answer.citations],
        "timings_ms": {stage: round(ms, 1) for stage, ms in answer.timings.items()},
    }


def card(answer: Answer, articles: Mapping[str, Article]) -> dict[str, Any]:
    """The JSON answer, each figure also in ``words`` for a reader of the answer's language."""
    record = to_json(answer)
    for shown, check in zip(record["figures"], _checks(answer), strict=True):
        article = articles[check.figure.article_id]
        shown["words"] = figure_words(check.figure, article, answer.lang)
    return record


def json_line(record: dict[str, Any]) -> str:
    """One record on one line, whatever its strings hold; the newline is the caller's."""
    text = json.dumps(record, ensure_ascii=False)
    return _UNSAFE_IN_JSON.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _checks(answer: Answer) -> list[Check]:
    """The verdicts, answers before context; each group in the answer's own order."""
    return sorted(answer.checks, key=lambda check: check.role != "answer")


def _figure_json(check: Check) -> dict[str, Any]:
    figure = check.figure
    return {
        "role": check.role,
        "value": value_text(figure.value),
        "value_hi": value_text(figure.value_hi),
        "unit": figure.unit,
        "qualifiers": list(figure.qualifiers),
        "modality": figure.modality,
        "surface": figure.surface,
        "subject": figure.subject,
        "measure": figure.measure,
        "period": figure.period,
        "as_of": figure.as_of,
        "as_of_source": figure.as_of_source,
        "status": check.status,
        "citation": check.evidence,
    }


def _citation_json(citation: Citation) -> dict[str, Any]:
    return {
        "n": citation.n,
        "article_id": citation.article_id,
        "title": citation.title,
        "publisher": citation.publisher,
        "published": citation.published,
        "url": citation.url,
        "field": citation.field,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }


# -- text ---------------------------------------------------------------------------------------


def to_text(answer: Answer) -> str:
    """The answer for a terminal: the sentence, then each quote with its source."""
    labels = _LABELS[answer.lang]
    parts = [_sentence(answer, labels["refused"])]
    if answer.status == "refused":
        found = [f"  {_found(check, answer.lang)}" for check in _checks(answer)]
        parts += ["\n".join([f"{labels['found']}:", *found])] if found else []
        parts += [f"{labels['near']}:"] if answer.citations else []
    parts += [_source_text(citation) for citation in answer.citations]
    parts += [f"({line(answer.note)})"] if answer.note else []
    return "\n\n".join(parts)


def _sentence(answer: Answer, refused: str) -> str:
    text, reason = clean(answer.text).strip(), line(answer.reason or "")
    if answer.status == "answered":
        return "\n".join(part for part in (text, reason) if part)
    if text and reason and reason not in text:
        return f"{refused}: {text} ({reason})"
    return f"{refused}: {text or reason}"


def _found(check: Check, lang: Lang) -> str:
    figure = check.figure
    words = [_QUALIFIERS[lang][q] for q in _QUALIFIERS[lang] if q in figure.qualifiers]
    said = "".join(word for word in words if word[-1] != "-") + figure.surface
    said += "".join(word[:-1] for word in words if word[-1] == "-")
    about = (figure.subject, figure.measure, figure.period, said)
    mark = f" [{check.evidence}]" if check.evidence is not None else ""
    return line(" · ".join(part for part in about if part)) + mark


def _source_text(citation: Citation) -> str:
    source = (citation.title, citation.publisher, citation.published, citation.url)
    about = " · ".join(line(part) for part in source if part)
    return f"[{citation.n}] “{line(citation.quote)}”\n    {about or citation.article_id}"


# -- Markdown -----------------------------------------------------------------------------------


def to_markdown(answer: Answer) -> str:
    """The answer as Markdown; nothing from an article can become markup, image or HTML."""
    labels = _LABELS[answer.lang]
    sentence = _sentence(answer, labels["refused"]).split("\n")
    parts = ["  \n".join(markdown_escape(part.strip()) for part in sentence)]
    if answer.status == "refused":
        found = (markdown_escape(_found(check, answer.lang)) for check in _checks(answer))
        parts += ["\n".join(f"- {one}" for one in found)]
        parts += [f"{labels['near']}:"] if answer.citations else []
    parts += [_source_markdown(citation) for citation in answer.citations]
    parts += [markdown_escape(f"({line(answer.note)})")] if answer.note else []
    return "\n\n".join(part for part in parts if part)


def _source_markdown(citation: Citation) -> str:
    title = markdown_escape(line(citation.title or citation.article_id))
    if citation.url and citation.url.startswith(("https://", "http://")):
        title = f"[{title}]({percent_encode(citation.url, safe=':/?#@!$&+,;=%~')})"
    rest = [
        markdown_escape(line(part)) for part in (citation.publisher, citation.published) if part
    ]
    about = " · ".join([title, *rest])
    return f"\\[{citation.n}\\] {about}\n\n> {markdown_escape(line(citation.quote))}"


def markdown_escape(text: str) -> str:
    """``text`` as Markdown that shows it and nothing more."""
    return _MARKDOWN.sub(lambda match: _ENTITIES.get(match[0], f"\\{match[0]}"), text)


# -- the ledger ---------------------------------------------------------------------------------

FIGURE_FIELDS: tuple[str, ...] = tuple(Figure.__slots__)


def figure_row(figure: Figure) -> dict[str, Any]:
    """Every field of a figure, values as strings, for JSON."""
    row = {name: getattr(figure, name) for name in FIGURE_FIELDS}
    return row | {
        "value": value_text(figure.value),
        "value_hi": value_text(figure.value_hi),
        "qualifiers": list(figure.qualifiers),
    }


def figures_csv(figures: Iterable[Figure]) -> Iterator[str]:
    """The ledger as CSV rows, header first, without the line ends."""
    yield _csv_row(FIGURE_FIELDS)
    for figure in figures:
        row = figure_row(figure) | {"qualifiers": " ".join(figure.qualifiers)}
        yield _csv_row(_cell(row[name]) for name in FIGURE_FIELDS)


def _cell(value: object) -> str:
    """A cell that no spreadsheet runs: text that looks like a formula gets an apostrophe."""
    text = "" if value is None else line(str(value))
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text


def _csv_row(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="").writerow(cells)
    return buffer.getvalue()


_TABLE = (("value", 22), ("unit", 10), ("subject", 22), ("measure", 14), ("period", 10))


def figures_table(figures: Iterable[Figure]) -> Iterator[str]:
    """The ledger for a terminal, one figure a line; full-width characters count as two."""
    yield "  ".join(_fit(name, width) for name, width in _TABLE) + "  surface  (article)"
    for figure in figures:
        row = figure_row(figure)
        marks = " ".join(figure.qualifiers)
        cells = [_fit(line(str(row[name] or "")), width) for name, width in _TABLE]
        tail = f"{line(figure.surface)}{f' [{marks}]' if marks else ''}  ({figure.article_id})"
        yield "  ".join([*cells, tail])


def _fit(text: str, width: int) -> str:
    """``text`` cut or filled to ``width`` columns of a terminal."""
    if _columns(text) <= width:
        return text + " " * (width - _columns(text))
    while _columns(text) >= width:
        text = text[:-1]
    return text + "…" + " " * (width - 1 - _columns(text))


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def time_key(figure: Figure) -> stored.Key:
    """To sort figures by: greater is what ends later; least, what holds for no known time."""
    return stored.key(figure.period or figure.as_of)


def measure_words(measure: str | None, lang: Lang) -> str:
    """What a measure is called in a language; nothing for one that says no more than its unit."""
    return measure_in_words(measure, lang)


def figure_words(figure: Figure, article: Article, lang: Lang) -> dict[str, Any]:
    """A figure for a reader of ``lang``: its wording, that said otherwise, of whom and when."""
    said, otherwise = wording(figure, article, lang)
    when, inferred = period_in_words(figure, lang)
    return {
        "said": line(said),
        "otherwise": line(otherwise) if otherwise else None,
        "subject": line(figure.subject) if figure.subject else None,
        "measure": measure_in_words(figure.measure, lang) or None,
        "when": when or None,
        "inferred": inferred,
    }


# -- one article --------------------------------------------------------------------------------


def article_line(article: Article) -> str:
    """An article in a list of all: id, day and headline."""
    return f"{article.id}  {article.published or '-'}  {line(article.title)}"


def article_text(article: Article, figures: Iterable[Figure], *, dim: bool = False) -> str:
    """An article as stored, its furniture between ⟦ and ⟧ (dimmed too), its figures below."""
    known = (article.publisher, article.published, article.url)
    dated = f" ({article.published_source})" if article.published else ""
    head = [line(article.title), " · ".join(line(part) for part in known if part) + dated]
    listed = list(figures_table(figures))
    count = f"{len(listed) - 1} figures"
    return "\n".join([*head, f"id {article.id}", "", _marked(article, dim), "", count, *listed])


def article_parts(article: Article, quote: tuple[str, int, int] | None) -> dict[str, Any]:
    """Title and text in parts ``{text, aside, quoted}``: furniture aside, the quote marked.

    ``quote`` is field, start and end of a citation; the joined quoted parts are the quote.
    """
    field, start, end = quote or ("text", 0, 0)
    in_title = field == "title"
    return {
        "title": _parts(article.title, (), (start, end) if in_title else (0, 0)),
        "text": _parts(article.text, article.skip, (0, 0) if in_title else (start, end)),
    }


def _parts(
    text: str, skip: Iterable[tuple[int, int]], quote: tuple[int, int]
) -> list[dict[str, Any]]:
    ranges = list(skip)
    edges = sorted({0, len(text), *quote, *(edge for pair in ranges for edge in pair)})
    return [
        {
            "text": clean(text[start:end]),
            "aside": any(first <= start < last for first, last in ranges),
            "quoted": quote[0] <= start < quote[1],
        }
        for start, end in pairwise(edge for edge in edges if 0 <= edge <= len(text))
    ]


def _marked(article: Article, dim: bool) -> str:
    before, after = ("\x1b[2m⟦", "⟧\x1b[0m") if dim else ("⟦", "⟧")
    parts, at = [], 0
    for start, end in sorted(article.skip):
        parts.append(clean(article.text[at:start]))
        parts.append(f"{before}{clean(article.text[start:end]).strip()}{after}")
        at = end
    parts.append(clean(article.text[at:]))
    return "".join(parts).strip("\n")


def status_lines(status: IndexStatus) -> Iterator[str]:
    """What an index holds, one fact a line."""
    for name, value in (
        ("index", str(status.path)),
        ("articles", f"{status.articles:,}"),
        ("passages", f"{status.chunks:,}"),
        ("figures", f"{status.figures:,}"),
        ("embedder", f"{status.embedder}, {status.dimension} dimensions"),
        ("chunker", status.chunker),
        ("chroma", status.chroma),
        ("on disk", f"{status.bytes / 1e6:,.1f} MB"),
    ):
        yield f"{name:10}{line(value)}"
