"""The arguments of the command line, and the help that teaches them."""

from __future__ import annotations

import argparse
from typing import Any

from assistant.schema import checked_date

_DESCRIPTION = """\
Answers questions about figures in news articles, offline, and proves each answer
with an exact quote. ニュース記事の数値についての質問に、出典の引用つきで答えます。"""

_EXAMPLES = """\
examples:
  assistant ingest                             read corpus/ into index/
  assistant ingest news/ page.html             add or update articles of your own
  assistant ask "how much did KDDI receive?"
  assistant ask "KDDIはいくら助成される?"
  assistant ask "さくらインターネットの2024年4月の助成額は?" --json
  assistant figures --csv > figures.csv        every figure found, for a spreadsheet

`assistant COMMAND --help` tells more. An answer that the articles do not prove is
refused with the reason; that is a result, not an error (exit code 0)."""

_ASK_EXAMPLES = """\
examples:
  assistant ask "When did METI decide on the subsidies?" --since 2024-04-01
  assistant ask "次世代半導体への補助率は?" --publisher "Example News"
  assistant ask --batch questions.jsonl > answers.jsonl

A batch file holds one JSON object a line, {"id": "q1", "question": "..."}; one answer
a line comes out, in the same order, with the same id. A line that cannot be read
gives {"status": "error", "reason": ...} and the rest goes on (exit code 3)."""


def build_parser() -> argparse.ArgumentParser:
    """The parser of every command; also read by the tests of the README."""
    parser = argparse.ArgumentParser(
        prog="assistant",
        description=_DESCRIPTION,
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, help="print the version")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    index = argparse.ArgumentParser(add_help=False)
    index.add_argument(
        "--index",
        metavar="DIR",
        help="folder of the index (default: $ASSISTANT_INDEX or index/)",
    )
    _add_ingest(commands, index)
    _add_ask(commands, index)
    _add_figures(commands, index)
    for name, number, help_text in (
        ("show", "?", "print an article, its furniture marked, and its figures; or list them all"),
        ("remove", None, "take an article out of the index"),
    ):
        command = commands.add_parser(name, help=help_text, description=help_text, parents=[index])
        command.add_argument(
            "article_id", metavar="ARTICLE_ID", nargs=number, help="as `assistant show` lists them"
        )
    commands.add_parser("status", help="what the index holds", parents=[index])
    # Its options are the evaluation's own, so `eval --help` is answered there.
    commands.add_parser("eval", help="score the assistant on its fact table", add_help=False)
    ui = commands.add_parser("ui", help="a page for the browser, on this machine", parents=[index])
    ui.add_argument("--port", type=int, default=7860, help="port on 127.0.0.1 (default: 7860)")
    ui.add_argument("--host", default="127.0.0.1", help="127.0.0.1: no other is served")
    _add_llm(ui)
    return parser


def _add_ingest(commands: Any, index: argparse.ArgumentParser) -> None:
    ingest = commands.add_parser(
        "ingest",
        help="read articles into the index",
        description="Read articles: add new ones, update changed ones, skip unchanged ones. "
        "Exit code 3 when an input was rejected; the others are stored all the same.",
        parents=[index],
    )
    ingest.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help=".txt .md .html .json .jsonl files or folders of them (default: corpus/)",
    )
    ingest.add_argument(
        "--published",
        metavar="DATE",
        type=_date,
        help="publication date, whatever the files say",
    )
    ingest.add_argument("--publisher", metavar="NAME", help="publisher, whatever the files say")


def _add_llm(command: Any) -> None:
    command.add_argument(
        "--llm",
        metavar="MODEL",
        help="words the answers: openai:MODEL@URL, ollama:MODEL or gguf:FILE (default: none)",
    )


def _add_ask(commands: Any, index: argparse.ArgumentParser) -> None:
    ask = commands.add_parser(
        "ask",
        help="ask one question, or a file of them",
        description="Ask about the stored articles, in English or Japanese.",
        epilog=_ASK_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[index],
    )
    ask.add_argument("question", nargs="?", metavar="QUESTION")
    ask.add_argument("--batch", metavar="FILE.jsonl", help="questions, one JSON object a line")
    ask.add_argument("--json", action="store_true", help="one JSON object instead of text")
    ask.add_argument("--since", metavar="DATE", type=_date, help="only articles of DATE or later")
    ask.add_argument("--until", metavar="DATE", type=_date, help="only articles up to DATE")
    ask.add_argument("--publisher", metavar="NAME", help="only articles of this publisher")
    ask.add_argument(
        "--explain", action="store_true", help="also how the answer came about, step by step"
    )
    _add_llm(ask)


def _add_figures(commands: Any, index: argparse.ArgumentParser) -> None:
    figures = commands.add_parser(
        "figures", help="every figure found in the articles", parents=[index]
    )
    form = figures.add_mutually_exclusive_group()
    form.add_argument("--csv", action="store_true", help="for a spreadsheet")
    form.add_argument("--json", action="store_true", help="one object a line, every field")


class _Version(argparse.Action):
    """Look the version up only when asked: importing the metadata reader takes a while."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(nargs=0, **kwargs)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        parser.exit(message=f"assistant {version('news-figures-assistant')}\n")


def _date(text: str) -> str:
    """A date as ``checked_date`` takes it; argparse reports the ``ArgumentTypeError``."""
    try:
        return checked_date(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
