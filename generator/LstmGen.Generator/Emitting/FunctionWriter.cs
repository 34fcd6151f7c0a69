using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes functions of one value, and their calls.</summary>
internal static class FunctionWriter
{
    /// <summary>Writes the call for a local variable, unless there is nothing to do.</summary>
    public static void Apply(CodeWriter code, Spelling spelling, GateActivations activations, string name)
    {
        if (!activations.IsNothing)
        {
            code.Line($"{name} = {spelling.Of(new Call(activations, new Variable(name)))};");
        }
    }

    /// <summary>Some functions, and those that their code calls.</summary>
    public static IEnumerable<GateActivations> WithWhatTheyCall(GateActivations activations, Element element) =>
        activations.Definition(element) is { } definition
            ? definition.Calls.SelectMany(call => WithWhatTheyCall(call.Function, element)).Prepend(activations)
            : [activations];

    /// <summary>Writes the function for one lane type.</summary>
    public static void Write(CodeWriter code, Spelling spelling, Names names, GateActivations activations)
    {
        Definition definition = activations.Definition(names.Element)!;
        code.Doc($"<summary>{ActivationText.Meaning(activations, names.Element)}</summary>");
        code.Attribute(names.Inlined);
        string parameters = string.Join(", ", definition.Parameters.Select(parameter => $"{spelling.Type} {parameter.Name}"));
        code.Open($"private static {spelling.Type} {activations.Name}({parameters})");
        Body(code, spelling, definition);
        code.Close();
    }

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
