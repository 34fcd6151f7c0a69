using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Models;
using LstmGen.Models.Importing;
using LstmGen.Models.Verifying;
using LstmGen.Tool.Numbers;
using LstmGen.Tool.Running;
using static System.FormattableString;

namespace LstmGen.Tool.Verifying;

/// <summary>Sequences on which to run a model, and its framework's outputs for them, if known.</summary>
/// <param name="Name">Where they come from, for a reader.</param>
/// <param name="Recorded">Where the outputs come from, for a message.</param>
internal sealed record VerifiedInput(string Name, Sequences Input, Sequences? Output, string Recorded)
{
    /// <summary>How files were read, for a reader, because rows may mean more than one thing.</summary>
    public IReadOnlyList<string> ReadAs { get; init; } = [];
}

/// <summary>The largest difference between two lists of values, and its place.</summary>
/// <param name="Size">
/// Relative to the larger of 1 and the expected value's magnitude; NaN if only one of the two values is a number.
/// </param>
/// <param name="Sequence">From 0.</param>
/// <param name="Row">The output row of the sequence, from 0.</param>
internal readonly record struct Difference(double Size, int Sequence, int Row)
{
    public bool IsWithin(double tolerance) => Size <= tolerance;

    public Difference Or(Difference other) => double.IsNaN(Size) || Size >= other.Size ? this : other;
}

/// <summary>What the runs of some sequences showed.</summary>
/// <param name="Reference">How the generated class differs from the double-precision reference.</param>
/// <param name="Recording">How it differs from what the framework computed, if that is known.</param>
internal sealed record Verified(VerifiedInput Of, Difference Reference, int ReferenceRows, Difference? Recording)
{
    /// <summary>What differs, or null if all agree: the class itself, or only the recording, which isn't the class's fault.</summary>
    public string? Problem(double tolerance) =>
        !Reference.IsWithin(tolerance)
            ? Recording?.IsWithin(tolerance) == true
                ? Invariant($"the double-precision reference differs{By(Reference, ReferenceRows)} from the generated class, which agrees with {Of.Recorded}; that is a fault of the reference in lstmgen: please report it")
                : Invariant($"the generated class differs{By(Reference, ReferenceRows)} from the double-precision reference; that is a fault of LstmGen, or float rounding where the model makes much of it")
        : Recording is { } recording && !recording.IsWithin(tolerance)
            ? Invariant($"{Of.Recorded} differ{By(recording, Of.Output!.Rows)} from what the model computes; the generated class agrees with the double-precision reference, so they were computed from another input or by another model, or the file means something else than was read")
        : null;

    private string By(Difference difference, int rows) =>
        $" by {(double.IsNaN(difference.Size) ? "NaN" : Invariant($"{difference.Size:g3}"))}{(Of.Input.Count > 1 ? Invariant($" (sequence {difference.Sequence}") + (rows > 1 ? Invariant($", step {difference.Row})") : ")") : rows > 1 ? Invariant($" (step {difference.Row})") : "")}";
}

/// <summary>
/// Compares the generated class of a model with the double-precision reference, and with the outputs recorded by the model's framework.
/// </summary>
internal static class Verification
{
    /// <summary>The most values of one sequence between two layers, of which the reference keeps a few copies as doubles.</summary>
    private const long MostValues = 1 << 25;

    /// <exception cref="ModelException">A sequence is too long for the reference.</exception>
    public static Verified Run(CompiledModel model, VerifiedInput test)
    {
        Network network = model.Network;
        RequireRoom(network, test);
        var reference = new Difference(0, 0, 0);
        Difference? recording = null;
        int rows = 0;
        for (int i = 0; i < test.Input.Count; i++)
        {
            float[] input = test.Input[i];
            double[] output = model.Run(input);
            double[] exact = DoubleReference.Run(network, input);
            rows = output.Length / network.OutputSize;
            reference = reference.Or(Largest(output, exact, i, network.OutputSize));
            if (test.Output is { } recorded)
            {
                // A single output for a sequence is that of its last step.
                float[] expected = recorded[i];
                Difference difference = Largest(output[^expected.Length..], [.. expected.Select(value => (double)value)], i, network.OutputSize);
                recording = recording?.Or(difference) ?? difference;
            }
        }

        return new Verified(test, reference, rows, recording);
    }

    /// <summary>Standard normal features, or ids, the same for a seed on every machine.</summary>
    public static float[] RandomInput(Network network, int steps, int seed)
    {
        var random = new Random(seed);
        if (network.Layers[0] is EmbeddingLayer table)
        {
            return [.. Enumerable.Range(0, steps).Select(_ => (float)random.Next(table.Count))];
        }

        return [.. Enumerable.Range(0, steps * network.InputSize).Select(_ =>
            (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())))];
    }

    private static void RequireRoom(Network network, VerifiedInput test)
    {
        long widest = Math.Max(network.InputSize, network.Parts.Max(part => part.Units));
        long most = Enumerable.Range(0, network.Layers.Count).Max(i => (network.RowsRead(i, test.Input.Rows) ?? 1L) * network.Layers[i].Output);
        if (Math.Max(most, test.Input.Rows * widest) > MostValues)
        {
            throw new ModelException(Invariant($"a sequence of {test.Name} has {test.Input.Rows:N0} steps, and with {widest:N0} values between two layers at most {MostValues / widest:N0} steps are compared"));
        }
    }

    private static Difference Largest(double[] found, double[] expected, int sequence, int columns)
    {
        var largest = new Difference(0, sequence, 0);
        for (int i = 0; i < expected.Length; i++)
        {
            // A NaN is right if NaN is expected, and infinity if infinity is expected.
            bool same = double.IsNaN(expected[i]) ? double.IsNaN(found[i]) : found[i] == expected[i];
            largest = largest.Or(new Difference(same ? 0 : Math.Abs(found[i] - expected[i]) / Math.Max(1, Math.Abs(expected[i])), sequence, i / columns));
        }

        return largest;
    }
}
