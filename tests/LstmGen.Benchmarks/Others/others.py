#!/usr/bin/env python3
"""Measures generated code against libraries that aren't .NET, on one thread, and prints results/others.md.

    others.py SOURCES BUILD [ROUNDS]

SOURCES has clones of NeuralAudio, NeuralAmpModelerCore, RTNeural, math_approx and xsimd, each in a folder of its name; what is built of
them goes to BUILD. Needs g++, Debian's python3-torch and nlohmann-json3-dev, and this project built with -c Release.

The programs take turns, each pinned to the same core. In each of the rounds every program gives the smallest of 15 short repeats.
"""
import os
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
AMPS = ["1x8", "1x12", "1x16", "1x20", "1x24", "2x8", "2x16"]
PYTHON = "/usr/bin/python3"
OUR = HERE.parent / "bin/Release/net10.0/LstmGen.Benchmarks.dll"
FLAGS = ["-march=native", "-DNDEBUG", "-std=c++20"]
COMPARED = ["1→8", "1→16", "1→20", "1→40", "8→32", "16→64", "64→128"]


def amps(sources, optimisation, math, with_nam):
    title = "fast tanh" if math == "FastMath" else "std::tanh"
    arguments = ["-DNAM_SAMPLE_FLOAT", f"-DLSTM_MATH={math}", f'-DNEURAL_AUDIO="NeuralAudio ({title})"']
    folders = ["NeuralAmpModelerCore", "NeuralAudio", "math_approx/include", "RTNeural/modules/Eigen"]
    files = [HERE / "amps.cpp"]
    if with_nam:
        arguments.append("-DWITH_NAM")
        files += [sources / f"NeuralAmpModelerCore/NAM/{name}.cpp" for name in ("lstm", "dsp", "activations")]
    return [optimisation, *arguments, *[f"-I{sources / folder}" for folder in folders], "-I/usr/include/nlohmann", *files]


def rtneural(sources, back_end, alignment):
    folders = ["RTNeural", "RTNeural/modules/Eigen", "RTNeural/modules/json", "xsimd/include"]
    return [
        "-O3", f"-DRTNEURAL_USE_{back_end.upper()}=1", f"-DRTNEURAL_DEFAULT_ALIGNMENT={alignment}", f'-DBACK_END="{back_end}"',
        *[f"-I{sources / folder}" for folder in folders], HERE / "rtneural.cpp"]


def build(sources, folder):
    """What is run, and what each line's first word gets behind it."""
    folder.mkdir(parents=True, exist_ok=True)
    programs = {
        "amps-fast": (amps(sources, "-O3", "FastMath", with_nam=True), ""),
        "amps-std": (amps(sources, "-O3", "StdMath", with_nam=False), ""),
        "amps-fast-ofast": (amps(sources, "-Ofast", "FastMath", with_nam=True), ", -Ofast"),
        "rtneural-eigen": (rtneural(sources, "Eigen", 32), ""),
        "rtneural-xsimd": (rtneural(sources, "xsimd", 64), ""),
        "rtneural-stl": (rtneural(sources, "STL", 64), ""),
    }
    commands = [(["dotnet", str(OUR), "--others"], "")]
    for name, (arguments, suffix) in programs.items():
        target = folder / name
        if not target.exists():
            subprocess.run(["g++", *FLAGS, *map(str, arguments), "-o", str(target)], check=True)
        commands.append(([str(target)], suffix))
    commands.append(([PYTHON, str(HERE / "torch_lstm.py")], ""))
    return commands


def run(commands, rounds):
    times, outputs = {}, {}
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    for turn in range(rounds):
        for command, suffix in commands:
            print(turn + 1, Path(command[1 if len(command) > 1 else 0]).name, file=sys.stderr)
            text = subprocess.run(["taskset", "-c", "0", *command], check=True, capture_output=True, text=True, env=environment).stdout
            for line in text.splitlines():
                who, name, nanoseconds, last = line.split("\t")
                times.setdefault((who + suffix, name), []).append(float(nanoseconds))
                outputs[who + suffix, name] = float(last)
    return times, outputs


def digits(value):
    return f"{value:,.0f}" if value >= 99.95 else f"{value:.1f}" if value >= 9.995 else f"{value:.2f}"


def cell(samples, unit=1.0):
    return f"{digits(min(samples) / unit)} ({digits(statistics.median(samples) / unit)})"


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |", "|---|" + "---:|" * (len(header) - 1)]
    return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in rows])


def add_best(times, outputs, library):
    """The best of a library's back ends for each network."""
    for name in AMPS:
        every = [who for who, other in times if other == name and who.startswith(library + " (")]
        best = min(every, key=lambda who: min(times[who, name]))
        times[library + ", its best", name] = times[best, name]
        outputs[library + ", its best", name] = outputs[best, name]


def amp_table(times, outputs):
    add_best(times, outputs, "RTNeural")
    every = {who for who, name in times if name in AMPS}
    every = sorted(every, key=lambda who: (who != "LstmGen", sum(min(times[who, name]) for name in AMPS)))
    rows = []
    for who in every:
        ratio = statistics.geometric_mean([min(times[who, name]) / min(times["LstmGen", name]) for name in AMPS])
        error = max(abs(outputs[who, name] - outputs["LstmGen", name]) for name in AMPS)
        rows.append([who, *[cell(times[who, name]) for name in AMPS], digits(ratio) + "×", "" if who == "LstmGen" else f"{error:.0e}"])
    return table(["", *AMPS, "in the mean", "other output by"], rows)


def batch_table(times):
    names = ["batch, last output", "batch, all outputs"]
    every = [who for who, name in times if name == names[0]]
    return table(["milliseconds a batch", *names], [[who, *[cell(times[who, name], 1e6) for name in names]] for who in every])


def torch_table(times):
    rows = [[name, cell(times["PyTorch", f"{name} × 64"]), cell(times["PyTorch", f"{name}, a step a call"])] for name in COMPARED]
    return table(["nanoseconds a step", "64 steps a call", "a step a call"], rows)


def first_line(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[0]


def machine():
    fields = {}
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        name, _, value = line.partition(":")
        fields.setdefault(name.strip(), value.strip())
    return f"{fields['model name']} (family {fields['cpu family']} model {fields['model']}), {os.cpu_count()} cores"


def main():
    sources, folder = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 9
    before = os.getloadavg()
    times, outputs = run(build(sources, folder), rounds)
    after = os.getloadavg()
    spread = [statistics.median(samples) / min(samples) for samples in times.values()]
    versions = ", ".join(
        f"{name} {first_line('git', '-C', str(sources / name), 'log', '-1', '--format=%h of %cs')}"
        for name in ("NeuralAudio", "NeuralAmpModelerCore", "RTNeural", "xsimd", "math_approx"))
    torch = first_line(PYTHON, "-c", "import torch; print(torch.__version__)")
    blas = Path("/etc/alternatives/libblas.so.3-x86_64-linux-gnu").resolve()
    print(f"""{machine()}, one thread on one core.

The smallest of {rounds} rounds in which all programs take turns (the median of the rounds); in a round, the smallest of 15 repeats.
The medians are {statistics.median(spread):.2f} × the smallest in the middle and {max(spread):.2f} × at most: the machine was shared,
with a load of {before[0]:.1f} before and {after[0]:.1f} after.
{first_line('g++', '--version')}; `{' '.join(FLAGS)}`, and `-O3` where nothing else is said;
{versions}; .NET {first_line('dotnet', '--version')}'s SDK.

## Guitar amplifiers

Nanoseconds a sample: layers x units from one value, and a Dense unit. *In the mean* is the geometric mean of how many
times LstmGen's time that is. *Other output by* is the largest difference of the 2,048th output.

{amp_table(times, outputs)}

## PyTorch

PyTorch {torch}, with {blas.parent.name}'s BLAS. A batch of 128 sequences of 32 steps, 32→64, as AIsEval has it.
""")
    print(batch_table(times))
    print()
    print(torch_table(times))


main()
