using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// The operations on vectors in code that is written once for all widths. Such code has two type parameters: the vector, and the type with
/// its operations. The JIT compiles it for each width as it would compile code for that width alone (measured: 0.98 to 1.01 times the
/// speed; 0.9 with a structure of our own around each vector).
/// </summary>
internal static class LaneHelpers
{
    /// <summary>The type parameter for the operations on vectors.</summary>
    public const string Lanes = "TLanes";

    /// <summary>The type parameter for vectors.</summary>
    public const string Vector = "TVector";

    /// <summary>The type parameters of a method.</summary>
    public const string Parameters = $"<{Lanes}, {Vector}>";

    /// <summary>How many lanes a vector has: a constant for the JIT.</summary>
    public const string Count = Lanes + ".Count";

    /// <summary>The constraints after a method's parameters.</summary>
    public static string Constraint(Names names, Arithmetic arithmetic) =>
        $" where {Lanes} : struct, {names[Interface(names, arithmetic).Name]}<{Vector}>";

    /// <summary>The constraint for a type parameter of which only the number of lanes matters.</summary>
    public static string CountedConstraint(Names names, string parameter) => $" where {parameter} : struct, {names[LaneTypes.Counted]}";

    /// <summary>The type arguments for vectors of one width.</summary>
    public static string Arguments(Names names, Arithmetic arithmetic, int bits)
    {
        AskForCount(names, arithmetic);
        return $"<{Of(names, arithmetic, bits)}, {VectorType(names, bits)}>";
    }

    /// <summary>The type with the operations on vectors of one width.</summary>
    public static string Of(Names names, Arithmetic arithmetic, int bits) => names[new LaneType(arithmetic, names.Element, bits).Name];

    /// <summary>The declaration and the purpose of one of the types; null if the name isn't one of them.</summary>
    public static (string Declaration, string Meaning)? Find(Names names, string name)
    {
        if (name == LaneTypes.Counted)
        {
            return ($"internal interface {name}", "Values side by side.");
        }

        return LaneTypes.All.TryGetValue(name, out LaneType? type) ? (Declaration(names, type), Meaning(type)) : null;
    }

    private static string Declaration(Names names, LaneType type)
    {
        string vector = type.IsInterface ? Vector : $"{names["Vector" + Literal.Of(type.Bits)]}<{type.Element.Type}>";
        string interfaced = $"{LaneType.Interface(type.Arithmetic, type.Element).Name}<{vector}>";
        return type.IsInterface
            ? $"internal interface {interfaced} : {LaneTypes.Counted}"
            : $"internal readonly struct {type.Name} : {interfaced}";
    }

    private static string Meaning(LaneType type)
    {
        string rounding = type.Arithmetic == Arithmetic.Fused ? "A multiply-add is rounded once." : "A product and a sum are each rounded.";
        return type.IsInterface
            ? $"What code that is written once for all widths does with vectors of {type.Element.Plural}. {rounding}"
            : $"The same with {Literal.Of(type.Bits)} bits.";
    }

    /// <summary>The vector with the values from an index on.</summary>
    public static string Load(Names names, Arithmetic arithmetic, string memory, string index)
    {
        string value = names.Element.Type;
        Ask(names, arithmetic, "1 Load", "The values of a vector from an index on.", (inner, spelling, type) =>
            new($"{type} Load(ref {value} values, int index)", $"{spelling?.Vector}.LoadUnsafe(ref values, {Index(inner)})"));
        return $"{Lanes}.Load(ref {memory}, {index})";
    }

    /// <summary>The statement that writes a vector from an index on.</summary>
    public static string Store(Names names, Arithmetic arithmetic, string vector, string memory, string index)
    {
        string value = names.Element.Type;
        Ask(names, arithmetic, "2 Store", "Writes a vector's values from an index on.", (inner, spelling, type) => new(
            $"void Store({type} vector, ref {value} values, int index)",
            $"{spelling?.Vector}.StoreUnsafe(vector, ref values, {Index(inner)})"));
        return $"{Lanes}.Store({vector}, ref {memory}, {index});";
    }

    /// <summary>One value in every lane.</summary>
    public static string Spread(Names names, Arithmetic arithmetic, string scalar)
    {
        string value = names.Element.Type;
        Ask(names, arithmetic, "3 Spread", "One value in every lane.", (_, spelling, type) =>
            new($"{type} Spread({value} value)", spelling?.Spread("value") ?? ""));
        return $"{Lanes}.Spread({scalar})";
    }

    /// <summary>The value at an index in every lane: shorter than reading it first, and half the work for the C# compiler.</summary>
    public static string SpreadOf(Names names, Arithmetic arithmetic, string memory, string index)
    {
        string value = names.Element.Type;
        Ask(names, arithmetic, "3 SpreadOf", "The value at an index in every lane.", (inner, spelling, type) => new(
            $"{type} Spread(ref {value} values, int index)", spelling?.Spread($"{inner["Unsafe"]}.Add(ref values, index)") ?? ""));
        return $"{Lanes}.Spread(ref {memory}, {index})";
    }

    /// <summary>The method for an operation on vectors.</summary>
    /// <param name="operation">The operation; its operands don't matter.</param>
    public static string Operation(Names names, Arithmetic arithmetic, string name, Expression operation)
    {
        string[] letters = [.. Enumerable.Range(0, operation.Operands.Count).Select(at => ((char)('a' + at)).ToString())];
        Expression ofLetters = operation.With([.. letters.Select(letter => new Variable(letter))]);
        Ask(names, arithmetic, $"4 {name}", null, (_, spelling, type) =>
            new($"{type} {name}({string.Join(", ", letters.Select(letter => $"{type} {letter}"))})", spelling?.Of(ofLetters) ?? ""));
        return $"{Lanes}.{name}";
    }

    private static LaneType Interface(Names names, Arithmetic arithmetic) => LaneType.Interface(arithmetic, names.Element);

    private static string VectorType(Names names, int bits) => $"{names["Vector" + Literal.Of(bits)]}<{names.Element.Type}>";

    private static string Index(Names names) => $"({names.NativeUnsigned})index";

    private static void AskForCount(Names names, Arithmetic arithmetic)
    {
        const string Order = "0 Count";
        names.Helper(LaneTypes.Counted, "", Order, (code, _) =>
        {
            code.Doc("<summary>How many.</summary>");
            code.Line("static abstract int Count { get; }");
        });
        foreach (LaneType type in LaneType.OfEachWidth(arithmetic, names.Element, names.Target))
        {
            Ask(names, type, Order, (code, _) => code.Line($"public static int Count => {names.Element.Lanes(type.Bits)};"));
        }
    }

    /// <summary>The signature of a method, and the expression that it returns.</summary>
    private readonly record struct Method(string Head, string Expression);

    /// <summary>Requests a method of the interface and of the type for each width.</summary>
    /// <param name="order">Identifies it among the others, and sorts them.</param>
    /// <param name="method">The method for vectors of a type; without a spelling for the interface, which only declares it.</param>
    private static void Ask(
        Names names, Arithmetic arithmetic, string order, string? meaning, Func<Names, VectorSpelling?, string, Method> method)
    {
        AskForCount(names, arithmetic);
        Ask(names, Interface(names, arithmetic), order, (code, inner) =>
        {
            if (meaning is not null)
            {
                code.Doc($"<summary>{meaning}</summary>");
            }

            code.Line($"static abstract {method(inner, null, Vector).Head};");
        });
        foreach (LaneType type in LaneType.OfEachWidth(arithmetic, names.Element, names.Target))
        {
            Ask(names, type, order, (code, inner) =>
            {
                var spelling = new VectorSpelling(inner, arithmetic, names.Element.Lanes(type.Bits));
                (string head, string expression) = method(inner, spelling, spelling.Type);
                code.Attribute(inner.Inlined);
                code.Line($"public static {head} => {expression};");
            });
        }
    }

    private static void Ask(Names names, LaneType type, string order, Action<CodeWriter, Names> write) =>
        names.Helper(type.Name, "", order, write);
}
