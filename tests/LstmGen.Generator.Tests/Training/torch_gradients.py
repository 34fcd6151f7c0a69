"""Gradients and steps of optimizers by PyTorch, in doubles: python3 torch_gradients.py REQUESTS.json ANSWERS.json"""
import json
import sys

import torch
from torch import nn
from torch.nn import functional

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)


# Tensors whose values are in the order of the request.
AS_THEY_ARE = ("bias", "gamma", "beta", "embeddings")


class Network:
    """Layers whose tensors are in the order of the request, each turned into PyTorch's form of it."""

    def __init__(self, request):
        self.loss = request["loss"]
        self.head = None
        self.layers = []
        self.tensors = []
        for layer in request["layers"]:
            if "tensors" in layer:
                self.layers.append((layer, self.other(layer)))
                continue
            parts = layer["parts"]
            if layer["type"] == "dense":
                module = nn.Linear(layer["inputs"], layer["units"], bias=layer["bias"])
                names = {"kernel": "weight", "bias": "bias"}
                suffixes = [""]
                self.head = layer["activation"]
            else:
                module = nn.LSTM(layer["inputs"], layer["units"], bias=layer["bias"], batch_first=True,
                                 bidirectional=len(parts) == 2, proj_size=layer["projection"])
                names = {"kernel": "weight_ih_l0", "recurrent_kernel": "weight_hh_l0", "bias": "bias_ih_l0", "projection": "weight_hr_l0"}
                suffixes = ["", "_reverse"]
                for name, value in module.named_parameters():
                    if name.startswith("bias_hh"):
                        # There is one bias here.
                        value.requires_grad_(False).zero_()
            for part, suffix in zip(parts, suffixes):
                for tensor in part:
                    parameter = getattr(module, names[tensor["name"]] + suffix)
                    values = torch.tensor(tensor["values"]).reshape(tensor["rows"], tensor["columns"])
                    with torch.no_grad():
                        parameter.copy_(values.flatten() if tensor["name"] == "bias" else values.t())
                    self.tensors.append((tensor["name"], parameter))
            self.layers.append((layer, module))

    def other(self, layer):
        """A layer that nn.LSTM and nn.Linear have nothing to do with: a function of its rows and those of all layers."""
        own = {}
        for tensor in layer["tensors"]:
            values = torch.tensor(tensor["values"]).reshape(tensor["rows"], tensor["columns"])
            own[tensor["name"]] = nn.Parameter(values if tensor["name"] == "embeddings" else values.flatten())
            self.tensors.append((tensor["name"], own[tensor["name"]]))
        kind = layer["type"]
        if kind == "Embedding":
            return lambda rows, _: functional.embedding(rows.squeeze(-1).long(), own["embeddings"])
        if kind == "LayerNormalization":
            return lambda rows, _: functional.layer_norm(rows, rows.shape[-1:], own.get("gamma"), own.get("beta"), layer["epsilon"])
        if kind == "Add":
            return lambda rows, all_rows: rows + all_rows[layer["source"] + 1]
        if kind == "Mean":
            return lambda rows, _: rows.mean(dim=1, keepdim=True)
        if kind == "Max":
            return lambda rows, _: rows.max(dim=1, keepdim=True).values
        if kind == "Last":
            return lambda rows, _: rows[:, -layer["count"]:]
        if kind == "Flatten":
            return lambda rows, _: rows.flatten(1).unsqueeze(1)
        return lambda rows, _: rows.repeat(1, layer["count"], 1)

    def parameters(self):
        return [parameter for _, parameter in self.tensors]

    def flat(self, of):
        return [value for name, parameter in self.tensors
                for value in (of(parameter) if name in AS_THEY_ARE else of(parameter).t()).flatten().tolist()]

    def error(self, x, targets):
        rows = x
        all_rows = [x]
        for i, (layer, module) in enumerate(self.layers):
            if "tensors" in layer:
                rows = module(rows, all_rows)
            elif layer["type"] == "dense":
                rows = module(rows)
                if i < len(self.layers) - 1 or self.loss not in ("CrossEntropy", "BinaryCrossEntropy"):
                    rows = activated(rows, layer["activation"])
            else:
                rows, (state, _) = module(rows)
                if not layer["every"]:
                    # What each direction has read last.
                    rows = torch.cat(list(state), dim=-1).unsqueeze(1)
            all_rows.append(rows)
        y, t = rows.flatten(0, 1), targets.flatten(0, 1)
        if self.loss == "CrossEntropy":
            return functional.cross_entropy(y, t)
        if self.loss == "BinaryCrossEntropy":
            return functional.binary_cross_entropy_with_logits(y, t)
        if self.loss == "Huber":
            return functional.smooth_l1_loss(y, t, beta=1.0)
        return functional.l1_loss(y, t) if self.loss == "MeanAbsolute" else functional.mse_loss(y, t)


def activated(x, name):
    if name == "Softmax":
        return torch.softmax(x, dim=-1)
    return {"Tanh": torch.tanh, "Relu": torch.relu, "Sigmoid": torch.sigmoid, "Linear": lambda x: x}[name](x)


def optimizer(request, parameters):
    rate, decay = request["rate"], request["decay"]
    name = request["optimizer"]
    if name == "Adam":
        return torch.optim.Adam(parameters, lr=rate, weight_decay=decay)
    if name == "AdamW":
        return torch.optim.AdamW(parameters, lr=rate, weight_decay=decay)
    if name == "RmsProp":
        return torch.optim.RMSprop(parameters, lr=rate, weight_decay=decay)
    momentum = 0.9 if name == "Nesterov" else 0
    return torch.optim.SGD(parameters, lr=rate, momentum=momentum, nesterov=name == "Nesterov", weight_decay=decay)


def answer(request):
    network = Network(request)
    x = torch.tensor(request["x"], dtype=torch.get_default_dtype()).reshape(request["count"], -1, request["inputs"])
    targets = torch.tensor(request["targets"], dtype=torch.get_default_dtype()).reshape(request["count"], -1, request["outputs"])
    if request["steps"] == 0:
        error = network.error(x, targets)
        error.backward()
        return {"loss": error.item(), "values": network.flat(lambda parameter: parameter.grad)}
    steps = optimizer(request, network.parameters())
    trained = request["trained"]
    batches = list(zip(x[:trained].split(request["batch"]), targets[:trained].split(request["batch"]))) if request["batch"] > 0 else [(x, targets)]
    for step in range(request["steps"]):
        steps.param_groups[0]["lr"] = request["rates"][step]
        steps.zero_grad()
        error = network.error(*batches[step % len(batches)])
        error.backward()
        if request["clip_value"] > 0:
            nn.utils.clip_grad_value_(network.parameters(), request["clip_value"])
        if request["clip_norm"] > 0:
            nn.utils.clip_grad_norm_(network.parameters(), request["clip_norm"])
        steps.step()
    done = {"loss": error.item(), "values": network.flat(lambda parameter: parameter.detach())}
    if request["batch"] > 0:
        with torch.no_grad():
            done["losses"] = [network.error(x[part], targets[part]).item() for part in (slice(trained), slice(trained, None))]
    return done


with open(sys.argv[1], encoding="utf-8") as requests:
    answers = [answer(request) for request in json.load(requests)]
with open(sys.argv[2], "w", encoding="utf-8") as file:
    json.dump(answers, file)
