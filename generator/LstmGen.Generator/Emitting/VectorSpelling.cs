using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>A vector of values, with the instructions of one width.</summary>
/// <param name="lanes">Values in a vector.</param>
internal sealed class VectorSpelling(Names names, Arithmetic arithmetic, int lanes) : Spelling(names, arithmetic)
{
    private string? _spread;
    private readonly Instructions _instructions = Instructions.Of(names.Element.VectorBits(lanes));

    public override int Lanes => lanes;

    public override Spelling Within(Names names, ConstantTable? table = null) => In(names, table);

    /// <summary>The same spelling under other names.</summary>
    public VectorSpelling In(Names names, ConstantTable? table = null) => new(names, Arithmetic, lanes) { Table = table };

    public override string Type => $"{Vector}<{Element.Type}>";

    public override string Suffix => Literal.Of(_instructions.Bits);

    /// <summary>The class of the base library with the vectors' methods.</summary>
    public string Vector => _instructions.Vector(Names);

    protected override string FusedMultiplyAdd => _instructions.MultiplyAdd(Names);

    /// <summary>One value in every lane.</summary>
    public string Spread(string scalar) => $"{_spread ??= MathHelpers.Spread(Names, Arithmetic, this)}({scalar})";

    protected override string FromTable(Constant constant, int start) => constant.Values.Count == 1
        ? Spread(base.FromTable(constant, start))
        : $"{Vector}.LoadUnsafe(ref {ConstantReferences.Name}, {start})";

    protected override Spelled Constant(Constant constant)
    {
        if (constant.Values.Count == 1)
        {
            return Spelled.Name(constant.IsPositiveZero ? Zero : Spread(Element.Literal(constant.Values[0])));
        }

        // Lane by lane: JITs don't make a constant of a vector that is put together from halves.
        IEnumerable<string> values = Enumerable.Range(0, lanes).Select(lane => Element.Literal(constant.ValueOf(lane, lanes)));
        return Spelled.Name($"{Vector}.Create({string.Join(", ", values)})");
    }

    protected override Spelled Selection(Selection selection) =>
        Select(selection.Condition, Text(selection.Then).Text, Text(selection.Otherwise).Text);

    protected override Spelled Scaling(Scaling scaling)
    {
        string integers = $"{Vector}.As{Element.IntegerName}";
        string shifted = $"{Vector}.ShiftLeft({integers}({Text(scaling.Steps).Text}), {Element.MantissaBits})";
        return Spelled.Name($"{Vector}.As{Element.Name}({integers}({Text(scaling.Value).Text}) + {shifted})");
    }

    protected override Spelled SquareRoot(SquareRoot root) => Method(Vector + ".Sqrt", root.Value);

    protected override Spelled Derived(Derived derived) => derived switch
    {
        Absolute absolute => Method(Vector + ".Abs", absolute.Value),
        NonNegative value => Select(value.Value < 0, Zero, Text(value.Value).Text),
        Signed signed => WithSignOf(signed.X, Text(signed.Value)),
        Saturation saturation => Select(
            saturation.Beyond, WithSignOf(saturation.X, Text(saturation.Top)).Text, Text(saturation.Otherwise).Text),
        _ => base.Derived(derived),
    };

    private Spelled Select(Condition condition, string then, string otherwise)
    {
        string limit = condition.Right is Constant { IsZero: true } ? Zero : Text(condition.Right).Text;
        string method = condition.Comparison switch
        {
            Comparison.Less => "LessThan",
            Comparison.LessOrEqual => "LessThanOrEqual",
            Comparison.Greater => "GreaterThan",
            Comparison.GreaterOrEqual => "GreaterThanOrEqual",
            _ => "Equals",
        };
        return Spelled.Name($"{Vector}.ConditionalSelect({Vector}.{method}({Text(condition.Left).Text}, {limit}), {then}, {otherwise})");
    }

    private Spelled WithSignOf(Expression x, Spelled value) =>
        new($"{value.In(Precedence.Or)} | ({Text(x).In(Precedence.Name)} & {Text(-0.0).Text})", Precedence.Or);

    private string Zero => Type + ".Zero";
}
