using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using Microsoft.CodeAnalysis;

namespace LstmGen.Generator.Reading;

/// <summary>What a generated half declares, and what of the user's half is in its way.</summary>
internal static class GeneratedMembers
{
    public const string State = "State";
    public const string BatchState = "BatchState";

    public const string Workspace = "Workspace";

    /// <summary>Every name that some network's half declares.</summary>
    public static IReadOnlyCollection<string> AllNames { get; } = new HashSet<string>(
        from spans in new[] { true, false }
        from direction in new[] { Direction.Forward, Direction.GoBackwards }
        from member in Of(new Network(new EquatableArray<Layer>([new LstmLayer("lstm", 1, 1, Activation.Tanh, Activation.Sigmoid, true, false) { Direction = direction }]), 1) { Masking = new Masking(null) }, Element.Single, spans, hasStaticForm: true)
        select member.Name);

    /// <summary>The members that are in the way: the index of each, and what it is called.</summary>
    /// <param name="spans">Whether the target has spans.</param>
    public static IEnumerable<(int Index, string Shown)> Conflicts(Network network, Options options, bool spans, string typeName, EquatableArray<DeclaredMember> declared)
    {
        List<(string Name, string[]? Parameters)> generated = Of(network, Element.Of(options.Precision), spans, options.StaticForm).ToList();
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
    private static IEnumerable<(string Name, string[]? Parameters)> Of(Network network, Element element, bool spans, bool hasStaticForm)
    {
        string whole = spans ? $"System.ReadOnlySpan<{element.Type}>" : element.Type + "[]";
        string writable = spans ? $"System.Span<{element.Type}>" : whole;
        // Where the memory of a run may be an object's, the members of both forms are: which it is depends on the target.
        bool mayBeObject = spans && MemoryPlan.MayBeObject(network, element);
        string[] states = spans ? mayBeObject ? ["ref " + State, State] : ["ref " + State] : [State];
        foreach (string name in new[] { "InputSize", "OutputSize", "ParameterCount", "Summary", "Layers", State, BatchState, "Kernel", "Guard" })
        {
            yield return (name, null);
        }

        if (hasStaticForm)
        {
            yield return ("Static", null);
        }

        yield return ("CopyParametersTo", [writable]);
        foreach (string name in new[] { "Step", "Process" })
        {
            foreach (string[] form in states.SelectMany(state => Forms([], [], [state])))
            {
                yield return (name, form);
            }
        }

        foreach (string name in new[] { "StepBatch", "ProcessBatch" })
        {
            foreach (string[] form in Forms(["int"], [], [BatchState]))
            {
                yield return (name, form);
            }
        }

        if (network.InputSize == 1 && network.OutputSize == 1)
        {
            foreach (string state in states)
            {
                yield return ("Step", [element.Type, state]);
            }
        }

        if (!network.IsStreaming && (!spans || mayBeObject))
        {
            yield return (Workspace, null);
        }

        if (network.Steps is not null)
        {
            foreach (string name in new[] { "Steps", "InputLength", "OutputLength" })
            {
                yield return (name, null);
            }

            // Without spans there is no memory on the stack: each form is given some.
            bool hasStateless = spans || !network.IsStreaming;
            string[][] memories = spans ? mayBeObject && !network.IsStreaming ? [[], [Workspace]] : [[]] : [[Workspace]];
            string[][] between = network.Masking is null ? [[], ["int"]] : [[], ["int"], ["mask"]];
            foreach (string[] parameter in between)
            {
                foreach (string[] form in (hasStateless ? memories.SelectMany(memory => Forms([], parameter, memory)) : []).Concat(network.IsStreaming ? states.SelectMany(state => Forms([], parameter, [state])) : []))
                {
                    yield return ("Forward", form);
                }
            }

            foreach (string[] form in (hasStateless ? memories.SelectMany(memory => Forms(["int"], [], memory)) : []).Concat(network.IsStreaming ? Forms(["int"], [], [BatchState]) : []))
            {
                yield return ("ForwardBatch", form);
            }
        }

        if (network.Parameters is not null)
        {
            yield break;
        }

        yield return ("_packed", null);
        yield return (WellKnownMemberNames.InstanceConstructorName, [whole]);
        if (network.Layers.Count == 1 && network.Layers[0] is LstmLayer { IsPlain: true, UseBias: var bias })
        {
            yield return ("FromKeras", bias ? [whole, whole, whole] : [whole, whole]);
            yield return ("FromPyTorch", bias ? [whole, whole, whole, whole] : [whole, whole]);
            yield return ("FromOnnx", bias ? [whole, whole, whole] : [whole, whole]);
        }

        // A method that reads a run of values and writes one, with what is before, between and behind them.
        IEnumerable<string[]> Forms(string[] before, string[] between, string[] behind)
        {
            yield return [.. before, .. Run(whole), .. between.SelectMany(parameter => parameter == "mask" ? Run(spans ? "System.ReadOnlySpan<bool>" : "bool[]") : [parameter]), .. Run(writable), .. behind];
            if (!spans)
            {
                yield return [.. before, whole, .. between.Select(parameter => parameter == "mask" ? "bool[]" : parameter), whole, .. behind];
            }
        }

        string[] Run(string type) => spans ? [type] : [type, "int", "int"];
    }
}
