#!/usr/bin/python3
"""Trains the forecast of Quickstart with PyTorch, and writes forecast.params.csv and forecast.expected.csv.

    python3 train.py            trains and writes both files
    python3 train.py --check    compares forecast.expected.csv with a forward pass in float64 by numpy alone

A second run on the same machine writes the same bytes.

Needs numpy and PyTorch (Debian 12: apt-get install python3-torch python3-numpy, then /usr/bin/python3).
"""
import copy
import csv
import math
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn

HERE = Path(__file__).resolve().parent
FIRST_YEAR = 1950
VALIDATION_YEAR = 1991  # training years: 1950 to 1990
HELD_OUT_YEAR = 2001    # validation years: 1991 to 2000; held out: 2001 to 2010

STEPS = 24    # months that the network reads
HORIZON = 3   # months that it forecasts
INPUT = 3     # anomaly, and the month as a point on a circle
UNITS = 12

SEED = 2  # of 1 and 2 the better one in the validation years
EPOCHS = 60
BATCH = 32


def read_months():
    with open(HERE / "elnino.csv", encoding="utf-8") as file:
        rows = csv.reader(line for line in file if not line.startswith("#"))
        next(rows)
        return [float(value) for row in rows for value in row[1:]]


# Plain Python floats, added one by one (sum() compensates for rounding since Python 3.12): ElNino.cs does the same in double.
def prepare(months):
    training = (VALIDATION_YEAR - FIRST_YEAR) * 12
    climatology = [0.0] * 12
    for t in range(training):
        climatology[t % 12] += months[t]
    climatology = [total / (training // 12) for total in climatology]
    anomalies = [value - climatology[t % 12] for t, value in enumerate(months)]
    scale = max(abs(value) for value in anomalies[:training])
    scaled = [value / scale for value in anomalies]
    features = [(scaled[t], math.sin(2 * math.pi * (t % 12) / 12), math.cos(2 * math.pi * (t % 12) / 12))
                for t in range(len(months))]
    return features, scaled, scale


def windows(features, scaled, first_year, end_year):
    """Every window whose forecast months all lie in first_year..end_year-1. What it reads may lie before them.

    The network forecasts how far the anomaly moves from the last one that it has read: staying put is the forecast to beat.
    """
    first, end = (first_year - FIRST_YEAR) * 12, (end_year - FIRST_YEAR) * 12
    starts = range(max(first, STEPS), end - HORIZON + 1)
    x = np.array([features[t - STEPS:t] for t in starts], dtype=np.float32)
    y = np.array([[value - scaled[t - 1] for value in scaled[t:t + HORIZON]] for t in starts], dtype=np.float32)
    return torch.from_numpy(x), torch.from_numpy(y)


class Forecast(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(INPUT, UNITS, batch_first=True)
        self.dense = nn.Linear(UNITS, HORIZON)

    def forward(self, x):
        return self.dense(self.lstm(x)[0][:, -1])


def rmse(net, x, y):
    with torch.no_grad():
        return math.sqrt(((net(x) - y) ** 2).mean().item())


def train(training, validation):
    """Keeps the parameters of the epoch that forecasts the validation years best."""
    torch.manual_seed(SEED)
    net = Forecast()
    optimizer = torch.optim.AdamW(net.parameters(), lr=3e-3, weight_decay=1e-2)
    x, y = training
    best, best_epoch, best_net = math.inf, 0, net
    for epoch in range(EPOCHS):
        for batch in torch.randperm(len(x)).split(BATCH):
            optimizer.zero_grad()
            nn.functional.mse_loss(net(x[batch]), y[batch]).backward()
            optimizer.step()
        error = rmse(net, *validation)
        if error < best:
            best, best_epoch, best_net = error, epoch + 1, copy.deepcopy(net)
    return best_net, best_epoch


def keras_order(net):
    """Keras' get_weights(). Both frameworks order the gates i, f, c, o (PyTorch calls c g), so matrices need transposing only."""
    lstm, dense = net.lstm, net.dense
    return [
        (f"lstm kernel [{INPUT}, 4*{UNITS}]", lstm.weight_ih_l0.T),
        (f"lstm recurrent kernel [{UNITS}, 4*{UNITS}]", lstm.weight_hh_l0.T),
        (f"lstm bias [4*{UNITS}]: bias_ih + bias_hh", lstm.bias_ih_l0 + lstm.bias_hh_l0),
        (f"dense kernel [{UNITS}, {HORIZON}]", dense.weight.T),
        (f"dense bias [{HORIZON}]", dense.bias),
    ]


# str() of a float32 is the shortest decimal that reads back as the same float32.
def text(value):
    return str(np.float32(value))


def write(net, held_out):
    made = "# Written by train.py. Floats are the shortest decimals that read back as the same float32.\n"
    with open(HERE / "forecast.params.csv", "w", encoding="utf-8", newline="\n") as file:
        file.write(made + "# All parameters in the order of Keras' get_weights(), row by row, gates i, f, c, o.\n")
        for name, tensor in keras_order(net):
            file.write(f"# {name}\n")
            file.writelines(text(value) + "\n" for value in tensor.detach().numpy().ravel())

    with torch.no_grad():
        outputs = net(held_out[0]).numpy()
    with open(HERE / "forecast.expected.csv", "w", encoding="utf-8", newline="\n") as file:
        file.write(made + f"# What PyTorch's network puts out for each held-out window: {HORIZON} changes of the scaled"
                   f" anomaly since the last month read. The first month forecast is January {HELD_OUT_YEAR}.\n")
        file.writelines(",".join(text(value) for value in row) + "\n" for row in outputs)


def read_floats(name):
    with open(HERE / name, encoding="utf-8") as file:
        return np.array([[np.float32(value) for value in line.split(",")] for line in file if not line.startswith("#")])


def check(held_out):
    """A second forward pass that shares nothing with PyTorch and reads the parameters as Quickstart does."""
    values, at, parts = read_floats("forecast.params.csv").ravel().astype(np.float64), 0, []
    for shape in [(INPUT, 4 * UNITS), (UNITS, 4 * UNITS), (4 * UNITS,), (UNITS, HORIZON), (HORIZON,)]:
        size = math.prod(shape)
        parts.append(values[at:at + size].reshape(shape))
        at += size
    assert at == len(values), f"{len(values)} parameters where {at} are needed"
    kernel, recurrent_kernel, bias, dense_kernel, dense_bias = parts

    x = held_out[0].numpy().astype(np.float64)
    h, c = np.zeros((len(x), UNITS)), np.zeros((len(x), UNITS))
    for step in range(STEPS):
        i, f, g, o = np.split(x[:, step] @ kernel + h @ recurrent_kernel + bias, 4, axis=1)
        i, f, o = (1 / (1 + np.exp(-gate)) for gate in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
    expected = read_floats("forecast.expected.csv").astype(np.float64)
    difference = np.abs(h @ dense_kernel + dense_bias - expected).max()
    print(f"{len(values)} parameters, {len(x)} windows: max |numpy float64 - PyTorch| = {difference:.2g}")
    return difference <= 1e-6


def main():
    features, scaled, scale = prepare(read_months())
    held_out = windows(features, scaled, HELD_OUT_YEAR, FIRST_YEAR + len(scaled) // 12)
    if sys.argv[1:] == ["--check"]:
        return 0 if check(held_out) else 1

    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    training = windows(features, scaled, FIRST_YEAR, VALIDATION_YEAR)
    validation = windows(features, scaled, VALIDATION_YEAR, HELD_OUT_YEAR)
    net, epoch = train(training, validation)
    write(net, held_out)
    for name, data in [("training", training), ("validation", validation), ("held-out", held_out)]:
        print(f"{name:10} {len(data[0]):3} windows, RMSE {rmse(net, *data) * scale:.3f} °C")
    print(f"parameters of epoch {epoch} of {EPOCHS}, the best in the validation years")
    return 0 if check(held_out) else 1


if __name__ == "__main__":
    sys.exit(main())
