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

    // The casts make a runtime that computes in a wider type round each result. 0 − x has nothing to round.
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
            // In a wider type: 2ⁿ as a double, which holds each product, and so the float that it is rounded to, exactly.
            string exponent = $"(long)({steps} - {Element.Literal(Functions.Shift(Element))}) + 1023";
            string product = $"{Text(scaling.Value).In(Precedence.Product)} * {bits}.Int64BitsToDouble(unchecked(({exponent}) << 52))";
            return new($"({Type})({product})", Precedence.Sign);
        }

        string toBits = $"{bits}.{Element.Name}To{Element.IntegerName}Bits";
        string sum = $"{toBits}({Text(scaling.Value).Text}) + ({toBits}({steps}) << {Element.MantissaBits})";
        return Spelled.Name($"{bits}.{Element.IntegerName}BitsTo{Element.Name}(unchecked({sum}))");
    }

    // Without MathF the double's root, rounded to a float, is that of the float: a double has more than twice its digits.
    protected override Spelled SquareRoot(SquareRoot root) => Element == Element.Double || Names.Target.MathF
        ? Method(Names[Element.MathClass] + ".Sqrt", root.Value)
        : new($"({Type}){Method(Names["Math"] + ".Sqrt", root.Value).Text}", Precedence.Sign);

    protected override Spelled Derived(Derived derived) => derived is Absolute absolute && Names.Target.MathF
        ? Method(Names[Element.MathClass] + ".Abs", absolute.Value)
        : base.Derived(derived);
}
