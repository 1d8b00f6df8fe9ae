"""Embedders: text to unit vectors, passages and queries in one precision."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelError
from assistant.models.packaged import MODEL, Packaged, Progress, damaged, packaged_model

if TYPE_CHECKING:
    from assistant.settings import Settings

Vectors = NDArray[np.float32]

_PASSAGE = "passage: "
_QUERY = "query: "
_BATCH = 2048  # tokens with padding: larger batches are no faster on two cores


class Embedder(Protocol):
    """What turns text into vectors; prefixes and truncation are its own business.

    ``fingerprint`` names model, weights and precision: vectors of different
    fingerprints must never be compared.
    """

    @property
    def fingerprint(self) -> str:
        """Model, checksum of its weights, precision."""

    @property
    def dimension(self) -> int:
        """The length of every vector."""

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of passages, float32 ``[len(texts), dimension]``, in order."""

    def embed_query(self, text: str) -> Vectors:
        """The unit vector of a question, float32 ``[dimension]``."""


def load_embedder(settings: Settings, progress: Progress | None = None) -> Embedder:
    """The embedder that ``settings.embedder`` names.

    The packaged one runs on ONNX Runtime without torch; its first use unpacks it
    into ``settings.cache``, told to ``progress``. Any other hub id or folder is
    served by sentence-transformers. Raises ``ModelError``.
    """
    if settings.is_packaged_embedder:
        model = packaged_model(settings.cache, progress)
        try:
            return OnnxEmbedder(model, settings.embedder, settings.threads)
        except ModelError:
            if not damaged(model):
                raise
            model = packaged_model(settings.cache, progress, anew=True)
            return OnnxEmbedder(model, settings.embedder, settings.threads)
    from assistant.models.transformer import TransformerEmbedder

    return TransformerEmbedder(settings.embedder, settings.threads)


class OnnxEmbedder:
    """multilingual-e5-small in int8 on ONNX Runtime, tokenised by ``tokenizers``."""

    def __init__(self, model: Packaged, name: str, threads: int) -> None:
        self.fingerprint = f"{name}@{model.revision}/onnx-int8"
        try:
            self._tokenizer = open_tokenizer(model.folder)
            self._session = open_session(model.folder / MODEL, threads)
        except Exception as error:  # both libraries raise bare Exception subclasses
            raise ModelError(
                f"{model.folder}: the unpacked embedder cannot be loaded ({error}); "
                "delete that folder, it is made again"
            ) from error
        self.dimension = int(self._session.get_outputs()[0].shape[-1])

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of passages, float32 ``[len(texts), dimension]``, in order."""
        return self._embed([_PASSAGE + text for text in texts])

    def embed_query(self, text: str) -> Vectors:
        """The unit vector of a question, float32 ``[dimension]``."""
        vector: Vectors = self._embed([_QUERY + text])[0]
        return vector

    def _embed(self, texts: list[str]) -> Vectors:
        whole = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        tokens = [e.ids for e in self._tokenizer.encode_batch_fast(whole)]
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for batch in _batches([len(ids) for ids in tokens]):
            ids, mask = _padded([tokens[i] for i in batch])
            feed = {"input_ids": ids, "attention_mask": mask}
            vectors[batch] = self._session.run(None, feed)[0]
        return vectors


def open_tokenizer(folder: Path):  # type: ignore[no-untyped-def]  # imported late
    """The ``tokenizers.Tokenizer`` of a model's folder: one for all, while its file stays.

    It truncates to what the model embeds.
    """
    file = (folder / "tokenizer.json").stat()
    return _tokenizer(folder, file.st_ino, file.st_mtime_ns, file.st_size)


@lru_cache(1)  # made in 0.7 seconds, and needed by embedder and reader
def _tokenizer(folder: Path, *_: int):  # type: ignore[no-untyped-def]
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    config = json.loads((folder / "tokenizer_config.json").read_text(encoding="utf-8"))
    tokenizer.enable_truncation(config["model_max_length"])  # what lies beyond is not embedded
    return tokenizer


def open_session(path: Path, threads: int):  # type: ignore[no-untyped-def]
    """An ``onnxruntime.InferenceSession`` over as many threads."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Idle threads must not spin: beside any other process that halves the throughput.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _batches(lengths: list[int]) -> list[list[int]]:
    """Positions in batches of like length, longest first, each within ``_BATCH`` tokens."""
    batches: list[list[int]] = []
    for position in sorted(range(len(lengths)), key=lambda i: -lengths[i]):
        longest = lengths[batches[-1][0]] if batches else 0
        if not batches or longest * (len(batches[-1]) + 1) > _BATCH:
            batches.append([])
        batches[-1].append(position)
    return batches


def _padded(tokens: list[list[int]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    ids = np.ones((len(tokens), max(map(len, tokens))), dtype=np.int64)  # 1 is <pad>
    mask = np.zeros_like(ids)
    for row, row_ids in enumerate(tokens):
        ids[row, : len(row_ids)] = row_ids
        mask[row, : len(row_ids)] = 1
    return ids, mask
