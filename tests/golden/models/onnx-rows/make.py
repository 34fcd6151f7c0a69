"""Makes the ONNX files that PyTorch's exporter writes of modules that make one row of a sequence or a sequence of one row, each with an input and
what PyTorch computes of it.

Ran with Python 3.11, PyTorch 1.13.0 and NumPy 1.24. It is seeded: a run gives the same files.
"""

import json
import os
import warnings

import torch
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))
warnings.filterwarnings("ignore")


class Pooled(nn.Module):
    """One row of all steps, sequences first."""

    def __init__(self, pool, both=False):
        super().__init__()
        self.pool = pool
        self.lstm = nn.LSTM(3, 4, batch_first=True, bidirectional=both)
        self.head = nn.Linear(8 if both else 4, 2)

    def forward(self, x):
        return self.head(self.pool(self.lstm(x)[0]))


class PooledByModule(Pooled):
    """By a module for sequences of features, whose steps come last."""

    def forward(self, x):
        return self.head(self.pool(self.lstm(x)[0].transpose(1, 2)).squeeze(-1))


class StepsFirst(nn.Module):
    """The mean of the largest values of two layers, steps first: what is pooled is one sequence."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(2, 5, num_layers=2)

    def forward(self, x):
        return self.lstm(x)[0].mean(0, keepdim=True)


class LastSteps(nn.Module):
    """The last steps, each with a head."""

    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(3, 4, batch_first=True, bidirectional=True)
        self.head = nn.Linear(8, 2)

    def forward(self, x):
        return torch.tanh(self.head(self.lstm(x)[0][:, -3:]))


class Joined(nn.Module):
    """Some of the last steps, or all, side by side."""

    def __init__(self, join, steps):
        super().__init__()
        self.join = join
        self.lstm = nn.LSTM(2, 3, batch_first=True)
        self.head = nn.Linear(3 * steps, 4)

    def forward(self, x):
        return torch.relu(self.head(self.join(self.lstm(x)[0])))


class Autoencoder(nn.Module):
    """A row of what was read, repeated for the second LSTM."""

    def __init__(self, repeat):
        super().__init__()
        self.repeat = repeat
        self.encoder = nn.LSTM(2, 4, batch_first=True)
        self.decoder = nn.LSTM(4, 3, batch_first=True)
        self.head = nn.Linear(3, 2)

    def forward(self, x):
        _, (h, _) = self.encoder(x)
        return self.head(self.decoder(self.repeat(h[-1]))[0])


class Shaped(nn.Module):
    """Several steps ahead, as a table."""

    def __init__(self, *shape):
        super().__init__()
        self.shape = shape
        self.lstm = nn.LSTM(3, 4, batch_first=True)
        self.head = nn.Linear(4, 6)

    def forward(self, x):
        return self.head(self.lstm(x)[0][:, -1]).view(*self.shape)


def make(name, model, input, opset, dynamic=None):
    for parameter in model.parameters():
        with torch.no_grad():
            parameter.copy_(torch.randn(parameter.shape) * 0.6)
    model.eval()
    with torch.no_grad():
        output = model(input)
    torch.onnx.export(
        model, input, os.path.join(HERE, name + ".onnx"), opset_version=opset, input_names=["x"], output_names=["y"],
        dynamic_axes={"x": dynamic} if dynamic else None)
    values = {"input": input.flatten().tolist(), "output": output.flatten().tolist()}
    with open(os.path.join(HERE, name + ".json"), "w", encoding="ascii", newline="\n") as file:
        json.dump(values, file)
        file.write("\n")


torch.manual_seed(23)
make("mean", Pooled(lambda y: y.mean(1)), torch.randn(1, 7, 3), 13, {0: "batch", 1: "steps"})
make("max", Pooled(lambda y: y.max(1)[0], both=True), torch.randn(1, 6, 3), 12)
make("mean-module", PooledByModule(nn.AdaptiveAvgPool1d(1), both=True), torch.randn(1, 6, 3), 11, {0: "batch"})
make("max-module", PooledByModule(nn.AdaptiveMaxPool1d(1)), torch.randn(1, 6, 3), 14)
make("steps-first", StepsFirst(), torch.randn(5, 1, 2), 16, {1: "batch"})
make("last-steps", LastSteps(), torch.randn(1, 8, 3), 13, {0: "batch"})
make("last-steps-any", LastSteps(), torch.randn(1, 8, 3), 15, {0: "batch", 1: "steps"})
make("joined", Joined(lambda y: y.flatten(1), 5), torch.randn(1, 5, 2), 13, {0: "batch"})
make("joined-one", Joined(lambda y: y.reshape(y.shape[0], -1), 5), torch.randn(1, 5, 2), 11)
make("joined-last", Joined(lambda y: y[:, -2:].reshape(-1, 6), 2), torch.randn(1, 5, 2), 16, {0: "batch"})
make("repeat", Autoencoder(lambda h: h.unsqueeze(1).repeat(1, 5, 1)), torch.randn(1, 5, 2), 13, {0: "batch"})
make("expand", Autoencoder(lambda h: h.unsqueeze(1).expand(-1, 3, -1)), torch.randn(1, 6, 2), 14)
make("shaped", Shaped(-1, 3, 2), torch.randn(1, 6, 3), 13, {0: "batch"})
make("shaped-one", Shaped(2, 3), torch.randn(1, 6, 3), 16)
