#!/usr/bin/python3
"""Writes a model in AIDA-X's JSON, with the test that its exporter records: what PyTorch computes, skip connection included.

Ran with PyTorch 1.13 (Debian 12).
"""
import json
from pathlib import Path

import torch
from torch import nn

HERE = Path(__file__).parent
STEPS = 40
torch.set_num_threads(1)
torch.manual_seed(17)

first = nn.LSTM(1, 6, batch_first=True)
second = nn.LSTM(6, 5, batch_first=True)
head = nn.Linear(5, 1)
for module in [first, second, head]:
    for parameter in module.parameters():
        parameter.data = torch.randn(parameter.shape) * 0.6


def of_lstm(lstm):
    weights = [lstm.weight_ih_l0.t(), lstm.weight_hh_l0.t(), lstm.bias_ih_l0 + lstm.bias_hh_l0]
    return {"type": "lstm", "activation": "", "shape": [None, None, lstm.hidden_size], "weights": [weight.tolist() for weight in weights]}


layers = [of_lstm(first), of_lstm(second),
          {"type": "dense", "activation": "", "shape": [None, None, 1], "weights": [head.weight.t().tolist(), head.bias.tolist()]}]
x = torch.randn(1, STEPS, 1) * 0.5
with torch.no_grad():
    y = head(second(first(x)[0])[0]) + x
model = {
    "in_shape": [None, None, 1], "in_skip": 1, "in_gain": 0, "out_gain": 0, "metadata": {"name": "golden", "samplerate": "48000"},
    "layers": layers, "input_batch": x.flatten().tolist(), "output_batch": y.flatten().tolist(),
}
(HERE / "two_layers.json").write_text(json.dumps(model) + "\n")
