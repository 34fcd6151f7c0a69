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
    /// <summary>Every schedule on every vector width, for one arithmetic.</summary>
    public static IEnumerable<NetworkVariant> All(NetworkSpec spec, Arithmetic arithmetic)
    {
        foreach (VectorWidth width in new[] { VectorWidth.Scalar, VectorWidth.Vector128, VectorWidth.Vector256 })
        {
            foreach (Unroll unroll in new[] { Unroll.Tiled, Unroll.Step, Unroll.Full, Unroll.Auto })
            {
                yield return new NetworkVariant(spec, unroll, arithmetic, width);
            }
        }
    }

    public string Options => $"[LstmOptions(Unroll = Unroll.{Unroll}, Arithmetic = Arithmetic.{Arithmetic}, VectorWidth = VectorWidth.{VectorWidth})]";

    public override string ToString() => Options + "\n" + Spec;
}
