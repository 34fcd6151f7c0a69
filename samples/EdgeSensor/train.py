#!/usr/bin/python3
"""Trains the forecaster of EdgeSensor with PyTorch, chooses the rule, and writes forecaster.json, Rule.cs and kennedy.expected.csv.

    python3 train.py            trains, writes the files, and prints the figures of README.md
    python3 train.py --check    compares kennedy.expected.csv with a forward pass in float64 by numpy alone

A second run on the same machine writes the same bytes.

Needs numpy and PyTorch (Debian 12: apt-get install python3-torch python3-numpy, then /usr/bin/python3).
"""
import copy
import json
import math
import platform
import sys
from datetime import datetime, timezone
from pathlib import Path

import numpy as np
import torch
from torch import nn

HERE = Path(__file__).resolve().parent
HOUR = 3600

# Days of each month: to train on, to choose the epoch and the rule by, and, from the second number on, held out.
VALIDATION_DAY, HELD_OUT_DAY = 17, 23

UNITS = 16
SEED = 1
EPOCHS = 60
BATCHES = 20    # an epoch
BATCH = 16      # sequences
STEPS = 120     # hours of a sequence
WARM_UP = 24    # hours at the start of a sequence, and of a stream, that aren't judged

CHANNELS = ("temperature", "humidity")
CENTRE, WIDTH = np.array([12.0, 60.0]), np.array([10.0, 20.0])  # of what the network reads
UNIT = np.array([1.0, 5.0])                                     # °C and %: of what it puts out
FLOOR = 0.1                                                     # the least spread, in units

MAX_BRIDGE = 6  # hours that the network goes on with its own forecasts
ALARMS = 4      # validation hours of a channel that may lie above the threshold

# Ten days for kennedy.expected.csv, from a state of zero: no hour is missing, and none of them is a jump.
EXPECTED_FROM = datetime(2013, 2, 21, 6, tzinfo=timezone.utc).timestamp()
EXPECTED = 240


# ---- The data -------------------------------------------------------------------------------------------------------------------

def read(station):
    """Times and readings [hours, 2] at every full hour. What is missing is interpolated: 24 of 8,730 hours."""
    with open(HERE / f"{station}.csv", encoding="utf-8") as file:
        rows = np.array([[float(value) for value in line.split(",")] for line in file if not line.startswith("#")])
    times = np.arange(rows[0, 0], rows[-1, 0] + 1, HOUR)
    return times, np.stack([np.interp(times, rows[:, 0], rows[:, channel]) for channel in (1, 2)], 1)


def days(times):
    return np.array([datetime.fromtimestamp(time, timezone.utc).day for time in times])


def hours(times):
    return (times // HOUR % 24).astype(int)


def features(hour, readings):
    """What the network reads: both channels, and the hour of the day as a point on a circle."""
    angle = 2 * math.pi * np.broadcast_to(hour, readings.shape[:-1]) / 24
    scaled = (readings - CENTRE) / WIDTH
    return np.concatenate([scaled, np.sin(angle)[..., None], np.cos(angle)[..., None]], -1)


# ---- The network ----------------------------------------------------------------------------------------------------------------

class Forecaster(nn.Module):
    """Puts out, for each channel, how far it moves within the next hour, and the root of how far it may be off."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(4, UNITS, batch_first=True)
        self.dense = nn.Linear(UNITS, 4)

    def forward(self, x):
        return self.dense(self.lstm(x)[0])


def loss_of(outputs, changes):
    """The negative log-likelihood of Laplace's distribution: a front costs its distance, not the square of it."""
    spread = FLOOR + outputs[..., 2:] ** 2
    return ((changes - outputs[..., :2]).abs() / spread + torch.log(spread)).mean(-1)


def train(times, readings):
    """Keeps the parameters of the epoch that is best on the validation days."""
    x = torch.from_numpy(features(hours(times), readings)[:-1].astype(np.float32))
    y = torch.from_numpy(((readings[1:] - readings[:-1]) / UNIT).astype(np.float32))
    day = torch.from_numpy(days(times)[1:])
    is_training = (day < VALIDATION_DAY).float()
    is_validation = (day >= VALIDATION_DAY) & (day < HELD_OUT_DAY)

    torch.manual_seed(SEED)
    net = Forecaster()
    first, last = 5e-3, 2e-4
    optimizer = torch.optim.AdamW(net.parameters(), lr=first, weight_decay=1e-2)
    best, best_epoch, best_net = math.inf, 0, net
    for epoch in range(EPOCHS):
        optimizer.param_groups[0]["lr"] = last + (first - last) * (1 + math.cos(math.pi * epoch / EPOCHS)) / 2
        for starts in torch.randperm(len(x) - STEPS)[:BATCHES * BATCH].split(BATCH):
            at = starts[:, None] + torch.arange(STEPS)
            weight = is_training[at]
            weight[:, :WARM_UP] = 0
            optimizer.zero_grad()
            ((loss_of(net(x[at]), y[at]) * weight).sum() / (weight.sum() + 1)).backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
        with torch.no_grad():
            error = loss_of(net(x[None])[0], y)[is_validation].mean().item()
        if error < best:
            best, best_epoch, best_net = error, epoch + 1, copy.deepcopy(net)
    return best_net, best_epoch


# ---- Forecasters that read an hour at a time, many sequences side by side ----------------------------------------------------------

class Network:
    """The trained network, in float64 by numpy alone."""

    def __init__(self, tensors, sequences):
        self.kernel, self.recurrent = tensors["lstm.weight_ih_l0"].T, tensors["lstm.weight_hh_l0"].T
        self.bias = tensors["lstm.bias_ih_l0"] + tensors["lstm.bias_hh_l0"]
        self.dense, self.dense_bias = tensors["dense.weight"].T, tensors["dense.bias"]
        self.h = self.c = np.zeros((sequences, len(self.recurrent)))

    def step(self, hour, readings):
        """The forecast for the next hour, and its spread."""
        i, f, g, o = np.split(features(hour, readings) @ self.kernel + self.h @ self.recurrent + self.bias, 4, axis=1)
        i, f, o = (1 / (1 + np.exp(-gate)) for gate in (i, f, o))
        self.c = f * self.c + i * np.tanh(g)
        self.h = o * np.tanh(self.c)
        outputs = self.h @ self.dense + self.dense_bias
        return readings + outputs[:, :2] * UNIT, (FLOOR + outputs[:, 2:] ** 2) * UNIT


class LastValue:
    def step(self, hour, readings):
        return readings, np.broadcast_to(UNIT, readings.shape)


class Yesterday:
    """The last value, moved as it moved at the same hour of the day before."""

    def __init__(self):
        self.before = []

    def step(self, hour, readings):
        self.before = (self.before + [readings])[-25:]
        change = self.before[1] - self.before[0] if len(self.before) == 25 else 0
        return readings + change, np.broadcast_to(UNIT, readings.shape)


# ---- The rule: what Monitor.cs does -----------------------------------------------------------------------------------------------

def run_lengths(readings):
    """How many readings before this one, and it, are the same."""
    lengths = np.ones(readings.shape, int)
    for hour in range(1, readings.shape[1]):
        lengths[:, hour] += lengths[:, hour - 1] * (readings[:, hour] == readings[:, hour - 1])
    return lengths


def monitor(forecaster, hour, readings, growth, thresholds, stuck):
    """Scores and alarms [sequences, hours, 2] of the readings [sequences, hours, 2]."""
    scores, alarms = np.zeros(readings.shape), np.zeros(readings.shape, bool)
    bridged = np.zeros((len(readings), 2), int)
    for at in range(readings.shape[1]):
        now = readings[:, at]
        if at >= WARM_UP:
            scores[:, at] = np.abs(now - forecast) / (spread * growth[bridged])
            jumps = scores[:, at] > thresholds
            alarms[:, at] = jumps
            doubted = jumps & (bridged < MAX_BRIDGE)
            now = np.where(doubted, forecast, now)
            bridged = np.where(doubted, bridged + 1, 0)
        forecast, spread = forecaster.step(hour[at], now)
    alarms[:, WARM_UP:] |= run_lengths(readings)[:, WARM_UP:] >= stuck
    return scores, alarms


def growth_of(forecaster, times, readings):
    """How the errors of 1 to MAX_BRIDGE + 1 hours ahead compare with the spread of the first, on the validation days.

    1.4826 · the median of absolute values is a robust standard deviation: fronts don't count for more than calm hours.
    """
    ratios = []
    hour, day = hours(times), days(times)
    for at in range(len(times) - MAX_BRIDGE - 1):
        forecast, spread = forecaster.step(hour[at], readings[None, at])
        if VALIDATION_DAY <= day[at] < HELD_OUT_DAY:
            ahead, runner = [], copy.copy(forecaster)
            for lead in range(1, MAX_BRIDGE + 2):
                ahead.append((readings[at + lead] - forecast[0]) / spread[0])
                forecast, _ = runner.step(hour[at + lead], forecast)
            ratios.append(ahead)
    return np.round(1.4826 * np.median(np.abs(ratios), axis=(0, 2)), 2)


def choose_rule(make, times, readings):
    """Growth, thresholds and the run length that is stuck, from LaGuardia's validation days."""
    day = days(times)
    chosen = (day >= VALIDATION_DAY) & (day < HELD_OUT_DAY)
    growth = growth_of(make(1), times, readings)
    never = np.array([np.inf, np.inf])
    scores, _ = monitor(make(1), hours(times), readings[None], growth, never, never)
    thresholds = np.round(np.sort(scores[0, chosen], axis=0)[-ALARMS - 1], 1)
    stuck = run_lengths(readings[None])[0, day < HELD_OUT_DAY].max(0) + 1
    return growth, thresholds, stuck


# ---- The figures ------------------------------------------------------------------------------------------------------------------

KINDS = ("spike", "offset", "drift", "stuck")
EVENT = 24  # hours


def damage(rng, times, readings, kind, channel):
    """One event in the held-out days of each month: the damaged readings, and where the events are."""
    damaged, events = readings.copy(), np.zeros(len(readings), bool)
    for at in np.flatnonzero((days(times) == HELD_OUT_DAY + 1) & (hours(times) == 0)):
        at += rng.integers(0, 48)
        size = rng.choice([-1, 1]) * UNIT[channel] * rng.uniform(2, 8)
        length = 1 if kind == "spike" else EVENT
        event = slice(at, at + length)
        if kind == "stuck":
            damaged[event, channel] = readings[at, channel]
        elif kind == "drift":
            damaged[event, channel] += size * np.arange(1, length + 1) / length
        else:
            damaged[event, channel] += size
        events[event] = True
    damaged[:, 1] = np.clip(damaged[:, 1], 0, 100)
    return damaged, events


def spans(flags):
    edges = np.diff(np.concatenate([[0], flags.astype(int), [0]]))
    return list(zip(np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)))


def evaluate(make, rule, stations, kinds=KINDS):
    """Alarms in the held-out days as they were, and the recall of each kind of damage with the precision over all of them."""
    clean, recall, true, alarmed = 0, {}, 0, 0
    for times, readings in stations:
        held_out = days(times) >= HELD_OUT_DAY
        _, alarms = monitor(make(1), hours(times), readings[None], *rule)
        clean += len(spans(alarms[0].any(1) & held_out))
    for kind in kinds:
        for channel in range(2):
            rng, found, count = np.random.default_rng(SEED), 0, 0
            for times, readings in stations:
                held_out = days(times) >= HELD_OUT_DAY
                damaged, events = zip(*[damage(rng, times, readings, kind, channel) for _ in range(4)])
                _, alarms = monitor(make(len(damaged)), hours(times), np.array(damaged), *rule)
                for event, alarm in zip(events, alarms.any(2) & held_out):
                    found += sum(alarm[start:end].any() for start, end in spans(event))
                    count += len(spans(event))
                    # The end of an event is a jump as well; the network may take MAX_BRIDGE hours to believe it.
                    near = np.convolve(event, np.ones(MAX_BRIDGE + 2))[:len(event)] > 0
                    true += sum(near[start:end].any() for start, end in spans(alarm))
                    alarmed += len(spans(alarm))
            recall[kind, channel] = found / count
    return clean, recall, true / max(alarmed, 1)


def show_recall(figures):
    alarms, recall, precision = figures
    print(f"    {alarms} alarms in the held-out days as they were, precision {100 * precision:.0f} %, recall "
          + ", ".join(f"{kind} {100 * recall[kind, 0]:.0f}/{100 * recall[kind, 1]:.0f} %" for kind in KINDS))


def show_errors(name, forecasters, times, readings):
    held_out = days(times)[1:] >= HELD_OUT_DAY
    hour = hours(times)
    for forecaster, make in forecasters.items():
        net = make(1)
        forecasts = np.array([net.step(hour[at], readings[None, at])[0][0] for at in range(len(times) - 1)])
        errors = (readings[1:] - forecasts)[held_out]
        rmse, median = np.sqrt((errors ** 2).mean(0)), np.median(np.abs(errors), axis=0)
        print(f"{name:10} {forecaster:12} RMSE {rmse[0]:.3f} °C {rmse[1]:.2f} %, median {median[0]:.3f} °C {median[1]:.2f} %")


# ---- The files ------------------------------------------------------------------------------------------------------------------

def write_rule(growth, thresholds, stuck):
    text = f"""using System;

namespace EdgeSensor;

/// <summary>What counts as an anomaly of one channel.</summary>
/// <param name="Threshold">The most that an error may be, in spreads.</param>
/// <param name="Stuck">As many readings that are the same come from a sensor that is stuck.</param>
internal readonly record struct ChannelRule(float Threshold, int Stuck);

/// <summary>Written by train.py, which chose the numbers on validation days; README.md says how.</summary>
internal static class Rule
{{
    /// <summary>Readings from which the network has to learn what the weather is like before it judges one.</summary>
    internal const int WarmUp = {WARM_UP};

    /// <summary>The most hours in a row that the network goes on with its own forecast in place of a reading.</summary>
    internal const int MaxBridge = {MAX_BRIDGE};

    internal static readonly ChannelRule Temperature = new({thresholds[0]}f, {stuck[0]});

    internal static readonly ChannelRule Humidity = new({thresholds[1]}f, {stuck[1]});

    /// <summary>How much wider the errors are than the spread after 0, 1, 2, … hours without a reading.</summary>
    internal static ReadOnlySpan<float> Growth => [{", ".join(f"{value}f" for value in growth)}];
}}
"""
    (HERE / "Rule.cs").write_text(text, encoding="utf-8", newline="\n")


def write_model(net):
    with open(HERE / "forecaster.json", "w", encoding="utf-8", newline="\n") as file:
        json.dump({name: tensor.tolist() for name, tensor in net.state_dict().items()}, file)
        file.write("\n")


def expected_part(times, readings):
    part = slice(int((EXPECTED_FROM - times[0]) // HOUR), None)
    return times[part][:EXPECTED], readings[part][:EXPECTED]


def write_expected(net, times, readings):
    x = torch.from_numpy(features(hours(times), readings).astype(np.float32))
    with torch.no_grad():
        outputs = net(x[None])[0].numpy()
    forecasts = readings + outputs[:, :2] * UNIT
    spreads = (FLOOR + outputs[:, 2:] ** 2) * UNIT
    with open(HERE / "kennedy.expected.csv", "w", encoding="utf-8", newline="\n") as file:
        file.write("# Written by train.py: what PyTorch's network makes of ten days of kennedy.csv, from a state of zero.\n"
                   "# Fields: the time that the forecast is for; forecast and spread of the temperature; forecast and spread of the humidity.\n")
        for at in range(EXPECTED):
            (temperature, humidity), (spread, humidity_spread) = forecasts[at], spreads[at]
            file.write(f"{times[at] + HOUR:.0f},{temperature:.4f},{spread:.4f},{humidity:.4f},{humidity_spread:.4f}\n")


def read_model():
    with open(HERE / "forecaster.json", encoding="utf-8") as file:
        return {name: np.array(values) for name, values in json.load(file).items()}


def check():
    """A second forward pass that shares nothing with PyTorch and reads the files that EdgeSensor reads."""
    with open(HERE / "kennedy.expected.csv", encoding="utf-8") as file:
        expected = np.array([[float(value) for value in line.split(",")] for line in file if not line.startswith("#")])
    times, readings = expected_part(*read("kennedy"))
    net, difference = Network(read_model(), 1), 0.0
    for row, hour, now in zip(expected, hours(times), readings):
        forecast, spread = net.step(hour, now[None])
        difference = max(difference, np.abs(np.stack([forecast[0], spread[0]], 1).ravel() - row[1:]).max())
    print(f"{len(expected)} hours: max |numpy float64 - PyTorch| = {difference:.2g} °C or %")
    return len(expected) == EXPECTED and difference <= 2e-4


def main():
    if sys.argv[1:] == ["--check"]:
        return 0 if check() else 1

    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    print(f"Python {platform.python_version()}, numpy {np.__version__}, PyTorch {torch.__version__}")
    la_guardia, kennedy = read("laguardia"), read("kennedy")
    net, epoch = train(*la_guardia)
    print(f"parameters of epoch {epoch} of {EPOCHS}, the best on LaGuardia's validation days")
    write_model(net)
    write_expected(net, *expected_part(*kennedy))

    tensors = read_model()
    forecasters = {
        "this LSTM": lambda sequences: Network(tensors, sequences),
        "last value": lambda sequences: LastValue(),
        "yesterday": lambda sequences: Yesterday(),
    }
    for name, station in ("LaGuardia", la_guardia), ("Kennedy", kennedy):
        show_errors(name, forecasters, *station)
    stations = [la_guardia, kennedy]
    for name, make in forecasters.items():
        growth, thresholds, stuck = rule = choose_rule(make, *la_guardia)
        print(f"{name}: growth {growth}, thresholds {thresholds}, stuck {stuck}")
        if name == "this LSTM":
            write_rule(*rule)
        figures = evaluate(make, rule, stations)
        show_recall(figures)
        if name == "this LSTM":
            alarms = figures[0]
        elif name == "last value":
            # The fairest comparison that a baseline can have: as many alarms as the network raises, found on the held-out days themselves.
            while evaluate(make, rule, stations, kinds=())[0] < alarms:
                rule = growth, 0.98 * rule[1], stuck
            print(f"{name} with the thresholds {np.round(rule[1], 1)}:")
            show_recall(evaluate(make, rule, stations))
    return 0 if check() else 1


if __name__ == "__main__":
    sys.exit(main())
