using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Diagnostics;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Reading;

/// <summary>Checks that the user's half of a type declares nothing that the generated half declares too.</summary>
internal sealed class MemberReader(INamedTypeSymbol type, Network network, List<Diagnostic> problems)
{
    private const string Floats = "System.ReadOnlySpan<float>";
    private const string WritableFloats = "System.Span<float>";
    private const string State = "ref State";
    private const string BatchState = "BatchState";

    private readonly HashSet<Location> _reported = new();

    public void Check()
    {
        foreach ((string name, string[]? parameters) in Generated())
        {
            string constructor = WellKnownMemberNames.InstanceConstructorName;
            if (name == type.Name)
            {
                Report(type.Name, TypeReader.Location(type), "a type by the name");
            }

            foreach (ISymbol member in type.GetMembers(name))
            {
                if (member.IsImplicitlyDeclared || IsGenerated(member))
                {
                    continue;
                }

                // A method is in the way of a method only where the parameters are alike.
                if (parameters is null || member is not IMethodSymbol method || (method.Arity == 0 && Parameters(method).SequenceEqual(parameters)))
                {
                    string shown = name == constructor ? $"the constructor {type.Name}({string.Join(", ", parameters ?? [])})" : Shown(name, parameters, member);
                    Report(shown, member.Locations.FirstOrDefault() ?? Location.None, "");
                }
            }
        }
    }

    private static string Shown(string name, string[]? parameters, ISymbol member) =>
        member is IMethodSymbol && parameters is not null ? $"{name}({string.Join(", ", parameters)})" : name;

    private void Report(string member, Location location, string prefix)
    {
        // What is in the way of several overloads is told once.
        if (_reported.Add(location))
        {
            problems.Add(Diagnostic.Create(
                Descriptors.MemberExists, location, type.Name, (prefix.Length > 0 ? prefix + " " : "") + member.Replace("System.", "")));
        }
    }

    /// <summary>What is generated: a name, and the parameters of a method, or null for what no other member may be named.</summary>
    private IEnumerable<(string Name, string[]? Parameters)> Generated()
    {
        foreach (string name in new[] { "InputSize", "OutputSize", "ParameterCount", "Summary", "Layers", "State", "BatchState", "Kernel", "Guard", "_packed" })
        {
            yield return (name, null);
        }

        yield return (WellKnownMemberNames.InstanceConstructorName, [Floats]);
        yield return ("CopyParametersTo", [WritableFloats]);
        yield return ("Step", [Floats, WritableFloats, State]);
        yield return ("Process", [Floats, WritableFloats, State]);
        yield return ("StepBatch", ["int", Floats, WritableFloats, BatchState]);
        yield return ("ProcessBatch", ["int", Floats, WritableFloats, BatchState]);
        if (network.InputSize == 1 && network.OutputSize == 1)
        {
            yield return ("Step", ["float", State]);
        }

        if (network.Steps is not null)
        {
            foreach (string name in new[] { "Steps", "InputLength", "OutputLength" })
            {
                yield return (name, null);
            }

            yield return ("Forward", [Floats, WritableFloats]);
            yield return ("Forward", [Floats, WritableFloats, State]);
            yield return ("ForwardBatch", ["int", Floats, WritableFloats]);
            yield return ("ForwardBatch", ["int", Floats, WritableFloats, BatchState]);
        }

        if (network.Layers.Count == 1)
        {
            bool bias = network.Layers[0].UseBias;
            yield return ("FromKeras", bias ? [Floats, Floats, Floats] : [Floats, Floats]);
            yield return ("FromPyTorch", bias ? [Floats, Floats, Floats, Floats] : [Floats, Floats]);
            yield return ("FromOnnx", bias ? [Floats, Floats, Floats] : [Floats, Floats]);
        }
    }

    private static IEnumerable<string> Parameters(IMethodSymbol method) => method.Parameters.Select(parameter =>
        (parameter.RefKind == RefKind.None ? "" : "ref ") + Shown(parameter.Type));

    /// <summary>The states are generated: in the user's half they may not be types yet, and with a question mark look like nullable structures.</summary>
    private static string Shown(ITypeSymbol type)
    {
        ITypeSymbol shown = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable && nullable.TypeArguments[0].Name == BatchState
            ? nullable.TypeArguments[0]
            : type;
        return shown.Name is "State" or BatchState ? shown.Name : shown.ToDisplayString();
    }

    /// <summary>The analyzer sees the generated half too.</summary>
    private bool IsGenerated(ISymbol member) => member.DeclaringSyntaxReferences.Any(reference =>
        reference.SyntaxTree.FilePath.Replace('\\', '/').Contains("LstmGen.Generator/" + typeof(LstmGenerator).FullName + "/"));
}
