"""A language model behind LlamaIndex's interface, its answer streamed within bounds.

Whatever goes wrong on the way is one exception with a few words that hold neither
a key nor an address, so that it can be shown.
"""

from __future__ import annotations

import queue
import threading
import time
import weakref
from collections.abc import Callable, Generator, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

_LONGEST = 8_000  # characters of an answer; a model that writes on has lost its way
_FIRST_WAIT, _LONGEST_WAIT = 0.25, 4.0  # seconds between attempts
_OPENING = 0.75  # of the time may go by until an answer begins
_PARTING = 0.3  # seconds for which the end of a connection is waited for
_KNOWN = {400: "refused the request", 401: "refused the key", 403: "refused the key",
          404: "does not know the model", 429: "is overloaded"}  # fmt: skip
_PASSING = frozenset({408, 409, 425, 429})  # besides those from 500


class LlmFailure(Exception):
    """A model gave no usable answer; the message completes "the language model ..."."""


class LlmClient:
    """A language model to ask: a prompt in, pieces of text out."""

    def __init__(
        self,
        llm: LLM,
        name: str,
        held: object = None,
        hang_up: Callable[[], None] = lambda: None,
    ) -> None:
        """``held`` is let go with the client or before the interpreter ends: a server of its own.

        llama.cpp crashes a process that ends while its server computes. ``hang_up`` ends
        what the calling thread has left open of an answer. Left to the garbage collector,
        which may come while the same thread holds the lock of httpcore's pool and then
        needs it again, no answer would be read any more.
        """
        self.name = name
        self._llm = llm
        self._hang_up = hang_up
        if held is not None:
            weakref.finalize(self, [held].clear)

    def stream(self, system: str, user: str, deadline: float) -> Generator[str]:
        """The answer to a prompt, piece by piece, until ``deadline`` of the monotonic clock.

        The reading is done by a thread of its own, for no timeout of a connection ends
        a server that sends a byte now and then. Raises ``LlmFailure``, also after
        pieces have come.
        """
        told: queue.SimpleQueue[str | Exception | None] = queue.SimpleQueue()
        left = threading.Event()
        reading = threading.Thread(
            target=self._read, args=(system, user, deadline, told, left), daemon=True
        )
        reading.start()
        size = 0
        try:
            while True:
                try:
                    piece = told.get(timeout=max(0.0, deadline - time.monotonic()))
                except queue.Empty:
                    raise LlmFailure("took too long") from None
                if isinstance(piece, Exception):
                    raise LlmFailure(_why(piece)) from None
                if piece is None:
                    break
                size += len(piece)
                if size > _LONGEST:
                    raise LlmFailure("wrote too much")
                yield piece
        finally:
            left.set()
            reading.join(_PARTING)  # a server whose answer is wanted no more is told so
        if not size:
            raise LlmFailure("gave an empty answer")

    def _read(
        self,
        system: str,
        user: str,
        deadline: float,
        told: queue.SimpleQueue[str | Exception | None],
        left: threading.Event,
    ) -> None:
        try:
            for piece in self._opened(system, user, deadline):
                if left.is_set():
                    return
                told.put(piece)
        except Exception as error:  # of any library below: the asker turns it into a note
            told.put(error)
        else:
            told.put(None)
        finally:
            self._hang_up()

    def _opened(self, system: str, user: str, deadline: float) -> Iterator[str]:
        """The pieces; opening is tried again while the failure may pass and time is left."""
        from tenacity import Retrying, retry_if_exception, stop_before_delay, wait_exponential

        attempts = Retrying(
            retry=retry_if_exception(_may_pass),
            wait=wait_exponential(_FIRST_WAIT, max=_LONGEST_WAIT),
            stop=stop_before_delay(max(0.01, _OPENING * (deadline - time.monotonic()))),
            reraise=True,
        )
        first, rest = attempts(self._first, system, user)
        yield first
        yield from rest

    def _first(self, system: str, user: str) -> tuple[str, Iterator[str]]:
        from llama_index.core.llms import ChatMessage

        messages = [ChatMessage(role="system", content=system), ChatMessage(content=user)]
        pieces = (chunk.delta or "" for chunk in self._llm.stream_chat(messages))
        return next(pieces, ""), pieces


def _status(error: BaseException) -> int | None:
    found = getattr(error, "status_code", None)
    return found if isinstance(found, int) else None


def _own(error: BaseException) -> LlmFailure | None:
    """Our own failure, which the client's library may have wrapped into one of its own."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, LlmFailure):
        cause = cause.__cause__
    return cause


def _may_pass(error: BaseException) -> bool:
    status = _status(error)
    if _own(error) is not None:
        return False
    if status is not None:
        return status >= 500 or status in _PASSING
    return "Connection" in type(error).__name__


def _why(error: Exception) -> str:
    """What went wrong, in words of our own: a library's may hold the key or the address."""
    own = _own(error)
    if own is not None:
        return str(own)
    status, name = _status(error), type(error).__name__
    if status is not None:
        return f"{_KNOWN.get(status, 'failed')} (HTTP {status})"
    if "Timeout" in name:
        return "took too long"
    if "Connect" in name:
        return "cannot be reached"
    if "Protocol" in name or "Read" in name:
        return "broke off"
    return f"gave no answer that can be read ({name})"
