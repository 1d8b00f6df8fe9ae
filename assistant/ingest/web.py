"""Main text of HTML pages, parsed in a process that can be killed."""

from __future__ import annotations

import contextlib
import json
import struct
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO

from assistant.errors import InputError

SECONDS = 10.0
MEMORY = 1_000_000_000
_ANSWER_LIMIT = 50_000_000


@dataclass(frozen=True, slots=True)
class WebPage:
    """Text and metadata that a page states about itself.

    ``whole``: no article was found in it, ``text`` is all that it shows.
    """

    text: str
    whole: bool = False
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    url: str | None = None


class Extractor:
    """Keeps one parser process for many pages; starts another when it had to be killed.

    ``seconds`` bounds one page, ``memory`` (bytes) the process. A context manager.
    """

    def __init__(self, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._seconds = seconds
        self._memory = memory
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Extractor:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def extract(self, html: str) -> WebPage:
        """Main content of ``html``.

        Raises ``InputError`` when the page has no text, or cannot be parsed in
        the time and memory allowed.
        """
        fields = self._ask(html)
        if "error" in fields:
            self.close()
            raise InputError(f"cannot be parsed as HTML ({fields['error']}); save it as text")
        text = fields.get("text", "").strip()
        if not text:
            raise InputError("is HTML without article text; save the page as text instead")
        return WebPage(
            text=text,
            whole="whole" in fields,
            title=fields.get("title") or None,
            published=fields.get("date") or None,
            publisher=fields.get("sitename") or None,
            url=fields.get("url") or None,
        )

    def close(self) -> None:
        """End the parser process."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):  # what was not written yet has no reader
                    stream.close()

    def _ask(self, html: str) -> dict[str, str]:
        process = self._process or self._start()
        self._process = process
        assert process.stdin is not None and process.stdout is not None
        request = html.encode("utf-8", "replace")
        late = threading.Timer(self._seconds, process.kill)
        late.start()
        try:
            process.stdin.write(struct.pack(">I", len(request)) + request)
            process.stdin.flush()
            size = struct.unpack(">I", _read(process.stdout, 4))[0]
            answer = _read(process.stdout, min(size, _ANSWER_LIMIT))
        except (OSError, EOFError):
            self.close()
            raise InputError(
                f"needs more than {self._seconds:g} s or {self._memory // 10**6} MB to parse "
                "as HTML; save the page as text instead"
            ) from None
        finally:
            late.cancel()
        fields: dict[str, str] = json.loads(answer)
        return fields

    def _start(self) -> subprocess.Popen[bytes]:
        worker = Path(__file__).with_name("web_worker.py")
        command = [sys.executable, "-P", str(worker), str(self._memory)]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL)


def _read(stream: IO[bytes], size: int) -> bytes:
    data = stream.read(size)
    if len(data) < size:
        raise EOFError
    return data
