"""Any other embedding model, from a hub or a folder, served by sentence-transformers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# Under the names of sentence-transformers' own prompts.
_PASSAGE_PROMPTS = ("document", "passage", "corpus")
_WEIGHTS = ("*.safetensors", "*.bin", "tokenizer*.json", "modules.json")


class TransformerEmbedder:
    """A sentence-transformers model in float32 on the CPU.

    Prefixes come from the model's own prompts; without them the e5 family gets
    its ``query: `` and ``passage: ``, any other model none.
    """

    def __init__(self, name: str, threads: int) -> None:
        import torch

        torch.set_num_threads(threads)
        folder = Path(name).expanduser()
        try:
            self._model = _load(str(folder) if folder.is_dir() else name)
            self._model.float()
            weights = _weights_checksum(folder if folder.is_dir() else _snapshot(name))
        except (OSError, ValueError, RuntimeError, ImportError) as error:
            raise ModelError(
                f"{name}: not a model that sentence-transformers can load ({error}). Name a local "
                "folder or a hub id with ASSISTANT_EMBEDDER; unset it for the packaged model"
            ) from error
        self._query, self._passage = _prefixes(name, self._model.prompts)
        prefixes = hashlib.sha256(f"{self._query}\0{self._passage}".encode()).hexdigest()[:4]
        shown = folder.resolve().name if folder.is_dir() else name
        self.fingerprint = f"{shown}@{weights[:16]}-{prefixes}/torch-fp32"
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors of passages, float32 ``[len(texts), dimension]``, in order."""
        return self._embed(list(texts), self._passage)

    def embed_query(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a question, float32 ``[dimension]``."""
        vector: NDArray[np.float32] = self._embed([text], self._query)[0]
        return vector

    def _embed(self, texts: list[str], prefix: str) -> NDArray[np.float32]:
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        vectors = self._model.encode(
            [text.encode("utf-8", "replace").decode("utf-8") for text in texts],
            prompt=prefix or None,
            batch_size=16,
            normalize_embeddings=True,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return np.asarray(vectors, dtype=np.float32)


def _load(name: str) -> SentenceTransformer:
    """From the folder or the hub client's cache; only then from the hub."""
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(name, device="cpu", local_files_only=True)
    except (OSError, ValueError):
        if Path(name).is_dir():
            raise
        return SentenceTransformer(name, device="cpu")


def _prefixes(name: str, prompts: dict[str, str]) -> tuple[str, str]:
    query = prompts.get("query") or ""
    passage = next((prompts[key] for key in _PASSAGE_PROMPTS if prompts.get(key)), "")
    if not query and not passage and "e5" in Path(name).name.lower().split("-"):
        return "query: ", "passage: "
    return query, passage


def _snapshot(name: str) -> Path:
    """The folder into which the hub's client put the model that was just loaded."""
    from huggingface_hub import snapshot_download

    return Path(snapshot_download(name, local_files_only=True))


def _weights_checksum(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted({path for pattern in _WEIGHTS for path in folder.rglob(pattern)}):
        digest.update(str(path.relative_to(folder)).encode())
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()
