using System;
using System.Linq;

namespace LstmGen.Benchmarks.Learning;

/// <summary>A step of training, and its forward pass.</summary>
/// <param name="Name">The network's sizes.</param>
/// <param name="Step">The forward pass, the backward pass and a step of Adam.</param>
/// <param name="Forward">The same sequences by the class's own methods.</param>
/// <param name="Torch">
/// The arguments of the same for PyTorch: inputs, units, steps, sequences, whether every step has an output by a Dense layer.
/// </param>
internal sealed record Lesson(string Name, Action Step, Action Forward, string Torch)
{
    public static Lesson[] All()
    {
        const int Batch = 64, Agents = 1000;
        var big = new Learner32To64.Trainer(1);
        var bigNet = new Learner32To64(big.Parameters);
        float[] bigInputs = Values(Batch * Learner32To64.InputLength), bigTargets = Values(Batch * 64), bigOutputs = new float[Batch * 64];
        var small = new Learner1To8.Trainer(1);
        var smallNet = new Learner1To8(small.Parameters);
        float[] smallInput = Values(Learner1To8.InputLength), smallTarget = Values(8), smallOutput = new float[8];
        var tiny = new Learner2To3.Trainer(1);
        var tinyNet = new Learner2To3(tiny.Parameters);
        float[] tinyInputs = Values(Agents * Learner2To3.InputLength), tinyTargets = Values(Agents * 3), tinyOutputs = new float[Agents * 3];
        var amp = new Learner1To40To1.Trainer(1);
        var ampNet = new Learner1To40To1(amp.Parameters);
        float[] ampInput = Values(Learner1To40To1.InputLength), ampTarget = Values(256), ampOutput = new float[256];
        return
        [
            new(
                "64 sequences of 32 steps, 32→64",
                () => { big.AccumulateBatch(Batch, bigInputs, bigTargets); big.Apply(); },
                () => bigNet.ForwardBatch(Batch, bigInputs, bigOutputs), "32 64 32 64 0"),
            new(
                "1 sequence of 64 steps, 1→8",
                () => { small.Accumulate(smallInput, smallTarget); small.Apply(); },
                () => smallNet.Forward(smallInput, smallOutput), "1 8 64 1 0"),
            new(
                "1,000 sequences of 4 steps, 2→3",
                () => { tiny.AccumulateBatch(Agents, tinyInputs, tinyTargets); tiny.Apply(); },
                () => tinyNet.ForwardBatch(Agents, tinyInputs, tinyOutputs), "2 3 4 1000 0"),
            new(
                "1 sequence of 256 steps, 1→40→1",
                () => { amp.Accumulate(ampInput, ampTarget); amp.Apply(); },
                () => ampNet.Forward(ampInput, ampOutput), "1 40 256 1 1"),
        ];
    }

    private static float[] Values(int count)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5))];
    }
}
