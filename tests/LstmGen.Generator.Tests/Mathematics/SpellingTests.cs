using LstmGen.Generator.Emitting;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using Xunit;
using static LstmGen.Generator.Mathematics.Functions;

namespace LstmGen.Generator.Tests.Mathematics;

using Arithmetic = LstmGen.Generator.Model.Arithmetic;

/// <summary>An expression's text means what the expression does, with only the necessary parentheses.</summary>
public class SpellingTests
{
    private static readonly Expression A = new Variable("a");
    private static readonly Expression B = new Variable("b");
    private static readonly Expression C = new Variable("c");

    [Fact]
    public void Operators_bind_as_the_language_says()
    {
        Assert.Equal("a - b - c", Fused(A - B - C));
        Assert.Equal("a - (b - c)", Fused(A - (B - C)));
        Assert.Equal("a + (b + c)", Fused(A + (B + C)));
        Assert.Equal("a * (b * c)", Fused(A * (B * C)));
        Assert.Equal("a / (b / c)", Fused(A / (B / C)));
        Assert.Equal("(a + b) * c", Fused((A + B) * C));
        Assert.Equal("a / (b + c)", Fused(A / (B + C)));
        Assert.Equal("-(a + b)", Fused(-(A + B)));
        Assert.Equal("-a * b", Fused(-A * B));
        Assert.Equal("-(-a)", Fused(-(-A)));
        Assert.Equal("a - -2f", Fused(A - -2.0));
        Assert.Equal("-2f * a", Fused(-(Expression)2 * A));
    }

    [Fact]
    public void Selections_are_the_weakest()
    {
        Expression selection = Select(A < B, A, C);
        Assert.Equal("a < b ? a : c", Fused(selection));
        Assert.Equal("(a < b ? a : c) + 1f", Fused(selection + 1));
        Assert.Equal("1f - (a < b ? a : c)", Fused(1 - selection));
        Assert.Equal("-(a < b ? a : c)", Fused(-selection));
        Assert.Equal("(a < b ? a : c) > 0f ? a : b", Fused(Select(selection > 0, A, B)));
        Assert.Equal("a == b ? (a < b ? a : c) : c", Fused(Select(Equal(A, B), selection, C)));
        Assert.Equal("a >= b ? c : a < b ? a : c", Fused(Select(A >= B, C, selection)));
        Assert.Equal("FusedMath.Exponential(a < b ? a : c)", Fused(Exp(selection)));
    }

    /// <summary>A product without a name of its own is one operation with the sum that contains it.</summary>
    [Fact]
    public void Fused_takes_products_into_sums()
    {
        Assert.Equal("MathF.FusedMultiplyAdd(a, b, c)", Fused(A * B + C));
        Assert.Equal("MathF.FusedMultiplyAdd(a, b, c)", Fused(C + A * B));
        Assert.Equal("MathF.FusedMultiplyAdd(a, b, -c)", Fused(A * B - C));
        Assert.Equal("MathF.FusedMultiplyAdd(-a, b, c)", Fused(C - A * B));
        Assert.Equal("MathF.FusedMultiplyAdd(a, b, b * c)", Fused(A * B + B * C));
        Assert.Equal("MathF.FusedMultiplyAdd(a, b, 12582912f)", Fused(Steps(A * B, Element.Single)));
        Assert.Equal("(a + b) * c", Fused((A + B) * C));
    }

    [Fact]
    public void Separate_rounds_each_result()
    {
        Assert.Equal("(float)((float)(a * b) + c)", Separate(A * B + C));
        Assert.Equal("(float)((float)(a * b) + (float)(b * c))", Separate(A * B + B * C));
        Assert.Equal("(float)(a / (float)(1f + b))", Separate(A / (1 + B)));
        Assert.Equal("-(float)(a + b)", Separate(-(A + B)));
    }

    /// <summary>Operations without a method on a target are written with operations that every target has.</summary>
    [Fact]
    public void Old_targets()
    {
        Assert.Equal("MathF.Abs(a)", Fused(Abs(A)));
        Assert.Equal("a <= 0f ? 0f - a : a", Old(Abs(A)));
        Assert.Equal("(float)(1f + (a <= 0f ? 0f - a : a))", Old(1 + Abs(A)));
        Assert.Equal(
            "(float)(a * BitConverter.Int64BitsToDouble(unchecked(((long)(b - 12582912f) + 1023) << 52)))",
            Old(TimesPowerOfTwo(A, B)));
        Assert.Equal(
            "BitConverter.Int32BitsToSingle(unchecked(BitConverter.SingleToInt32Bits(a) + (BitConverter.SingleToInt32Bits(b) << 23)))",
            Separate(TimesPowerOfTwo(A, B)));
    }

    [Fact]
    public void Vectors()
    {
        Assert.Equal("Vector256.FusedMultiplyAdd(a, b, c)", Vector(A * B + C));
        Assert.Equal("Vector256.FusedMultiplyAdd(a, b, FusedMath.Spread256(0.5f))", Vector(A * B + 0.5));
        Assert.Equal("a * (b + Vector256.Create(1f, 1f, 1f, 1f, 2f, 2f, 2f, 2f))", Vector(A * (B + new Constant([1, 2]))));
        Assert.Equal(
            "Vector256.ConditionalSelect(Vector256.LessThan(a, Vector256<float>.Zero), b, c) + c",
            Vector(Select(A < 0, B, C) + C));
        Assert.Equal("Vector256.ConditionalSelect(Vector256.GreaterThan(a, b), a, b)", Vector(Larger(A, B)));
        Assert.Equal("a | (b & FusedMath.Spread256(-0f))", Vector(WithSignOf(B, A)));
        Assert.Equal("(a | (b & FusedMath.Spread256(-0f))) * c", Vector(WithSignOf(B, A) * C));
        Assert.Equal("a | ((b + c) & FusedMath.Spread256(-0f))", Vector(WithSignOf(B + C, A)));
    }

    [Theory]
    [InlineData(4, true, "Vector128.FusedMultiplyAdd(a, b, c)")]
    [InlineData(4, false, "FusedMath.MultiplyAdd(a, b, c)")]
    [InlineData(8, false, "Fma.MultiplyAdd(a, b, c)")]
    [InlineData(16, false, "Avx512F.FusedMultiplyAdd(a, b, c)")]
    public void Multiply_add_is_the_processor_s_where_the_library_has_none(int lanes, bool hasMethod, string text)
    {
        Target target = hasMethod ? CompiledFunctions.Net10 : CompiledFunctions.Net8;
        Assert.Equal(text, new VectorSpelling(Names(target), Arithmetic.Fused, lanes).Of(A * B + C));
    }

    private static string Fused(Expression expression) => new ScalarSpelling(Newest, Arithmetic.Fused).Of(expression);

    private static string Separate(Expression expression) => new ScalarSpelling(Newest, Arithmetic.Separate).Of(expression);

    private static string Old(Expression expression) =>
        new ScalarSpelling(Names(CompiledFunctions.Net48), Arithmetic.Separate).Of(expression);

    private static string Vector(Expression expression) => new VectorSpelling(Newest, Arithmetic.Fused, 8).Of(expression);

    private static Names Newest => Names(CompiledFunctions.Net10);

    private static Names Names(Target target) => new(qualify: false, target, Element.Single, hasObject: false);
}
