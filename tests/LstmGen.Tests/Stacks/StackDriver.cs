using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;

namespace LstmGen.Tests.Stacks;

/// <summary>
/// The source of a class that calls every public member of a generated class, one at a time, with arguments of the right sizes that are not
/// on the stack. It throws at a member that it doesn't know, so that none is left out.
/// </summary>
internal static class StackDriver
{
    /// <summary>Sequences of a batch: more than two vectors of the widest, so that a block is full and another is not.</summary>
    private const int Count = 33;

    /// <summary>Steps where a class has no number of its own.</summary>
    private const int Steps = 3;

    public static string Source(INamedTypeSymbol network)
    {
        var calls = new List<(string Name, string Code)>();
        string element = ((INamedTypeSymbol)Method(network, "CopyParametersTo").Parameters[0].Type).TypeArguments[0].ToDisplayString();
        INamedTypeSymbol? state = Nested(network, "State");
        bool isObject = state?.IsReferenceType == true;
        string length = network.GetMembers("InputLength").Length > 0 ? "Net.InputLength" : $"{Steps} * Net.InputSize";
        string outputs = network.GetMembers("OutputLength").Length > 0 ? "Net.OutputLength" : $"{Steps} * Net.OutputSize";
        string parameters = network.InstanceConstructors.Any(constructor => constructor.Parameters.Any(parameter => parameter.Name == "parameters")) ? "P" : "";
        foreach (IMethodSymbol method in Members(network).OfType<IMethodSymbol>().Where(method => method is { MethodKind: MethodKind.Ordinary }))
        {
            string arguments = string.Join(", ", method.Parameters.Select(parameter => Argument(method, parameter, isObject)));
            calls.Add((method.ToDisplayString(), method.IsStatic ? $"Net.{method.Name}({arguments})" : $"N.{method.Name}({arguments})"));
        }

        calls.Add(("new Net", $"O = new Net({parameters})"));
        if (state is not null)
        {
            foreach (ISymbol member in Members(state))
            {
                calls.AddRange(OfState(member));
            }

            foreach (ISymbol member in Members(Nested(network, "BatchState")!))
            {
                calls.AddRange(OfBatchState(member, isObject));
            }
        }

        if (Nested(network, "Workspace") is not null)
        {
            calls.Add(("new Workspace", "O = new Net.Workspace()"));
        }

        if (Nested(network, "Static") is { } form)
        {
            foreach (IMethodSymbol method in Members(form).OfType<IMethodSymbol>())
            {
                calls.Add(("Static." + method.Name, $"Net.Static.{method.Name}({string.Join(", ", method.Parameters.Select(parameter => Argument(method, parameter, isObject)))})"));
            }
        }

        var code = new StringBuilder("using System;\n\npublic static class Driver\n{\n");
        code.Append("    private sealed class Holder { public Net.State State").Append(isObject ? " = new Net.State()" : "").Append("; }\n\n");
        if (state is null)
        {
            code.Clear().Append("using System;\n\npublic static class Driver\n{\n");
        }
        else
        {
            code.Append("    private static readonly Holder H = new Holder(), G = new Holder();\n    private static readonly byte[] S = new byte[Net.State.ByteCount];\n");
            code.Append("    private static readonly Net.BatchState B = new Net.BatchState(").Append(Count).Append("), C = new Net.BatchState(").Append(Count).Append(");\n    private static readonly byte[] BS = new byte[B.ByteCount];\n");
        }

        if (Nested(network, "Workspace") is not null)
        {
            code.Append("    private static readonly Net.Workspace W = new Net.Workspace();\n");
        }

        foreach ((string name, string count) in new[]
        {
            ("P", "Net.ParameterCount"), ("X", length), ("Y", outputs), ("X1", "Net.InputSize"), ("Y1", "Net.OutputSize"),
            ("XP", $"{Steps} * Net.InputSize"), ("YP", $"{Steps} * Net.OutputSize"),
            ("T", $"({length}) / Net.InputSize * Net.TraceSize"), ("TP", $"{Steps} * Net.TraceSize"),
        })
        {
            code.Append($"    private static readonly {element}[] {name} = new {element}[{count}];\n");
            if (name != "P")
            {
                code.Append($"    private static readonly {element}[] B{name} = new {element}[{Count} * {name}.Length];\n");
            }
        }

        if (Nested(network, "Static") is not null)
        {
            code.Append($"    private static readonly {element}[] K = new {element}[Net.Static.PackedCount];\n");
        }

        code.Append($"    private static readonly Net N = new Net({parameters});\n");
        code.Append("    private static readonly bool[] M = Mask();\n    public static object O = ").Append(state is null ? "N" : "H.State").Append(";\n    public static bool Z;\n    public static int I;\n");
        code.Append("    private static bool[] Mask()\n    {\n        var mask = new bool[X.Length / Net.InputSize];\n        mask[0] = true;\n        return mask;\n    }\n");
        code.Append("    public static (string, Action)[] Members()\n    {\n        return new (string, Action)[]\n        {\n");
        // The member with the deepest stack is called first, before anything of the base library has been called.
        foreach ((string name, string call) in calls.OrderBy(call => call.Name.Contains("Forward", StringComparison.Ordinal) ? 0 : 1))
        {
            code.Append($"            (\"{name.Replace("System.", "", StringComparison.Ordinal)}\", () => {{ {call}; }}),\n");
        }

        return code.Append("        };\n    }\n}\n").ToString();
    }

    private static string Argument(IMethodSymbol method, IParameterSymbol parameter, bool isObject)
    {
        bool isProcess = method.Name.StartsWith("Process", StringComparison.Ordinal) || (method.Name == "Trace" && method.Parameters.Any(other => other.Name == "output"));
        string steps = method.Name.StartsWith("Step", StringComparison.Ordinal) ? "1" : isProcess ? "P" : "";
        return parameter.Name switch
        {
            "input" when parameter.Type.SpecialType != SpecialType.None => "X1[0]",
            "input" => "X" + steps,
            "inputs" => "BX" + steps,
            "output" => "Y" + steps,
            "outputs" => "BY" + steps,
            "trace" => "T" + steps,
            "mask" => "M",
            "length" => "1",
            "first" => "0",
            "count" => $"{Count}",
            "state" when parameter.Type.Name == "BatchState" => "B",
            "state" when parameter.RefKind == RefKind.Out => "out H.State",
            "state" => isObject ? "H.State" : "ref H.State",
            "initialState" => $"new {((INamedTypeSymbol)parameter.Type).TypeArguments[0]}[Net.StateSize]",
            "workspace" => "W",
            "packed" => "K",
            "destination" or "parameters" => "P",
            "kernel" or "weightIh" or "w" => $"new {((INamedTypeSymbol)parameter.Type).TypeArguments[0]}[4 * Net.InputSize * Net.Layers.Lstm.Units]",
            "recurrentKernel" or "weightHh" or "r" => $"new {((INamedTypeSymbol)parameter.Type).TypeArguments[0]}[4 * Net.Layers.Lstm.Units * Net.Layers.Lstm.Units]",
            "b" => $"new {((INamedTypeSymbol)parameter.Type).TypeArguments[0]}[8 * Net.Layers.Lstm.Units]",
            "bias" or "biasIh" or "biasHh" => $"new {((INamedTypeSymbol)parameter.Type).TypeArguments[0]}[4 * Net.Layers.Lstm.Units]",
            _ => throw Unknown(parameter),
        };
    }

    private static IEnumerable<(string Name, string Code)> OfState(ISymbol member)
    {
        string name = "State." + member.Name;
        return member switch
        {
            IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet } => [],
            IMethodSymbol { MethodKind: MethodKind.Constructor } => member.IsImplicitlyDeclared ? [] : [("new State", "O = new Net.State()")],
            IMethodSymbol { Name: "op_Equality" } => [("State.==", "Z = H.State == G.State")],
            IMethodSymbol { Name: "op_Inequality" } => [("State.!=", "Z = H.State != G.State")],
            IMethodSymbol { Name: "Equals", Parameters: [{ Type.SpecialType: SpecialType.System_Object }] } => [(name + "(object)", "Z = H.State.Equals(O)")],
            IMethodSymbol { Name: "Equals" } => [(name + "(State)", "Z = H.State.Equals(G.State)")],
            IMethodSymbol { Name: "GetHashCode" } => [(name, "I = H.State.GetHashCode()")],
            IMethodSymbol { Name: "ToString" } => [(name, "O = H.State.ToString()")],
            IMethodSymbol { Name: "Reset" } => [(name, "H.State.Reset()")],
            IMethodSymbol { Name: "CopyFrom" } => [(name, "H.State.CopyFrom(G.State)")],
            IMethodSymbol { Name: "Hidden" or "Cell" } => [(name, $"H.State.{member.Name}(0).Clear()")],
            IPropertySymbol { Name: "Bytes" } => [(name + " get", "O = H.State.Bytes"), (name + " set", "H.State.Bytes = G.State.Bytes")],
            IMethodSymbol { Name: "WriteTo" } => [(name, "I = H.State.WriteTo(S)")],
            IMethodSymbol { Name: "ReadFrom" } => [(name, "H.State.WriteTo(S); H.State.ReadFrom(S)")],
            IPropertySymbol { Name: "Initial" } => [(name, "H.State = Net.State.Initial")],
            _ => throw Unknown(member),
        };
    }

    private static IEnumerable<(string Name, string Code)> OfBatchState(ISymbol member, bool isObject)
    {
        string name = "BatchState." + member.Name;
        return member switch
        {
            IMethodSymbol { MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet } => [],
            IMethodSymbol { MethodKind: MethodKind.Constructor } => [("new BatchState", $"O = new Net.BatchState({Count})")],
            IMethodSymbol { Name: "Reset" } => [(name, "B.Reset()")],
            IMethodSymbol { Name: "CopyFrom" } => [(name, "B.CopyFrom(C)")],
            IMethodSymbol { Name: "ToString" } => [(name, "O = B.ToString()")],
            IPropertySymbol { Name: "Bytes" } => [(name + " get", "O = B.Bytes"), (name + " set", "B.Bytes = C.Bytes")],
            IMethodSymbol { Name: "WriteTo" } => [(name, "I = B.WriteTo(BS)")],
            IMethodSymbol { Name: "ReadFrom" } => [(name, "B.WriteTo(BS); B.ReadFrom(BS)")],
            IMethodSymbol { Name: "Part" } => [(name, "Net.BatchState.Part(3, 0, 2, out I, out int count)")],
            IPropertySymbol { Name: "ByteCount" } => [(name, "I = B.ByteCount")],
            IPropertySymbol { Name: "Capacity" } => [(name, "I = B.Capacity")],
            IPropertySymbol { IsIndexer: true } => isObject ? [(name, "O = B[1]")] : [(name + " get", "H.State = B[1]"), (name + " set", "B[1] = H.State")],
            _ => throw Unknown(member),
        };
    }

    private static IEnumerable<ISymbol> Members(INamedTypeSymbol type) => type.GetMembers().Where(member =>
        member.DeclaredAccessibility == Accessibility.Public && !IsObsolete(member) && member is not (INamedTypeSymbol or IFieldSymbol));

    /// <summary>A nested type that can be used, or null.</summary>
    private static INamedTypeSymbol? Nested(INamedTypeSymbol network, string name) => network.GetTypeMembers(name).FirstOrDefault(type => !IsObsolete(type));

    private static bool IsObsolete(ISymbol symbol) => symbol.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == nameof(ObsoleteAttribute));

    private static IMethodSymbol Method(INamedTypeSymbol type, string name) => type.GetMembers(name).OfType<IMethodSymbol>().First();

    private static NotSupportedException Unknown(ISymbol symbol) => new($"The test of the stack doesn't know {symbol.ToDisplayString()} of {symbol.ContainingSymbol.ToDisplayString()}: say how it is called.");
}
