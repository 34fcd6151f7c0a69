using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.Intrinsics;

namespace LstmGen.Benchmarks.Machines;

/// <summary>Holds <see cref="ActivationOperations{TLanes, TVector}"/> to the bits of the generated functions.</summary>
internal static unsafe class ActivationCheck
{
    /// <summary>Throws if the two differ, or if no generated class has the functions for a measured width.</summary>
    /// <returns>The widths in bits that were compared.</returns>
    public static IReadOnlyList<int> Run(IReadOnlyList<Type> generated)
    {
        var compared = new List<int>();
        Check<Lanes128, Vector128<float>>(generated, compared);
        Check<Lanes256, Vector256<float>>(generated, compared);
        Check<Lanes512, Vector512<float>>(generated, compared);
        return compared.Count > 0 || !Lanes128.IsAccelerated
            ? compared
            : throw new InvalidOperationException("No generated assembly has a FusedMath.Tanh for vectors: the limit can't be measured with its operations.");
    }

    private static void Check<TLanes, TVector>(IReadOnlyList<Type> generated, List<int> compared)
        where TLanes : struct, ILanes<TVector>
    {
        if (!TLanes.IsAccelerated)
        {
            return;
        }

        bool tanh = Compare<TLanes, TVector>(generated, "Tanh", ActivationOperations<TLanes, TVector>.Tanh);
        bool sigmoid = Compare<TLanes, TVector>(generated, "Sigmoid", ActivationOperations<TLanes, TVector>.Sigmoid);
        if (tanh && sigmoid)
        {
            compared.Add(32 * TLanes.Count);
        }
    }

    private static bool Compare<TLanes, TVector>(IReadOnlyList<Type> generated, string name, Func<TVector, TVector> here)
        where TLanes : struct, ILanes<TVector>
    {
        MethodInfo? method = generated
            .SelectMany(type => type.Assembly.GetTypes().Where(other => other.Name == "FusedMath"))
            .Select(type => type.GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static, [typeof(TVector)]))
            .FirstOrDefault(found => found is not null);
        if (method is null)
        {
            return false;
        }

        var there = method.CreateDelegate<Func<TVector, TVector>>();
        int lanes = TLanes.Count;
        float[] inputs = Inputs(lanes);
        float* expected = stackalloc float[lanes];
        float* actual = stackalloc float[lanes];
        fixed (float* x = inputs)
        {
            for (int i = 0; i < inputs.Length; i += lanes)
            {
                TLanes.Store(there(TLanes.Load(x + i)), expected);
                TLanes.Store(here(TLanes.Load(x + i)), actual);
                if (!new ReadOnlySpan<int>(expected, lanes).SequenceEqual(new ReadOnlySpan<int>(actual, lanes)))
                {
                    throw new InvalidOperationException(FormattableString.Invariant(
                        $"{name} of {lanes} lanes from {x[i]:r} on gives other bits than {method.DeclaringType}: bring ActivationOperations.cs up to date."));
                }
            }
        }

        return true;
    }

    /// <summary>Every magnitude, both signs, and what saturates.</summary>
    private static float[] Inputs(int lanes)
    {
        var inputs = new List<float> { 0f, -0f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, float.Epsilon, float.MaxValue, 8.2f, 16.4f };
        for (int i = -2500; i <= 2500; i++)
        {
            inputs.Add(i * 0.008f);
            inputs.Add(MathF.CopySign(MathF.Pow(10, i / 100f), i % 2 == 0 ? 1 : -1));
        }

        while (inputs.Count % lanes != 0)
        {
            inputs.Add(1);
        }

        return [.. inputs];
    }
}
