using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>What is computed in functions that classes share: activations for each number of lanes, and what vectors need.</summary>
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
    /// The function that spreads a value over all lanes: with dozens of overloads of <c>Create</c> to choose from, the C# compiler needs as
    /// long for one call of it as for ten others.
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
        string kind = $"{(activations.IsUniform ? 0 : 1)} {(int)activations.First().Kind:00}";
        string order = $"2 {kind} {activations.Name} {names.Element.Name} {spelling.Lanes:00}";
        return Function(names, arithmetic, activations.Name, order, ActivationText.Meaning(activations, names.Element), (code, inner) =>
        {
            Spelling own = spelling.Within(inner);
            Definition definition = activations.Definition(inner.Element)!;
            string parameters = string.Join(", ", definition.Parameters.Select(parameter => $"{own.Type} {parameter.Name}"));
            using (code.Block($"internal static {own.Type} {activations.Name}({parameters})"))
            {
                Body(code, own, definition);
            }
        });
    }

    /// <summary>
    /// The fused multiply-add of vectors, where the base library has none that chooses between the instructions of x86 and Arm.
    /// </summary>
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

    private static string Function(
        Names names, Arithmetic arithmetic, string name, string order, string meaning, System.Action<CodeWriter, Names> write) =>
        names.Helper(HelperTypes.Math(arithmetic), name, order, (code, inner) =>
        {
            code.Doc($"<summary>{meaning}</summary>");
            code.Attribute(inner.Inlined);
            write(code, inner);
        });

    private static void Body(CodeWriter code, Spelling spelling, Definition definition)
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

        code.Line($"return {spelling.Of(definition.Result)};");
    }
}
