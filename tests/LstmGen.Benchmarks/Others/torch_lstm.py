"""PyTorch's LSTM on one thread: batches of 128 sequences of 32 steps, 32→64, and single sequences of the sizes that --compare has."""
import time
import torch

REPEATS = 15


def values(seed, count, scale):
    """Uniform values from a linear congruential generator (Knuth's MMIX), as Numbers.h has it."""
    state, result = seed, []
    for _ in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        result.append(((state >> 40) - 8388608) / 8388608 * scale)
    return torch.tensor(result, dtype=torch.float32)


def network(features, units):
    """Keras' parameters: gates i, f, g, o in both, and PyTorch's second bias is zero."""
    lstm = torch.nn.LSTM(features, units, batch_first=True)
    numbers = values(1, 4 * units * (features + units + 1), 0.4)
    kernel, recurrent, bias = numbers.split([4 * units * features, 4 * units * units, 4 * units])
    with torch.no_grad():
        lstm.weight_ih_l0.copy_(kernel.view(features, 4 * units).t())
        lstm.weight_hh_l0.copy_(recurrent.view(units, 4 * units).t())
        lstm.bias_ih_l0.copy_(bias)
        lstm.bias_hh_l0.zero_()
    return lstm.eval()


def measure(who, name, run, operations):
    last = float(run().flatten()[-1])
    start = time.perf_counter()
    while time.perf_counter() - start < 0.3:
        run()
    best = float("inf")
    for _ in range(REPEATS):
        start = time.perf_counter_ns()
        run()
        best = min(best, time.perf_counter_ns() - start)
    print(f"{who}\t{name}\t{best / operations:.3f}\t{last:.7f}", flush=True)


def main():
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    with torch.inference_mode():
        lstm = network(32, 64)
        batch = values(2, 128 * 32 * 32, 0.5).view(128, 32, 32)
        scripted = torch.jit.trace(lstm, batch)
        for name, pick in ("batch, last output", lambda y: y[:, -1]), ("batch, all outputs", lambda y: y):
            measure("PyTorch", name, lambda: pick(lstm(batch)[0]), 1)
            measure("PyTorch, traced", name, lambda: pick(scripted(batch)[0]), 1)
        for features, units in (1, 8), (1, 16), (1, 20), (1, 40), (8, 32), (16, 64), (64, 128):
            lstm = network(features, units)
            sequence = values(2, 64 * features, 0.5).view(1, 64, features)
            measure("PyTorch", f"{features}→{units} × 64", lambda: lstm(sequence)[0][:, -1], 64)
            step = sequence[:, :1]
            state = [lstm(step)[1]]

            def one():
                output, state[0] = lstm(step, state[0])
                return output

            measure("PyTorch", f"{features}→{units}, a step a call", one, 1)


main()
