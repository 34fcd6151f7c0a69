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

    private const string Bools = "System.ReadOnlySpan<bool>";
    private const string RefState = "ref State";

    /// <summary>Every name that some network's half declares.</summary>
    public static IReadOnlyCollection<string> AllNames { get; } = new HashSet<string>(
        Of(new Network(new EquatableArray<Layer>([new LstmLayer("lstm", 1, 1, Activation.Tanh, Activation.Sigmoid, true, false)]), 1) { Masking = new Masking(null) }, Element.Single)
            .Select(member => member.Name));

    /// <summary>The members that are in the way: the index of each, and what it is called.</summary>
    public static IEnumerable<(int Index, string Shown)> Conflicts(Network network, Element element, string typeName, EquatableArray<DeclaredMember> declared)
    {
        List<(string Name, string[]? Parameters)> generated = Of(network, element).ToList();
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
    private static IEnumerable<(string Name, string[]? Parameters)> Of(Network network, Element element)
    {
        string values = $"System.ReadOnlySpan<{element.Type}>";
        string writable = $"System.Span<{element.Type}>";
        foreach (string name in new[] { "InputSize", "OutputSize", "ParameterCount", "Summary", "Layers", State, BatchState, "Kernel", "Guard" })
        {
            yield return (name, null);
        }

        yield return ("CopyParametersTo", [writable]);
        yield return ("Step", [values, writable, RefState]);
        yield return ("Process", [values, writable, RefState]);
        yield return ("StepBatch", ["int", values, writable, BatchState]);
        yield return ("ProcessBatch", ["int", values, writable, BatchState]);
        if (network.InputSize == 1 && network.OutputSize == 1)
        {
            yield return ("Step", [element.Type, RefState]);
        }

        if (network.Steps is not null)
        {
            foreach (string name in new[] { "Steps", "InputLength", "OutputLength" })
            {
                yield return (name, null);
            }

            List<string[]> forms = [[values, writable], [values, "int", writable]];
            if (network.Masking is not null)
            {
                forms.Add([values, Bools, writable]);
            }

            foreach (string[] form in forms)
            {
                yield return ("Forward", form);
                if (network.IsStreaming)
                {
                    yield return ("Forward", [.. form, RefState]);
                }
            }

            yield return ("ForwardBatch", ["int", values, writable]);
            if (network.IsStreaming)
            {
                yield return ("ForwardBatch", ["int", values, writable, BatchState]);
            }
        }

        if (network.Parameters is not null)
        {
            yield break;
        }

        yield return ("_packed", null);
        yield return (WellKnownMemberNames.InstanceConstructorName, [values]);
        if (network.Layers.Count == 1 && network.Layers[0] is LstmLayer { IsPlain: true, UseBias: var bias })
        {
            yield return ("FromKeras", bias ? [values, values, values] : [values, values]);
            yield return ("FromPyTorch", bias ? [values, values, values, values] : [values, values]);
            yield return ("FromOnnx", bias ? [values, values, values] : [values, values]);
        }
    }
}
