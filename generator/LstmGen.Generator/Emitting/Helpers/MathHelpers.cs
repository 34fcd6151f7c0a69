using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>Functions that classes share: activations for each number of lanes, and helpers for vectors.</summary>
internal static class MathHelpers
{
    /// <summary>The property that says whether the processor has vectors of a width.</summary>
    public static string HasVectors(Names names, Arithmetic arithmetic, int bits)
    {
        string name = $"HasVector{bits}{(names.Element == Element.Double ? "OfDouble" : "")}";
        return names.Helper(HelperTypes.Math(arithmetic), name, $"0 {name}", (code, inner) =>
        {
            string what = $"vectors of {bits} bits need{(names.Element == Element.Double ? " for doubles" : "")}";
            code.Doc($"<summary>Whether the processor has what {what}. The runtime's compiler knows the answer.</summary>");
            code.Body($"internal static bool {name}", Instructions.Of(bits).IsSupported(inner, arithmetic));
        });
    }

    /// <summary>
    /// The function that broadcasts a value to all lanes: with dozens of overloads of <c>Create</c>, the C# compiler needs as long for one
    /// call of it as for ten others.
    /// </summary>
    public static string Spread(Names names, Arithmetic arithmetic, VectorSpelling spelling)
    {
        string name = "Spread" + spelling.Suffix;
        return Function(names, arithmetic, name, $"1 {name} {names.Element.Name}", "One value in every lane.", (code, inner) =>
        {
            VectorSpelling own = spelling.In(inner);
            code.Body($"internal static {own.Type} {name}({inner.Element.Type} value)", $"{own.Vector}.Create(value)");
        });
    }

    /// <summary>A function of one value.</summary>
    public static string Function(Names names, Arithmetic arithmetic, Spelling spelling, GateActivations activations)
    {
        string order = Order(names, spelling, activations, "");
        return Function(names, arithmetic, activations.Name, order, ActivationText.Meaning(activations, names.Element), (code, inner) =>
        {
            Definition definition = activations.Definition(inner.Element)!;
            Write(code, spelling.Within(inner), activations, definition, "");
        });
    }

    /// <summary>
    /// The constants that code written out for many steps reads through a reference, or null where they are in the code. Constants that
    /// differ between the lanes of joined gates take a vector each: with 512 bits there are registers for them.
    /// </summary>
    public static ConstantTable? TableOf(Element element, Spelling spelling, GateActivations activations)
    {
        if (!activations.IsUniform && element.VectorBits(spelling.Lanes) == 512)
        {
            return null;
        }

        var table = new ConstantTable(activations.Definition(element)!, spelling.Lanes);
        return table.Values.Count > 0 ? table : null;
    }

    /// <summary>A function of one value, which reads its constants through its caller's reference.</summary>
    public static string FunctionByReference(
        Names names, Arithmetic arithmetic, Spelling spelling, GateActivations activations, ConstantTable table)
    {
        string order = Order(names, spelling, activations, " by reference");
        string meaning = ActivationText.Meaning(activations, names.Element) + " The constants are read through a reference.";
        return Function(names, arithmetic, activations.Name, order, meaning, (code, inner) =>
        {
            string reference = $", ref {inner.Element.Type} {ConstantReferences.Name}";
            Write(code, spelling.Within(inner, table), activations, activations.Definition(inner.Element)!, reference);
        });
    }

    /// <summary>A table with the constants of several functions.</summary>
    /// <param name="of">The functions, for a reader.</param>
    public static string Constants(Names names, Arithmetic arithmetic, string name, string of, IReadOnlyList<double> values) =>
        names.Helper(HelperTypes.Math(arithmetic), name, "3 " + name, (code, inner) =>
        {
            inner.UseConstantArray();
            code.Doc($"<summary>The constants of {of}, one after the other.</summary>");
            code.Line($"internal static {inner.Span(inner.Element, isWritten: false)} {name} => new {inner.Element.Type}[]");
            code.Line("{");
            for (int at = 0; at < values.Count; at += ValuesOfLine)
            {
                IEnumerable<string> line = values.Skip(at).Take(ValuesOfLine).Select(value => inner.Element.Literal(value) + ",");
                code.Line("    " + string.Join(" ", line));
            }

            code.Line("};");
        });

    /// <summary>Values on a line of constants.</summary>
    private const int ValuesOfLine = 8;

    /// <summary>The fused multiply-add of vectors, where the base library has none that maps to the instruction of x86 or Arm.</summary>
    public static string MultiplyAdd(Names names, Instructions instructions)
    {
        const string Name = "MultiplyAdd";
        const string Meaning = "a·b + c with one rounding.";
        string order = $"4 {Name} {names.Element.Name} {instructions.Bits}";
        return Function(names, Arithmetic.Fused, Name, order, Meaning, (code, inner) =>
        {
            string type = $"{instructions.Vector(inner)}<{inner.Element.Type}>";
            code.Body($"internal static {type} {Name}({type} a, {type} b, {type} c)", instructions.Chosen(inner, "a", "b", "c"));
        });
    }

    private static string Order(Names names, Spelling spelling, GateActivations activations, string form)
    {
        string kind = $"{(activations.IsUniform ? 0 : 1)} {(int)activations.First().Kind:00}";
        return $"2 {kind} {activations.Name} {names.Element.Name} {spelling.Lanes:00}{form}";
    }

    private static string Function(
        Names names, Arithmetic arithmetic, string name, string order, string meaning, System.Action<CodeWriter, Names> write) =>
        names.Helper(HelperTypes.Math(arithmetic), name, order, (code, inner) =>
        {
            code.Doc($"<summary>{meaning}</summary>");
            code.Attribute(inner.Inlined);
            write(code, inner);
        });

    private static void Write(CodeWriter code, Spelling spelling, GateActivations activations, Definition definition, string more)
    {
        string parameters = string.Join(", ", definition.Parameters.Select(parameter => $"{spelling.Type} {parameter.Name}"));
        using (code.Block($"internal static {spelling.Type} {activations.Name}({parameters}{more})"))
        {
            Body(code, spelling, definition);
            code.Line($"return {spelling.Of(definition.Result)};");
        }
    }

    /// <summary>Writes the values of a function that have names; its parameters are local variables.</summary>
    public static void Body(CodeWriter code, Spelling spelling, Definition definition)
    {
        var known = new HashSet<string>(definition.Parameters.Select(parameter => parameter.Name));
        foreach (Statement statement in definition.Statements)
        {
            if (statement.Comment is not null)
            {
                code.Comment(statement.Comment);
            }

            string name = statement.Variable.Name;
            code.Line($"{(known.Add(name) ? spelling.Type + " " : "")}{name} = {spelling.Of(statement.Value)};");
        }
    }
}
