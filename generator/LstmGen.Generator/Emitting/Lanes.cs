using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// The operations in which the mathematics is written, spelled for one number of lanes. Every operation is one IEEE operation in
/// each lane, so the bits of a result don't depend on the number of lanes.
/// </summary>
internal abstract class Lanes(Plan plan, Names names)
{
    protected Plan Plan => plan;

    protected Names Names => names;

    protected bool IsFused => plan.Arithmetic == Arithmetic.Fused;

    public abstract int Width { get; }

    public abstract string Type { get; }

    /// <summary>What is behind the name of a method that comes in several widths.</summary>
    public abstract string Suffix { get; }

    public abstract string Constant(float value);

    public abstract string Load(string memory, int index);

    /// <summary>One value in every lane.</summary>
    public abstract string Spread(string scalar);

    /// <summary>The value of one lane of a vector of the same type, in every lane.</summary>
    public abstract string SpreadLane(string vector, string lane);

    public abstract string Add(string a, string b);

    public abstract string Subtract(string a, string b);

    public abstract string Multiply(string a, string b);

    public abstract string Divide(string a, string b);

    /// <summary><c>a·b + c</c>, with one rounding or two as the plan says.</summary>
    public abstract string MultiplyAdd(string a, string b, string c);

    /// <summary>The smaller of x and a limit; NaN stays NaN.</summary>
    public abstract string AtMost(string x, float limit);

    /// <summary>
    /// ±1 where |x| is above a limit, <paramref name="otherwise"/> elsewhere, also where x is NaN; always with the sign of x, which
    /// <paramref name="otherwise"/> has unless it is zero.
    /// </summary>
    public abstract string Saturate(string x, float limit, string otherwise);

    /// <summary>Zero where x is below zero, x elsewhere; NaN stays NaN and -0 stays -0.</summary>
    public abstract string NotNegative(string x);

    /// <summary>Writes all lanes to memory that is padded; lanes without a unit are written as zero.</summary>
    public abstract void StorePadded(CodeWriter code, string value, string memory, int index, Group group);

    /// <summary>Writes only the lanes that hold a unit.</summary>
    public abstract void StoreExact(CodeWriter code, string value, string memory, int index, Group group);
}

/// <summary>One value at a time.</summary>
internal sealed class ScalarLanes(Plan plan, Names names) : Lanes(plan, names)
{
    public override int Width => 1;

    public override string Type => "float";

    public override string Suffix => "Scalar";

    public override string Constant(float value) => Literal.Of(value);

    public override string Load(string memory, int index) => $"{memory}[{index}]";

    public override string Spread(string scalar) => scalar;

    public override string SpreadLane(string vector, string lane) => vector;

    // The casts make a runtime that computes in a wider type round each result to float.
    public override string Add(string a, string b) => Rounded($"{a} + {b}");

    public override string Subtract(string a, string b) => Rounded($"{a} - {b}");

    public override string Multiply(string a, string b) => Rounded($"{a} * {b}");

    public override string Divide(string a, string b) => Rounded($"{a} / {b}");

    public override string MultiplyAdd(string a, string b, string c) => IsFused
        ? $"{Names["MathF"]}.FusedMultiplyAdd({a}, {b}, {c})"
        : $"(float)((float)({a} * {b}) + {c})";

    public override string AtMost(string x, float limit) => $"{x} > {Literal.Of(limit)} ? {Literal.Of(limit)} : {x}";

    public override string Saturate(string x, float limit, string otherwise) =>
        $"{x} > {Literal.Of(limit)} ? 1f : {x} < {Literal.Of(-limit)} ? -1f : {x} == 0f ? {x} : {otherwise}";

    public override string NotNegative(string x) => $"{x} < 0f ? 0f : {x}";

    public override void StorePadded(CodeWriter code, string value, string memory, int index, Group group) =>
        StoreExact(code, value, memory, index, group);

    public override void StoreExact(CodeWriter code, string value, string memory, int index, Group group) =>
        code.Line($"{memory}[{index}] = {value};");

    private string Rounded(string expression) => IsFused ? expression : $"(float)({expression})";
}

/// <summary>Vectors of 4 or 8 values.</summary>
internal sealed class VectorLanes(Plan plan, Names names, int width) : Lanes(plan, names)
{
    public override int Width => width;

    public override string Type => Vector + "<float>";

    public override string Suffix => Literal.Of(32 * width);

    private string Vector => Names["Vector" + Suffix];

    public override string Constant(float value) => $"{Vector}.Create({Literal.Of(value)})";

    public override string Load(string memory, int index) => $"{Vector}.LoadUnsafe(ref {memory}, {index})";

    public override string Spread(string scalar) => $"{Vector}.Create({scalar})";

    public override string SpreadLane(string vector, string lane) => $"{Vector}.Shuffle({vector}, {Vector}.Create({lane}))";

    public override string Add(string a, string b) => $"{a} + {b}";

    public override string Subtract(string a, string b) => $"{a} - {b}";

    public override string Multiply(string a, string b) => $"{a} * {b}";

    public override string Divide(string a, string b) => $"{a} / {b}";

    public override string MultiplyAdd(string a, string b, string c) => !IsFused
        ? $"{a} * {b} + {c}"
        : Plan.Target.VectorFusedMultiplyAdd ? $"{Vector}.FusedMultiplyAdd({a}, {b}, {c})"
        : width == 8 ? $"{Names["Fma"]}.MultiplyAdd({a}, {b}, {c})"
        : $"MultiplyAdd({a}, {b}, {c})";

    // Comparisons and selections, because the processors' minimum and maximum differ for NaN and for the sign of zero.
    public override string AtMost(string x, float limit) =>
        $"{Vector}.ConditionalSelect({Vector}.GreaterThan({x}, {Constant(limit)}), {Constant(limit)}, {x})";

    public override string Saturate(string x, float limit, string otherwise) =>
        $"{Vector}.ConditionalSelect({Vector}.GreaterThan({Vector}.Abs({x}), {Constant(limit)}), {Constant(1f)}, {otherwise}) | ({x} & {Constant(-0f)})";

    public override string NotNegative(string x) =>
        $"{Vector}.ConditionalSelect({Vector}.LessThan({x}, {Type}.Zero), {Type}.Zero, {x})";

    public override void StorePadded(CodeWriter code, string value, string memory, int index, Group group)
    {
        string kept = group.IsFull ? value : $"{Vector}.ConditionalSelect({Mask(group)}, {value}, {Type}.Zero)";
        code.Line($"{Vector}.StoreUnsafe({kept}, ref {memory}, {index});");
    }

    public override void StoreExact(CodeWriter code, string value, string memory, int index, Group group)
    {
        if (group.IsFull)
        {
            code.Line($"{Vector}.StoreUnsafe({value}, ref {memory}, {index});");
            return;
        }

        int stored = 0;
        if (width == 8 && group.Count >= 4)
        {
            code.Line($"{Names["Vector128"]}.StoreUnsafe({Vector}.GetLower({value}), ref {memory}, {index});");
            stored = 4;
        }

        for (; stored < group.Count; stored++)
        {
            code.Line($"{Names["Unsafe"]}.Add(ref {memory}, {index + stored}) = {Vector}.GetElement({value}, {stored});");
        }
    }

    /// <summary>All bits of each lane that holds a unit.</summary>
    private string Mask(Group group)
    {
        var bits = new string[width];
        for (int lane = 0; lane < width; lane++)
        {
            bits[lane] = lane < group.Count ? "-1" : "0";
        }

        return $"{Vector}.AsSingle({Vector}.Create({string.Join(", ", bits)}))";
    }
}
