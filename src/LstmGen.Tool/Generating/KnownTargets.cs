using System.Collections.Generic;
using LstmGen.Generator.Model;

namespace LstmGen.Tool.Generating;

/// <summary>
/// What frameworks offer to generated code, for use without a compilation. The tests compare each with what the generator finds in the
/// framework's own reference assemblies.
/// </summary>
internal static class KnownTargets
{
    public static IReadOnlyDictionary<string, Target> All { get; } = new SortedDictionary<string, Target>(System.StringComparer.Ordinal)
    {
        ["net10.0"] = Net8 with { LanguageVersion = 1400, VectorFusedMultiplyAdd = true },
        ["net8.0"] = Net8,
        ["netstandard2.1"] = NetStandard21,
        ["netstandard2.0"] = Arrays,
        ["netstandard2.0+memory"] = Memory,
        // Its DataContract is in an assembly of its own, which not every project references.
        ["net48"] = Arrays with { DataContracts = false },
        ["net48+memory"] = Memory with { DataContracts = false },
        ["nanoframework"] = new Target(LanguageVersion: Target.OldestLanguageVersion) { DebuggerViews = true },
    };

    /// <summary>.NET Standard 2.0 and .NET Framework.</summary>
    private static Target Arrays => new(LanguageVersion: Target.OldestLanguageVersion)
    {
        AggressiveInlining = true,
        GeneratedCode = true,
        Cultures = true,
        Roots = true,
        ActualValues = true,
        BlockCopies = true,
        DataContracts = true,
        DebuggerViews = true,
    };

    /// <summary>The same with the package System.Memory.</summary>
    private static Target Memory => Arrays with { Spans = true };

    private static Target NetStandard21 => Memory with { LanguageVersion = 800, SpansOfFields = true, MathF = true, SingleBits = true };

    private static Target Net8 => NetStandard21 with
    {
        LanguageVersion = 1200,
        Vectors = true,
        Vector512 = true,
        FusedMultiplyAdd = true,
        StaticAbstracts = true,
        InlineArray = true,
        PinnedArrays = true,
        AggressiveOptimization = true,
        ConstantSpans = true,
        UnscopedRef = true,
        JsonRequired = true,
    };
}
