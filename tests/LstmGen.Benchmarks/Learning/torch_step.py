"""Prints the microseconds of a step of training in PyTorch on one thread: inputs, units, steps, sequences, every step."""
import sys
import time

import torch

inputs, units, steps, sequences, every = (int(argument) for argument in sys.argv[1:])
torch.set_num_threads(1)
torch.manual_seed(1)
lstm = torch.nn.LSTM(inputs, units, batch_first=True)
head = torch.nn.Linear(units, 1) if every else None
x = torch.randn(sequences, steps, inputs)
y = torch.randn(sequences, steps, 1) if every else torch.randn(sequences, units)
parameters = list(lstm.parameters()) + (list(head.parameters()) if head else [])
optimizer = torch.optim.Adam(parameters)
best = float("inf")
for _ in range(30):
    start = time.perf_counter()
    optimizer.zero_grad()
    rows, _ = lstm(x)
    output = head(rows) if head else rows[:, -1]
    loss = ((output - y) ** 2).mean()
    loss.backward()
    optimizer.step()
    best = min(best, time.perf_counter() - start)
print(best * 1e6)
