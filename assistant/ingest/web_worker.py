"""The process that parses untrusted HTML. Started by ``web.py``, never imported.

Reads requests from stdin and writes answers to stdout, each a 4-byte length and
JSON. It imports nothing of the assistant, so that it starts fast, and gives up
memory, network and child processes before it reads the first page.
"""

from __future__ import annotations

import contextlib
import json
import re
import resource
import struct
import sys
from typing import Any, BinaryIO

SHORT = 60  # characters: trafilatura's 250 is three times too long for Japanese
HIDDEN = {"script", "style", "noscript", "template", "head", "svg", "select", "textarea", "iframe"}
INLINE = {"a", "abbr", "b", "bdi", "cite", "code", "del", "em", "font", "i", "img", "ins", "kbd",
          "mark", "q", "rp", "rt", "ruby", "s", "small", "span", "strong", "sub", "sup", "td", "th",
          "time", "u", "wbr", "script", "style"}  # fmt: skip
FORBIDDEN = ("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen",
             "os.system", "os.exec", "os.posix_spawn", "os.fork")  # fmt: skip


def confine(memory: int) -> None:
    """Limit the address space to ``memory`` bytes and forbid network and processes."""
    for limit, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CORE, 0)):
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some; time is still bounded
            resource.setrlimit(limit, (most, most))

    def forbid(event: str, args: tuple[Any, ...]) -> None:
        if event in FORBIDDEN:
            raise PermissionError(f"{event} is not allowed while parsing")

    sys.addaudithook(forbid)


def extract(html: str) -> dict[str, Any]:
    """Main text and metadata of a page by trafilatura (Barbaresi 2021).

    ``whole``: it found no article; ``text`` is all that the page shows, by lines.
    """
    import trafilatura
    from trafilatura.settings import use_config

    if not re.search("<(?:html|body)", html, re.IGNORECASE):  # a fragment, which it would refuse
        html = f"<html><body>{html}</body></html>"
    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", str(SHORT))
    document = trafilatura.bare_extraction(
        html,
        config=config,
        include_comments=False,
        include_tables=True,
        favor_recall=True,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    fields: dict[str, Any] = {}
    if document is not None:
        fields = document if isinstance(document, dict) else document.as_dict()
    names = ("text", "title", "date", "sitename", "url")
    found = {name: fields[name] for name in names if isinstance(fields.get(name), str)}
    text = found.get("text", "").strip()
    if not text or ("\n" not in text and len(text) > 4 * SHORT):
        found.update(text=visible(html), whole="yes")
    return found


def visible(html: str) -> str:
    """What a page shows, a line for each block, so that lists and tables keep their shape."""
    from trafilatura.utils import load_html

    tree = load_html(html)
    if tree is None:
        return ""
    parts: list[str] = []
    hidden = 0
    for event, element in etree_walk(tree):
        name = element.tag if isinstance(element.tag, str) else "script"
        if name in HIDDEN:
            hidden += 1 if event == "start" else -1
        if name in ("td", "th") and event == "end":
            parts.append("\t")
        elif name not in INLINE:
            parts.append("\n")
        following = element.text if event == "start" else element.tail
        if following and not hidden:
            parts.append(re.sub(r"\s+", " ", following))
    lines = (line.strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def etree_walk(tree: Any) -> Any:
    """Start and end of every element, without recursion."""
    from lxml import etree  # type: ignore[import-untyped]

    return etree.iterwalk(tree, events=("start", "end", "comment", "pi"))


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer requests until stdin ends."""
    while header := source.read(4):
        html = source.read(struct.unpack(">I", header)[0]).decode("utf-8", "replace")
        try:
            answer = extract(html)
        except (MemoryError, RecursionError) as error:
            answer = {"error": type(error).__name__}
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"[:300]}
        body = json.dumps(answer).encode()
        sink.write(struct.pack(">I", len(body)) + body)
        sink.flush()


if __name__ == "__main__":
    confine(int(sys.argv[1]))
    channel = sys.stdout.buffer
    sys.stdout = sys.stderr
    serve(sys.stdin.buffer, channel)
