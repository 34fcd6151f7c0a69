using System.Collections.Generic;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>How strongly C# binds the parts of an expression, from the weakest on.</summary>
internal enum Precedence
{
    Conditional,
    Or,
    Comparison,
    Sum,
    Product,
    Sign,
    Name,
}

/// <summary>The text of an expression, which gets parentheses as an operand of anything that binds more strongly.</summary>
internal readonly record struct Spelled(string Text, Precedence Precedence)
{
    /// <summary>The text as an operand that must bind at least this strongly.</summary>
    public string In(Precedence least) => Precedence < least ? $"({Text})" : Text;

    public static Spelled Name(string text) => new(text, Precedence.Name);
}

/// <summary>How mathematics is spelled in C# for one number of lanes: the one place that knows how an operation is written.</summary>
internal abstract class Spelling(Names names, Arithmetic arithmetic)
{
    /// <summary>Caches earlier requests: a class calls each function hundreds of times.</summary>
    private readonly Dictionary<GateActivations, string> _functions = new();

    protected Names Names => names;

    protected Element Element => names.Element;

    protected Arithmetic Arithmetic => arithmetic;

    /// <summary>The type of a value.</summary>
    public abstract string Type { get; }

    /// <summary>The suffix of the name of a method that comes in several widths.</summary>
    public abstract string Suffix { get; }

    /// <summary>Values that are computed side by side.</summary>
    public abstract int Lanes { get; }

    /// <summary>The reference through which called functions read their constants; null where they are in the functions' code.</summary>
    public ConstantReferences? References { get; init; }

    /// <summary>The constants of the function that is printed, where it reads them through a reference; otherwise null.</summary>
    public ConstantTable? Table { get; init; }

    /// <summary>The same spelling under other names, for a function that reads the constants of a table, if there is one.</summary>
    public abstract Spelling Within(Names names, ConstantTable? table = null);

    /// <summary>The method that multiplies and adds with one rounding.</summary>
    protected abstract string FusedMultiplyAdd { get; }

    /// <summary>The text of an expression.</summary>
    public string Of(Expression expression) => Text(Fusing.Of(expression, arithmetic)).Text;

    protected virtual Spelled Text(Expression expression) => expression switch
    {
        Constant constant => Read(constant),
        Variable variable => Spelled.Name(variable.Name),
        Binary { Operator: Operator.Add } sum => Infix(sum, "+", Precedence.Sum),
        Binary { Operator: Operator.Subtract } difference => Infix(difference, "-", Precedence.Sum),
        Binary { Operator: Operator.Multiply } product => Infix(product, "*", Precedence.Product),
        Binary { Operator: Operator.Divide } quotient => Infix(quotient, "/", Precedence.Product),
        Negation { Value: Negation } negation => new($"-({Text(negation.Value).Text})", Precedence.Sign),
        Negation negation => new("-" + Text(negation.Value).In(Precedence.Sign), Precedence.Sign),
        MultiplyAdd fused => Spelled.Name($"{FusedMultiplyAdd}({Text(fused.A).Text}, {Text(fused.B).Text}, {Text(fused.C).Text})"),
        Selection selection => Selection(selection),
        Scaling scaling => Scaling(scaling),
        Stepped stepped => Text(stepped.Value),
        SquareRoot root => SquareRoot(root),
        Call call => Called(call),
        Derived derived => Derived(derived),
        _ => throw new System.ArgumentOutOfRangeException(nameof(expression)),
    };

    private Spelled Called(Call call)
    {
        if (References is null || MathHelpers.TableOf(Element, this, call.Function) is not { } table)
        {
            return Method(Function(call.Function), call.Argument);
        }

        string function = MathHelpers.FunctionByReference(names, arithmetic, this, call.Function, table);
        return Spelled.Name($"{function}({Text(call.Argument).Text}, {References.To(call.Function, table, Lanes)})");
    }

    private string Function(GateActivations activations)
    {
        if (!_functions.TryGetValue(activations, out string? function))
        {
            function = MathHelpers.Function(names, arithmetic, this, activations);
            _functions[activations] = function;
        }

        return function;
    }

    /// <summary>The call of a method with one argument.</summary>
    protected Spelled Method(string name, Expression argument) => Spelled.Name($"{name}({Text(argument).Text})");

    /// <summary>The four operations associate to the left.</summary>
    private Spelled Infix(Binary binary, string symbol, Precedence precedence) =>
        Rounded(binary, new($"{Text(binary.Left).In(precedence)} {symbol} {Text(binary.Right).In(precedence + 1)}", precedence));

    /// <summary>The result of an operation, rounded explicitly where the language doesn't guarantee it.</summary>
    protected virtual Spelled Rounded(Binary operation, Spelled result) => result;

    private Spelled Read(Constant constant) => Table?.Find(constant) is int start
        ? Spelled.Name(FromTable(constant, start))
        : Constant(constant);

    /// <summary>A constant that is read from the table.</summary>
    /// <param name="start">Where it starts.</param>
    protected virtual string FromTable(Constant constant, int start) =>
        new ReferenceMemory(names, Element).Element(ConstantReferences.Name, start);

    protected abstract Spelled Constant(Constant constant);

    protected abstract Spelled Selection(Selection selection);

    protected abstract Spelled Scaling(Scaling scaling);

    protected abstract Spelled SquareRoot(SquareRoot root);

    /// <summary>Written by its definition, unless there is something shorter.</summary>
    protected virtual Spelled Derived(Derived derived) => Text(derived.Definition);
}
