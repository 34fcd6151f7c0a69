namespace LstmGen.Generator.Model;

/// <summary>What the compilation offers to generated code, found by looking up symbols.</summary>
/// <param name="LanguageVersion">As Roslyn numbers it: 703 for C# 7.3, 1300 for C# 13.</param>
internal sealed record Target(int LanguageVersion)
{
    /// <summary>C# 7.3, the first that can compile the generated code.</summary>
    public const int OldestLanguageVersion = 703;

    /// <summary>Whether the language has nullable references (C# 8).</summary>
    public bool NullableReferences => LanguageVersion >= 800;

    /// <summary>The namespace of the helpers that the assembly's generated classes share.</summary>
    public string HelperSpace { get; init; } = HelperTypes.Namespace("Assembly");

    /// <summary>
    /// Whether the project has types in the base library's namespaces, so that helpers must qualify the base library's types.
    /// </summary>
    public bool QualifyHelpers { get; init; }

    /// <summary>
    /// <c>Span</c>, <c>ReadOnlySpan</c> and <c>MemoryMarshal</c> (.NET Core 2.1, or System.Memory); elsewhere arrays are used.
    /// </summary>
    public bool Spans { get; init; }

    /// <summary><c>MemoryMarshal.CreateSpan</c> (.NET Core 2.1), which makes a span of a structure's fields.</summary>
    public bool SpansOfFields { get; init; }

    /// <summary><c>System.MathF</c> (.NET Core 2.0).</summary>
    public bool MathF { get; init; }

    /// <summary><c>Math.Sqrt</c> and <c>Math.Min</c>, which .NET nanoFramework lacks in its base library.</summary>
    public bool Roots { get; init; }

    /// <summary><c>BitConverter.SingleToInt32Bits</c> (.NET Core 2.0).</summary>
    public bool SingleBits { get; init; }

    /// <summary>Vector128 and Vector256 with operators and <c>LoadUnsafe</c> (.NET 7).</summary>
    public bool Vectors { get; init; }

    /// <summary>The same for Vector512 (.NET 8).</summary>
    public bool Vector512 { get; init; }

    /// <summary><c>Vector128.FusedMultiplyAdd</c> (.NET 9).</summary>
    public bool VectorFusedMultiplyAdd { get; init; }

    /// <summary><c>MathF.FusedMultiplyAdd</c> and that of <c>Math</c>, exact since .NET 5.</summary>
    public bool FusedMultiplyAdd { get; init; }

    /// <summary>
    /// Static abstract members of interfaces (.NET 7 and C# 11), with which code is written once for all widths of vectors.
    /// </summary>
    public bool StaticAbstracts { get; init; }

    /// <summary>The interfaces that networks share: those of the package LstmGen.Models, with static abstract members.</summary>
    public bool Interfaces { get; init; }

    /// <summary><c>InlineArrayAttribute</c> (.NET 8).</summary>
    public bool InlineArray { get; init; }

    /// <summary><c>GC.AllocateArray</c> with <c>pinned</c> (.NET 5), which allows parameters to be aligned.</summary>
    public bool PinnedArrays { get; init; }

    /// <summary><c>MethodImplOptions.AggressiveInlining</c> (.NET Framework 4.5).</summary>
    public bool AggressiveInlining { get; init; }

    /// <summary><c>MethodImplOptions.AggressiveOptimization</c> (.NET Core 3.0).</summary>
    public bool AggressiveOptimization { get; init; }

    /// <summary>
    /// <c>RuntimeHelpers.CreateSpan</c> (.NET 7) and C# 11, whose compilers make a span over the assembly's data from an array of
    /// constants.
    /// </summary>
    public bool ConstantSpans { get; init; }

    /// <summary><c>UnscopedRefAttribute</c> (.NET 7).</summary>
    public bool UnscopedRef { get; init; }

    /// <summary><c>GeneratedCodeAttribute</c>, which .NET nanoFramework lacks.</summary>
    public bool GeneratedCode { get; init; }

    /// <summary><c>CultureInfo.InvariantCulture</c>, which .NET nanoFramework lacks: it formats numbers in one way only.</summary>
    public bool Cultures { get; init; }

    /// <summary>The constructor of <c>ArgumentOutOfRangeException</c> that takes the value, which .NET nanoFramework lacks.</summary>
    public bool ActualValues { get; init; }

    /// <summary>
    /// The base library's types that are hidden by other types of the project or of several references: generated code can't name them.
    /// </summary>
    public EquatableArray<string> HiddenNames { get; init; }

    /// <summary><c>Buffer.BlockCopy</c>, which .NET nanoFramework lacks.</summary>
    public bool BlockCopies { get; init; }

    /// <summary><c>DataContractAttribute</c> and <c>DataMemberAttribute</c>, which several serializers read.</summary>
    public bool DataContracts { get; init; }

    /// <summary><c>System.Text.Json</c> with <c>JsonRequiredAttribute</c> (.NET 7, or the package of that version).</summary>
    public bool JsonRequired { get; init; }

    /// <summary><c>DebuggerDisplayAttribute</c> and <c>DebuggerTypeProxyAttribute</c>.</summary>
    public bool DebuggerViews { get; init; }

    public Arithmetic Resolve(Arithmetic arithmetic) =>
        arithmetic == Arithmetic.Auto ? (FusedMultiplyAdd ? Arithmetic.Fused : Arithmetic.Separate) : arithmetic;
}
