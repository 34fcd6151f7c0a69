using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Reading;

/// <summary>What a generated half declares, and what of the user's half is in its way.</summary>
internal static class GeneratedMembers
{
    public const string State = "State";
    public const string BatchState = "BatchState";

    private const string Floats = "System.ReadOnlySpan<float>";
    private const string Bools = "System.ReadOnlySpan<bool>";
    private const string WritableFloats = "System.Span<float>";
    private const string RefState = "ref State";

    /// <summary>Every name that some network's half declares.</summary>
    public static IReadOnlyCollection<string> AllNames { get; } = new HashSet<string>(
        Of(new Network(new EquatableArray<Layer>([new LstmLayer("lstm", 1, 1, Activation.Tanh, Activation.Sigmoid, true, false)]), 1) { Masking = new Masking(null) })
            .Select(member => member.Name));

    /// <summary>The members that are in the way: the index of each, and what it is called.</summary>
    public static IEnumerable<(int Index, string Shown)> Conflicts(Network network, string typeName, EquatableArray<DeclaredMember> declared)
    {
        List<(string Name, string[]? Parameters)> generated = Of(network).ToList();
        for (int i = 0; i < declared.Count; i++)
        {
            DeclaredMember member = declared[i];
            foreach ((string name, string[]? parameters) in generated.Where(other => other.Name == member.Name))
            {
                if (IsInTheWay(member, parameters))
                {
                    yield return (i, Shown(typeName, member, parameters).Replace("System.", ""));
                    break;
                }
            }
        }
    }

    /// <summary>A method is in the way of a method only where the parameters are alike.</summary>
    private static bool IsInTheWay(DeclaredMember member, string[]? parameters) => member.Kind switch
    {
        DeclaredKind.Method => parameters is null || member.Parameters.SequenceEqual(parameters),
        DeclaredKind.GenericMethod => parameters is null,
        _ => true,
    };

    private static string Shown(string typeName, DeclaredMember member, string[]? parameters)
    {
        string list = $"({string.Join(", ", parameters ?? [])})";
        return member.Name == WellKnownMemberNames.InstanceConstructorName ? $"the constructor {typeName}{list}"
            : member.Kind == DeclaredKind.Type ? "a type by the name " + typeName
            : member.Kind == DeclaredKind.Other || parameters is null ? member.Name
            : member.Name + list;
    }

    /// <summary>What is generated: a name, and the parameters of a method, or null for what no other member may be named.</summary>
    private static IEnumerable<(string Name, string[]? Parameters)> Of(Network network)
    {
        foreach (string name in new[] { "InputSize", "OutputSize", "ParameterCount", "Summary", "Layers", State, BatchState, "Kernel", "Guard" })
        {
            yield return (name, null);
        }

        yield return ("CopyParametersTo", [WritableFloats]);
        yield return ("Step", [Floats, WritableFloats, RefState]);
        yield return ("Process", [Floats, WritableFloats, RefState]);
        yield return ("StepBatch", ["int", Floats, WritableFloats, BatchState]);
        yield return ("ProcessBatch", ["int", Floats, WritableFloats, BatchState]);
        if (network.InputSize == 1 && network.OutputSize == 1)
        {
            yield return ("Step", ["float", RefState]);
        }

        if (network.Steps is not null)
        {
            foreach (string name in new[] { "Steps", "InputLength", "OutputLength" })
            {
                yield return (name, null);
            }

            yield return ("Forward", [Floats, WritableFloats]);
            yield return ("Forward", [Floats, WritableFloats, RefState]);
            yield return ("Forward", [Floats, "int", WritableFloats]);
            yield return ("Forward", [Floats, "int", WritableFloats, RefState]);
            if (network.Masking is not null)
            {
                yield return ("Forward", [Floats, Bools, WritableFloats]);
                yield return ("Forward", [Floats, Bools, WritableFloats, RefState]);
            }

            yield return ("ForwardBatch", ["int", Floats, WritableFloats]);
            yield return ("ForwardBatch", ["int", Floats, WritableFloats, BatchState]);
        }

        if (network.Parameters is not null)
        {
            yield break;
        }

        yield return ("_packed", null);
        yield return (WellKnownMemberNames.InstanceConstructorName, [Floats]);
        if (network.Layers.Count == 1 && network.Layers[0] is LstmLayer { IsPlain: true, UseBias: var bias })
        {
            yield return ("FromKeras", bias ? [Floats, Floats, Floats] : [Floats, Floats]);
            yield return ("FromPyTorch", bias ? [Floats, Floats, Floats, Floats] : [Floats, Floats]);
            yield return ("FromOnnx", bias ? [Floats, Floats, Floats] : [Floats, Floats]);
        }
    }
}
