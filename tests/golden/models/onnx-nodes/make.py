"""Makes ONNX graphs in the forms that the exporters of Keras and TensorFlow write, node by node, each with a sequence
and what it has to compute of it. The outputs come from the equations of an LSTM below, in NumPy and in double precision,
not from the onnx package or from a runtime.

Ran with Python 3.11, onnx 1.12.0 and NumPy 1.24. It is seeded: a run gives the same files.
"""

import json
import os

import numpy as np
from onnx import TensorProto, helper, numpy_helper, save

HERE = os.path.dirname(os.path.abspath(__file__))
random = np.random.default_rng(21)

ACTIVATIONS = {
    "Tanh": np.tanh,
    "Sigmoid": lambda z: 1 / (1 + np.exp(-z)),
    "Relu": lambda z: np.maximum(z, 0),
    "HardSigmoid": lambda z: np.clip(0.2 * z + 0.5, 0, 1),
    "HardSigmoid6": lambda z: np.clip(z / 6 + 0.5, 0, 1),
}


def weights(*shape):
    return (random.standard_normal(shape) * 0.6).astype(np.float32)


def lstm(x, w, r, b=None, f="Sigmoid", g="Tanh", h0=None, c0=None):
    """Every hidden state [steps, units] of an LSTM with ONNX' tensors: gates i, o, f, c."""
    units = r.shape[2]
    h = np.zeros(units) if h0 is None else h0.astype(np.float64)
    c = np.zeros(units) if c0 is None else c0.astype(np.float64)
    bias = np.zeros(4 * units) if b is None else b[0, : 4 * units].astype(np.float64) + b[0, 4 * units:]
    rows = []
    for step in x:
        z = w[0].astype(np.float64) @ step + r[0].astype(np.float64) @ h + bias
        i, o, forget, cell = np.split(z, 4)
        c = ACTIVATIONS[f](forget) * c + ACTIVATIONS[f](i) * ACTIVATIONS[g](cell)
        h = ACTIVATIONS[f](o) * ACTIVATIONS[g](c)
        rows.append(h)
    return np.array(rows)


def make(name, nodes, tensors, shape, output_rank, opset, input, output):
    graph = helper.make_graph(
        nodes, name,
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [None] * output_rank)],
        [numpy_helper.from_array(value, key) for key, value in tensors.items()])
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", opset)], producer_name="make.py", ir_version=8 if opset < 22 else 10)
    save(model, os.path.join(HERE, name + ".onnx"))
    values = {"input": input.flatten().astype(float).tolist(), "output": output.flatten().tolist()}
    with open(os.path.join(HERE, name + ".json"), "w", encoding="ascii", newline="\n") as file:
        json.dump(values, file)
        file.write("\n")


def ints(*values):
    return np.array(values, dtype=np.int64)


# As Keras: sequences first, every step, a layer of MatMul, Add and Relu, the axes of Squeeze as an attribute, HardSigmoid of Keras 2.
x = weights(8, 3)
w, r, b, k, d = weights(1, 20, 3), weights(1, 20, 5), weights(1, 40), weights(5, 4), weights(4) + np.float32(0.8)
make(
    "keras", [
        helper.make_node("Transpose", ["x"], ["t"], perm=[1, 0, 2]),
        helper.make_node(
            "LSTM", ["t", "w", "r", "b"], ["a"], name="lstm", hidden_size=5, direction="forward",
            activations=["HardSigmoid", "Tanh", "Tanh"], activation_alpha=[0.2], activation_beta=[0.5]),
        helper.make_node("Squeeze", ["a"], ["s"], axes=[1]),
        helper.make_node("Transpose", ["s"], ["u"], perm=[1, 0, 2]),
        helper.make_node("MatMul", ["u", "k"], ["m"]),
        helper.make_node("Add", ["m", "d"], ["n"]),
        helper.make_node("Relu", ["n"], ["y"]),
    ], {"w": w, "r": r, "b": b, "k": k, "d": d}, ["batch", "steps", 3], 3, 9, x, np.maximum(lstm(x, w, r, b, f="HardSigmoid") @ k + d, 0))

# HardSigmoid of Keras 3, Relu in the cell, no bias, the last step by Y_h, and a Gemm with alpha and beta whose matrix isn't turned.
x = weights(7, 2)
w, r, k, d = weights(1, 24, 2), weights(1, 24, 6), weights(6, 3), weights(3)
make(
    "keras-3", [
        helper.make_node(
            "LSTM", ["x", "w", "r"], ["", "h"], name="lstm", hidden_size=6, activations=["HardSigmoid", "relu", "relu"], activation_alpha=[1 / 6], activation_beta=[0.5]),
        helper.make_node("Squeeze", ["h", "zero"], ["s"]),
        helper.make_node("Gemm", ["s", "k", "d"], ["n"], alpha=0.5, beta=2.0),
        helper.make_node("HardSigmoid", ["n"], ["y"], alpha=0.2, beta=0.5),
    ], {"w": w, "r": r, "k": k, "d": d, "zero": ints(0)}, ["steps", 1, 2], 2, 17, x,
    ACTIVATIONS["HardSigmoid"](lstm(x, w, r, f="HardSigmoid6", g="Relu")[-1] @ k * 0.5 + 2 * d))

# Two layers with Reshape in between, initial states that are tensors, sequence_lens, peepholes that are zero, and the last step by Slice.
x = weights(6, 3)
w, r, b = weights(1, 16, 3), weights(1, 16, 4), weights(1, 32)
w2, r2, b2 = weights(1, 8, 4), weights(1, 8, 2), weights(1, 16)
h0, c0 = weights(1, 1, 4), weights(1, 1, 4)
make(
    "reshape", [
        helper.make_node("LSTM", ["x", "w", "r", "b", "lengths", "h0", "c0", "p"], ["a", "unused"], name="first", hidden_size=4),
        helper.make_node("Reshape", ["a", "inner"], ["s"]),
        helper.make_node("Dropout", ["s"], ["e"]),
        helper.make_node("LSTM", ["e", "w2", "r2", "b2"], ["c"], name="second", hidden_size=2),
        helper.make_node("Slice", ["c", "starts", "ends", "axes"], ["l"]),
        helper.make_node("Reshape", ["l", "outer"], ["y"]),
    ], {
        "w": w, "r": r, "b": b, "lengths": np.array([6], dtype=np.int32), "h0": h0, "c0": c0, "p": np.zeros((1, 12), dtype=np.float32), "w2": w2, "r2": r2, "b2": b2,
        "inner": ints(0, 1, -1), "outer": ints(1, 2), "starts": ints(-1), "ends": ints(2**31 - 1), "axes": ints(0),
    }, [6, 1, 3], 2, 12, x, lstm(lstm(x, w, r, b, h0=h0[0, 0], c0=c0[0, 0]), w2, r2, b2)[-1])

# One feature, no axis for it: it is put in and taken out, and the input is added to the output. The newest operators.
x = weights(9, 1)
w, r, b, k = weights(1, 12, 1), weights(1, 12, 3), weights(1, 24), weights(3, 1)
make(
    "unsqueeze", [
        helper.make_node("Unsqueeze", ["x", "two"], ["e"]),
        helper.make_node("LSTM", ["e", "w", "r", "b"], ["a"], name="lstm", hidden_size=3),
        helper.make_node("Squeeze", ["a", "one"], ["s"]),
        helper.make_node("MatMul", ["s", "k"], ["m"]),
        helper.make_node("Squeeze", ["m", "two"], ["o"]),
        helper.make_node("Add", ["x", "o"], ["y"]),
    ], {"w": w, "r": r, "b": b, "k": k, "two": ints(2), "one": ints(1)}, ["steps", "batch"], 2, 22, x, lstm(x, w, r, b) @ k + x)
