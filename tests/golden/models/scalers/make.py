#!/usr/bin/env python3
"""Makes scalers as scikit-learn's StandardScaler and MinMaxScaler have them, of readings of three sensors and of two quantities that are
forecast, and what state_dict/one.json computes from readings and for quantities in their own units. In double precision, by scikit-learn's
and PyTorch's formulas, without either. Ran with Python 3.11; any other version gives the same.
"""
import json
import math
import os
import random

HERE = os.path.dirname(os.path.abspath(__file__))
FITTED, STEPS = 200, 12


def readings(rng):
    """An air pressure, whose mean is far from zero in terms of its deviation, a temperature, and a flow that is nearly constant."""
    return [1013.25 + 7.5 * rng.gauss(0, 1), 21 + 4 * rng.gauss(0, 1), 0.02 + 0.0005 * rng.gauss(0, 1)]


def quantities(rng):
    return [250 + 40 * rng.gauss(0, 1), -3 + 0.5 * rng.gauss(0, 1)]


def standard(rows):
    columns = list(zip(*rows))
    means = [sum(column) / len(column) for column in columns]
    variances = [sum((x - m) ** 2 for x in column) / len(column) for column, m in zip(columns, means)]
    return {
        "with_mean": True, "with_std": True, "n_features_in_": len(columns),
        "mean_": means, "scale_": [math.sqrt(v) for v in variances],
    }


def min_max(rows, low, high):
    columns = list(zip(*rows))
    least, most = [min(column) for column in columns], [max(column) for column in columns]
    scale = [(high - low) / (b - a) for a, b in zip(least, most)]
    return {
        "feature_range": [low, high], "clip": False, "n_features_in_": len(columns),
        "data_min_": least, "data_max_": most, "scale_": scale, "min_": [low - a * s for a, s in zip(least, scale)],
    }


def forward(scaler, row):
    if "mean_" in scaler:
        return [(x - m) / s for x, m, s in zip(row, scaler["mean_"], scaler["scale_"])]
    return [x * s + m for x, m, s in zip(row, scaler["min_"], scaler["scale_"])]


def inverse(scaler, row):
    if "mean_" in scaler:
        return [x * s + m for x, m, s in zip(row, scaler["mean_"], scaler["scale_"])]
    return [(x - m) / s for x, m, s in zip(row, scaler["min_"], scaler["scale_"])]


def sigmoid(x):
    return 1 / (1 + math.exp(-x))


def run(model, rows):
    """nn.LSTM and nn.Linear, gates i, f, g, o, with an output for every step."""
    def product(name, x):
        return [sum(w * v for w, v in zip(row, x)) for row in model[name]]

    units = len(model["rec.bias_ih_l0"]) // 4
    h, c, outputs = [0.0] * units, [0.0] * units, []
    for x in rows:
        z = [sum(terms) for terms in zip(product("rec.weight_ih_l0", x), product("rec.weight_hh_l0", h), model["rec.bias_ih_l0"], model["rec.bias_hh_l0"])]
        i, f, g, o = (z[k * units:(k + 1) * units] for k in range(4))
        c = [sigmoid(fk) * ck + sigmoid(ik) * math.tanh(gk) for ik, fk, gk, ck in zip(i, f, g, c)]
        h = [sigmoid(ok) * math.tanh(ck) for ok, ck in zip(o, c)]
        outputs.append([y + b for y, b in zip(product("head.weight", h), model["head.bias"])])
    return outputs


def write(name, value):
    with open(os.path.join(HERE, name), "w", newline="\n") as file:
        json.dump(value, file)
        file.write("\n")


rng = random.Random(17)
inputs, outputs = [readings(rng) for _ in range(FITTED)], [quantities(rng) for _ in range(FITTED)]
with open(os.path.join(HERE, "..", "state_dict", "one.json")) as file:
    model = json.load(file)

for name, of_input, of_output in [
    ("standard", standard(inputs), standard(outputs)),
    ("min_max", min_max(inputs, 0, 1), min_max(outputs, -1, 1)),
    ("both_kinds", standard(inputs), min_max(outputs, 0, 1)),
]:
    rows = [readings(rng) for _ in range(STEPS)]
    computed = [inverse(of_output, row) for row in run(model, [forward(of_input, row) for row in rows])]
    write(name + ".json", {"input": of_input, "output": of_output})
    write(name + ".io.json", {"input": sum(rows, []), "output": sum(computed, [])})
