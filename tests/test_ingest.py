"""Files of every kind, encodings, metadata, ids and dates."""

import json
from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.ingest import discover, read, survey
from assistant.schema import Article, Rejected

JA = (
    "知事選、投票率は48.2%\n\n"
    "県選管は8日、知事選の投票率が48.2%だったと発表した。前回より3.1ポイント高い。\n"
)
EN = (
    "Turnout in governor vote was 48.2%\n\n"
    "Turnout in the vote was 48.2%, officials said. That’s 3.1 points higher – a record.\n"
)
HTML = """<!doctype html><html lang="ja"><head><meta charset="{charset}"><title>x</title>
<meta property="og:title" content="堤防の補強に91億円">
<meta property="og:site_name" content="川辺日報">
<meta property="article:published_time" content="2024-06-03T09:00:00+09:00">
<link rel="canonical" href="https://news.example/economy/levee"></head><body>
<nav><ul><li><a href="/">ホーム</a></li><li><a href="/eco">経済</a></li></ul></nav>
<article><h1>堤防の補強に91億円</h1>
<p>川辺県は3日、堤防を補強するため91億円を投じると発表した。対象は14キロメートルで、工期は4年。</p>
<p>内訳は次の通り。県は国に3分の1の補助を求める。住民説明会は6月20日に開く。</p>
<ul><li>護岸 52億円</li><li>水門 39億円</li></ul>
<table><tr><th>年度</th><th>事業費</th></tr><tr><td>2024</td><td>18億円</td></tr></table>
<script>document.write("999億円")</script></article>
<footer>&copy; 2024 川辺日報 無断転載を禁じます</footer></body></html>"""


def _one(path: Path, **given: str) -> Article:
    (item,) = read([path], **given)
    assert isinstance(item, Article), item
    return item


def _write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_text_keeps_every_character(tmp_path: Path) -> None:
    text = (
        "見出し１２３　㌦\r\n\r\n"
        "本文には、 空白や\u3000全角１２，３００円、½ がそのまま残ることになっている。\r末尾\n"
    )
    article = _one(_write(tmp_path / "a.txt", text))
    assert article.text == text.replace("\r\n", "\n").replace("\r", "\n")
    assert (article.title, article.skip) == ("見出し１２３　㌦", ())
    assert (article.lang, article.published, article.published_source) == ("ja", None, "unknown")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((JA, name) for name in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be")),
        *((JA, name) for name in ("utf-32", "cp932", "euc_jp", "iso2022_jp", "euc_jis_2004")),
        *((EN, name) for name in ("utf-8", "cp1252", "utf-16", "ascii")),
        *(("東京都、補正予算を可決\n総額は12億円。\n", name) for name in ("cp932", "euc_jp")),
        *(("ガス料金\n月額5,200円に。\n", name) for name in ("cp932", "euc_jp")),
        *(("新株発行\n七百億円\n", name) for name in ("cp932", "euc_jp")),
        *(("①売上高は㈱甲が～12億円\n髙島氏が発表。\n", name) for name in ("cp932",)),
        ("Le café à Tōkyō\n".replace("ō", "o") + "It sold 1,200 cups – 3 € each.\n", "cp1252"),
        ("Price rises\nIt now costs “£3” – up 4%.\n", "cp1252"),
    ],
)
def test_encodings(tmp_path: Path, text: str, encoding: str) -> None:
    if encoding == "ascii":
        text = text.replace("’", "'").replace("–", "-")
    assert _one(_write(tmp_path / "a.txt", text.encode(encoding))).text == text


@pytest.mark.parametrize("charset", ["utf-8", "shift_jis", "euc-jp"])
def test_html(tmp_path: Path, charset: str) -> None:
    article = _one(_write(tmp_path / "a.html", HTML.format(charset=charset).encode(charset)))
    assert article.title == "堤防の補強に91億円"
    assert (article.publisher, article.url) == ("川辺日報", "https://news.example/economy/levee")
    assert (article.published, article.published_source) == ("2024-06-03", "given")
    for kept in ("91億円を投じる", "護岸 52億円", "18億円"):
        assert kept in article.text
    for cut in ("999億円", "ホーム", "無断転載"):
        assert cut not in article.text
    assert article.id.startswith("levee-")


def test_short_html_keeps_lines_of_lists_and_tables(tmp_path: Path) -> None:
    page = (
        "<html><body><main><article><h1>通話料を改定</h1><p>会社は通話料を改めると発表した。</p>"
        "<table><tr><td>国内</td><td>22円</td></tr><tr><td>海外</td><td>95円</td></tr></table>"
        "</article></main></body></html>"
    )
    article = _one(_write(tmp_path / "a.html", page))
    (row,) = (line for line in article.text.split("\n") if "22円" in line)
    assert "国内" in row and "95円" not in row


MARKDOWN = """---
id: dam-repair
title: "ダム改修: 国が120億円"   # a comment
publisher: 山の手通信
published: 2024-05-07
lang: ja
sources:
  - https://example.org/a
  - https://example.org/b
reviewed: [x, y]
---

# ダム改修

国は7日、ダムの改修に120億円を充てると決めた。
"""


def test_markdown_front_matter(tmp_path: Path) -> None:
    article = _one(_write(tmp_path / "a.md", MARKDOWN))
    assert (article.id, article.title) == ("dam-repair", "ダム改修: 国が120億円")
    assert (article.publisher, article.published) == ("山の手通信", "2024-05-07")
    assert (article.url, article.published_source) == (None, "given")  # its sources are not it
    assert article.text.startswith("# ダム改修\n") and article.skip == ()


@pytest.mark.parametrize(
    ("front", "title"),
    [
        ("title: METI: five firms get ¥72.5bn", "METI: five firms get ¥72.5bn"),
        ("title: 'It''s 5%'", "It's 5%"),
        ('title: "Up \\"5%\\""', 'Up "5%"'),
        ("title: >-\n  Two\n  lines", "Two lines"),
        ("Title:   Spaced  out ", "Spaced out"),
        ("lang: en", "Heading"),
        ("title: ~", "Heading"),
    ],
)
def test_front_matter_values(tmp_path: Path, front: str, title: str) -> None:
    body = f"---\n{front}\n---\nIntro line.\n\n## Heading ##\n\nText with 5%.\n"
    assert _one(_write(tmp_path / "a.md", body)).title == title


def test_markdown_without_front_matter(tmp_path: Path) -> None:
    article = _one(_write(tmp_path / "a.md", "Budget\n======\n\n---\n\nIt is 4% larger.\n"))
    assert (article.title, article.text[:6]) == ("Budget", "Budget")


def test_json_and_jsonl(tmp_path: Path) -> None:
    full = {
        "id": "r1", "title": "T", "text": "Prices rose 3%.", "url": "https://example.org/1",
        "published": "2024-04-19T10:00:00Z", "publisher": "P", "lang": "en-GB",
    }  # fmt: skip
    bare = {"text": "物価が3%上がった。\n詳しくは分からない。", "title": None, "published": None}
    _write(tmp_path / "a.json", json.dumps([full, bare]))
    _write(tmp_path / "b.jsonl", json.dumps(full | {"id": 7}) + "\r\n\n" + json.dumps(bare) + "\n")
    first, second, third = read([tmp_path])
    assert isinstance(first, Article) and isinstance(second, Article) and isinstance(third, Article)
    assert (first.id, first.lang, first.published) == ("r1", "en", "2024-04-19")
    assert (second.title, second.lang, second.text) == ("物価が3%上がった。", "ja", bare["text"])
    assert third.id == "7"  # the bare record is the same in both files and given once


@pytest.mark.parametrize(
    ("flag", "stored"),
    [
        ("2024-04-19", "2024-04-19"),
        ("2024-04", "2024-04"),
        ("2024", "2024"),
        ("2024年4月19日", "2024-04-19"),
        ("令和6年4月19日", "2024-04-19"),
        ("April 19, 2024", "2024-04-19"),
        ("19 Apr 2024", "2024-04-19"),
        ("2024/4/9 10:00", "2024-04-09"),
        ("20240419", "2024-04-19"),
    ],
)
def test_flags_go_before_the_file(tmp_path: Path, flag: str, stored: str) -> None:
    article = _one(_write(tmp_path / "a.md", MARKDOWN), published=flag, publisher="Q")
    assert (article.published, article.publisher) == (stored, "Q")


@pytest.mark.parametrize("flag", ["yesterday", "2024-13-01", "2024-02-30", ""])
def test_flag_that_is_no_date(tmp_path: Path, flag: str) -> None:
    with pytest.raises(UsageError, match="--published"):
        read([tmp_path], published=flag)


BODY = "同市は{0}、橋の架け替えに18億円かかると発表した。住民およそ400人に説明した。\n"
HEAD = "橋に18億円\n\n"
SOURCE = "『橋に18億円』。河畔新聞、2024年4月20日。\n"
DATES = [
    # printed by the publisher
    ("橋に18億円\n2024年4月19日 10:00\n\n" + BODY.format("19日"), "2024-04-19", "given"),
    ("橋に18億円\n2024.04.19(金) 更新\n\n" + BODY.format("19日"), "2024-04-19", "given"),
    ("2024/4/19\n橋に18億円を投じ架け替え\n\n" + BODY.format("19日"), "2024-04-19", "given"),
    ("橋に18億円\n\n【2024年4月19日】\n" + BODY.format("同日"), "2024-04-19", "given"),
    ("Bridge to cost $9 million\n\nTOKYO, April 19, 2024 -- The bridge will cost $9 million, the "
     "city said.\n", "2024-04-19", "given"),
    ("Bridge to cost $9 million\nPublished 19 April 2024\n\nThe bridge will cost $9 million, the "
     "city said today.\n", "2024-04-19", "given"),
    # follows from the text
    (HEAD + BODY.format("1月31日") + "設計は23年10月1日に終えた。\n", "2024-01-31", "inferred"),
    (HEAD + BODY.format("4月19日") + "2024年2月10日に設計を終え、26年4月に始まる。\n",
     "2024-04-19", "inferred"),
    (HEAD + BODY.format("1月9日") + "2023年12月1日に設計を終えた。\n", "2024-01-09", "inferred"),
    (HEAD + BODY.format("4月19日") + "2024年2月3日に着き、2027年3月までに終える予定。\n",
     "2024-04-19", "inferred"),
    (HEAD + BODY.format("2024年4月19日"), "2024-04-19", "inferred"),
    # a weekday tells the year
    (HEAD + BODY.format("4月19日(金)") + "2023年2月に設計を終えた。\n", "2024-04-19", "inferred"),
    (HEAD + "4/19(金) 10:00配信\n\n" + BODY.format("19日") + "25年度に着工、27年4月に開通。\n",
     "2024-04-19", "inferred"),
    ("Bridge to cost $9 million\n\nLeeds | Friday 19 April | Updated 9:10\n\nThe bridge will cost "
     "$9 million, the city said, and open in 2027. Bids close on 3 May.\n",
     "2024-04-19", "inferred"),
    ("Bridge to cost $9 million\n\nThe bridge will cost $9 million, the city said on April 19. "
     "Design ended on February 2, 2024.\n", "2024-04-19", "inferred"),
    (HEAD + BODY.format("4月19日") + "補修は2002年7月20日。" + SOURCE, "2024-04-20", "inferred"),
    (HEAD + BODY.format("4月24日") + SOURCE, "2024-04-24", "inferred"),
    (HEAD + "着工は7月19日から。\n" + SOURCE, "2024-04-20", "inferred"),
    # nothing to go by
    (HEAD + BODY.format("4月19日"), None, "unknown"),
    (HEAD + BODY.format("19日") + "2030年12月までに終える。\n", None, "unknown"),
    # news names the year of a month where it is another than its own
    (HEAD + BODY.format("4月19日") + "2024年2月に設計を終えた。\n", None, "unknown"),
    (HEAD + BODY.format("19日") + "2024年2月に設計を終えた。\n", None, "unknown"),
    (HEAD + BODY.format("4月19日") + "2021年10月3日に設計を終えた。\n", None, "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "published", "source"), DATES)
def test_publication_date(tmp_path: Path, text: str, published: str | None, source: str) -> None:
    article = _one(_write(tmp_path / "a.txt", text))
    assert (article.published, article.published_source) == (published, source)


MENUS = [
    ("橋に18億円", "川辺|経済|地域\n会員 4万人突破\n\n橋に18億円\n2024.04.19\n\n"
     + BODY.format("19日")),
    ("Bridge to cost $9 million", "News | Money\n\nBridge to cost $9 million\nPosted April 19, "
     "2024 by staff\n\nThe bridge will cost $9 million, the city said on Tuesday.\n"),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text"), MENUS)
def test_the_date_under_a_headline_below_menus(tmp_path: Path, title: str, text: str) -> None:
    article = _one(_write(tmp_path / "a.json", json.dumps({"title": title, "text": text})))
    assert (article.published, article.published_source) == ("2024-04-19", "given")
    assert article.skip[0] == (0, text.rindex("\n\n", 0, text.index(title)))


def test_a_date_that_a_sentence_opens_with_is_not_the_article_s(tmp_path: Path) -> None:
    text = "2019年4月1日、政府は新元号を発表した。\n"
    article = _one(_write(tmp_path / "a.json", json.dumps({"title": "新元号", "text": text})))
    assert article.published_source != "given"


def test_dates_in_furniture_do_not_count(tmp_path: Path) -> None:
    tail = "2024年2月3日に設計を終えた。\n\n関連記事\n・新庁舎が完成(2025年8月3日)\n\n(C) 2026\n"
    article = _one(_write(tmp_path / "a.txt", "橋に18億円\n\n" + BODY.format("4月19日") + tail))
    assert article.published == "2024-04-19"


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("半導体、増産へ", "ja"),
        ("Chips", "en"),
        ("OpenAI、NVIDIAのGPUを購入 Microsoft AzureとOracle Cloudで", "ja"),
        ("The word 津波 (tsunami) is Japanese for a harbour wave", "en"),
    ],
)
def test_language_by_script(tmp_path: Path, text: str, lang: str) -> None:
    assert _one(_write(tmp_path / "a.txt", text)).lang == lang


def test_discover_walks_in_order_and_counts_what_it_passes_over(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a.md", "b/1.html", ".hidden.txt", "b/x.pdf", ".git/c.txt", "b/UP.TXT"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        _write(tmp_path / name, "x")
    (tmp_path / "b" / "loop").symlink_to(tmp_path, target_is_directory=True)
    names = [str(path.relative_to(tmp_path)) for path in discover([tmp_path, tmp_path / "a.md"])]
    assert names == ["a.md", "b/1.html", "b/2.txt", "b/UP.TXT"]
    assert survey([tmp_path]).skipped == 4


def test_ids_are_stable_and_unique(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sub").mkdir()
    _write(tmp_path / "My News 1.txt", "One\n")
    _write(tmp_path / "sub" / "My News 1.txt", "Two\n")
    ids = [item.id for item in read([tmp_path]) if isinstance(item, Article)]
    assert len(set(ids)) == 2 and all(name.startswith("my-news-1-") for name in ids)
    monkeypatch.chdir(tmp_path)
    assert ids == [item.id for item in read(["."]) if isinstance(item, Article)]
    _write(tmp_path / "My News 1.txt", "One, corrected\n")
    assert _one(tmp_path / "My News 1.txt").id == ids[0]


def test_same_article_once_and_same_id_rejected(tmp_path: Path) -> None:
    record = {"id": "x", "title": "T", "text": "Up 3%."}
    lines = [record, record, record | {"text": "Up 4%."}, record | {"id": "y"}]
    file = _write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, lines)))
    first, second, third = read([file])
    assert isinstance(first, Article) and (first.id, first.text) == ("x", "Up 3%.")
    assert isinstance(second, Rejected) and second.source == f"{file}: line 3"
    assert f"{file}: line 1" in second.reason and "'x'" in second.reason
    assert isinstance(third, Article) and third.id == "y"


def test_progress_names_every_file(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        _write(tmp_path / name, name)
    done: list[Path] = []
    assert len(list(read([tmp_path], progress=done.append))) == 2
    assert done == discover([tmp_path])
