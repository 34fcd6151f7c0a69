#!/usr/bin/python3
"""Writes optimizers.json: what PyTorch's optimisers make of some parameters."""
import json
import random
from pathlib import Path

import torch

PARAMETERS = 20
STEPS = 10

# (name, class, options); the options of torch.optim that are set.
CASES = [
    ("SGD", torch.optim.SGD, {"lr": 1e-3}),
    ("SGD", torch.optim.SGD, {"lr": 0.05, "weight_decay": 0.02}),
    ("SGD with momentum", torch.optim.SGD, {"lr": 1e-3, "momentum": 0.9}),
    ("SGD with momentum", torch.optim.SGD, {"lr": 0.05, "momentum": 0.7, "weight_decay": 0.02}),
    ("SGD with Nesterov's momentum", torch.optim.SGD, {"lr": 1e-3, "momentum": 0.9, "nesterov": True}),
    ("SGD with Nesterov's momentum", torch.optim.SGD,
     {"lr": 0.05, "momentum": 0.7, "weight_decay": 0.02, "nesterov": True}),
    ("Adam", torch.optim.Adam, {}),
    ("Adam", torch.optim.Adam, {"lr": 0.05, "betas": (0.8, 0.95), "eps": 1e-4, "weight_decay": 0.02}),
    ("AdamW", torch.optim.AdamW, {}),
    ("AdamW", torch.optim.AdamW, {"lr": 0.05, "betas": (0.8, 0.95), "eps": 1e-4, "weight_decay": 0.2}),
    ("RMSprop", torch.optim.RMSprop, {}),
    ("RMSprop", torch.optim.RMSprop, {"lr": 0.05, "alpha": 0.9, "eps": 1e-4, "weight_decay": 0.02}),
]

# What LstmGen calls the options and the moments.
SETTINGS = {"lr": "rate", "momentum": "momentum", "weight_decay": "decay", "eps": "epsilon", "alpha": "alpha"}
MOMENTS = {"momentum_buffer": "velocity", "exp_avg": "first", "exp_avg_sq": "second", "square_avg": "second"}


def floats(tensor):
    """The shortest decimals that read back as the same floats."""
    return [float(next(text for text in (f"{value:.{digits}g}" for digits in range(1, 18))
                       if torch.tensor(float(text)).item() == value)) for value in tensor.tolist()]


def case(name, make, options):
    generator = random.Random(f"{name} {options}")
    parameter = torch.nn.Parameter(torch.tensor([generator.gauss(0, 1) for _ in range(PARAMETERS)]))
    optimizer = make([parameter], **options)
    group = optimizer.param_groups[0]
    settings = {SETTINGS[key]: value for key, value in group.items()
                if key in SETTINGS and (key != "momentum" or "momentum" in name)}
    if "betas" in group:
        settings["beta1"], settings["beta2"] = group["betas"]
    start = floats(parameter.detach())
    gradients = []
    for _ in range(STEPS):
        # Of all sizes, some of them 0.
        scale = 10 ** generator.uniform(-4, 1)
        gradient = torch.tensor([generator.choice((0, 1, 1, 1)) * scale * generator.gauss(0, 1) for _ in range(PARAMETERS)])
        gradients.append(floats(gradient))
        parameter.grad = gradient
        optimizer.step()
    state = optimizer.state[parameter]
    moments = {name: floats(state[key]) for key, name in MOMENTS.items() if state.get(key) is not None}
    return {"name": name, "source": f"PyTorch {torch.__version__}", "settings": settings, "start": start,
            "gradients": gradients, "end": floats(parameter.detach()), "moments": moments}


torch.set_num_threads(1)
lines = [json.dumps(case(*each)) for each in CASES]
path = Path(__file__).with_name("optimizers.json")
path.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
print(f"{path.name}: {len(lines)} cases")
