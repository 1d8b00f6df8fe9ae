"""From a candidate to a checked article."""

from __future__ import annotations

import hashlib
import re
from typing import Literal

from assistant.errors import InputError
from assistant.ingest.dates import iso
from assistant.ingest.found import Found
from assistant.ingest.furniture import layout
from assistant.ingest.headline import headline_of, title_of
from assistant.ingest.published import inferred, printed
from assistant.schema import Article, Lang

_ID_LIMIT = 200
_TEXT_LIMIT = 2_000_000  # characters; a long book has half as many
_LANGS: dict[str, Lang] = {"ja": "ja", "jpn": "ja", "japanese": "ja", "jp": "ja", "日本語": "ja",
                           "en": "en", "eng": "en", "english": "en", "英語": "en"}  # fmt: skip
_JAPANESE = re.compile("[\u3041-\u30ff\u3400-\u9fff]")
_KANA = re.compile("[\u3041-\u3096]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]+")
_DATE_LINES = 3  # lines before a headline in which its date may stand


def article_of(found: Found, published: str | None, publisher: str | None) -> Article:
    """Check a candidate and work out what it does not state.

    ``published`` (an ISO date) and ``publisher`` come from the user and go before
    what the file states. Raises ``InputError`` naming the field that is wrong.
    """
    if len(found.text) > _TEXT_LIMIT:
        raise InputError(
            f"has {len(found.text) / 1e6:.1f} million characters, more than the "
            f"{_TEXT_LIMIT // 10**6} million of one article; split it"
        )
    title, text, before = _cut(found)
    page = layout(text, title)
    stated = published or _stated_date(found.published)
    date, source = _publication(stated, before, text, page.lead, page.skip)
    return Article(
        id=_id(found),
        title=title,
        text=text,
        lang=_lang(found.lang, f"{title}\n{text}"),
        url=_url(found.url),
        publisher=publisher or (found.publisher or "").strip() or None,
        published=date,
        published_source=source,
        skip=page.skip,
    )


def _cut(found: Found) -> tuple[str, str, str]:
    """Title, text, and the lines before the text in which a date may stand."""
    text = found.text
    title = " ".join((found.title or "").split())
    if found.kind == "page" and not title:
        headline = headline_of(text)
        if headline is None:
            raise InputError("holds no text; put an article in it or remove it")
        head = [line for line in text[: headline.start].split("\n") if line.strip()]
        return headline.title, text[headline.start :], "\n".join(head[-_DATE_LINES:])
    if not title:
        headline = headline_of(text)
        title = headline.title if headline else ""
    return title_of(title) or "(no title)", text, ""


def _stated_date(text: str | None) -> str | None:
    if text is None or not text.strip():
        return None
    date = iso(text)
    if date is None:
        raise InputError(
            f"has {text[:40]!r} in field 'published', which is no date; write it like 2024-04-19"
        )
    return date


def _publication(
    stated: str | None,
    before: str,
    text: str,
    lead: tuple[int, int],
    skip: tuple[tuple[int, int], ...],
) -> tuple[str | None, Literal["given", "inferred", "unknown"]]:
    head = f"{before}\n" if before else ""
    stated = stated or printed(head + text, len(head) + lead[0])
    if stated is not None:
        return stated, "given"
    guess = inferred(text, skip, lead)
    return (None, "unknown") if guess is None else (guess, "inferred")


def _id(found: Found) -> str:
    if found.id is not None and found.id.strip():
        given = found.id.strip()
        if len(given) > _ID_LIMIT or not given.isprintable():
            raise InputError(f"has an id over {_ID_LIMIT} characters or with control characters "
                             "in field 'id'; shorten it")  # fmt: skip
        return given
    url = found.url if found.kind == "web" and found.url and _names_a_page(found.url) else None
    key = url or found.key
    stem = url.rstrip("/").rpartition("/")[2] if url else found.stem
    slug = re.sub(r"[^\w]+", "-", stem.lower()).strip("-")[:40].strip("-") or "article"
    return f"{slug}-{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()[:10]}"


def _names_a_page(url: str) -> bool:
    """Whether a URL has a path or query: a front page is canonical for many pages."""
    return re.match(r"https?://[^/]+/[^/]", url) is not None


def _lang(given: str | None, text: str) -> Lang:
    if given is not None and given.strip():
        name = re.split(r"[-_]", given.strip().lower())[0]
        if name not in _LANGS:
            raise InputError(f"has {given[:20]!r} in field 'lang'; write ja or en, or leave it out")
        return _LANGS[name]
    sample = text[:20_000]  # characters of Japanese against words of English
    japanese = len(_JAPANESE.findall(sample)) + len(_KANA.findall(sample))
    latin = len(_LATIN.findall(sample))
    return "ja" if japanese > latin else "en"


def _url(given: str | None) -> str | None:
    url = (given or "").strip()
    if not url:
        return None
    if not re.match(r"https?://[^\s/]+\S*\Z", url, re.IGNORECASE):
        raise InputError(f"has {url[:60]!r} in field 'url'; write an address with http(s)://")
    return url
