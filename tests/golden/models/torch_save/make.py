#!/usr/bin/python3
"""Writes state_dicts and checkpoints with torch.save in both of its forms, and what PyTorch computes from them.

Ran with PyTorch 1.13 (Debian 12).
"""
import argparse
import json
from collections import OrderedDict
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


def io(name, model, features=3):
    """The inputs, and the outputs of every step in double precision from the parameters as they were stored."""
    x = torch.randn(1, STEPS, features)
    with torch.no_grad():
        y = model.double()(x.double())
    (HERE / (name + ".io.json")).write_text(json.dumps({"input": x.flatten().tolist(), "output": y.flatten().tolist()}) + "\n")


def save(name, value, **how):
    torch.save(value, HERE / name, **how)


def save_older(name, value):
    """The form before PyTorch 1.6. It names storages by their addresses, and sorts them so: a rerun gives the same numbers in other bytes."""
    torch.save(value, HERE / name, _use_new_zipfile_serialization=False)


class One(nn.Module):
    def __init__(self, layers=1, bidirectional=False):
        super().__init__()
        self.rec = nn.LSTM(3, 5, layers, batch_first=True, bidirectional=bidirectional)
        self.head = nn.Linear(10 if bidirectional else 5, 2)

    def forward(self, x):
        return self.head(self.rec(x)[0])


class Cell(nn.Module):
    def __init__(self):
        super().__init__()
        self.cell = nn.LSTMCell(3, 5)
        self.head = nn.Linear(5, 2)

    def forward(self, x):
        state, rows = None, []
        for step in range(x.shape[1]):
            state = self.cell(x[:, step], state)
            rows.append(self.head(state[0]))
        return torch.stack(rows, 1)


class ActorCritic(nn.Module):
    """As recurrent policies are stored: what gives the action, and what judged it during the training."""

    def __init__(self):
        super().__init__()
        self.lstm_actor = nn.LSTM(3, 5, batch_first=True)
        self.lstm_critic = nn.LSTM(3, 4, batch_first=True)
        self.mlp = nn.ModuleDict({"policy": nn.Linear(5, 6), "value": nn.Linear(4, 6)})
        self.action = nn.Linear(6, 2)
        self.value = nn.Linear(6, 1)

    def forward(self, x):
        return self.action(torch.tanh(self.mlp["policy"](self.lstm_actor(x)[0])))


def named(state_dict, prefix):
    return OrderedDict((prefix + key, value) for key, value in state_dict.items())


def views(state_dict):
    """The same tensors as views of one storage: one behind the other, those of two dimensions column by column."""
    flat = torch.zeros(sum(value.numel() for value in state_dict.values()) + 3)
    found, at = OrderedDict(), 3
    for key, value in state_dict.items():
        piece = flat[at:at + value.numel()]
        found[key] = piece.view(value.shape[::-1]).t() if value.dim() == 2 else piece
        found[key].copy_(value)
        at += value.numel()
    return found


def trained(model):
    """An optimizer with a state: two more tensors for each parameter."""
    optimizer = torch.optim.Adam(model.parameters(), lr=0.0)
    model(torch.randn(1, 2, 3)).sum().backward()
    optimizer.step()
    return optimizer.state_dict()


torch.manual_seed(11)
one = randomize(One())
save("one.pt", one.state_dict())
save_older("one_older.pth", one.state_dict())
save("one_protocol_4.pt", one.state_dict(), pickle_protocol=4)
save("views.pt", views(one.state_dict()))
save("parameters.pt", dict(one.named_parameters()))
save("wrapped.pt", {
    "model_state_dict": named(one.state_dict(), "module._orig_mod."), "optimizer_state_dict": trained(one), "epoch": 3, "best_loss": 0.5,
    "args": argparse.Namespace(lr=0.1, hidden=5),
})
io("one", one)

for name, dtype in (("f16", torch.float16), ("bf16", torch.bfloat16), ("f64", torch.float64)):
    model = randomize(One()).double() if name == "f64" else randomize(One()).to(dtype)
    save_older(name + ".pt", model.state_dict()) if name == "bf16" else save(name + ".pt", model.state_dict())
    io(name, model)

deep = randomize(One(layers=2, bidirectional=True))
save_older("lightning.ckpt", {
    "epoch": 3, "global_step": 90, "pytorch-lightning_version": "1.8.0", "state_dict": named(deep.state_dict(), "net."), "loops": {"fit_loop": {"state_dict": {}}},
    "callbacks": {"ModelCheckpoint": {"best_model_score": torch.tensor(0.25), "kth_value": None}}, "optimizer_states": [], "lr_schedulers": [],
    "hparams_name": "kwargs", "hyper_parameters": {"units": 5, "layers": 2},
})
io("lightning", deep)

cell = randomize(Cell())
save("cell.pt", cell.state_dict())
io("cell", cell)

policy = randomize(ActorCritic())
save("actor_critic.pt", policy.state_dict())
io("actor_critic", policy)
