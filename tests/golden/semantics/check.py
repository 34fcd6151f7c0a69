#!/usr/bin/python3
"""Recomputes every case of both files in float64, from the documented schema alone."""
import json
import math
import sys
from pathlib import Path

import numpy as np

LIMIT = 2e-5

erf = np.vectorize(math.erf, otypes=[float])
sigmoid = lambda v: 1 / (1 + np.exp(-v))
elu = lambda v, alpha=1.0: np.where(v > 0, v, alpha * np.expm1(np.minimum(v, 0)))


def softmax(v):
    e = np.exp(v - v.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


COMMON = {
    "tanh": np.tanh,
    "sigmoid": sigmoid,
    "relu": lambda v: np.maximum(v, 0),
    "relu6": lambda v: np.clip(v, 0, 6),
    "elu": elu,
    "selu": lambda v: 1.0507009873554805 * elu(v, 1.6732632423543772),
    "softplus": lambda v: np.logaddexp(v, 0),
    "softsign": lambda v: v / (1 + np.abs(v)),
    "softmax": softmax,
}
KERAS = COMMON | {
    "linear": lambda v: v,
    "hard_sigmoid": lambda v: np.clip(0.2 * v + 0.5, 0, 1),
    "swish": lambda v: v * sigmoid(v),
}
TORCH = COMMON | {
    "none": lambda v: v,
    "hardsigmoid": lambda v: np.clip(v / 6 + 0.5, 0, 1),
    "leakyrelu": lambda v, alpha: np.where(v > 0, v, alpha * v),
    "silu": lambda v: v * sigmoid(v),
    "gelu": lambda v: 0.5 * v * (1 + erf(v / math.sqrt(2))),
    "gelu_tanh": lambda v: 0.5 * v * (1 + np.tanh(math.sqrt(2 / math.pi) * (v + 0.044715 * v ** 3))),
}


def floats(values, *shape):
    return np.array(values, np.float32).astype(np.float64).reshape(shape)


def step(x, h, c, kernel, recurrent, bias, act=np.tanh, gate=sigmoid):
    """kernel (input, 4 units), recurrent (output, 4 units); gates i, f, c or g, o."""
    i, f, g, o = np.split(x @ kernel + h @ recurrent + bias, 4)
    c = gate(f) * c + gate(i) * act(g)
    return gate(o) * act(c), c


def torch_case(case):
    spec, tensors = case["lstm"], {k: floats(t["data"], *t["shape"]) for k, t in case["state_dict"].items()}
    length = case.get("length", case["steps"])
    width = spec["proj"] or spec["hidden"]
    values = floats(case["x"], case["steps"], case["input"])[:length]
    suffixes = ["", "_reverse"] if spec["bidirectional"] else [""]
    used = 0
    for layer in range(spec["layers"]):
        outputs, lasts = [], []
        for direction, suffix in enumerate(suffixes):
            def weight(name):
                nonlocal used
                used += 1
                return tensors[f"rnn.{name}_l{layer}{suffix}"]
            kernel, recurrent = weight("weight_ih").T, weight("weight_hh").T
            bias = weight("bias_ih") + weight("bias_hh") if spec["bias"] else 0
            projection = weight("weight_hr").T if spec["proj"] else np.eye(spec["hidden"])
            row = layer * len(suffixes) + direction
            h, c = np.zeros(width), np.zeros(spec["hidden"])
            if "initial" in case:
                h, c = floats(case["initial"]["h"][row], width), floats(case["initial"]["c"][row], spec["hidden"])
            out = np.zeros((length, width))
            for t in reversed(range(length)) if direction else range(length):
                h, c = step(values[t], h, c, kernel, recurrent, bias)
                out[t] = h = h @ projection
            outputs.append(out)
            lasts.append(h)
        values = np.concatenate(outputs, 1)
    if not case["every_step"]:
        values = np.concatenate(lasts)[None]
    linears = [k[:-len(".weight")] for k in tensors if k.startswith("head.") and k.endswith(".weight")]
    assert len(linears) == len(case["head"])
    for name, layer in zip(linears, case["head"]):
        used += 1 + layer["bias"]
        values = values @ tensors[name + ".weight"].T + (tensors[name + ".bias"] if layer["bias"] else 0)
        assert values.shape[1] == layer["units"]
        values = TORCH[layer["activation"].lower()](values, *[layer["alpha"]] if "alpha" in layer else [])
    assert used == len(tensors)
    if case["every_step"]:
        values = np.concatenate((values, np.zeros((case["steps"] - length, values.shape[1]))))
    return values


class Weights:
    """Handed out in the file's order, with the names looked at."""

    def __init__(self, weights):
        self.rest = list(weights)

    def take(self, prefix, name, *shape):
        weight = self.rest.pop(0)
        assert weight["name"] == f"{prefix}/{name}" and weight["shape"] == list(shape), weight["name"]
        return floats(weight["data"], *shape)


def keras_lstm(values, mask, config, backwards, weights, prefix):
    units = config["units"]
    kernel = weights.take(prefix, "kernel", values.shape[1], 4 * units)
    recurrent = weights.take(prefix, "recurrent_kernel", units, 4 * units)
    bias = weights.take(prefix, "bias", 4 * units) if config["use_bias"] else 0
    h = c = np.zeros(units)
    out = []
    for t in reversed(range(len(values))) if backwards else range(len(values)):
        # A masked step keeps the state, and its output is the one before.
        if mask[t]:
            h, c = step(values[t], h, c, kernel, recurrent, bias, KERAS[config["activation"]], KERAS[config["recurrent_activation"]])
        out.append(h)
    return np.array(out) if config["return_sequences"] else h  # in the order of processing


MERGES = {"concat": lambda a, b: np.concatenate((a, b), -1), "sum": np.add, "mul": np.multiply, "ave": lambda a, b: (a + b) / 2}


def keras_case(case):
    layers, weights = case["model"]["config"]["layers"], Weights(case["weights"])
    _, steps, width = layers[0]["config"]["batch_input_shape"]
    assert steps in (None, case["steps"])
    values = floats(case["x"], case["steps"], width)
    mask = np.full(case["steps"], True)
    for layer in layers:
        kind, config = layer["class_name"], layer["config"]
        inner, name = config.get("layer", {}).get("config"), config["name"]
        if kind == "Masking":
            mask = np.any(values != config["mask_value"], 1)
        elif kind == "LSTM":
            # The mask is handed on as it is, although go_backwards turns the sequence.
            values = keras_lstm(values, mask, config, config["go_backwards"], weights, name)
        elif kind == "Bidirectional":
            assert layer["config"]["layer"]["class_name"] == "LSTM"
            forward = keras_lstm(values, mask, inner, inner["go_backwards"], weights, f"{name}/forward_{inner['name']}")
            backward = keras_lstm(values, mask, inner, not inner["go_backwards"], weights, f"{name}/backward_{inner['name']}")
            if inner["return_sequences"]:
                backward = backward[::-1]
            values = MERGES[config["merge_mode"]](forward, backward)
        else:
            assert kind in ("Dense", "TimeDistributed")
            config = inner or config
            kernel = weights.take(name, "kernel", values.shape[-1], config["units"])
            bias = weights.take(name, "bias", config["units"]) if config["use_bias"] else 0
            values = KERAS[config["activation"]](values @ kernel + bias)
    assert not weights.rest
    return values


def main():
    failed = False
    for name, compute in (("pytorch.json", torch_case), ("keras.json", keras_case)):
        cases = json.loads(Path(__file__).with_name(name).read_text())
        assert len({c["name"] for c in cases}) == len(cases)
        worst, worst_name, largest = 0.0, "", 0.0
        for case in cases:
            y, expected = compute(case).ravel(), np.array(case["y"])
            assert y.shape == expected.shape and np.isfinite(expected).all() and np.isfinite(y).all(), case["name"]
            found = np.abs(y - expected).max()
            largest = max(largest, np.abs(y).max())
            if found >= worst:
                worst, worst_name = found, case["name"]
        print(f"{name}: {len(cases)} cases, max difference {worst:.3g} ({worst_name}), max |y| {largest:.3g}")
        failed |= not worst <= LIMIT
    return failed


if __name__ == "__main__":
    sys.exit(main())
