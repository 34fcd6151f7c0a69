"""Makes the ONNX files that PyTorch's exporter writes, each with a sequence and what PyTorch computes of it.

Ran with Python 3.11, PyTorch 1.13.0 and NumPy 1.24. It is seeded: a run gives the same files.
"""

import json
import os
import warnings

import torch
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))
warnings.filterwarnings("ignore")


class Last(nn.Module):
    """The last step of one layer, steps first."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(3, 5)
        self.head = nn.Linear(5, 2)

    def forward(self, x):
        y, _ = self.lstm(x)
        return self.head(y[-1])


class Hidden(Last):
    """The last hidden state instead of the last step."""

    def forward(self, x):
        _, (h, _) = self.lstm(x)
        return torch.tanh(self.head(h[-1]))


class Stack(nn.Module):
    """Two layers of one module, sequences first, and a head at every step."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(2, 4, num_layers=2, batch_first=True, dropout=0.5)
        self.head = nn.Linear(4, 3)

    def forward(self, x):
        y, _ = self.lstm(x)
        return self.head(y)


class Two(nn.Module):
    """Two modules of different sizes, with a layer in front, between and behind them."""

    def __init__(self):
        super().__init__()
        self.front = nn.Linear(2, 3)
        self.first = nn.LSTM(3, 6, batch_first=True)
        self.between = nn.Linear(6, 5)
        self.second = nn.LSTM(5, 4, batch_first=True)
        self.head = nn.Linear(4, 2)

    def forward(self, x):
        y, _ = self.first(torch.sigmoid(self.front(x)))
        y, _ = self.second(torch.relu(self.between(y)))
        return self.head(y[:, -1, :])


class NoBias(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(3, 4, bias=False, batch_first=True)
        self.head = nn.Linear(4, 2, bias=False)

    def forward(self, x):
        y, _ = self.lstm(x)
        return self.head(y)


class ZeroState(Last):
    """The zeros are given, in the size of the input."""

    def forward(self, x):
        zeros = torch.zeros(1, x.shape[1], 5)
        y, _ = self.lstm(x, (zeros, zeros))
        return self.head(y)


class InitialState(nn.Module):
    """Trained initial states, one for each layer."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(2, 3, num_layers=2)
        self.hidden = nn.Parameter(torch.randn(2, 1, 3))
        self.cell = nn.Parameter(torch.randn(2, 1, 3))

    def forward(self, x):
        sizes = (2, x.shape[1], 3)
        y, _ = self.lstm(x, (self.hidden.expand(sizes).contiguous(), self.cell.expand(sizes).contiguous()))
        return y


class Residual(nn.Module):
    """The input's first two features on top of the output."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(3, 5, batch_first=True)
        self.head = nn.Linear(5, 2)

    def forward(self, x):
        y, _ = self.lstm(x)
        return self.head(y) + x[:, :, :2]


class StateInputs(nn.Module):
    """The states are inputs of the graph, which a network doesn't have."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(3, 4, num_layers=2)

    def forward(self, x, h, c):
        y, _ = self.lstm(x, (h, c))
        return y


class Bidirectional(nn.Module):
    """Both directions at every step, in two layers."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(2, 4, num_layers=2, batch_first=True, bidirectional=True)
        self.head = nn.Linear(8, 3)

    def forward(self, x):
        y, _ = self.lstm(x)
        return torch.softmax(self.head(y), -1)


class BothHidden(Bidirectional):
    """The last hidden state of each direction of the last layer."""

    def forward(self, x):
        _, (h, _) = self.lstm(x)
        return nn.functional.silu(self.head(torch.cat((h[-2], h[-1]), 1)))


class BothEnds(nn.Module):
    """The same of one layer, cut out of its output, and with trained initial states."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(2, 4, bidirectional=True)
        self.hidden = nn.Parameter(torch.randn(2, 1, 4))
        self.cell = nn.Parameter(torch.randn(2, 1, 4))
        self.head = nn.Linear(8, 3)

    def forward(self, x):
        y, _ = self.lstm(x, (self.hidden, self.cell))
        return nn.functional.relu6(self.head(torch.cat((y[-1, :, :4], y[0, :, 4:]), 1)))


class BothSum(nn.Module):
    """The sum of both directions, and a layer in one direction behind it."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(2, 4, batch_first=True, bidirectional=True, bias=False)
        self.second = nn.LSTM(4, 3, batch_first=True)

    def forward(self, x):
        y, _ = self.lstm(x)
        return self.second(y[:, :, :4] + y[:, :, 4:])[0][:, -1]


class Activations(nn.Module):
    """Every activation that the exporter writes as one operator."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(2, 4)
        self.heads = nn.Sequential(
            nn.Linear(4, 5), nn.LeakyReLU(0.3), nn.Linear(5, 5), nn.ELU(0.7), nn.Linear(5, 5), nn.SELU(), nn.Linear(5, 5), nn.Softplus(),
            nn.Linear(5, 5), nn.Hardsigmoid(), nn.Linear(5, 5), nn.SiLU(), nn.Linear(5, 5), nn.ReLU6(), nn.Linear(5, 2), nn.Softmax(-1))

    def forward(self, x):
        return self.heads(self.lstm(x)[0])


def make(name, model, input, opset, dynamic=None, **options):
    for parameter in model.parameters():
        with torch.no_grad():
            parameter.copy_(torch.randn(parameter.shape) * 0.6)
    model.eval()
    arguments = input if isinstance(input, tuple) else (input,)
    with torch.no_grad():
        output = model(*arguments)
    path = os.path.join(HERE, name + ".onnx")
    names = ["x", "h0", "c0"][: len(arguments)]
    torch.onnx.export(
        model, arguments, path, opset_version=opset, input_names=names, output_names=["y"],
        dynamic_axes={"x": dynamic} if dynamic else None, **options)
    values = {"input": arguments[0].flatten().tolist(), "output": output.flatten().tolist()}
    with open(os.path.join(HERE, name + ".json"), "w", encoding="ascii", newline="\n") as file:
        json.dump(values, file)
        file.write("\n")


torch.manual_seed(20)
make("last", Last(), torch.randn(9, 1, 3), 11)
make("last-dynamic", Last(), torch.randn(9, 1, 3), 16, {0: "steps", 1: "batch"})
make("hidden", Hidden(), torch.randn(9, 1, 3), 12)
make("stack", Stack(), torch.randn(1, 8, 2), 13, {0: "batch", 1: "steps"})
make("two", Two(), torch.randn(1, 8, 2), 16, {0: "batch"})
make("no-bias", NoBias(), torch.randn(1, 7, 3), 14, {1: "steps"})
make("zero-state", ZeroState(), torch.randn(6, 1, 3), 15, {0: "steps", 1: "batch"})
make("initial-state", InitialState(), torch.randn(6, 1, 2), 13, {1: "batch"})
make("residual", Residual(), torch.randn(1, 6, 3), 16, {0: "batch", 1: "steps"})
make("unfolded", Stack(), torch.randn(1, 8, 2), 13, {1: "steps"}, do_constant_folding=False)
make("state-inputs", StateInputs(), (torch.randn(5, 1, 3), torch.zeros(2, 1, 4), torch.zeros(2, 1, 4)), 13)

torch.manual_seed(21)
make("bidirectional", Bidirectional(), torch.randn(1, 7, 2), 13, {0: "batch"})
make("bidirectional-dynamic", Bidirectional(), torch.randn(1, 7, 2), 16, {0: "batch", 1: "steps"})
make("both-hidden", BothHidden(), torch.randn(1, 7, 2), 14, {0: "batch"})
make("both-ends", BothEnds(), torch.randn(7, 1, 2), 11)
make("both-sum", BothSum(), torch.randn(1, 7, 2), 15, {0: "batch"})
make("activations", Activations(), torch.randn(7, 1, 2), 14, {0: "steps"})
