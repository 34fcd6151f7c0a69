using System.Collections.Generic;
using LstmGen.Tests.Networks;

namespace LstmGen.Tests.Compiling;

/// <summary>A network with the options under which its code is generated.</summary>
public sealed record NetworkVariant(
    NetworkSpec Spec,
    Unroll Unroll = Unroll.Auto,
    Arithmetic Arithmetic = Arithmetic.Auto,
    VectorWidth VectorWidth = VectorWidth.Auto)
{
    /// <summary>The text of a trained model that the class is made from, or null where the network is declared by attributes.</summary>
    public string? Model { get; init; }

    /// <summary>Every schedule, and every vector width with two schedules at least, for one arithmetic.</summary>
    public static IEnumerable<NetworkVariant> All(NetworkSpec spec, Arithmetic arithmetic)
    {
        (VectorWidth Width, Unroll[] Unrolls)[] variants =
        [
            (VectorWidth.Scalar, [Unroll.Tiled, Unroll.Step, Unroll.Full, Unroll.Auto]),
            (VectorWidth.Vector128, [Unroll.Tiled, Unroll.Full]),
            (VectorWidth.Vector256, [Unroll.Step, Unroll.Auto]),
            (VectorWidth.Vector512, [Unroll.Tiled, Unroll.Step, Unroll.Full, Unroll.Auto]),
        ];
        foreach ((VectorWidth width, Unroll[] unrolls) in variants)
        {
            foreach (Unroll unroll in unrolls)
            {
                yield return new NetworkVariant(spec, unroll, arithmetic, width);
            }
        }
    }

    /// <summary>Each vector width, which a batch's code depends on, and schedules of the steps of one sequence.</summary>
    public static IEnumerable<NetworkVariant> Batches(NetworkSpec spec, Arithmetic arithmetic)
    {
        foreach (VectorWidth width in new[] { VectorWidth.Scalar, VectorWidth.Vector128, VectorWidth.Vector256, VectorWidth.Vector512 })
        {
            yield return new NetworkVariant(spec, Unroll.Auto, arithmetic, width);
        }

        yield return new NetworkVariant(spec, Unroll.Tiled, arithmetic, VectorWidth.Scalar);
        yield return new NetworkVariant(spec, Unroll.Full, arithmetic, VectorWidth.Scalar);
        yield return new NetworkVariant(spec, Unroll.Step, arithmetic, VectorWidth.Vector512);
        yield return new NetworkVariant(spec, Unroll.Full, arithmetic, VectorWidth.Vector512);
    }

    public string Options => $"[LstmOptions(Unroll = Unroll.{Unroll}, Arithmetic = Arithmetic.{Arithmetic}, VectorWidth = VectorWidth.{VectorWidth})]";

    public override string ToString() => Options + "\n" + Spec;
}
