"""Makes ONNX graphs that scale and shift features by constants, in front of layers, between them and behind the last one, each with a sequence and
what it has to compute of it. The outputs come from the equations below, in NumPy and in double precision.

Ran with Python 3.11, onnx 1.12.0 and NumPy 1.24. It is seeded: a run gives the same files.
"""

import json
import os

import numpy as np
from onnx import TensorProto, helper, numpy_helper, save

HERE = os.path.dirname(os.path.abspath(__file__))
random = np.random.default_rng(17)
node = helper.make_node


def weights(*shape):
    return (random.standard_normal(shape) * 0.6).astype(np.float32)


def positive(*shape):
    return (random.random(shape) * 2 + 0.25).astype(np.float32)


def ints(*values):
    return np.array(values, dtype=np.int64)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm(x, w, r, b, direction=0, reverse=False):
    """Every hidden state [steps, units] of one direction, with ONNX' tensors: gates i, o, f, c."""
    units = r.shape[2]
    w, r, b = (tensor[direction].astype(np.float64) for tensor in (w, r, b))
    h, c, rows = np.zeros(units), np.zeros(units), []
    for step in x[::-1] if reverse else x:
        i, o, f, g = np.split(w @ step + r @ h + b[: 4 * units] + b[4 * units:], 4)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        rows.append(h)
    return np.array(rows[::-1] if reverse else rows)


def normalized(x, scale, offset, mean, variance, epsilon):
    scale, offset, mean, variance = (values.astype(np.float64) for values in (scale, offset, mean, variance))
    return scale * (x - mean) / np.sqrt(variance + np.float64(np.float32(epsilon))) + offset


def make(name, nodes, tensors, x, output, rank, opset):
    graph = helper.make_graph(
        nodes, name,
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["steps", 1, x.shape[1]])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [None] * rank)],
        [numpy_helper.from_array(value, key) for key, value in tensors.items()])
    save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], producer_name="make.py", ir_version=8), os.path.join(HERE, name + ".onnx"))
    with open(os.path.join(HERE, name + ".json"), "w", encoding="ascii", newline="\n") as file:
        json.dump({"input": x.flatten().astype(float).tolist(), "output": output.flatten().tolist()}, file)
        file.write("\n")


# Measurements of very different sizes: means far from zero in terms of the deviations.
mean, deviation = np.array([1013.25, 20, -0.5], dtype=np.float32), np.array([7.5, 4, 0.125], dtype=np.float32)
x = (mean + deviation * random.standard_normal((8, 3)).astype(np.float32)).astype(np.float32)
w, r, b, k = weights(1, 16, 3), weights(1, 16, 4), weights(1, 32), weights(4, 1)
make("sensor", [
    node("Sub", ["x", "mean"], ["shifted"], name="shift"), node("Div", ["shifted", "deviation"], ["scaled"], name="scale"),
    node("LSTM", ["scaled", "w", "r", "b"], ["", "h"], name="lstm", hidden_size=4), node("Squeeze", ["h", "zero"], ["s"]),
    node("MatMul", ["s", "k"], ["m"], name="head"), node("Mul", ["m", "size"], ["n"], name="size_of"), node("Add", ["middle", "n"], ["y"], name="middle_of"),
], {"mean": mean.reshape(1, 1, 3), "deviation": deviation, "w": w, "r": r, "b": b, "k": k, "zero": ints(0), "size": np.array(0.75, dtype=np.float32),
    "middle": np.array([-1.25], dtype=np.float32)},
    x, lstm((x.astype(np.float64) - mean) / deviation, w, r, b)[-1:] @ k * 0.75 - 1.25, 2, 15)

# PyTorch's BatchNorm1d over [batch, features, steps] between a bidirectional LSTM and another one, and over [batch, features] between Linear and ReLU.
x = weights(7, 2)
w, r, b = weights(2, 12, 2), weights(2, 12, 3), weights(2, 24)
w2, r2, b2 = weights(1, 16, 6), weights(1, 16, 4), weights(1, 32)
k, d, k2, d2 = weights(4, 5), weights(5), weights(5, 2), weights(2)
first, second = (weights(6), weights(6), weights(6), positive(6)), (weights(5), weights(5), weights(5), positive(5))
h = np.concatenate([lstm(x, w, r, b), lstm(x, w, r, b, 1, True)], 1)
z = normalized(lstm(normalized(h, *first, 1e-5), w2, r2, b2)[-1:] @ k + d, *second, 1e-3)
names = ["scale", "offset", "mean", "variance"]
make("batch-norm", [
    node("LSTM", ["x", "w", "r", "b"], ["a"], name="both", hidden_size=3, direction="bidirectional"), node("Transpose", ["a"], ["c"], perm=[0, 2, 1, 3]),
    node("Reshape", ["c", "rows"], ["e"]), node("Transpose", ["e"], ["f"], perm=[1, 2, 0]),
    node("BatchNormalization", ["f"] + [name + "1" for name in names], ["g"], name="norm1", epsilon=1e-5, momentum=0.9),
    node("Transpose", ["g"], ["i"], perm=[2, 0, 1]), node("LSTM", ["i", "w2", "r2", "b2"], ["", "h"], name="last", hidden_size=4),
    node("Squeeze", ["h", "zero"], ["s"]), node("Gemm", ["s", "k", "d"], ["m"], name="hidden"),
    node("BatchNormalization", ["m"] + [name + "2" for name in names], ["n"], name="norm2", epsilon=1e-3, momentum=0.9, training_mode=0),
    node("Relu", ["n"], ["o"]), node("Gemm", ["o", "k2", "d2"], ["y"], name="head"),
], {"w": w, "r": r, "b": b, "w2": w2, "r2": r2, "b2": b2, "k": k, "d": d, "k2": k2, "d2": d2, "rows": ints(0, 0, -1), "zero": ints(0),
    **{name + "1": value for name, value in zip(names, first)}, **{name + "2": value for name, value in zip(names, second)}},
    x, np.maximum(z, 0) @ k2 + d2, 2, 14)

# Where nothing can be folded: between the input and an activation, between two activations, and behind an LSTM at the end.
x = weights(6, 3)
w, r, b, k = weights(1, 8, 4), weights(1, 8, 2), weights(1, 16), weights(3, 4)
a, c, last = weights(3), weights(1, 1, 3), weights(2)
make("own-layers", [
    node("Mul", ["a", "x"], ["p"], name="scale"), node("Sub", ["c", "p"], ["q"], name="from"), node("Tanh", ["q"], ["s"]), node("Div", ["s", "half"], ["t"], name="double"),
    node("Sigmoid", ["t"], ["u"]), node("MatMul", ["u", "k"], ["v"], name="matrix"),
    node("LSTM", ["v", "w", "r", "b"], ["e"], name="lstm", hidden_size=2), node("Squeeze", ["e", "one"], ["f"]), node("Mul", ["f", "last"], ["y"], name="out"),
], {"a": a, "c": c, "half": np.array([0.5], dtype=np.float32), "k": k, "w": w, "r": r, "b": b, "one": ints(1), "last": last},
    x, lstm(sigmoid(np.tanh(c[0] - a.astype(np.float64) * x) / 0.5) @ k, w, r, b) * last, 3, 13)
