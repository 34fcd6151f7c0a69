"""Makes ONNX graphs in the forms that the exporters of Keras and TensorFlow write, node by node, each with a sequence
and what it has to compute of it. The outputs come from the equations of an LSTM below, in NumPy and in double precision,
not from the onnx package or from a runtime.

Ran with Python 3.11, onnx 1.12.0 and NumPy 1.24. It is seeded: a run gives the same files.
"""

import json
import math
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
    "Softsign": lambda z: z / (1 + np.abs(z)),
    "Softplus": lambda z: np.log1p(np.exp(z)),
    "Gelu": lambda z: 0.5 * z * (1 + np.vectorize(math.erf)(z / math.sqrt(2))),
    "GeluTanh": lambda z: 0.5 * z * (1 + np.tanh(math.sqrt(2 / math.pi) * (z + 0.044715 * z ** 3))),
    "Selu": lambda z: 1.0507009873554805 * elu(z, 1.6732632423543772),
}


def elu(z, alpha):
    return np.where(z < 0, alpha * np.expm1(np.minimum(z, 0)), z)


def leaky(alpha):
    return lambda z: np.where(z < 0, alpha * z, z)


def hard(alpha, beta):
    return lambda z: np.clip(alpha * z + beta, 0, 1)


def softmax(z):
    return np.exp(z) / np.exp(z).sum(-1, keepdims=True)


def weights(*shape):
    return (random.standard_normal(shape) * 0.6).astype(np.float32)


def lstm(x, w, r, b=None, f="Sigmoid", g="Tanh", h0=None, c0=None, h=None, p=None, clip=None, coupled=False, reverse=False, direction=0):
    """Every hidden state [steps, units] of one direction of an LSTM with ONNX' tensors: gates i, o, f, c, peepholes i, o, f."""
    f, g, out = (ACTIVATIONS.get(name, name) for name in (f, g, h or g))
    units = r.shape[2]
    h = np.zeros(units) if h0 is None else h0.astype(np.float64)
    c = np.zeros(units) if c0 is None else c0.astype(np.float64)
    w, r = w[direction].astype(np.float64), r[direction].astype(np.float64)
    bias = np.zeros(4 * units) if b is None else b[direction, : 4 * units].astype(np.float64) + b[direction, 4 * units:]
    seen_i, seen_o, seen_f = np.split(np.zeros(3 * units) if p is None else p[direction].astype(np.float64), 3)
    limited = (lambda z: z) if clip is None else (lambda z: np.clip(z, -clip, clip))
    rows = []
    for step in x[::-1] if reverse else x:
        i, o, forget, cell = np.split(w @ step + r @ h + bias, 4)
        i = f(limited(i + seen_i * c))
        forget = 1 - i if coupled else f(limited(forget + seen_f * c))
        c = forget * c + i * g(limited(cell))
        h = f(limited(o + seen_o * c)) * out(c)
        rows.append(h)
    return np.array(rows[::-1] if reverse else rows)


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

# One direction, backwards, with activations whose numbers aren't stated, each of its own, and the last step that it reads, which is the first one.
x = weights(7, 3)
w, r, b = weights(1, 16, 3), weights(1, 16, 4), weights(1, 32)
make(
    "reverse", [
        helper.make_node("LSTM", ["x", "w", "r", "b"], ["a"], name="lstm", hidden_size=4, direction="reverse", activations=["HardSigmoid", "LeakyRelu", "Elu"]),
        helper.make_node("Gather", ["a", "first"], ["g"], axis=0),
        helper.make_node("Squeeze", ["g", "zero"], ["y"]),
    ], {"w": w, "r": r, "b": b, "first": np.array(0, dtype=np.int64), "zero": ints(0)}, ["steps", 1, 3], 2, 13, x,
    lstm(x, w, r, b, f="HardSigmoid", g=leaky(0.01), h=lambda z: elu(z, 1), reverse=True)[0])

# Everything at once in both directions, and the output as it is. Each activation takes the next of the numbers if it has one.
x = weights(6, 3) * np.float32(2)
w, r, b, p = weights(2, 16, 3), weights(2, 16, 4), weights(2, 32), weights(2, 12)
h0, c0 = weights(2, 1, 4), weights(2, 1, 4)
make(
    "both", [
        helper.make_node(
            "LSTM", ["x", "w", "r", "b", "", "h0", "c0", "p"], ["y"], name="lstm", hidden_size=4, direction="bidirectional", clip=0.75,
            activations=["Sigmoid", "Affine", "ScaledTanh", "HardSigmoid", "Softsign", "LeakyRelu"], activation_alpha=[0.5, 1.5, 0.3, 0.125], activation_beta=[0.25, 0.75, 0.4]),
    ], {"w": w, "r": r, "b": b, "h0": h0, "c0": c0, "p": p}, [6, 1, 3], 4, 14, x, np.concatenate([
        lstm(x, w, r, b, g=lambda z: 0.5 * z + 0.25, h=lambda z: 1.5 * np.tanh(0.75 * z), h0=h0[0, 0], c0=c0[0, 0], p=p, clip=0.75),
        lstm(x, w, r, b, f=hard(0.3, 0.4), g="Softsign", h=leaky(0.125), h0=h0[1, 0], c0=c0[1, 0], p=p, clip=0.75, reverse=True, direction=1),
    ], 1))

# Coupled gates with peepholes, where the cell state grows past the limit of the sums: it isn't clipped itself.
x = weights(9, 2) + np.float32(1)
w, r, p = np.abs(weights(1, 12, 2)), np.abs(weights(1, 12, 3)), weights(1, 9)
make(
    "coupled", [
        helper.make_node("LSTM", ["x", "w", "r", "", "", "", "", "p"], ["a"], name="lstm", hidden_size=3, clip=1.5, input_forget=1, activations=["Sigmoid", "Softplus", "Tanh"]),
        helper.make_node("Squeeze", ["a", "one"], ["y"]),
    ], {"w": w, "r": r, "p": p, "one": ints(1)}, ["steps", 1, 2], 3, 15, x, lstm(x, w, r, g="Softplus", h="Tanh", p=p, clip=1.5, coupled=True))

# The rows of the one direction behind all of the other.
x = weights(5, 2)
w, r = weights(2, 12, 2), weights(2, 12, 3)
make(
    "apart", [
        helper.make_node("LSTM", ["x", "w", "r"], ["a"], name="lstm", hidden_size=3, direction="bidirectional"),
        helper.make_node("Transpose", ["a"], ["y"], perm=[1, 0, 2, 3]),
    ], {"w": w, "r": r}, [5, 1, 2], 4, 14, x, np.concatenate([lstm(x, w, r), lstm(x, w, r, reverse=True, direction=1)]))

# The operators that are activations, in the newest version, and Softmax of an old one.
x = weights(6, 2)
w, r = weights(1, 12, 2), weights(1, 12, 3)
heads = [("Gelu", "Gelu", {}), ("Gelu", "GeluTanh", {"approximate": "tanh"}), ("Softsign", "Softsign", {}), ("Elu", lambda z: elu(z, 1), {}),
         ("LeakyRelu", leaky(0.01), {}), ("ThresholdedRelu", lambda z: np.where(z > 0.25, z, 0), {"alpha": 0.25}), ("Selu", "Selu", {}),
         ("HardSigmoid", hard(0.3, 0.4), {"alpha": 0.3, "beta": 0.4}), ("Softplus", "Softplus", {}), ("Exp", np.exp, {}), ("Clip", lambda z: np.clip(z, 0, 6), {})]
nodes, tensors, y = [helper.make_node("LSTM", ["x", "w", "r"], ["a"], name="lstm", hidden_size=3), helper.make_node("Squeeze", ["a", "one"], ["z0"])], {"w": w, "r": r, "one": ints(1)}, lstm(x, w, r)
tensors.update(zero=np.array(0, dtype=np.float32), six=np.array(6, dtype=np.float32))
for i, (operator, function, attributes) in enumerate(heads):
    k = tensors[f"k{i}"] = weights(3, 3)
    nodes += [helper.make_node("MatMul", [f"z{i}", f"k{i}"], [f"m{i}"]),
              helper.make_node(operator, [f"m{i}"] + (["zero", "six"] if operator == "Clip" else []), [f"z{i + 1}"], **attributes)]
    y = ACTIVATIONS.get(function, function)(y @ k)
nodes[-1].output[0] = "y"
make("activations", nodes, tensors, ["steps", 1, 2], 3, 20, x, y)

x = weights(6, 2)
w, r, k = weights(1, 12, 2), weights(1, 12, 3), weights(3, 4)
make(
    "softmax", [
        helper.make_node("LSTM", ["x", "w", "r"], ["", "h"], name="lstm", hidden_size=3), helper.make_node("Squeeze", ["h"], ["s"], axes=[0]),
        helper.make_node("MatMul", ["s", "k"], ["m"]), helper.make_node("Softmax", ["m"], ["y"]),
    ], {"w": w, "r": r, "k": k}, ["steps", 1, 2], 2, 11, x, softmax(lstm(x, w, r)[-1] @ k))
