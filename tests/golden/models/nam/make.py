#!/usr/bin/python3
"""Writes NAM models of the architecture LSTM, and what PyTorch computes from their parameters and initial states.

Ran with PyTorch 1.13 (Debian 12).
"""
import json
from pathlib import Path

import torch
from torch import nn

HERE = Path(__file__).parent
STEPS = 15
torch.set_num_threads(1)
torch.manual_seed(11)


def write(name, features, units, layers, outputs, config):
    lstm = nn.LSTM(features, units, layers, batch_first=True)
    head = nn.Linear(units, outputs)
    for parameter in [*lstm.parameters(), *head.parameters()]:
        parameter.data = torch.randn(parameter.shape) * 0.6
    for layer in range(layers):
        # The format has one bias.
        getattr(lstm, f"bias_hh_l{layer}").data.zero_()
    hidden = torch.rand(layers, 1, units) * 1.6 - 0.8
    cell = torch.randn(layers, 1, units)

    weights = []
    for layer in range(layers):
        rows = torch.cat([getattr(lstm, f"weight_ih_l{layer}"), getattr(lstm, f"weight_hh_l{layer}")], dim=1)
        for tensor in [rows, getattr(lstm, f"bias_ih_l{layer}"), hidden[layer, 0], cell[layer, 0]]:
            weights += tensor.flatten().tolist()
    weights += head.weight.flatten().tolist() + head.bias.tolist()
    model = {
        "version": "0.5.4", "metadata": {"name": name, "loudness": -20.5, "gain": 0.25}, "architecture": "LSTM",
        "config": {"input_size": features, "hidden_size": units, "num_layers": layers, **config},
        "weights": weights, "sample_rate": 48000,
    }
    (HERE / (name + ".nam")).write_text(json.dumps(model) + "\n")

    x = torch.randn(1, STEPS, features)
    with torch.no_grad():
        y = head.double()(lstm.double()(x.double(), (hidden.double(), cell.double()))[0])
    (HERE / (name + ".io.json")).write_text(json.dumps({"input": x.flatten().tolist(), "output": y.flatten().tolist()}) + "\n")


write("two_layers", 1, 5, 2, 1, {})
write("channels", 3, 4, 1, 2, {"in_channels": 3, "out_channels": 2})
