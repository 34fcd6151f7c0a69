namespace LstmGen.Generator.Model;

/// <summary>What the compilation offers to generated code, found by looking symbols up.</summary>
/// <param name="LanguageVersion">As Roslyn numbers it: 703 for C# 7.3, 1300 for C# 13.</param>
/// <param name="MissingApi">The first API that generated code can't do without and that isn't there, or null.</param>
/// <param name="Vectors">Vector128 and Vector256 with operators and <c>LoadUnsafe</c> (.NET 7).</param>
/// <param name="Vector512">The same for Vector512 (.NET 8).</param>
/// <param name="VectorFusedMultiplyAdd"><c>Vector128.FusedMultiplyAdd</c> (.NET 9).</param>
/// <param name="FusedMultiplyAdd"><c>MathF.FusedMultiplyAdd</c> and that of <c>Math</c>, exact since .NET 5.</param>
/// <param name="InlineArray"><c>InlineArrayAttribute</c> (.NET 8).</param>
/// <param name="PinnedArrays"><c>GC.AllocateArray</c> with <c>pinned</c> (.NET 5), which lets parameters be aligned.</param>
/// <param name="AggressiveOptimization"><c>MethodImplOptions.AggressiveOptimization</c> (.NET Core 3.0).</param>
/// <param name="ConstantSpans"><c>RuntimeHelpers.CreateSpan</c> (.NET 7) and C# 11, whose compilers turn an array of constants into a view of the assembly's data.</param>
/// <param name="UnscopedRef"><c>UnscopedRefAttribute</c> (.NET 7).</param>
internal sealed record Target(
    int LanguageVersion,
    string? MissingApi,
    bool Vectors,
    bool Vector512,
    bool VectorFusedMultiplyAdd,
    bool FusedMultiplyAdd,
    bool InlineArray,
    bool PinnedArrays,
    bool AggressiveOptimization,
    bool ConstantSpans,
    bool UnscopedRef)
{
    /// <summary>C# 7.3, the first that can compile the generated code.</summary>
    public const int OldestLanguageVersion = 703;

    public Arithmetic Resolve(Arithmetic arithmetic) =>
        arithmetic == Arithmetic.Auto ? (FusedMultiplyAdd ? Arithmetic.Fused : Arithmetic.Separate) : arithmetic;
}
