#!/usr/bin/python3
"""Trains the amp of GuitarAmp on a simulated diode clipper, and writes amp.json and amp.expected.csv.

    python3 train.py            trains and writes both files
    python3 train.py --check    compares amp.expected.csv with a forward pass in float64 by numpy alone

Needs numpy and PyTorch (Debian 12: apt-get install python3-torch python3-numpy, then /usr/bin/python3).

The circuit, and the values, are those of D. T. Yeh, J. S. Abel, J. O. Smith: "Simulation of the diode limiter in guitar distortion
circuits by numerical solution of ordinary differential equations", DAFx-07, Bordeaux, 2007. An amplifier drives a resistor; behind it a
capacitor and two antiparallel silicon diodes lead to ground, and the voltage over them is the output:

    dv/dt = (gain·x - v)/(R·C) - 2·(Is/C)·sinh(v/(n·Vt))
"""
import copy
import json
import math
import platform
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn

HERE = Path(__file__).resolve().parent

# The circuit.
GAIN = 10.0           # 20 dB in front of the clipper; an input of 1 is 1 V
RESISTOR = 2.2e3      # ohm
CAPACITOR = 10e-9     # farad
SATURATION = 2.52e-9  # Is of the diodes in ampere
EMISSION = 45.3e-3    # n·Vt of the diodes in volt

RATE = 44100
OVERSAMPLING = 8

# The network and its training.
UNITS = 16
SEED = 1
SEGMENT = RATE // 2   # samples of a piece of the training data
STEPS = 256           # samples through which a gradient runs back
EPOCHS = 45
VALIDATE = 3          # epochs between two looks at the validation signals
RATES = 6e-3, 1e-4    # learning rate of the first and the last epoch

EXPECTED = 2000       # samples in amp.expected.csv


# ---- The circuit ----------------------------------------------------------------------------------------------------------------

def circuit(x):
    """The output for the input signals x [signals, samples], at rest before the first sample.

    Trapezoidal rule at 8 · 44.1 kHz. The input runs straight from one sample to the next, and the output at the samples is taken as it
    is: nothing looks ahead, which a network that gets one sample at a time couldn't either.
    """
    h = 1 / (RATE * OVERSAMPLING)
    linear, diodes = h / (2 * RESISTOR * CAPACITOR), h * SATURATION / CAPACITOR

    # An implicit step solves left(v) = right for v. left is monotonous: a table gives the start, Newton's method the rest.
    table = np.linspace(-1.2, 1.2, 4801)
    left = table * (1 + linear) + diodes * np.sinh(table / EMISSION)

    y, v, before = np.empty_like(x), np.zeros(len(x)), np.zeros(len(x))
    for sample in range(x.shape[1]):
        now = GAIN * x[:, sample]
        for part in range(OVERSAMPLING):
            u0 = before + (now - before) * (part / OVERSAMPLING)
            u1 = before + (now - before) * ((part + 1) / OVERSAMPLING)
            right = v * (1 - linear) - diodes * np.sinh(v / EMISSION) + linear * (u0 + u1)
            v = np.interp(right, left, table)
            for _ in range(2):
                v = v - (v * (1 + linear) + diodes * np.sinh(v / EMISSION) - right) / (
                    1 + linear + diodes / EMISSION * np.cosh(v / EMISSION))
        y[:, sample] = v
        before = now
    return y


# ---- The signals ----------------------------------------------------------------------------------------------------------------

def string(rng, samples, frequency):
    """Karplus-Strong: noise that goes round a delay line of one period, and through a mean of two neighbours each time."""
    period = max(2, int(round(RATE / frequency)))
    decay = rng.uniform(0.985, 0.999)
    y = np.zeros(samples + period + 1)
    y[1:period + 1] = rng.uniform(-1, 1, period)
    if rng.random() < 0.7:  # a softer pick
        y[1:period + 1] = (y[1:period + 1] + np.roll(y[1:period + 1], 1) + np.roll(y[1:period + 1], 2)) / 3
    for start in range(period + 1, len(y), period):
        end = min(start + period, len(y))
        y[start:end] = decay * 0.5 * (y[start - period:end - period] + y[start - period - 1:end - period - 1])
    return y[period + 1:]


def plucked(rng):
    """One to four strings, plucked at one to three times."""
    y = np.zeros(SEGMENT)
    for _ in range(rng.integers(1, 4)):
        start = rng.integers(0, SEGMENT // 2)
        root = rng.uniform(75, 500)
        for interval in rng.choice([0, 3, 4, 7, 12, 16], rng.integers(1, 5), replace=False):
            y[start:] += string(rng, SEGMENT - start, root * 2 ** (interval / 12))
    return y


def sweep(rng):
    """A sine from one frequency to another, with a level that changes."""
    ends = np.log(rng.uniform([20, 2000], [300, 14000]))
    frequency = np.exp(np.linspace(*(ends if rng.random() < 0.5 else ends[::-1]), SEGMENT))
    envelope = np.exp(np.interp(np.arange(SEGMENT), np.linspace(0, SEGMENT, 5), np.log(rng.uniform(0.03, 1, 5))))
    return envelope * np.sin(2 * np.pi * np.cumsum(frequency) / RATE)


def bursts(rng):
    """Noise of a few bandwidths, in bursts with silence between them."""
    noise = rng.standard_normal(SEGMENT)
    width = rng.integers(1, 24)
    noise = np.convolve(noise, np.ones(width) / width, "same")
    edges = np.sort(rng.integers(0, SEGMENT, 6))
    gate = np.zeros(SEGMENT)
    for on, off in edges.reshape(3, 2):
        gate[on:off] = rng.uniform(0.1, 1)
    return noise * gate


KINDS = {"plucked strings": plucked, "sweeps": sweep, "noise bursts": bursts}


def signals(seed, counts):
    """Inputs [signals, SEGMENT] of each kind, whose peaks lie between 0.05 and 1, and the outputs of the circuit; both float32."""
    rng = np.random.default_rng(seed)
    made = []
    for kind, count in zip(KINDS.values(), counts):
        for _ in range(count):
            y = kind(rng)
            made.append(y * math.exp(rng.uniform(math.log(0.05), 0)) / np.abs(y).max())
    x = np.array(made)
    x[:, :20] *= np.linspace(0, 1, 20)
    x = x.astype(np.float32)
    return torch.from_numpy(x), torch.from_numpy(circuit(x.astype(np.float64)).astype(np.float32))


# ---- The network ----------------------------------------------------------------------------------------------------------------

class SimpleRNN(nn.Module):
    """GuitarML's network: an LSTM, a linear layer, and the input added to the output."""

    def __init__(self):
        super().__init__()
        self.rec = nn.LSTM(1, UNITS, 1)
        self.lin = nn.Linear(UNITS, 1)

    def forward(self, x, state=None):
        """x: [samples, signals]."""
        h, state = self.rec(x[:, :, None], state)
        return self.lin(h)[:, :, 0] + x, state


def loss_of(y, target):
    """Error to signal, of the signal and of its mean, as GuitarML's ESR + DC."""
    energy = (target ** 2).mean() + 1e-5
    return ((y - target) ** 2).mean() / energy + ((y - target).mean(0) ** 2).mean() / energy


def esr(net, x, target):
    with torch.no_grad():
        y = net(x.T)[0].T
    return (((y - target).double() ** 2).sum() / (target.double() ** 2).sum()).item()


def train(training, validation):
    """Truncated backpropagation through time; keeps the parameters of the epoch that is best on the validation signals."""
    torch.manual_seed(SEED)
    net = SimpleRNN()
    first, last = RATES
    optimizer = torch.optim.Adam(net.parameters(), lr=first)
    x, target = (signal.T.contiguous() for signal in training)
    best, best_epoch, best_net = math.inf, 0, net
    start = time.perf_counter()
    for epoch in range(EPOCHS):
        optimizer.param_groups[0]["lr"] = last + (first - last) * (1 + math.cos(math.pi * epoch / EPOCHS)) / 2
        state = None
        for at in range(0, SEGMENT - STEPS + 1, STEPS):
            y, state = net(x[at:at + STEPS], state)
            state = tuple(part.detach() for part in state)
            optimizer.zero_grad()
            loss_of(y, target[at:at + STEPS]).backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
        if (epoch + 1) % VALIDATE != 0:
            continue
        error = esr(net, *validation)
        if error < best:
            best, best_epoch, best_net = error, epoch + 1, copy.deepcopy(net)
        print(f"epoch {epoch + 1:3}: validation ESR {100 * error:.3f} %, {time.perf_counter() - start:.0f} s", flush=True)
    return best_net, best_epoch


# ---- The files ------------------------------------------------------------------------------------------------------------------

def write(net, held_out):
    model = {
        "model_data": {
            "model": "SimpleRNN", "input_size": 1, "skip": 1, "output_size": 1, "unit_type": "LSTM", "num_layers": 1,
            "hidden_size": UNITS, "bias_fl": True,
        },
        "state_dict": {name: tensor.tolist() for name, tensor in net.state_dict().items()},
    }
    with open(HERE / "amp.json", "w", encoding="utf-8", newline="\n") as file:
        json.dump(model, file)
        file.write("\n")

    # Of the held-out strings those that are loudest in their first samples: they clip.
    starts = held_out[0][:, :EXPECTED]
    x = starts[starts.abs().max(1).values.argmax()]
    with torch.no_grad():
        y = net(x[:, None])[0][:, 0]
    with open(HERE / "amp.expected.csv", "w", encoding="utf-8", newline="\n") as file:
        file.write("# Written by train.py: what PyTorch's network puts out for a held-out signal, from the state zero.\n"
                   "# Floats are the shortest decimals that read back as the same float32.\n"
                   "input,output\n")
        # str() of a float32 is that shortest decimal.
        file.writelines(f"{np.float32(a)!s},{np.float32(b)!s}\n" for a, b in zip(x.numpy(), y.numpy()))


def check():
    """A second forward pass that shares nothing with PyTorch and reads the files that GuitarAmp reads."""
    with open(HERE / "amp.json", encoding="utf-8") as file:
        tensors = {name: np.array(values) for name, values in json.load(file)["state_dict"].items()}
    with open(HERE / "amp.expected.csv", encoding="utf-8") as file:
        lines = [line for line in file if not line.startswith("#")][1:]
    x, expected = np.array([[float(value) for value in line.split(",")] for line in lines]).T

    kernel, recurrent = tensors["rec.weight_ih_l0"][:, 0], tensors["rec.weight_hh_l0"]
    bias = tensors["rec.bias_ih_l0"] + tensors["rec.bias_hh_l0"]
    h, c, y = np.zeros(len(kernel) // 4), np.zeros(len(kernel) // 4), np.empty_like(x)
    for sample, value in enumerate(x):
        i, f, g, o = np.split(kernel * value + recurrent @ h + bias, 4)
        i, f, o = (1 / (1 + np.exp(-gate)) for gate in (i, f, o))
        c = f * c + i * np.tanh(g)
        h = o * np.tanh(c)
        y[sample] = tensors["lin.weight"][0] @ h + tensors["lin.bias"][0] + value
    difference = np.abs(y - expected).max()
    print(f"{len(x)} samples: max |numpy float64 - PyTorch| = {difference:.2g}")
    return difference <= 1e-5


def main():
    if sys.argv[1:] == ["--check"]:
        return 0 if check() else 1

    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    print(f"Python {platform.python_version()}, numpy {np.__version__}, PyTorch {torch.__version__}")
    training, validation = signals(1, (36, 14, 14)), signals(2, (8, 4, 4))
    print(f"training {training[0].numel() / RATE:.0f} s, validation {validation[0].numel() / RATE:.0f} s")
    net, epoch = train(training, validation)

    counts = 16, 8, 8
    held_out = signals(3, counts)
    print(f"parameters of epoch {epoch} of {EPOCHS}; ESR of the training signals {100 * esr(net, *training):.3f} %,"
          f" of the validation signals {100 * esr(net, *validation):.3f} %")
    print(f"held out, {held_out[0].numel() / RATE:.0f} s: ESR {100 * esr(net, *held_out):.3f} %")
    at = 0
    for name, count in zip(KINDS, counts):
        part = [signal[at:at + count] for signal in held_out]
        print(f"    {name:16} {100 * esr(net, *part):.3f} %")
        at += count
    write(net, [signal[:counts[0]] for signal in held_out])
    return 0 if check() else 1


if __name__ == "__main__":
    sys.exit(main())
