#!/usr/bin/python3
"""Writes pytorch.json: golden vectors computed by PyTorch."""
import json
import math
from pathlib import Path

import numpy as np
import torch
from torch import nn

# One thread keeps the order of the sums, and with it the last bit, the same in every run.
torch.set_num_threads(1)


def lstm(units, use_bias=True, return_sequences=False, num_layers=1):
    return {"type": "lstm", "units": units, "use_bias": use_bias,
            "return_sequences": return_sequences, "num_layers": num_layers}


def seq(units, **options):
    return lstm(units, return_sequences=True, **options)


def dense(units, activation="linear", use_bias=True):
    return {"type": "dense", "units": units, "activation": activation, "use_bias": use_bias}


# (name, input, steps, layers, options); num_layers=n is one nn.LSTM of n layers.
# "scale" multiplies the weights: 4 saturates the gates. "initial" starts from a state other than zero.
CASES = [
    ("lstm1_on_4x1", 1, 4, [lstm(1)], {}),
    ("lstm3_on_4x1", 1, 4, [lstm(3)], {}),
    ("lstm3_on_4x2", 2, 4, [lstm(3)], {}),
    ("lstm2_one_step", 3, 1, [lstm(2)], {"initial": True}),
    ("lstm1_40_steps", 1, 40, [seq(1)], {}),
    ("lstm5", 4, 7, [lstm(5)], {"initial": True}),
    ("lstm7_sequences", 5, 9, [seq(7)], {}),
    ("lstm8", 8, 12, [lstm(8)], {}),
    ("lstm9_sequences", 3, 11, [seq(9)], {"initial": True}),
    ("lstm16", 7, 20, [lstm(16)], {"initial": True}),
    ("lstm17_sequences", 6, 13, [seq(17)], {}),
    ("lstm20", 2, 10, [lstm(20)], {}),
    ("lstm31", 1, 25, [lstm(31)], {}),
    ("lstm33", 9, 5, [lstm(33)], {"initial": True}),
    ("lstm40", 12, 40, [lstm(40)], {}),
    ("lstm3_no_bias", 2, 6, [lstm(3, use_bias=False)], {}),
    ("lstm8_no_bias_sequences", 3, 8, [seq(8, use_bias=False)], {"initial": True}),
    ("lstm2_saturated", 10, 18, [seq(2)], {"scale": 4}),
    ("lstm9_saturated", 4, 15, [lstm(9)], {"scale": 4}),
    ("lstm16_saturated_sequences", 11, 12, [seq(16)], {"scale": 4, "initial": True}),
    ("lstm8_dense1", 1, 24, [lstm(8), dense(1)], {}),
    ("lstm20_dense3_sigmoid", 3, 10, [lstm(20), dense(3, "sigmoid")], {}),
    ("lstm5_dense2_tanh", 6, 8, [lstm(5), dense(2, "tanh")], {"initial": True}),
    ("lstm7_dense4_relu", 2, 9, [lstm(7), dense(4, "relu")], {}),
    ("lstm9_dense3_hard_sigmoid", 3, 9, [lstm(9), dense(3, "hard_sigmoid")], {}),
    ("lstm3_dense2_no_bias", 5, 6, [lstm(3), dense(2, use_bias=False)], {}),
    ("lstm9_heads", 4, 10, [lstm(9), dense(7, "relu"), dense(5, "tanh"), dense(2, "hard_sigmoid")], {}),
    ("lstm5_dense_on_every_step", 2, 8, [seq(5), dense(3, "sigmoid")], {}),
    ("lstm7_heads_on_every_step", 3, 6, [seq(7), dense(5, "hard_sigmoid"), dense(2, use_bias=False)], {}),
    ("dense_in_front", 4, 8, [dense(6, "relu"), lstm(5), dense(1)], {}),
    ("two_dense_in_front_sequences", 3, 5, [dense(5, "tanh"), dense(4, "sigmoid", False), seq(3)], {}),
    ("stack_2", 2, 12, [seq(8), lstm(5)], {}),
    ("stack_2_sequences", 3, 9, [seq(5), seq(7)], {"initial": True}),
    ("stack_3_dense", 5, 10, [seq(16), seq(9), lstm(3), dense(2)], {"initial": True}),
    ("stack_3_sequences_no_bias", 2, 7, [seq(3, use_bias=False), seq(5), seq(2, use_bias=False)], {}),
    ("stack_dense_between", 3, 9, [seq(9), dense(4, "relu"), lstm(8), dense(2, "tanh")], {}),
    ("stack_everything", 4, 11, [dense(5, "tanh"), seq(7), dense(6, "hard_sigmoid"), seq(3), dense(4, "relu"), dense(2)], {}),
    ("stack_growing_saturated", 6, 16, [seq(3), lstm(20), dense(4, "sigmoid")], {"scale": 4}),
    ("num_layers_2", 3, 10, [lstm(7, num_layers=2)], {}),
    ("num_layers_2_sequences", 4, 8, [seq(5, num_layers=2)], {"initial": True}),
    ("num_layers_3_dense", 2, 12, [lstm(8, num_layers=3), dense(2)], {"initial": True}),
    ("num_layers_2_no_bias", 2, 6, [lstm(3, use_bias=False, num_layers=2)], {}),
]

HEADS = {"linear": nn.Identity, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid, "relu": nn.ReLU, "hard_sigmoid": nn.Hardsigmoid}

# Every gate has its own spread and offset, so that exchanged gates change the result;
# the two biases have different ones, so that a dropped one does too.
SPREAD = np.array([1.0, 0.7, 1.3, 0.85])
WEIGHT_OFFSET = np.array([0.15, -0.1, 0.25, -0.2])
BIAS_OFFSET = {"bias_ih": np.array([-0.5, 0.25, 0.35, -0.2]), "bias_hh": np.array([0.2, 0.35, -0.15, 0.3])}


class Generator:
    """Seeded by the case name, so that adding a case leaves all the others as they are."""

    def __init__(self, name):
        self.s = 2166136261
        for ch in name:
            self.s = (self.s ^ ord(ch)) * 16777619 & 0xFFFFFFFF

    def uniform(self):
        s = self.s
        s ^= s << 13 & 0xFFFFFFFF
        s ^= s >> 17
        s ^= s << 5 & 0xFFFFFFFF
        self.s = s
        return s / 4294967296

    def normal(self, *shape):
        # A sum of uniforms is exact on every machine; Box-Muller would hang on its log and cos.
        values = [sum(self.uniform() for _ in range(12)) - 6 for _ in range(math.prod(shape))]
        return np.array(values).reshape(shape)


def tensor(values):
    return torch.from_numpy(np.asarray(values).astype(np.float32))


def plain(values):
    """The shortest decimals that read back as the same float32."""
    values = np.asarray(values)
    assert values.dtype == np.float32
    return [float(str(v)) for v in values.ravel()]


def fill_lstm(module, random, scale):
    for name, p in module.named_parameters():
        gates = (4, p.shape[0] // 4, *p.shape[1:])
        by_gate = lambda v: v.reshape(4, *[1] * (len(gates) - 1))
        if name.startswith("weight"):
            values = (0.5 * by_gate(SPREAD) * random.normal(*gates) + by_gate(WEIGHT_OFFSET)) * scale / math.sqrt(p.shape[1])
        else:
            values = by_gate(BIAS_OFFSET[name[:7]]) + 0.15 * scale * random.normal(*gates)
        p.copy_(tensor(values.reshape(p.shape)))


def fill_dense(module, random):
    module.weight.copy_(tensor((0.8 * random.normal(*module.weight.shape) + 0.3) / math.sqrt(module.in_features)))
    if module.bias is not None:
        module.bias.copy_(tensor(0.1 + 0.2 * random.normal(*module.bias.shape)))


def keras_lstm(module, layer):
    """PyTorch's gates come as i, f, g, o, which is Keras' i, f, c, o; the matrices are transposed, the biases two."""
    w = lambda name: getattr(module, f"{name}_l{layer}")
    parameters = [w("weight_ih").T, w("weight_hh").T]
    if module.bias:
        parameters.append(w("bias_ih") + w("bias_hh"))
    return parameters


def run(name, input, steps, specs, scale=1, initial=False):
    random = Generator(name)
    x = 0.3 + 0.2 * np.arange(input) / input + 0.8 * random.normal(steps, input)
    x = values = tensor(x)
    layers, parameters, starts, finals, held = [], [], [], [], None

    for spec in specs:
        units, use_bias, width = spec["units"], spec["use_bias"], values.shape[-1]
        if spec["type"] == "dense":
            module = nn.Linear(width, units, use_bias)
            fill_dense(module, random)
            parameters += [module.weight.T] + ([module.bias] if use_bias else [])
            values = HEADS[spec["activation"]]()(module(values))
            layers.append(spec)
            continue

        count = spec["num_layers"]
        module = nn.LSTM(width, units, count, use_bias)
        fill_lstm(module, random, scale)
        start = None
        if initial:
            start = (tensor(0.2 + 0.4 * random.normal(count, units)), tensor(-0.3 + 0.7 * random.normal(count, units)))
        values, (h, c) = module(values, start)
        for n in range(count):
            last = n == count - 1
            parameters += keras_lstm(module, n)
            finals.append([plain(h[n]), plain(c[n])])
            if initial:
                starts.append([plain(start[0][n]), plain(start[1][n])])
            layers.append({"type": "lstm", "units": units, "activation": "tanh", "recurrent_activation": "sigmoid",
                           "use_bias": use_bias, "return_sequences": spec["return_sequences"] or not last})
        if not spec["return_sequences"]:
            values = values[-1]
        if len(specs) == count == 1:
            held = {key[:-3]: plain(p) for key, p in module.named_parameters()}

    case = {"name": name, "source": "torch " + torch.__version__, "input": input, "steps": steps, "layers": layers,
            "parameters": [v for p in parameters for v in plain(p)], "x": plain(x), "y": plain(values)}
    if initial:
        case["initial"] = starts
    case["final"] = finals
    if held:
        case["torch"] = held
    return json.dumps(case, separators=(",", ":"))


with torch.no_grad():
    lines = [run(*case, **options) for *case, options in CASES]
target = Path(__file__).with_name("pytorch.json")
target.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="ascii", newline="\n")
print(f"pytorch.json: {len(lines)} cases")
