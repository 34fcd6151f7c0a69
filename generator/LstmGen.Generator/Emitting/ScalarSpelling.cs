using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>One value at a time.</summary>
internal sealed class ScalarSpelling(Names names, Arithmetic arithmetic) : Spelling(names, arithmetic)
{
    public override string Type => Element.Type;

    public override string Suffix => "Scalar";

    public override int Lanes => 1;

    public override Spelling Within(Names names, ConstantTable? table = null) => new ScalarSpelling(names, Arithmetic) { Table = table };

    protected override string FusedMultiplyAdd => Names[Element.MathClass] + ".FusedMultiplyAdd";

    protected override Spelled Constant(Constant constant)
    {
        string text = Element.Literal(constant.Values.Single());
        return new(text, text[0] == '-' ? Precedence.Sign : Precedence.Name);
    }

    // The casts force runtimes that compute in a wider type to round each result. 0 − x has nothing to round.
    protected override Spelled Rounded(Binary operation, Spelled result) =>
        Arithmetic == Arithmetic.Fused || operation is { Operator: Operator.Subtract, Left: Constant { IsZero: true } }
            ? result
            : new($"({Type})({result.Text})", Precedence.Sign);

    protected override Spelled Selection(Selection selection)
    {
        string symbol = selection.Condition.Comparison switch
        {
            Comparison.Less => "<",
            Comparison.LessOrEqual => "<=",
            Comparison.Greater => ">",
            Comparison.GreaterOrEqual => ">=",
            _ => "==",
        };
        (_, Expression left, Expression right) = selection.Condition;
        string condition = $"{Text(left).In(Precedence.Sum)} {symbol} {Text(right).In(Precedence.Sum)}";
        return new($"{condition} ? {Text(selection.Then).In(Precedence.Or)} : {Text(selection.Otherwise).Text}", Precedence.Conditional);
    }

    protected override Spelled Scaling(Scaling scaling)
    {
        string bits = Names["BitConverter"];
        string steps = Text(scaling.Steps).Text;
        if (Element == Element.Single && !Names.Target.SingleBits)
        {
            // In a wider type: with 2ⁿ as a double, each product is exact, and so is its rounding to a float.
            string exponent = $"(long)({steps} - {Element.Literal(Functions.Shift(Element))}) + 1023";
            string product = $"{Text(scaling.Value).In(Precedence.Product)} * {bits}.Int64BitsToDouble(unchecked(({exponent}) << 52))";
            return new($"({Type})({product})", Precedence.Sign);
        }

        string toBits = $"{bits}.{Element.Name}To{Element.IntegerName}Bits";
        string sum = $"{toBits}({Text(scaling.Value).Text}) + ({toBits}({steps}) << {Element.MantissaBits})";
        return Spelled.Name($"{bits}.{Element.IntegerName}BitsTo{Element.Name}(unchecked({sum}))");
    }

    // Without MathF: the root of a double, rounded to a float, is the float's correctly rounded root, because a double has more than twice
    // its digits.
    protected override Spelled SquareRoot(SquareRoot root) => Element == Element.Double || Names.Target.MathF
        ? Method(Names[Element.MathClass] + ".Sqrt", root.Value)
        : new($"({Type}){Method(Names["Math"] + ".Sqrt", root.Value).Text}", Precedence.Sign);

    protected override Spelled Derived(Derived derived) => derived is Absolute absolute && Names.Target.MathF
        ? Method(Names[Element.MathClass] + ".Abs", absolute.Value)
        : base.Derived(derived);
}
