using System.Collections.Generic;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>The instructions for vectors of one width: when a processor has them, and how their fused multiply-add is spelled.</summary>
/// <param name="Bits">The bits of a vector.</param>
/// <param name="MultiplyAddClass">The base library's class with the fused multiply-add of x86 processors that have such vectors.</param>
/// <param name="MultiplyAddMethod">Its method.</param>
/// <param name="IsOnArm">Whether Arm's processors have such vectors too.</param>
internal sealed record Instructions(int Bits, string MultiplyAddClass, string MultiplyAddMethod, bool IsOnArm)
{
    private static readonly Dictionary<int, Instructions> All = new()
    {
        [128] = new(128, "Fma", "MultiplyAdd", IsOnArm: true),
        [256] = new(256, "Fma", "MultiplyAdd", IsOnArm: false),
        [512] = new(512, "Avx512F", "FusedMultiplyAdd", IsOnArm: false),
    };

    public static Instructions Of(int bits) => All[bits];

    /// <summary>The class of the base library with the vectors' methods.</summary>
    public string Vector(Names names) => names["Vector" + Literal.Of(Bits)];

    /// <summary>The expression that says whether the processor has them.</summary>
    public string IsSupported(Names names, Arithmetic arithmetic)
    {
        string vectors = $"{Vector(names)}.IsHardwareAccelerated";
        if (arithmetic != Arithmetic.Fused)
        {
            return vectors;
        }

        string onX86 = $"{names[MultiplyAddClass]}.IsSupported";
        return $"{vectors} && {(IsOnArm ? $"({onX86} || {Arm(names)}.IsSupported)" : onX86)}";
    }

    /// <summary>
    /// The method of the fused multiply-add. Wider vectors exist on only one kind of processor, whose own instruction is called directly.
    /// </summary>
    public string MultiplyAdd(Names names) => names.Target.VectorFusedMultiplyAdd ? $"{Vector(names)}.FusedMultiplyAdd"
        : IsOnArm ? MathHelpers.MultiplyAdd(names, this)
        : $"{names[MultiplyAddClass]}.{MultiplyAddMethod}";

    /// <summary>The fused multiply-add by whichever instruction the processor has.</summary>
    public string Chosen(Names names, string a, string b, string c)
    {
        string x86 = names[MultiplyAddClass];
        return $"{x86}.IsSupported ? {x86}.{MultiplyAddMethod}({a}, {b}, {c}) : {Arm(names)}.FusedMultiplyAdd({c}, {a}, {b})";
    }

    /// <summary>The instructions of Arm's processors for 128 bits; those for doubles belong to the 64-bit ones.</summary>
    private static string Arm(Names names) => names["AdvSimd"] + (names.Element == Element.Double ? ".Arm64" : "");
}
