using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace LstmGen.Generator.Model;

/// <summary>The types that generated classes share. An assembly has them once, in a namespace of its own.</summary>
internal static class HelperTypes
{
    /// <summary>Activations of networks whose multiply-adds are rounded once (fused).</summary>
    public const string FusedMath = nameof(FusedMath);

    /// <summary>Activations of networks whose products and sums are rounded separately.</summary>
    public const string SeparateMath = nameof(SeparateMath);

    /// <summary>Computes the traces of networks whose multiply-adds are rounded once.</summary>
    public const string FusedTrace = nameof(FusedTrace);

    /// <summary>The same for networks whose products and sums are rounded separately.</summary>
    public const string SeparateTrace = nameof(SeparateTrace);

    /// <summary>The computations of training for networks whose multiply-adds are rounded once.</summary>
    public const string FusedTraining = nameof(FusedTraining);

    /// <summary>The same for networks whose products and sums are rounded separately.</summary>
    public const string SeparateTraining = nameof(SeparateTraining);

    /// <summary>Checks of arguments, and the methods that throw.</summary>
    public const string LstmGuard = nameof(LstmGuard);

    /// <summary>How parameters are stored.</summary>
    public const string LstmParameters = nameof(LstmParameters);

    /// <summary>The structure of values that start at a cache line.</summary>
    public static string Aligned(Element element) => "Aligned" + element.Name;

    /// <summary>The operations that the states of all networks share.</summary>
    public const string LstmState = nameof(LstmState);

    /// <summary>How networks are trained.</summary>
    public const string LstmTraining = nameof(LstmTraining);

    /// <summary>The class with a network's activations.</summary>
    public static string Math(Arithmetic arithmetic) => arithmetic == Arithmetic.Fused ? FusedMath : SeparateMath;

    /// <summary>The class that computes its trace.</summary>
    public static string Trace(Arithmetic arithmetic) => arithmetic == Arithmetic.Fused ? FusedTrace : SeparateTrace;

    /// <summary>The class that trains it.</summary>
    public static string Training(Arithmetic arithmetic) => arithmetic == Arithmetic.Fused ? FusedTraining : SeparateTraining;

    /// <summary>The outer namespace of all of them.</summary>
    public const string Root = "LstmGenerated";

    /// <summary>Whether one of them has this name.</summary>
    public static bool Contains(string name) => Meanings.ContainsKey(name) || LaneTypes.All.ContainsKey(name) || name == LaneTypes.Counted;

    /// <summary>The names of all of them.</summary>
    public static IEnumerable<string> Names => Meanings.Keys.Concat(LaneTypes.All.Keys).Append(LaneTypes.Counted);

    /// <summary>Each static class with its purpose.</summary>
    public static readonly IReadOnlyDictionary<string, string> Meanings = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        [FusedMath] = "Activations, and what else is computed with vectors. A multiply-add is rounded once.",
        [FusedTrace] = "What units compute, one after the other, with all that a trace shows of it. A multiply-add is rounded once.",
        [FusedTraining] = "What training computes: products of matrices, and cells and losses with their derivatives. A multiply-add is rounded once.",
        [LstmGuard] = "Checks of what members are given. The checks become parts of the members; what throws stays out of them.",
        [LstmParameters] = "How parameters get where kernels read them.",
        [LstmState] = "How states become bytes and text, are compared, and lie side by side in a batch.",
        [LstmTraining] = "How networks are trained: what their parameters are before the first step.",
        [SeparateMath] = "Activations, and what else is computed with vectors. A product and a sum are each rounded.",
        [SeparateTraining] = "What training computes: products of matrices, and cells and losses with their derivatives. A product and a sum are each rounded.",
        [SeparateTrace] = "What units compute, one after the other, with all that a trace shows of it. A product and a sum are each rounded.",
    };

    /// <summary>
    /// The namespace of an assembly's helpers. It contains the assembly's name, so that assemblies that see each other's internal types
    /// have no two types of one name.
    /// </summary>
    /// <param name="assembly">Any name; if it isn't an identifier, its valid characters are followed by a hash of the name.</param>
    /// <param name="root">The outer namespace, where the usual name is taken.</param>
    public static string Namespace(string assembly, string root = Root)
    {
        string[] parts = assembly.Split('.');
        bool isName = parts.All(part => part.Length > 0 && Starts(part[0]) && part.All(Continues));
        return $"{root}.{(isName ? string.Join(".", parts.Select(Escaped)) : Mangled(assembly))}";
    }

    /// <summary>Escapes whatever may be a keyword: no keyword has a capital letter.</summary>
    private static string Escaped(string part) => part.Any(letter => letter is < 'a' or > 'z') ? part : "@" + part;

    private static string Mangled(string assembly)
    {
        var name = new StringBuilder();
        uint hash = 2166136261; // FNV-1a
        foreach (char letter in assembly)
        {
            name.Append(Continues(letter) ? letter : '_');
            hash = unchecked((hash ^ letter) * 16777619);
        }

        return string.Format(CultureInfo.InvariantCulture, "_{0}_{1:x8}", name, hash);
    }

    private static bool Starts(char letter) => letter == '_' || letter is >= 'a' and <= 'z' or >= 'A' and <= 'Z';

    private static bool Continues(char letter) => Starts(letter) || letter is >= '0' and <= '9';
}
