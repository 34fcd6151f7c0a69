#!/usr/bin/python3
"""Writes a model in GuitarML's JSON with two layers and a parameter beside the signal, and what PyTorch computes, skip connection included.

Ran with PyTorch 1.13 (Debian 12).
"""
import json
from pathlib import Path

import torch
from torch import nn

HERE = Path(__file__).parent
STEPS = 16
torch.set_num_threads(1)
torch.manual_seed(19)


class SimpleRNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.rec = nn.LSTM(2, 5, 2, batch_first=True)
        self.lin = nn.Linear(5, 1)

    def forward(self, x):
        return self.lin(self.rec(x)[0]) + x[:, :, 0:1]


model = SimpleRNN()
for parameter in model.parameters():
    parameter.data = torch.randn(parameter.shape) * 0.6
data = {"model": "SimpleRNN", "input_size": 2, "skip": 1, "output_size": 1, "unit_type": "LSTM", "num_layers": 2, "hidden_size": 5, "bias_fl": True}
state = {key: value.tolist() for key, value in model.state_dict().items()}
(HERE / "two_layers.json").write_text(json.dumps({"model_data": data, "state_dict": state}) + "\n")

x = torch.randn(1, STEPS, 2)
with torch.no_grad():
    y = model.double()(x.double())
(HERE / "two_layers.io.json").write_text(json.dumps({"input": x.flatten().tolist(), "output": y.flatten().tolist()}) + "\n")
