#!/usr/bin/env python3
"""Recomputes every case of both files in float64, from the documented schema alone."""
import json
import sys
from pathlib import Path

import numpy as np

LIMIT = 2e-5

ACTIVATIONS = {
    "linear": lambda v: v,
    "tanh": np.tanh,
    "sigmoid": lambda v: 1 / (1 + np.exp(-v)),
    "relu": lambda v: np.maximum(v, 0),
    "hard_sigmoid": lambda v: np.clip(v / 6 + 0.5, 0, 1),
    "hard_sigmoid_02": lambda v: np.clip(0.2 * v + 0.5, 0, 1),
}


class Reader:
    def __init__(self, values):
        self.values, self.at = np.array(values, np.float32).astype(np.float64), 0

    def take(self, *shape):
        count = int(np.prod(shape))
        part = self.values[self.at:self.at + count]
        self.at += count
        return part.reshape(shape)

    def done(self):
        return self.at == len(self.values)


def lstm(values, spec, read, state):
    units = spec["units"]
    kernel, recurrent = read.take(values.shape[-1], 4 * units), read.take(units, 4 * units)
    bias = read.take(4 * units) if spec["use_bias"] else 0
    act, gate = ACTIVATIONS[spec["activation"]], ACTIVATIONS[spec["recurrent_activation"]]
    h, c = state
    out = []
    for x in values:
        i, f, g, o = np.split(x @ kernel + h @ recurrent + bias, 4)
        c = gate(f) * c + gate(i) * act(g)
        h = gate(o) * act(c)
        out.append(h)
    return (np.array(out) if spec["return_sequences"] else h), (h, c)


def dense(values, spec, read):
    kernel = read.take(values.shape[-1], spec["units"])
    bias = read.take(spec["units"]) if spec["use_bias"] else 0
    return ACTIVATIONS[spec["activation"]](values @ kernel + bias)


def forward(case):
    read = Reader(case["parameters"])
    values = Reader(case["x"]).take(case["steps"], case["input"])
    starts = iter(np.array(s, np.float32).astype(np.float64) for s in case.get("initial", []))
    finals = []
    for spec in case["layers"]:
        if spec["type"] == "lstm":
            values, state = lstm(values, spec, read, next(starts, np.zeros((2, spec["units"]))))
            finals.append(state)
        else:
            values = dense(values, spec, read)
    assert read.done(), case["name"]
    return values, finals


def difference(expected, actual):
    expected, actual = np.array(expected, np.float64).ravel(), np.array(actual).ravel()
    assert expected.shape == actual.shape
    assert np.isfinite(expected).all() and np.isfinite(actual).all()
    return np.abs(expected - actual).max()


def converted_torch(case):
    """The parameters of a one-layer case, made from the tensors as PyTorch holds them."""
    t = {k: np.array(v, np.float32) for k, v in case["torch"].items()}
    rows = 4 * case["layers"][0]["units"]
    parts = [t["weight_ih"].reshape(rows, -1).T, t["weight_hh"].reshape(rows, -1).T]
    if "bias_ih" in t:
        parts.append(t["bias_ih"] + t["bias_hh"])
    return np.concatenate([p.ravel() for p in parts])


def main():
    failed = False
    for name in ("keras.json", "pytorch.json"):
        cases = json.loads(Path(__file__).with_name(name).read_text())
        assert len({c["name"] for c in cases}) == len(cases)
        worst, worst_name, largest = 0.0, "", 0.0
        for case in cases:
            y, finals = forward(case)
            found = difference(case["y"], y)
            if "final" in case:
                assert len(case["final"]) == len(finals)
                found = max(found, *map(difference, case["final"], finals))
            if "torch" in case:
                assert np.array_equal(converted_torch(case), np.array(case["parameters"], np.float32)), case["name"]
            # A head that is dead on every step would prove nothing.
            assert np.any(y != 0), case["name"]
            largest = max(largest, np.abs(y).max())
            if found >= worst:
                worst, worst_name = found, case["name"]
        print(f"{name}: {len(cases)} cases, max difference {worst:.3g} ({worst_name}), max |y| {largest:.3g}")
        failed |= not worst <= LIMIT
    return failed


if __name__ == "__main__":
    sys.exit(main())
