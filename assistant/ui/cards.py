"""Answers and articles as HTML. Whatever comes from an article or a question is escaped.

Each card stands on one line, for Gradio reads the messages of a chat as Markdown,
which looks for its own marks after a blank line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from html import escape
from typing import Any

from assistant import render
from assistant.schema import Article, Figure, Lang
from assistant.ui import ledger
from assistant.ui.words import say

_Record = Mapping[str, Any]


def plain(text: str) -> str:
    """A text as it is, its lines kept."""
    return f"<div>{_text(text)}</div>"


def _text(text: object) -> str:
    return escape(render.clean(str(text))).replace("\n", "<br>")


def _tag(name: str, kind: str, inner: str, more: str = "") -> str:
    return f'<{name} class="{kind}"{more}>{inner}</{name}>' if inner else ""


def heading(lang: Lang) -> str:
    """The name of the page and what it promises."""
    return f"<h1>{say(lang, 'title')}</h1>{_tag('p', 'note', say(lang, 'tagline'))}"


def welcome(lang: Lang) -> str:
    """What an empty conversation shows."""
    more = _tag("p", "note", say(lang, "welcome_more"))
    return _tag("div", "welcome", _tag("h2", "title", say(lang, "welcome")) + more)


# -- an answer ----------------------------------------------------------------------------------


def answer(record: _Record, asked: str, lang: Lang) -> str:
    """The card of ``render.card``: an answer or a refusal to the question ``asked``."""
    is_refusal = record["status"] == "refused"
    understood = "" if record["question"] == asked.strip() else record["question"]
    parts = [
        _tag("p", "note", _text(say(lang, "understood", text=understood)) if understood else ""),
        _tag("p", "note", _text(record.get("note", ""))),
        _refusal(record, lang) if is_refusal else _reply(record, lang),
        _context(record, lang),
        _sources(record, lang),
        "" if is_refusal else _trust(record, lang),
    ]
    return _tag("div", "card refused" if is_refusal else "card", "".join(parts), _lang(record))


def _lang(record: _Record) -> str:
    return f' lang="{escape(str(record["lang"]))}"'


def _refusal(record: _Record, lang: Lang) -> str:
    why = record["reason"] or record["text"]
    return _tag("p", "whose", say(lang, "refused")) + _tag("p", "why", _text(why))


def _reply(record: _Record, lang: Lang) -> str:
    main = _by_role(record, "answer")
    parts = [_figure(figure, record, lang) for figure in main]
    if not main:
        said = _text(record["answer_span"] or record["text"])
        parts.append(_tag("p", "large", said + _marks(record["citations"], lang)))
    if record["writer"] != "template" and (main or record["answer_span"]):  # verified as well
        parts.append(_tag("p", "worded", _text(record["text"])))
        parts.append(_tag("p", "note", _text(say(lang, "worded", writer=record["writer"]))))
    return "".join(parts) + _tag("p", "note", _text(record["reason"] or ""))


def _figure(figure: _Record, record: _Record, lang: Lang) -> str:
    words = figure["words"]
    agreeing = {one["citation"] for one in record["figures"] if _alike(one, figure)}
    cited = [one for one in record["citations"] if one["n"] in agreeing]
    when = words["when"] or ("" if figure["unit"] == "date" else say(lang, "no_period"))
    inferred = words["inferred"] and (words["when"] or figure["unit"] == "date")
    tag = _tag("span", "tag", say(lang, "inferred")) if inferred else ""
    read = say(lang, "reads", text=words["otherwise"]) if words["otherwise"] else ""
    parts = [
        _tag("p", "whose", _text(_joined(words["subject"], words["measure"]))),
        _tag("p", "large", _text(words["said"]) + _marks(cited, lang)),
        _tag("p", "reading", _text(read)),
        _tag("p", "when", f"{_text(when)} {tag}".strip()),
        _tag("p", "checked", say(lang, f"check_{figure['status']}")),
    ]
    return _tag("div", "figure", "".join(parts))


def _alike(one: _Record, other: _Record) -> bool:
    return bool(one["value"] == other["value"] and one["unit"] == other["unit"])


def _context(record: _Record, lang: Lang) -> str:
    """The figures beside the answer that say something else than it does."""
    main = _by_role(record, "answer")
    rest = [one for one in _by_role(record, "context") if not any(_alike(one, m) for m in main)]
    lines = "".join(f"<li>{_beside(one, record, lang)}</li>" for one in rest)
    title = say(lang, "found" if record["status"] == "refused" else "also")
    return f"{_tag('p', 'head', title)}{_tag('ul', 'context', lines)}" if lines else ""


def _beside(figure: _Record, record: _Record, lang: Lang) -> str:
    words = figure["words"]
    about = _joined(words["subject"], words["measure"])
    read = f" ({_text(words['otherwise'])})" if words["otherwise"] else ""
    when = f" · {_text(words['when'])}" if words["when"] else ""
    cited = [one for one in record["citations"] if one["n"] == figure["citation"]]
    lead = f"{_text(about)}: " if about else ""
    return f"{lead}<b>{_text(words['said'])}</b>{read}{when}{_marks(cited, lang)}"


def _marks(citations: Iterable[_Record], lang: Lang) -> str:
    marks = []
    for one in citations:
        title = render.line(one["title"])
        unseen = _tag("span", "unseen", _text(say(lang, "open_source", n=one["n"], title=title)))
        marks.append(_cited(one, "mark", f"[{one['n']}]{unseen}"))
    return "".join(marks)


def _sources(record: _Record, lang: Lang) -> str:
    items = []
    for one in record["citations"]:
        about = _joined(one["title"], one["publisher"], one["published"])
        inner = (
            f"<b>[{one['n']}]</b> “{_text(render.line(one['quote']))}”"
            f"{_tag('small', 'from', _text(render.line(about)))}"
        )
        items.append(f"<li>{_cited(one, 'source', inner)}</li>")
    title = say(lang, "nearest" if record["status"] == "refused" else "sources")
    return f"{_tag('p', 'head', title)}{_tag('ul', 'sources', ''.join(items))}" if items else ""


def _cited(citation: _Record, kind: str, inner: str) -> str:
    place = place_of(citation["article_id"], citation["field"], citation["start"], citation["end"])
    return _opener(place, kind, inner)


def _opener(place: str, kind: str, inner: str) -> str:
    """A button that opens a place: the page's script reads it from the id."""
    return _tag("button", kind, inner, f' id="cite {escape(place)}"')


def _trust(record: _Record, lang: Lang) -> str:
    percent = round(100 * record["confidence"])
    level = "level_high" if percent >= 80 else "level_fair" if percent >= 50 else "level_low"
    words = "" if _by_role(record, "answer") else say(lang, "check_words")
    sure = say(lang, "confidence", percent=percent, level=say(lang, level))
    return _tag("p", "checked", words) + _tag("p", "trust", sure)


def _by_role(record: _Record, role: str) -> list[_Record]:
    return [figure for figure in record["figures"] if figure["role"] == role]


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


# -- the chart ----------------------------------------------------------------------------------


def bars(rows: Sequence[ledger.Row], by_time: bool, lang: Lang) -> str:
    """Each figure as a bar, as long as its value, that opens the figure's place."""
    most = max((row.amount for row in rows), default=Fraction(1))
    return _tag("ul", "bars", "".join(f"<li>{_bar(row, most, by_time, lang)}</li>" for row in rows))


def _bar(row: ledger.Row, most: Fraction, by_time: bool, lang: Lang) -> str:
    figure = row.figure
    words = render.figure_words(figure, row.article, lang)
    name = words["when"] if by_time else words["subject"]
    said = " · ".join(filter(None, (words["said"], words["otherwise"])))
    length = f' style="width:{float(100 * row.amount / most):.1f}%"'
    inner = _tag("span", "name", _text(name or "")) + _tag("span", "said", _text(said))
    inner += f'<span class="length"{length}></span>'
    return _opener(place_of_figure(figure), "bar", inner)


# -- an article ---------------------------------------------------------------------------------


def place_of(article_id: str, field: str, start: int, end: int) -> str:
    """Where something stands, as one text."""
    return f"{field} {start} {end} {article_id}"


def place_of_figure(figure: Figure) -> str:
    """Where a figure stands, as one text."""
    return place_of(figure.article_id, figure.field, figure.start, figure.end)


def place(text: str) -> tuple[str, tuple[str, int, int]]:
    """The article's id and the quote of a place. Raises ``ValueError`` for another text."""
    field, start, end, article_id = text.split(" ", 3)
    return article_id, (field, int(start), int(end))


def article(found: Article, quote: tuple[str, int, int] | None, lang: Lang) -> str:
    """An article to read, its furniture dimmed and the quote marked."""
    parts = render.article_parts(found, quote)
    date = found.published
    if date and found.published_source == "inferred":
        date = say(lang, "date_inferred", date=date)
    about = _text(render.line(_joined(found.publisher, date)))
    body = _pieces(parts["title"], "h2", "title") + _tag("p", "about", about)
    body += _tag("p", "about", _link(found.url, lang)) + _pieces(parts["text"], "div", "text")
    return _tag("article", "read", body, f' lang="{escape(found.lang)}"')


def _link(url: str | None, lang: Lang) -> str:
    if not url or not url.startswith(("https://", "http://")):
        return ""
    more = f' href="{escape(url)}" target="_blank" rel="noopener noreferrer"'
    return _tag("a", "out", say(lang, "original"), more)


def _pieces(parts: Sequence[_Record], name: str, kind: str) -> str:
    shown = []
    for part in parts:
        text = _text(part["text"])
        text = f"<mark>{text}</mark>" if part["quoted"] else text
        shown.append(_tag("span", "aside", text) if part["aside"] else text)
    return _tag(name, kind, "".join(shown))
