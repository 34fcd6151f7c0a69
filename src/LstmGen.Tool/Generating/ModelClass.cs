using System.Linq;
using LstmGen.Generator.Emitting;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Models;
using LstmGen.Models.Importing;
using Microsoft.CodeAnalysis.CSharp;

namespace LstmGen.Tool.Generating;

/// <summary>The class that the generator would make from a model.</summary>
internal static class ModelClass
{
    /// <param name="origin">Where the model comes from, for a reader; null if nobody reads the class.</param>
    /// <param name="name">The class's name, preceded by its namespace.</param>
    /// <exception cref="ModelException">The name isn't valid for a class.</exception>
    public static LstmClass Of(Network network, string? origin, string name, Options options)
    {
        string[] parts = name.Split('.');
        if (parts.FirstOrDefault(part => !SyntaxFacts.IsValidIdentifier(part)) is { } bad)
        {
            throw new ModelException($"{Shown.Text(name)} is not a class name: {Shown.Text(bad)} is not an identifier");
        }

        string[] escaped = [.. parts.Select(part => SyntaxFacts.GetKeywordKind(part) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(part) != SyntaxKind.None ? "@" + part : part)];
        string space = string.Join('.', escaped[..^1]);
        return new LstmClass(new TypeIdentity(space, default, new TypePart("class", escaped[^1]), name), network, options, QualifyNames: true) { Origin = origin };
    }

    /// <summary>The class as C# text.</summary>
    /// <param name="access"><c>public</c> or <c>internal</c>.</param>
    /// <exception cref="ModelException">The name isn't valid for a class.</exception>
    public static string Emit(Network network, string? origin, string name, string access, Options options, Target target) =>
        Emit(Of(network, origin, name, options), access, target);

    /// <summary>The class as C# text.</summary>
    /// <param name="access"><c>public</c> or <c>internal</c>.</param>
    public static string Emit(LstmClass lstmClass, string access, Target target)
    {
        string text = ClassEmitter.EmitWhole(Planner.Plan(lstmClass, target));

        // The generator's half has no accessibility modifier: the other half declares it.
        string space = lstmClass.Type.Namespace;
        string half = $"{access} sealed partial class {lstmClass.Type.Type.Name}\n{{\n}}\n";
        return text + "\n" + (space.Length == 0 ? half : $"namespace {space}\n{{\n{string.Concat(half.TrimEnd('\n').Split('\n').Select(line => "    " + line + "\n"))}}}\n");
    }
}
