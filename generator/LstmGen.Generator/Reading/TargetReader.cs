using System.Linq;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Generator.Reading;

/// <summary>Finds out what a compilation offers to generated code, by looking up symbols.</summary>
internal static class TargetReader
{
    private const string Unsafe = "System.Runtime.CompilerServices.Unsafe";
    private const string Marshal = "System.Runtime.InteropServices.MemoryMarshal";
    private const string Options = "System.Runtime.CompilerServices.MethodImplOptions";
    private const string Intrinsics = "System.Runtime.Intrinsics.";

    public static Target Read(Compilation compilation)
    {
        int language = (int)(compilation is CSharpCompilation csharp ? csharp.LanguageVersion : LanguageVersion.CSharp1);
        bool hasUnsafe = Has(Unsafe, "Add") && Has(Unsafe, "NullRef") && Has(Unsafe, "ByteOffset");
        bool hasSpans = HasSpans(compilation);
        bool hasStaticAbstracts = language >= 1100 && Has("System.Runtime.CompilerServices.RuntimeFeature", "VirtualStaticsInInterfaces");
        EquatableArray<string> hidden = LibraryNames.Hidden(compilation);
        return new Target(language)
        {
            HelperSpace = HelperTypes.Namespace(compilation.AssemblyName ?? "", HelperRoot(compilation)),
            QualifyHelpers = LibraryNames.AreAmbiguous(compilation),
            Spans = hasSpans,
            SpansOfFields = hasSpans && Has(Marshal, "CreateSpan"),
            MathF = Has("System.MathF", "Abs"),
            Roots = Has("System.Math", "Sqrt") && Has("System.Math", "Min"),
            SingleBits = Has("System.BitConverter", "SingleToInt32Bits"),
            Vectors = hasSpans && hasUnsafe && language >= 900
                && Has(Intrinsics + "Vector128", "LoadUnsafe") && Has(Intrinsics + "Vector256", "LoadUnsafe")
                && Has(Intrinsics + "Vector128", "Shuffle") && Has(Intrinsics + "Vector128`1", "op_Multiply")
                && Has(Intrinsics + "X86.Fma", "MultiplyAdd")
                && Has(Intrinsics + "Arm.AdvSimd", "FusedMultiplyAdd") && Has(Intrinsics + "Arm.AdvSimd+Arm64", "FusedMultiplyAdd"),
            Vector512 = Has(Intrinsics + "Vector512", "LoadUnsafe") && Has(Intrinsics + "X86.Avx512F", "FusedMultiplyAdd"),
            VectorFusedMultiplyAdd = Has(Intrinsics + "Vector128", "FusedMultiplyAdd"),
            FusedMultiplyAdd = Has("System.MathF", "FusedMultiplyAdd") && Has("System.Math", "FusedMultiplyAdd"),
            StaticAbstracts = hasStaticAbstracts,
            Interfaces = hasSpans && hasStaticAbstracts && Has("LstmGen.Models.ILstm`2"),
            InlineArray = hasUnsafe && Has("System.Runtime.CompilerServices.InlineArrayAttribute"),
            PinnedArrays = hasUnsafe && Has("System.GC", "AllocateArray"),
            AggressiveInlining = Has(Options, "AggressiveInlining"),
            AggressiveOptimization = Has(Options, "AggressiveOptimization"),
            ConstantSpans = language >= 1100 && Has("System.Runtime.CompilerServices.RuntimeHelpers", "CreateSpan"),
            UnscopedRef = Has("System.Diagnostics.CodeAnalysis.UnscopedRefAttribute") && !hidden.Contains("UnscopedRef"),
            GeneratedCode = Has("System.CodeDom.Compiler.GeneratedCodeAttribute") && !hidden.Contains("GeneratedCode"),
            Cultures = Has("System.Globalization.CultureInfo", "InvariantCulture"),
            BlockCopies = Has("System.Buffer", "BlockCopy") && Has("System.BitConverter", "IsLittleEndian"),
            DataContracts = Has("System.Runtime.Serialization.DataContractAttribute")
                && Has("System.Runtime.Serialization.DataMemberAttribute", "IsRequired"),
            JsonRequired = Has("System.Text.Json.Serialization.JsonRequiredAttribute"),
            DebuggerViews = Has("System.Diagnostics.DebuggerDisplayAttribute") && Has("System.Diagnostics.DebuggerTypeProxyAttribute"),
            ActualValues = Find(compilation, "System.ArgumentOutOfRangeException") is { } outOfRange
                && outOfRange.InstanceConstructors.Any(constructor => constructor.Parameters.Length == 3),
            HiddenNames = hidden,
        };

        bool Has(string type, string? member = null) => TargetReader.Has(compilation, type, member);
    }

    /// <summary>The usual namespace, with a suffix if a type has its name.</summary>
    private static string HelperRoot(Compilation compilation)
    {
        string root = HelperTypes.Root;
        while (compilation.GlobalNamespace.GetTypeMembers(root).Length > 0)
        {
            root += "_";
        }

        return root;
    }

    /// <summary>Spans with the members that generated code uses.</summary>
    private static bool HasSpans(Compilation compilation) =>
        Has(compilation, "System.ReadOnlySpan`1")
        && Has(compilation, "System.Span`1")
        && Has(compilation, "System.MemoryExtensions", "Overlaps")
        && Has(compilation, "System.Buffers.Binary.BinaryPrimitives", "WriteInt64LittleEndian")
        && new[] { "GetReference", "AsBytes", "Cast", "Read", "Write" }.All(member => Has(compilation, Marshal, member));

    private static bool Has(Compilation compilation, string type, string? member = null) => Find(compilation, type) is { } found
        && (member is null || found.GetMembers(member).Any(candidate => candidate.DeclaredAccessibility == Accessibility.Public));

    /// <summary>
    /// A public type of a referenced assembly. A declaration of the same name in the user's project is a polyfill for the compiler, which
    /// the runtime doesn't know.
    /// </summary>
    private static INamedTypeSymbol? Find(Compilation compilation, string name) => compilation
        .GetTypesByMetadataName(name)
        .FirstOrDefault(type =>
            type.DeclaredAccessibility == Accessibility.Public
            && !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly));
}
