#!/usr/bin/python3
"""Writes pytorch.json: random networks over the options of torch.nn.LSTM, computed by PyTorch."""
import json
import math
from itertools import count
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

# One thread keeps the order of the sums, and with it the last bit, the same in every run.
torch.set_num_threads(1)

CASES = 220

ACTIVATIONS = {
    "none": None, "Tanh": nn.Tanh, "Sigmoid": nn.Sigmoid, "Hardsigmoid": nn.Hardsigmoid, "ReLU": nn.ReLU,
    "LeakyReLU": nn.LeakyReLU, "ReLU6": nn.ReLU6, "ELU": nn.ELU, "SELU": nn.SELU, "Softplus": nn.Softplus,
    "Softsign": nn.Softsign, "SiLU": nn.SiLU, "GELU": nn.GELU, "GELU_tanh": lambda: nn.GELU("tanh"),
    "Softmax": lambda: nn.Softmax(-1),
}
ALPHAS = {"LeakyReLU": (0.01, 0.2, 0.35), "ELU": (0.5, 1.0, 1.7)}

# Every gate has its own offset, so that exchanged gates change the result;
# the two biases have different ones, so that a dropped one does too.
BIAS_OFFSET = {"bias_ih": (-0.5, 0.25, 0.35, -0.2), "bias_hh": (0.2, 0.35, -0.15, 0.3)}


class Generator:
    """Seeded by a text, so that adding a case leaves all the others as they are."""

    def __init__(self, text):
        self.s = 2166136261
        for ch in text:
            self.s = (self.s ^ ord(ch)) * 16777619 & 0xFFFFFFFF
        for _ in range(20):  # the first numbers of similar texts are similar
            self.uniform()

    def uniform(self):
        s = self.s
        s ^= s << 13 & 0xFFFFFFFF
        s ^= s >> 17
        s ^= s << 5 & 0xFFFFFFFF
        self.s = s
        return s / 4294967296

    def below(self, limit):
        return int(self.uniform() * limit)

    def chance(self, probability):
        return self.uniform() < probability

    def pick(self, values):
        return values[self.below(len(values))]

    def array(self, shape, size):
        """Numbers of at most three decimals within +-size; short decimals keep the file small."""
        values = [round((2 * self.uniform() - 1) * size, 3) for _ in range(math.prod(shape))]
        return np.array(values).reshape(shape)


class Net(nn.Module):
    def __init__(self, case):
        super().__init__()
        spec = case["lstm"]
        self.rnn = nn.LSTM(case["input"], spec["hidden"], spec["layers"], spec["bias"],
                           bidirectional=spec["bidirectional"], proj_size=spec["proj"])
        modules, width = [], (spec["proj"] or spec["hidden"]) * (1 + spec["bidirectional"])
        for layer in case["head"]:
            modules.append(nn.Linear(width, layer["units"], layer["bias"]))
            if layer["activation"] != "none":
                modules.append(ACTIVATIONS[layer["activation"]](*[layer["alpha"]] if "alpha" in layer else []))
            width = layer["units"]
        self.head = nn.Sequential(*modules)

    def forward(self, x, length, every_step, state):
        steps = len(x)
        if length < steps:
            x = pack_padded_sequence(x, [length])
        out, (h, _) = self.rnn(x, state)
        if length < steps:
            out, _ = pad_packed_sequence(out, total_length=steps)
        if every_step:
            y = self.head(out[:length, 0])
            return torch.cat((y, y.new_zeros(steps - length, y.shape[1])))
        return self.head(torch.cat((h[-2], h[-1]), 1) if self.rnn.bidirectional else h[-1])


def options(name):
    random = Generator(name)
    case = {"name": name, "source": "torch " + torch.__version__, "input": 1 + random.below(5), "steps": 1 + random.below(7)}
    if case["steps"] > 1 and random.chance(0.4):
        case["length"] = 1 + random.below(case["steps"] - 1)
    hidden = random.pick((1, 1, 2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 8, 9)) if random.chance(0.96) else random.pick((17, 20))
    layers = random.pick((1, 1, 1, 2, 2, 3) if hidden < 7 else (1, 1, 1, 2) if hidden < 10 else (1,))
    proj = 1 + random.below(hidden - 1) if hidden > 1 and random.chance(0.4) else 0
    case["lstm"] = {"hidden": hidden, "layers": layers, "bias": random.chance(0.75),
                    "bidirectional": random.chance(0.5), "proj": proj}
    case["every_step"] = random.chance(0.5)
    case["head"] = []
    for _ in range(0 if random.chance(0.3) else 1 + random.below(2)):
        activation = random.pick(list(ACTIVATIONS))
        units = 2 + random.below(3) if activation == "Softmax" else 1 + random.below(4)
        layer = {"units": units, "bias": random.chance(0.7), "activation": activation}
        if activation in ALPHAS:
            layer["alpha"] = random.pick(ALPHAS[activation])
        case["head"].append(layer)
    return case, random.chance(0.2)


def tensor(values):
    return torch.from_numpy(np.asarray(values).astype(np.float32))


def plain(values):
    """The shortest decimals that read back as the same float32."""
    values = np.asarray(values)
    assert values.dtype == np.float32
    return [float(str(v)) for v in values.ravel()]


def fill(net, random):
    for name, p in net.rnn.named_parameters():
        if name.startswith("weight"):
            p.copy_(tensor(random.array(p.shape, 1.2 / math.sqrt(p.shape[1]))))
        else:
            p.copy_(tensor(np.repeat(BIAS_OFFSET[name[:7]], len(p) // 4) + random.array(p.shape, 0.3)))
    for module in net.head:
        if isinstance(module, nn.Linear):
            # Large ones, for the activations to leave their middle.
            gain, p = random.pick((6, 20, 60)), module.weight
            p.copy_(tensor(random.array(p.shape, gain / math.sqrt(p.shape[1]))))
            if module.bias is not None:
                module.bias.copy_(tensor(0.15 + random.array(module.bias.shape, 0.15 * gain)))


def matters(name, p, one_step_from_zero, compute, y):
    """Whether other weights give another output."""
    if one_step_from_zero and name.startswith("rnn.weight_hh"):
        return True
    held = p.clone()
    p.copy_(-0.6 * held.flip(list(range(held.dim()))))
    other = compute()
    p.copy_(held)
    return (y - other).abs().max() > 0.002


def run(name):
    case, initial = options(name)
    net, spec, length = Net(case), case["lstm"], case.get("length", case["steps"])
    for attempt in count():
        random = Generator(f"{name}/{attempt}")
        fill(net, random)
        x = tensor(random.array((case["steps"], 1, case["input"]), 1.5))
        state = None
        if initial:
            rows = spec["layers"] * (1 + spec["bidirectional"])
            state = tuple(tensor(random.array((rows, 1, width), 1)) for width in (spec["proj"] or spec["hidden"], spec["hidden"]))
        compute = lambda x: net(x, length, case["every_step"], state)
        y = compute(x)
        # Nothing large, no output that rests on the last bits of its input or on none at all,
        # and no weights that are dead or saturated, which would prove nothing.
        if y.abs().max() < 10 and 1e-6 < (y - compute(1.001 * x)).abs().max() < 0.02 and all(
                matters(key, p, length == 1 and not initial, lambda: compute(x), y) for key, p in net.named_parameters()):
            break
    if initial:
        case["initial"] = {key: [plain(row) for row in s] for key, s in zip("hc", state)}
    case["state_dict"] = {key: {"shape": list(p.shape), "data": plain(p)} for key, p in net.state_dict().items()}
    case["x"], case["y"] = plain(x), plain(y)
    return json.dumps(case, separators=(",", ":"))


with torch.no_grad():
    lines = [run(f"random_{n:03}") for n in range(CASES)]
target = Path(__file__).with_name("pytorch.json")
target.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="ascii", newline="\n")
print(f"pytorch.json: {len(lines)} cases")
