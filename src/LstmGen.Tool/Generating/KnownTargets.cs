using System.Collections.Generic;
using LstmGen.Generator.Model;

namespace LstmGen.Tool.Generating;

/// <summary>
/// What frameworks offer to generated code, where no compiler is there to be asked. The tests compare each with what the generator finds in
/// the framework's own reference assemblies.
/// </summary>
internal static class KnownTargets
{
    public static IReadOnlyDictionary<string, Target> All { get; } = new SortedDictionary<string, Target>(System.StringComparer.Ordinal)
    {
        ["net10.0"] = new Target(
            LanguageVersion: 1400, MissingApi: null, Vectors: true, Vector512: true, VectorFusedMultiplyAdd: true, FusedMultiplyAdd: true, InlineArray: true,
            PinnedArrays: true, AggressiveOptimization: true, ConstantSpans: true, UnscopedRef: true),
        ["net8.0"] = new Target(
            LanguageVersion: 1200, MissingApi: null, Vectors: true, Vector512: true, VectorFusedMultiplyAdd: false, FusedMultiplyAdd: true, InlineArray: true,
            PinnedArrays: true, AggressiveOptimization: true, ConstantSpans: true, UnscopedRef: true),
        ["netstandard2.1"] = new Target(
            LanguageVersion: 800, MissingApi: null, Vectors: false, Vector512: false, VectorFusedMultiplyAdd: false, FusedMultiplyAdd: false, InlineArray: false,
            PinnedArrays: false, AggressiveOptimization: false, ConstantSpans: false, UnscopedRef: false),
    };
}
