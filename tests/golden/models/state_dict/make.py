#!/usr/bin/python3
"""Writes state_dicts as JSON and safetensors, and what PyTorch computes from them.

Ran with PyTorch 1.13 (Debian 12). The containers are written by hand, so that no package decides about them.
"""
import json
import struct
from pathlib import Path

import torch
from torch import nn

HERE = Path(__file__).parent
STEPS = 13
torch.set_num_threads(1)


def randomize(model, scale=0.6):
    for parameter in model.parameters():
        parameter.data = torch.randn(parameter.shape) * scale
    return model


def io(name, model, run, features):
    """The inputs, and the outputs of every step in double precision from the parameters as they were stored."""
    x = torch.randn(1, STEPS, features)
    with torch.no_grad():
        y = run(model.double(), x.double())
    (HERE / (name + ".io.json")).write_text(json.dumps({"input": x.flatten().tolist(), "output": y.flatten().tolist()}) + "\n")


def last(name, model, run, features):
    """A sequence, and the output for its last step: of a bidirectional layer the last state of each direction."""
    x = torch.randn(1, STEPS, features)
    with torch.no_grad():
        y = run(model.double(), x.double())
    (HERE / (name + ".last.json")).write_text(json.dumps({"input": x.flatten().tolist(), "output": y.flatten().tolist()}) + "\n")


def as_json(name, model):
    (HERE / (name + ".json")).write_text(json.dumps({key: value.tolist() for key, value in model.state_dict().items()}) + "\n")


def bf16(values):
    # The parameters are rounded to bfloat16 before: the lower half of their bits is zero.
    return b"".join(struct.pack("<f", value)[2:] for value in values)


TYPES = {
    "F32": lambda values: struct.pack(f"<{len(values)}f", *values),
    "F64": lambda values: struct.pack(f"<{len(values)}d", *values),
    "F16": lambda values: struct.pack(f"<{len(values)}e", *values),
    "BF16": bf16,
}


def as_safetensors(name, model, dtype="F32", metadata=None):
    header, data = {}, b""
    if metadata:
        header["__metadata__"] = metadata
    for key, value in sorted(model.state_dict().items()):
        packed = TYPES[dtype](value.flatten().tolist())
        header[key] = {"dtype": dtype, "shape": list(value.shape), "data_offsets": [len(data), len(data) + len(packed)]}
        data += packed
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    (HERE / (name + ".safetensors")).write_bytes(struct.pack("<Q", len(text)) + text + data)


class One(nn.Module):
    def __init__(self, bias=True, layers=1):
        super().__init__()
        self.rec = nn.LSTM(3, 7, layers, bias=bias, batch_first=True)
        self.head = nn.Linear(7, 2, bias=bias)

    def forward(self, x):
        return self.head(self.rec(x)[0])


class Modules(nn.Module):
    """Two LSTMs with a head each; the names sort in another order than the one in which they run."""

    def __init__(self):
        super().__init__()
        self.z = nn.LSTM(3, 6, batch_first=True)
        self.middle = nn.Linear(6, 4)
        self.b = nn.LSTM(4, 5, batch_first=True)
        self.a = nn.Linear(5, 2)

    def forward(self, x):
        return self.a(self.b(torch.relu(self.middle(self.z(x)[0])))[0])


class Ambiguous(nn.Module):
    def __init__(self):
        super().__init__()
        self.rec = nn.LSTM(1, 4, batch_first=True)
        self.lin = nn.Linear(4, 1)

    def forward(self, x):
        return self.lin(self.rec(x)[0]) + x


class Directions(nn.Module):
    """What nn.LSTM has beside its layers: two directions, and a projection."""

    def __init__(self, layers, bidirectional, projection, bias=True):
        super().__init__()
        self.rec = nn.LSTM(3, 6, layers, bias=bias, batch_first=True, bidirectional=bidirectional, proj_size=projection)
        self.head = nn.Linear((projection or 6) * (2 if bidirectional else 1), 2)

    def forward(self, x):
        return self.head(self.rec(x)[0])

    def last(self, x):
        h = self.rec(x)[1][0]
        return self.head(torch.cat((h[-2], h[-1]), 1) if self.rec.bidirectional else h[-1])


def write(name, model, run=lambda model, x: model(x), features=3, json_too=False, dtype="F32", metadata=None):
    if json_too:
        as_json(name, model)
    as_safetensors(name, model, dtype, metadata)
    io(name, model, run, features)


torch.manual_seed(7)
write("one", randomize(One()), json_too=True, metadata={"format": "pt"})
write("no_bias", randomize(One(bias=False)), json_too=True)
write("two_layers", randomize(One(layers=2)))
write("modules", randomize(Modules()))
write("ambiguous", randomize(Ambiguous()), features=1)
write("one_f16", randomize(One()).half().float(), dtype="F16")
write("one_bf16", randomize(One()).bfloat16().float(), dtype="BF16")
write("one_f64", randomize(One()).double(), dtype="F64")

torch.manual_seed(8)
for name, model in (
    ("bidirectional", Directions(2, True, 0)), ("projection", Directions(2, False, 2)), ("both", Directions(1, True, 4, bias=False)),
):
    write(name, randomize(model), json_too=name != "bidirectional")
    last(name, model, lambda model, x: model.last(x), 3)


torch.manual_seed(9)
model = randomize(One())
(HERE / "checkpoint.json").write_text(json.dumps({
    "epoch": 3, "state_dict": {"module." + key: value.tolist() for key, value in model.state_dict().items()},
    "optimizer_states": [{"state": {}, "param_groups": [{"lr": 0.001}]}], "hyper_parameters": {"units": 7},
}) + "\n")
io("checkpoint", model, lambda model, x: model(x), 3)
