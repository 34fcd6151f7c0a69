using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>Vectors of any width: each operation is a method of a type parameter.</summary>
internal sealed class EveryWidthSpelling(Names names, Arithmetic arithmetic) : Spelling(names, arithmetic)
{
    public override string Type => LaneHelpers.Vector;

    public override string Suffix => "";

    public override int Lanes => Element.Widest;

    public override Spelling Within(Names names, ConstantTable? table = null) => new EveryWidthSpelling(names, Arithmetic);

    /// <summary>One value in every lane.</summary>
    public string Spread(string scalar) => LaneHelpers.Spread(Names, Arithmetic, scalar);

    protected override string FusedMultiplyAdd => LaneHelpers.Lanes + ".MultiplyAdd";

    protected override Spelled Text(Expression expression) => expression switch
    {
        Mathematics.Constant or Variable or Stepped => base.Text(expression),
        Mathematics.Derived and not Absolute => base.Text(expression),
        Binary binary => Operation(binary.Operator.ToString(), expression),
        Negation => Operation("Negate", expression),
        MultiplyAdd => Operation("MultiplyAdd", expression),
        Call call => Operation(call.Function.Name, expression),
        Absolute => Operation("Abs", expression),
        Selection selection => Operation($"Select{selection.Condition.Comparison}", expression),
        _ => Operation(expression.GetType().Name, expression),
    };

    private Spelled Operation(string name, Expression operation)
    {
        IEnumerable<string> arguments = operation.Operands.Select(operand => Text(operand).Text);
        return Spelled.Name($"{LaneHelpers.Operation(Names, Arithmetic, name, operation)}({string.Join(", ", arguments)})");
    }

    protected override Spelled Constant(Constant constant) => Spelled.Name(Spread(Element.Literal(constant.Values.Single())));

    protected override Spelled Selection(Selection selection) => Text(selection);

    protected override Spelled SquareRoot(SquareRoot root) => Text(root);

    protected override Spelled Scaling(Scaling scaling) => Text(scaling);
}
