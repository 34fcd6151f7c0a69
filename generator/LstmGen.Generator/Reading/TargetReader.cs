using System.Linq;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Reading;

/// <summary>Finds out what a compilation offers to generated code, by looking symbols up.</summary>
internal static class TargetReader
{
    private const string Unsafe = "System.Runtime.CompilerServices.Unsafe";
    private const string Marshal = "System.Runtime.InteropServices.MemoryMarshal";
    private const string Intrinsics = "System.Runtime.Intrinsics.";

    /// <summary>What no generated code can do without.</summary>
    private static readonly (string Type, string? Member)[] Needed =
    [
        ("System.ReadOnlySpan`1", null),
        ("System.Span`1", null),
        (Marshal, "CreateSpan"),
        (Marshal, "GetReference"),
    ];

    public static Target Read(Compilation compilation)
    {
        bool Has(string type, string? member = null) => Find(compilation, type) is { } found
            && (member is null || found.GetMembers(member).Any(candidate => candidate.DeclaredAccessibility == Accessibility.Public));

        string? missing = Needed
            .Where(api => !Has(api.Type, api.Member))
            .Select(api => api.Type.Replace("`1", "<T>") + (api.Member is null ? "" : "." + api.Member))
            .FirstOrDefault();
        int language = (int)(compilation is CSharpCompilation csharp ? csharp.LanguageVersion : LanguageVersion.CSharp1);
        bool hasUnsafe = Has(Unsafe, "Add") && Has(Unsafe, "NullRef") && Has(Unsafe, "ByteOffset");
        return new Target(
            language,
            missing,
            Vectors: hasUnsafe && language >= 900
                && Has(Intrinsics + "Vector128", "LoadUnsafe") && Has(Intrinsics + "Vector256", "LoadUnsafe")
                && Has(Intrinsics + "Vector128", "Shuffle") && Has(Intrinsics + "Vector128`1", "op_Multiply")
                && Has(Intrinsics + "X86.Fma", "MultiplyAdd") && Has(Intrinsics + "Arm.AdvSimd", "FusedMultiplyAdd") && Has(Intrinsics + "Arm.AdvSimd+Arm64", "FusedMultiplyAdd"),
            Vector512: Has(Intrinsics + "Vector512", "LoadUnsafe") && Has(Intrinsics + "X86.Avx512F", "FusedMultiplyAdd"),
            VectorFusedMultiplyAdd: Has(Intrinsics + "Vector128", "FusedMultiplyAdd"),
            FusedMultiplyAdd: Has("System.MathF", "FusedMultiplyAdd") && Has("System.Math", "FusedMultiplyAdd"),
            InlineArray: hasUnsafe && Has("System.Runtime.CompilerServices.InlineArrayAttribute"),
            PinnedArrays: hasUnsafe && Has("System.GC", "AllocateArray"),
            AggressiveOptimization: Has("System.Runtime.CompilerServices.MethodImplOptions", "AggressiveOptimization"),
            ConstantSpans: language >= 1100 && Has("System.Runtime.CompilerServices.RuntimeHelpers", "CreateSpan"),
            UnscopedRef: Has("System.Diagnostics.CodeAnalysis.UnscopedRefAttribute"));
    }

    /// <summary>
    /// A public type of a referenced assembly. What the user's project declares by the same name is a stand-in for the compiler, which
    /// the runtime doesn't know.
    /// </summary>
    private static INamedTypeSymbol? Find(Compilation compilation, string name) => compilation
        .GetTypesByMetadataName(name)
        .FirstOrDefault(type =>
            type.DeclaredAccessibility == Accessibility.Public
            && !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly));
}
