"""Makes ONNX graphs node by node as the newer exporter of PyTorch writes nn.LSTM (torch.onnx.export with dynamo=True, from PyTorch 2.6 on), each
with a sequence and what it has to compute of it. The outputs come from the equations of an LSTM below, in NumPy and in double precision, of
PyTorch's own tensors, whose gates are i, f, g, o.

Ran with Python 3.11, onnx 1.12.0 and NumPy 1.24. It is seeded: a run gives the same files.
"""

import json
import os

import numpy as np
from onnx import StringStringEntryProto, TensorProto, helper, numpy_helper, save

HERE = os.path.dirname(os.path.abspath(__file__))
random = np.random.default_rng(31)


def weights(*shape):
    return (random.standard_normal(shape) * 0.6).astype(np.float32)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def lstm(x, tensors, units, reverse=False):
    """Every hidden state [steps, units] of one layer in one direction."""
    w, r, b = tensors
    h, c, rows = np.zeros(units), np.zeros(units), []
    for step in x[::-1] if reverse else x:
        z = w.astype(np.float64) @ step + r.astype(np.float64) @ h + (0 if b is None else b.astype(np.float64).sum(axis=0))
        i, f, g, o = np.split(z, 4)
        c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
        h = sigmoid(o) * np.tanh(c)
        rows.append(h)
    return np.array(rows[::-1] if reverse else rows)


class Graph:
    """Nodes and tensors with the names that the exporter gives them."""

    def __init__(self):
        self.nodes, self.tensors, self.count = [], {}, 0

    def node(self, type, *inputs, outputs=1, **attributes):
        names = ["" if output is None else f"val_{self.count + i}" for i, output in enumerate([0] * outputs)]
        self.count += outputs
        self.nodes.append(helper.make_node(type, list(inputs), names, name=f"node_{type}_{self.count}", **attributes))
        return names[0] if outputs == 1 else names

    def tensor(self, value, name=None):
        name = name or "const_" + "_".join(str(part) for part in np.ravel(value)[:4]) + ("" if np.ndim(value) else "_scalar")
        self.tensors[name] = value
        return name

    def ints(self, *values):
        return self.tensor(np.array(values, dtype=np.int64))

    def slice(self, data, start, end):
        return self.node("Slice", data, self.ints(start), self.ints(end), self.ints(0))

    def gates(self, tensor, units):
        """From i, f, g, o to i, o, f, g."""
        i, f, g, o = (self.slice(tensor, at * units, (at + 1) * units) for at in range(4))
        return self.node("Concat", i, o, f, g, axis=0)

    def zeros(self, layers, units, batch):
        """The initial states that nn.LSTM makes, in the size of the input."""
        size = self.node("Shape", "x", start=batch, end=batch + 1)
        shape = self.node("Concat", self.ints(layers), size, self.ints(units), axis=0)
        return self.node("Expand", self.tensor(np.float32(0), "zero"), shape)

    def lstm(self, x, sizes, bias=True, batch_first=True, needs_output=True, directions=1):
        """nn.LSTM: the name of its output, that of h_n, and the tensors of each layer and direction."""
        units = sizes[-1]
        layers = len(sizes) - 1
        zeros = self.zeros(layers * directions, units, 0 if batch_first else 1)
        x = self.node("Transpose", x, perm=[1, 0, 2]) if batch_first else x
        hidden, tensors = [], []
        for layer in range(layers):
            state = self.slice(zeros, layer * directions, (layer + 1) * directions) if layers > 1 else zeros
            zero = self.ints(0)
            parts = {"ih": [], "hh": [], "b": []}
            for suffix in ["", "_reverse"][:directions]:
                width = sizes[layer] if layer == 0 else units * directions
                w, r, b = weights(4 * units, width), weights(4 * units, units), weights(2, 4 * units) if bias else None
                tensors.append((w, r, b))
                for kind, value in (("ih", w), ("hh", r)):
                    parts[kind].append(self.node("Unsqueeze", self.gates(self.tensor(value, f"lstm.weight_{kind}_l{layer}{suffix}"), units), zero))
                if bias:
                    # The exporter folds small tensors itself.
                    i, f, g, o = np.split(b, 4, axis=1)
                    parts["b"].append(np.concatenate([i, o, f, g], axis=1).reshape(1, -1))
            inputs = [x] + [self.node("Concat", *parts[kind], axis=0) if directions > 1 else parts[kind][0] for kind in ("ih", "hh")]
            inputs.append(self.tensor(np.concatenate(parts["b"]), f"bias_{layer}") if bias else "")
            needs_y = needs_output or layer < layers - 1
            y, h = self.node(
                "LSTM", *inputs, "", state, state, outputs=2, direction="bidirectional" if directions > 1 else "forward", layout=0, input_forget=0, hidden_size=units)
            hidden.append(h)
            if needs_y:
                x = self.merged(y)
        h = self.node("Concat", *hidden, axis=0) if layers > 1 else hidden[0]
        if not needs_output:
            return None, h, tensors
        return self.node("Transpose", x, perm=[1, 0, 2]) if batch_first else x, h, tensors

    def merged(self, y):
        """Directions and units as one axis, by a shape that is computed."""
        y = self.node("Transpose", y, perm=[0, 2, 1, 3])
        shape = self.node("Shape", y, start=0)
        sizes = [self.node("Slice", shape, self.ints(at), self.ints(at + 1)) for at in range(4)]
        product = self.node("Reshape", self.node("Mul", sizes[2], sizes[3]), self.ints(-1), allowzero=0)
        return self.node("Reshape", y, self.node("Concat", sizes[0], sizes[1], product, axis=0), allowzero=0)

    def save(self, name, shape, output_rank, input, output, opset=18):
        self.nodes[-1].output[0] = "y"
        graph = helper.make_graph(
            self.nodes, "main_graph",
            [helper.make_tensor_value_info("x", TensorProto.FLOAT, shape)],
            [helper.make_tensor_value_info("y", TensorProto.FLOAT, [None] * output_rank)],
            [numpy_helper.from_array(np.asarray(value), key) for key, value in self.tensors.items()])
        model = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", opset)], producer_name="pytorch", producer_version="2.10.0", ir_version=10)
        for node in model.graph.node:
            # metadata_props, field 9 of a node: this version of onnx doesn't know it yet.
            entry = StringStringEntryProto(key="namespace", value=f": {name}/{node.op_type}").SerializeToString()
            node.MergeFromString(b"\x4a" + bytes([len(entry)]) + entry)
        save(model, os.path.join(HERE, name + ".onnx"))
        values = {"input": input.flatten().astype(float).tolist(), "output": np.asarray(output).flatten().tolist()}
        with open(os.path.join(HERE, name + ".json"), "w", encoding="ascii", newline="\n") as file:
            json.dump(values, file)
            file.write("\n")


def run(x, tensors, units):
    for layer in tensors:
        x = lstm(x, layer, units)
    return x


def gemm(graph, x, name, k, b):
    return graph.node(
        "Gemm", x, graph.tensor(k, name + ".weight"), graph.tensor(b, name + ".bias"), transA=0, transB=1, alpha=1.0, beta=1.0)


# Two layers, h_n[-1], two dense layers, and the output without its last axis, for sequences of a known length whose number isn't known.
for name, index in (("hidden", -1), ("hidden-1", 1)):
    x, graph = weights(9, 3), Graph()
    _, h, tensors = graph.lstm("x", [3, 5, 5], needs_output=False)
    k, b, k2, b2 = weights(4, 5), weights(4), weights(1, 4), weights(1)
    h = graph.node("Gather", h, graph.tensor(np.array(index, dtype=np.int64)), axis=0)
    h = gemm(graph, graph.node("Relu", gemm(graph, h, "head.0", k, b)), "head.2", k2, b2)
    graph.node("Squeeze", h, graph.ints(-1))
    graph.save(name, ["batch", 9, 3], 1, x, np.maximum(run(x, tensors, 5)[-1] @ k.T.astype(float) + b, 0) @ k2.T.astype(float) + b2)

# The same taken by a Slice, of three layers, and steps first.
x, graph = weights(7, 2), Graph()
_, h, tensors = graph.lstm("x", [2, 4, 4, 4], batch_first=False, needs_output=False)
k, b = weights(3, 4), weights(3)
h = graph.node("Slice", h, graph.ints(-1), graph.ints(2**63 - 1), graph.ints(0))
gemm(graph, graph.node("Squeeze", h, graph.ints(0)), "head", k, b)
graph.save("hidden-slice", ["steps", "batch", 2], 2, x, run(x, tensors, 4)[-1] @ k.T.astype(float) + b, opset=20)

# One layer, and the last step of the output.
x, graph = weights(8, 3), Graph()
y, _, tensors = graph.lstm("x", [3, 6])
k, b = weights(2, 6), weights(2)
gemm(graph, graph.node("Gather", y, graph.tensor(np.array(-1, dtype=np.int64)), axis=1), "head", k, b)
graph.save("last", ["batch", "steps", 3], 2, x, run(x, tensors, 6)[-1] @ k.T.astype(float) + b, opset=23)

# Two layers without biases, and a dense layer at every step.
x, graph = weights(8, 2), Graph()
y, _, tensors = graph.lstm("x", [2, 5, 5], bias=False)
k, b = weights(3, 5), weights(3)
graph.node("Add", graph.node("MatMul", y, graph.tensor(np.ascontiguousarray(k.T), "kernel")), graph.tensor(b, "head.bias"))
graph.save("every-step", ["batch", "steps", 2], 3, x, run(x, tensors, 5) @ k.T.astype(float) + b)

# A dense layer that the model itself applies to the steps of all sequences as rows of one matrix.
x, graph = weights(6, 3), Graph()
y, _, tensors = graph.lstm("x", [3, 4])
k, b = weights(2, 4), weights(2)
rows = gemm(graph, graph.node("Reshape", y, graph.ints(-1, 4), allowzero=1), "head", k, b)
sizes = graph.node("Shape", "x", start=0, end=2)
product = graph.node("Mul", graph.slice(sizes, 0, 1), graph.ints(2))
shape = graph.node(
    "Concat", graph.node("Sub", graph.node("Div", product, graph.ints(2)), graph.ints(0)), graph.slice(sizes, 1, 2), graph.ints(2), axis=0)
graph.node("Reshape", rows, shape, allowzero=1)
graph.save("rows", ["batch", "steps", 3], 3, x, run(x, tensors, 4) @ k.T.astype(float) + b, opset=25)

# Both directions of two layers, every step.
x, graph = weights(7, 3), Graph()
y, _, tensors = graph.lstm("x", [3, 4, 4], directions=2)
k, b = weights(2, 8), weights(2)
graph.node("Add", graph.node("MatMul", y, graph.tensor(np.ascontiguousarray(k.T), "kernel")), graph.tensor(b, "head.bias"))
rows = x
for at in (0, 2):
    rows = np.concatenate([lstm(rows, tensors[at], 4), lstm(rows, tensors[at + 1], 4, reverse=True)], 1)
graph.save("bidirectional", ["batch", 7, 3], 3, x, rows @ k.T.astype(float) + b)

# The last hidden state of both directions, as torch.cat((h_n[-2], h_n[-1]), 1).
x, graph = weights(7, 3), Graph()
_, h, tensors = graph.lstm("x", [3, 4], needs_output=False, directions=2)
k, b = weights(2, 8), weights(2)
ends = [graph.node("Gather", h, graph.tensor(np.array(at, dtype=np.int64)), axis=0) for at in (-2, -1)]
gemm(graph, graph.node("Concat", *ends, axis=1), "head", k, b)
ends = np.concatenate([lstm(x, tensors[0], 4)[-1], lstm(x, tensors[1], 4, reverse=True)[0]])
graph.save("both-hidden", ["batch", 7, 3], 2, x, ends @ k.T.astype(float) + b)
