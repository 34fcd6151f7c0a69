using System.Collections.Generic;
using System.Linq;
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

    /// <summary>What a lane holds.</summary>
    public Element ElementType => plan.Element;

    protected Names Names => names;

    protected bool IsFused => plan.Arithmetic == Arithmetic.Fused;

    public abstract int Width { get; }

    public abstract string Type { get; }

    /// <summary>What is behind the name of a method that comes in several widths.</summary>
    public abstract string Suffix { get; }

    public abstract string Constant(double value);

    /// <summary>A constant for each of some parts of the lanes, from the first part to the last.</summary>
    public abstract string Constant(IEnumerable<double> parts);

    /// <summary>One of some equal parts of a vector.</summary>
    public abstract string Part(string vector, int index, int count);

    public string Load(string memory, int index) => Load(memory, Literal.Of(index));

    public abstract string Load(string memory, string index);

    /// <summary>One value in every lane.</summary>
    public abstract string Spread(string scalar);

    /// <summary>The value of one lane of a vector that has <paramref name="lanes"/> of them, in every lane.</summary>
    public abstract string SpreadLane(string vector, int lanes, string lane);

    /// <summary>The value of one lane.</summary>
    public abstract string Element(string vector, int lane);

    public abstract string Add(string a, string b);

    public abstract string Subtract(string a, string b);

    public abstract string Multiply(string a, string b);

    public abstract string Divide(string a, string b);

    /// <summary><c>a·b + c</c>, with one rounding or two as the plan says.</summary>
    public abstract string MultiplyAdd(string a, string b, string c);

    /// <summary>The smaller of x and a limit; NaN stays NaN.</summary>
    public string AtMost(string x, double limit) => Select(x, ">", limit, Constant(limit), x);

    /// <summary>The larger of x and a limit; NaN stays NaN.</summary>
    public string AtLeast(string x, double limit) => Select(x, "<", limit, Constant(limit), x);

    public abstract string Abs(string x);

    /// <summary>With the other sign.</summary>
    public string Negative(string x) => "-" + x;

    /// <summary>One value where x is below (&lt;), not above (&lt;=) or above (&gt;) a limit, another one elsewhere, also where x is NaN.</summary>
    public abstract string Select(string x, string comparison, double limit, string then, string otherwise);

    /// <summary>The larger of two; the second where one of them is NaN.</summary>
    public abstract string Larger(string a, string b);

    /// <summary>x·2ⁿ, where n stands in the lowest bits of a float: a whole number that was added to 1.5·2²³, or 1.5·2⁵² in a double.</summary>
    public abstract string TimesPowerOfTwo(string x, string n);

    /// <summary>
    /// ±1 where |x| is above a limit, <paramref name="otherwise"/> elsewhere, also where x is NaN; always with the sign of x, which
    /// <paramref name="otherwise"/> has unless it is zero.
    /// </summary>
    public abstract string Saturate(string x, string limit, string negativeLimit, string otherwise);

    /// <summary>An odd function of x from its value for |x|, which is zero for zero.</summary>
    public abstract string WithSignOf(string x, string value);

    /// <summary>Zero where x is below zero, x elsewhere; NaN stays NaN and -0 stays -0.</summary>
    public string NotNegative(string x) => Select(x, "<", 0, Zero, x);

    /// <summary>Zero in every lane.</summary>
    protected abstract string Zero { get; }

    /// <summary>Writes all lanes to memory that is padded; lanes without a unit are written as zero.</summary>
    public abstract void StorePadded(CodeWriter code, string value, string memory, int index, Group group);

    /// <summary>Writes all lanes.</summary>
    public void StoreAll(CodeWriter code, string value, string memory, int index) => StoreAll(code, value, memory, Literal.Of(index));

    public abstract void StoreAll(CodeWriter code, string value, string memory, string index);

    /// <summary>Writes only the lanes that hold a unit.</summary>
    public abstract void StoreExact(CodeWriter code, string value, string memory, int index, Group group);
}

/// <summary>One value at a time.</summary>
internal sealed class ScalarLanes(Plan plan, Names names) : Lanes(plan, names)
{
    public override int Width => 1;

    public override string Type => ElementType.Type;

    public override string Suffix => "Scalar";

    public override string Constant(double value) => ElementType.Literal(value);

    public override string Constant(IEnumerable<double> parts) => Constant(parts.Single());

    public override string Part(string vector, int index, int count) => vector;

    public override string Load(string memory, string index) => Names.Memory.Element(memory, index);

    public override string Spread(string scalar) => scalar;

    public override string SpreadLane(string vector, int lanes, string lane) => vector;

    public override string Element(string vector, int lane) => vector;

    // The casts make a runtime that computes in a wider type round each result.
    public override string Add(string a, string b) => Rounded($"{a} + {b}");

    public override string Subtract(string a, string b) => Rounded($"{a} - {b}");

    public override string Multiply(string a, string b) => Rounded($"{a} * {b}");

    public override string Divide(string a, string b) => Rounded($"{a} / {b}");

    public override string MultiplyAdd(string a, string b, string c) => IsFused
        ? $"{Names[ElementType.MathClass]}.FusedMultiplyAdd({a}, {b}, {c})"
        : $"({Type})(({Type})({a} * {b}) + {c})";

    // Without MathF, with what every target has: the bits are the same, up to the sign of a NaN.
    public override string Abs(string x) => Plan.Target.MathF ? $"{Names[ElementType.MathClass]}.Abs({x})" : $"({x} <= {Zero} ? {Zero} - {x} : {x})";

    public override string Select(string x, string comparison, double limit, string then, string otherwise) =>
        $"{x} {comparison} {ElementType.Literal(limit)} ? {then} : {otherwise}";

    public override string Larger(string a, string b) => $"{a} > {b} ? {a} : {b}";

    public override string TimesPowerOfTwo(string x, string n)
    {
        string bits = Names["BitConverter"];
        if (ElementType == Model.Element.Single && !Plan.Target.SingleBits)
        {
            // 2ⁿ as a double, which holds each product, and so the float that it is rounded to, exactly.
            string exponent = $"(long)({n} - {ElementType.Literal(SingleForms.Magic)}) + 1023";
            return $"({Type})({x} * {bits}.Int64BitsToDouble(unchecked(({exponent}) << 52)))";
        }

        string sum = $"{bits}.{ElementType.Name}To{ElementType.IntegerName}Bits({x}) + ({bits}.{ElementType.Name}To{ElementType.IntegerName}Bits({n}) << {ElementType.MantissaBits})";
        return $"{bits}.{ElementType.IntegerName}BitsTo{ElementType.Name}(unchecked({sum}))";
    }

    public override string Saturate(string x, string limit, string negativeLimit, string otherwise) =>
        $"{x} > {limit} ? {Constant(1)} : {x} < {negativeLimit} ? {Constant(-1)} : {x} == {Zero} ? {x} : {otherwise}";

    public override string WithSignOf(string x, string value) => $"{x} < {Zero} ? -{value} : {x} == {Zero} ? {x} : {value}";

    protected override string Zero => ElementType.Literal(0);

    public override void StorePadded(CodeWriter code, string value, string memory, int index, Group group) =>
        StoreExact(code, value, memory, index, group);

    public override void StoreExact(CodeWriter code, string value, string memory, int index, Group group) => StoreAll(code, value, memory, index);

    public override void StoreAll(CodeWriter code, string value, string memory, string index) => code.Line($"{Names.Memory.Element(memory, index)} = {value};");

    private string Rounded(string expression) => IsFused ? expression : $"({Type})({expression})";
}

/// <summary>Vectors of 128, 256 or 512 bits.</summary>
internal sealed class VectorLanes(Plan plan, Names names, int width) : Lanes(plan, names)
{
    public override int Width => width;

    public override string Type => $"{Vector}<{ElementType.Type}>";

    public override string Suffix => Literal.Of(Bits);

    private int Bits => ElementType.VectorBits(width);

    private string Vector => VectorOf(width);

    private string Offset(string index) => index.All(char.IsDigit) ? index : $"({Names.NativeUnsigned})({index})";

    private string VectorOf(int lanes) => Names["Vector" + Literal.Of(ElementType.VectorBits(lanes))];

    public override string Constant(double value) => Spread(ElementType.Literal(value));

    // Lane by lane: runtimes' compilers make no constant of one that is put together from halves.
    public override string Constant(IEnumerable<double> parts)
    {
        List<double> values = parts.ToList();
        return values.All(value => value.Equals(values[0]))
            ? Constant(values[0])
            : $"{Vector}.Create({string.Join(", ", Enumerable.Range(0, width).Select(lane => ElementType.Literal(values[lane * values.Count / width])))})";
    }

    public override string Part(string vector, int index, int count) => Part(vector, width, index, count);

    private string Part(string vector, int lanes, int index, int count) => count == 1
        ? vector
        : Part($"{VectorOf(lanes)}.Get{(index < count / 2 ? "Lower" : "Upper")}({vector})", lanes / 2, index % (count / 2), count / 2);

    public override string Load(string memory, string index) => $"{Vector}.LoadUnsafe(ref {memory}, {Offset(index)})";

    public override string Spread(string scalar) => $"{SpreadName}({scalar})";

    private string SpreadName => "Spread" + Suffix;

    /// <summary>
    /// Writes the function that spreads a value: with dozens of overloads of <c>Create</c> to choose from, the C# compiler needs as long
    /// for one call of it as for ten others.
    /// </summary>
    public void WriteSpread(CodeWriter code)
    {
        code.Doc("<summary>One value in every lane.</summary>");
        code.Attribute(Names.Inlined);
        code.Body($"private static {Type} {SpreadName}({ElementType.Type} value)", $"{Vector}.Create(value)");
    }

    public override string SpreadLane(string vector, int lanes, string lane) => lanes <= width
        ? $"{Vector}.Shuffle({Widened(vector, lanes)}, {Vector}.Create({ElementType.Index(lane)}))"
        : Spread($"{VectorOf(lanes)}.GetElement({vector}, {lane})");

    public override string Element(string vector, int lane) => $"{Vector}.GetElement({vector}, {lane})";

    public override string Add(string a, string b) => $"{a} + {b}";

    public override string Subtract(string a, string b) => $"{a} - {b}";

    public override string Multiply(string a, string b) => $"{a} * {b}";

    public override string Divide(string a, string b) => $"{a} / {b}";

    public override string MultiplyAdd(string a, string b, string c) => !IsFused
        ? $"{a} * {b} + {c}"
        : Plan.Target.VectorFusedMultiplyAdd ? $"{Vector}.FusedMultiplyAdd({a}, {b}, {c})"
        : Bits == 512 ? $"{Names["Avx512F"]}.FusedMultiplyAdd({a}, {b}, {c})"
        : Bits == 256 ? $"{Names["Fma"]}.MultiplyAdd({a}, {b}, {c})"
        : $"MultiplyAdd({a}, {b}, {c})";

    // Comparisons and selections, because the processors' minimum and maximum differ for NaN and for the sign of zero.
    public override string Select(string x, string comparison, double limit, string then, string otherwise) =>
        $"{Vector}.ConditionalSelect({Vector}.{(comparison == "<" ? "LessThan" : comparison == "<=" ? "LessThanOrEqual" : "GreaterThan")}({x}, {(limit == 0 ? Zero : Constant(limit))}), {then}, {otherwise})";

    public override string Abs(string x) => $"{Vector}.Abs({x})";

    public override string Larger(string a, string b) => $"{Vector}.ConditionalSelect({Vector}.GreaterThan({a}, {b}), {a}, {b})";

    public override string TimesPowerOfTwo(string x, string n) =>
        $"{Vector}.As{ElementType.Name}({Vector}.As{ElementType.IntegerName}({x}) + {Vector}.ShiftLeft({Vector}.As{ElementType.IntegerName}({n}), {ElementType.MantissaBits}))";

    public override string Saturate(string x, string limit, string negativeLimit, string otherwise) =>
        $"{Vector}.ConditionalSelect({Vector}.GreaterThan({Vector}.Abs({x}), {limit}), {Constant(1)}, {otherwise}) | ({x} & {Constant(-0.0)})";

    public override string WithSignOf(string x, string value) => $"{value} | ({x} & {Constant(-0.0)})";

    protected override string Zero => Type + ".Zero";

    public override void StorePadded(CodeWriter code, string value, string memory, int index, Group group)
    {
        string kept = group.IsFull ? value : $"{Vector}.ConditionalSelect({Mask(group)}, {value}, {Type}.Zero)";
        StoreAll(code, kept, memory, index);
    }

    public override void StoreAll(CodeWriter code, string value, string memory, string index) =>
        code.Line($"{Vector}.StoreUnsafe({value}, ref {memory}, {Offset(index)});");

    public override void StoreExact(CodeWriter code, string value, string memory, int index, Group group)
    {
        if (group.IsFull)
        {
            StoreAll(code, value, memory, index);
            return;
        }

        int stored = 0;
        for (int size = width / 2; size >= ElementType.Narrowest; size /= 2)
        {
            if (group.Count - stored >= size)
            {
                code.Line($"{VectorOf(size)}.StoreUnsafe({Part(value, stored / size, width / size)}, ref {memory}, {index + stored});");
                stored += size;
            }
        }

        for (; stored < group.Count; stored++)
        {
            string at = index + stored == 0 ? memory : $"{Names["Unsafe"]}.Add(ref {memory}, {index + stored})";
            code.Line($"{at} = {Element(value, stored)};");
        }
    }

    /// <summary>The vector with more lanes, whatever is in them.</summary>
    private string Widened(string vector, int lanes) =>
        lanes == width ? vector : Widened($"{VectorOf(lanes)}.ToVector{Literal.Of(ElementType.VectorBits(2 * lanes))}Unsafe({vector})", 2 * lanes);

    /// <summary>All bits of each lane that holds a unit.</summary>
    private string Mask(Group group)
    {
        var bits = new string[width];
        for (int lane = 0; lane < width; lane++)
        {
            bits[lane] = ElementType.Index(lane < group.Count ? "-1" : "0");
        }

        return $"{Vector}.As{ElementType.Name}({Vector}.Create({string.Join(", ", bits)}))";
    }
}
