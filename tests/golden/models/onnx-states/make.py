"""Makes ONNX files whose states are inputs and outputs, as PyTorch's exporter writes them and as agents' frameworks arrange them, with the rows
of several calls that carry the states on from zero, and what PyTorch computes of them.

Ran with Python 3.11, PyTorch 1.13.0, onnx 1.12.0 and NumPy 1.24. It is seeded: a run gives the same files.
"""

import json
import os
import warnings

import onnx
import torch
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))
warnings.filterwarnings("ignore")


class Policy(nn.Module):
    """One step of an agent's policy: steps first, states [layers, sequences, units], a head of two layers."""

    def __init__(self):
        super().__init__()
        self.rnn = nn.LSTM(5, 6, num_layers=2)
        self.actor = nn.Sequential(nn.Linear(6, 4), nn.ELU(), nn.Linear(4, 3))

    def forward(self, obs, h_in, c_in):
        y, (h, c) = self.rnn(obs.unsqueeze(0), (h_in, c_in))
        return self.actor(y.squeeze(0)), h, c


class Memory(nn.Module):
    """Two observations side by side, and all states in one tensor [sequences, 1, 2·units], from which h and c are cut; an actor and a critic."""

    def __init__(self):
        super().__init__()
        self.encoder = nn.Linear(5, 4)
        self.lstm = nn.LSTM(4, 3, batch_first=True)
        self.actor = nn.Linear(3, 2)
        self.critic = nn.Linear(3, 1)

    def forward(self, obs_0, obs_1, recurrent_in):
        x = torch.tanh(self.encoder(torch.cat((obs_0, obs_1), -1)))
        h, c = torch.split(recurrent_in.transpose(0, 1), 3, -1)
        y, (h, c) = self.lstm(x.unsqueeze(1), (h.contiguous(), c.contiguous()))
        y = y.squeeze(1)
        return torch.ones(1) * 3, self.actor(y), self.critic(y), torch.cat((h, c), -1).transpose(0, 1)


class Cells(nn.Module):
    """Two cells, which the exporter writes as their own operations."""

    def __init__(self):
        super().__init__()
        self.first = nn.LSTMCell(3, 3)
        self.second = nn.LSTMCell(3, 4)
        self.head = nn.Linear(4, 2)

    def forward(self, x, h1, c1, h2, c2):
        h1, c1 = self.first(x, (h1, c1))
        h2, c2 = self.second(h1, (h2, c2))
        return self.head(h2), h1, c1, h2, c2


class Stream(nn.Module):
    """Four steps at a time, sequences first, with states [sequences, layers, units]; an output for every step."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(2, 4, num_layers=2, batch_first=True)
        self.head = nn.Linear(4, 1)

    def forward(self, x, h, c):
        y, (h, c) = self.lstm(x, (h.transpose(0, 1).contiguous(), c.transpose(0, 1).contiguous()))
        return torch.sigmoid(self.head(y)), h.transpose(0, 1), c.transpose(0, 1)


class ActorCritic(nn.Module):
    """An LSTM for the actor and one for the critic, of which a program needs the actor's."""

    def __init__(self):
        super().__init__()
        self.actor = nn.LSTM(4, 3)
        self.critic = nn.LSTM(4, 5)
        self.pi = nn.Linear(3, 2)
        self.v = nn.Linear(5, 1)

    def forward(self, obs, h_a, c_a, h_c, c_c):
        a, (h_a, c_a) = self.actor(obs.unsqueeze(0), (h_a, c_a))
        c, (h_c, c_c) = self.critic(obs.unsqueeze(0), (h_c, c_c))
        return self.pi(a.squeeze(0)), self.v(c.squeeze(0)), h_a, c_a, h_c, c_c


class Plain(nn.Module):
    """nn.LSTM as it is: Y, h and c."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(3, 4, batch_first=True)

    def forward(self, x):
        y, (h, c) = self.lstm(x)
        return y, h, c


def make(name, model, inputs, states, outputs, opset, chosen, calls=6, dynamic=None):
    """inputs: names and shapes of what a call reads; states: those of the states, which are the last outputs in the same order."""
    for parameter in model.parameters():
        with torch.no_grad():
            parameter.copy_(torch.randn(parameter.shape) * 0.6)
    model.eval()
    path = os.path.join(HERE, name + ".onnx")
    arguments = tuple(torch.randn(shape) for _, shape in inputs + states)
    torch.onnx.export(
        model, arguments, path, opset_version=opset, input_names=[name for name, _ in inputs + states], output_names=outputs, dynamic_axes=dynamic)
    carried = [torch.zeros(shape) for _, shape in states]
    rows, results = [], []
    for _ in range(calls):
        read = [torch.randn(shape) for _, shape in inputs]
        with torch.no_grad():
            computed = model(*read, *carried)
        carried = computed[len(computed) - len(states):] if states else []
        rows += torch.cat(read, -1).flatten().tolist()
        results += computed[outputs.index(chosen)].flatten().tolist()
    with open(os.path.join(HERE, name + ".json"), "w", encoding="ascii", newline="\n") as file:
        json.dump({"input": rows, "output": results}, file)
        file.write("\n")


def beside(name, threshold):
    """The same model with its larger tensors in a file beside it, as newer exporters write every model."""
    model = onnx.load(os.path.join(HERE, name + ".onnx"))
    onnx.save(
        model, os.path.join(HERE, "beside.onnx"), save_as_external_data=True, all_tensors_to_one_file=True, location="beside.onnx.data", size_threshold=threshold)


torch.manual_seed(22)
make("policy", Policy(), [("obs", (1, 5))], [("h_in", (2, 1, 6)), ("c_in", (2, 1, 6))], ["actions", "h_out", "c_out"], 11, "actions")
make("memory", Memory(), [("obs_0", (1, 3)), ("obs_1", (1, 2))], [("recurrent_in", (1, 1, 6))], ["version", "action", "value", "recurrent_out"], 13, "action")
make("cells", Cells(), [("x", (1, 3))], [("h1", (1, 3)), ("c1", (1, 3)), ("h2", (1, 4)), ("c2", (1, 4))], ["y", "h1_out", "c1_out", "h2_out", "c2_out"], 13, "y")
make("stream", Stream(), [("x", (1, 4, 2))], [("h", (1, 2, 4)), ("c", (1, 2, 4))], ["y", "hn", "cn"], 14, "y", 3,
     {"x": {0: "batch"}, "h": {0: "batch"}, "c": {0: "batch"}})
make("actor-critic", ActorCritic(), [("obs", (1, 4))], [("h_a", (1, 1, 3)), ("c_a", (1, 1, 3)), ("h_c", (1, 1, 5)), ("c_c", (1, 1, 5))],
     ["pi", "v", "h_a_out", "c_a_out", "h_c_out", "c_c_out"], 12, "pi")
make("plain", Plain(), [("x", (1, 6, 3))], [], ["y", "h_n", "c_n"], 13, "y", 1)
beside("policy", 64)
