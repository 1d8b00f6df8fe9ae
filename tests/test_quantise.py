"""Products in int8: alike whatever a channel or a token measures, and alike on every machine."""

from __future__ import annotations

import numpy as np
import onnx
import onnxruntime
import pytest
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from assistant.models.reader import WEIGHTS
from evals.reader_quantise import quantised

INPUTS, OUTPUTS = 48, 32
SEVEN_BITS = 63


def layer() -> onnx.ModelProto:
    """One product, which makes little of channel 7, and a head of two outputs."""
    rng = np.random.default_rng(1)
    weights = {"wide": rng.standard_normal((INPUTS, OUTPUTS)), "head": np.ones((OUTPUTS, 2))}
    weights["wide"][7] /= 100
    graph = helper.make_graph(
        [
            helper.make_node("MatMul", ["embedded", "wide"], ["states"]),
            helper.make_node("MatMul", ["states", "head"], ["scores"]),
        ],
        "layer",
        [helper.make_tensor_value_info("embedded", TensorProto.FLOAT, [1, "tokens", INPUTS])],
        [helper.make_tensor_value_info("states", TensorProto.FLOAT, [1, "tokens", OUTPUTS])],
        [
            numpy_helper.from_array(values.astype(np.float32), name)
            for name, values in weights.items()
        ],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


def text(seed: int) -> dict[str, NDArray[np.float32]]:
    """Tokens of which one channel is a hundred times the others, and one token fifty times."""
    told = np.random.default_rng(seed).standard_normal((1, 20, INPUTS)).astype(np.float32)
    told[:, :, 7] *= 100
    told[:, 3] *= 50
    return {"embedded": told}


def run(model: onnx.ModelProto, given: dict[str, NDArray[np.float32]]) -> NDArray[np.float32]:
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    states: NDArray[np.float32] = session.run(["states"], given)[0]
    return states


def test_large_channels_and_tokens_leave_the_others_as_they_are() -> None:
    exact = run(layer(), text(5))[0]
    rounded = run(quantised(layer(), [text(n) for n in range(3)]), text(5))[0]
    error = np.linalg.norm(rounded - exact, axis=1) / np.linalg.norm(exact, axis=1)
    assert error.max() < 0.03


def test_what_no_text_shows_to_be_large_costs_more() -> None:
    small = {"embedded": np.ones((1, 2, INPUTS), np.float32)}
    exact = run(layer(), text(5))[0]
    rounded = run(quantised(layer(), [small]), text(5))[0]
    error = np.linalg.norm(rounded - exact, axis=1) / np.linalg.norm(exact, axis=1)
    assert error.max() > 0.03  # so it is the texts that tell


def test_products_need_texts() -> None:
    with pytest.raises(ValueError, match="no texts"):
        quantised(layer(), [])


def test_the_shipped_weights_keep_to_seven_bits() -> None:
    graph = onnx.load(WEIGHTS).graph
    weights = [numpy_helper.to_array(t) for t in graph.initializer if t.name.endswith(".int8")]
    assert len(weights) == 72  # six products a layer
    assert max(int(np.abs(weight).max()) for weight in weights) == SEVEN_BITS
    assert sum(node.op_type == "MatMulInteger" for node in graph.node) == len(weights)
