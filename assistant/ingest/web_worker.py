"""The process that parses untrusted HTML. Started by ``web.py``, never imported.

Reads requests from stdin and writes answers to stdout, each a 4-byte length and
JSON. It imports nothing of the assistant, so that it starts fast, and gives up
memory, network and child processes before it reads the first page.
"""

from __future__ import annotations

import json
import re
import struct
import sys
from typing import Any, BinaryIO

FORBIDDEN = ("socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen",
             "os.system", "os.exec", "os.posix_spawn", "os.fork")  # fmt: skip


def confine(memory: int) -> None:
    """Limit the address space to ``memory`` bytes and forbid network and processes."""
    try:
        import resource
    except ImportError:  # Windows has no resource limits; time is still bounded
        pass
    else:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    def forbid(event: str, args: tuple[Any, ...]) -> None:
        if event in FORBIDDEN:
            raise PermissionError(f"{event} is not allowed while parsing")

    sys.addaudithook(forbid)


def extract(html: str) -> dict[str, Any]:
    """Main text and metadata of a page by trafilatura (Barbaresi 2021)."""
    import trafilatura

    if not re.search("<(?:html|body)", html, re.IGNORECASE):  # a fragment, which it would refuse
        html = f"<html><body>{html}</body></html>"
    document = trafilatura.bare_extraction(
        html,
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
    if not found.get("text", "").strip():  # too short for it to tell article from menu
        found["text"] = trafilatura.html2txt(html)
    return found


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
