#!/usr/bin/python3
"""Writes a model in RTNeural's Keras-style JSON that has every supported layer, and what PyTorch computes from its parameters.

Ran with PyTorch 1.13 (Debian 12).
"""
import json
from pathlib import Path

import torch
from torch import nn

HERE = Path(__file__).parent
STEPS = 14
torch.set_num_threads(1)
torch.manual_seed(13)

front = nn.Linear(3, 5)
first = nn.LSTM(5, 6, batch_first=True)
second = nn.LSTM(6, 4, batch_first=True)
middle = nn.Linear(4, 3)
last = nn.Linear(3, 2)
for module in [front, first, second, middle, last]:
    for parameter in module.parameters():
        parameter.data = torch.randn(parameter.shape) * 0.7
for lstm in [first, second]:
    lstm.bias_hh_l0.data.zero_()


def layer(kind, activation, size, weights):
    return {"type": kind, "activation": activation, "shape": [None, None, size], "weights": [weight.tolist() for weight in weights]}


def of_lstm(lstm, activation):
    return layer("lstm", activation, lstm.hidden_size, [lstm.weight_ih_l0.t(), lstm.weight_hh_l0.t(), lstm.bias_ih_l0])


def of_linear(kind, linear, activation):
    return layer(kind, activation, linear.out_features, [linear.weight.t(), linear.bias])


model = {"in_shape": [None, None, 3], "layers": [
    of_linear("time-distributed-dense", front, "relu"), of_lstm(first, "tanh"), of_lstm(second, ""),
    of_linear("dense", middle, ""), layer("activation", "sigmoid", 3, []), of_linear("dense", last, "tanh")]}
(HERE / "layers.json").write_text(json.dumps(model) + "\n")

x = torch.randn(1, STEPS, 3)
with torch.no_grad():
    for module in [front, first, second, middle, last]:
        module.double()
    features = second(first(torch.relu(front(x.double())))[0])[0]
    y = torch.tanh(last(torch.sigmoid(middle(features))))
(HERE / "layers.io.json").write_text(json.dumps({"input": x.flatten().tolist(), "output": y.flatten().tolist()}) + "\n")
