using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using LstmGen.Generator.Emitting;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using LstmGen.Generator.Tests.Mathematics;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Xunit;

namespace LstmGen.Generator.Tests.Planning;

// Named here, so that they take precedence over public types with the same names.
using Arithmetic = LstmGen.Generator.Model.Arithmetic;
using Precision = LstmGen.Generator.Model.Precision;
using Unroll = LstmGen.Generator.Model.Unroll;
using VectorWidth = LstmGen.Generator.Model.VectorWidth;

/// <summary>
/// The type in which parameters are stored is independent of the type of computation: no code confuses the two. No class stores them in
/// another type yet; scalar code of doubles that reads float parameters shows that it would work.
/// </summary>
public class StoredParametersTests
{
    private static readonly LstmLayer Lstm = Planned.Lstm("lstm", 2, 5);

    private static readonly (string Name, Network Network)[] Networks =
    [
        ("Plain", Planned.Network(3, Lstm)),
        ("Head", Planned.Network(3, Lstm, Planned.Dense("dense", 5, 3), Planned.Dense("dense_1", 3, 2)) with { Skip = true }),
        ("Stack", Planned.Network(3, Planned.Dense("dense", 2, 2), Lstm, Planned.Lstm("lstm_1", 5, 3) with { ReturnSequences = false })),
        ("Options", Planned.Network(3, Lstm with { Peepholes = true, IsCoupled = true, Projection = 3, Clip = 2 }, Planned.Lstm("lstm_1", 3, 2))),
        ("Both", Planned.Network(3, new BidirectionalLayer("both", Lstm with { Name = "f" }, Lstm with { Name = "b", Direction = Direction.Backward }, Merge.Concat))),
        ("Masked", Planned.Network(3, Lstm, Planned.Dense("dense", 5, 2)) with { Masking = new Masking(0) }),
        ("Large", Planned.Network(3, Planned.Lstm("lstm", 7, 40), Planned.Lstm("lstm_1", 40, 9), Planned.Dense("dense", 9, 2))),
    ];

    public static TheoryData<string, bool> Targets => new()
    {
        { nameof(Planned.Newest), false },
        { nameof(Planned.Newest), true },
        { nameof(CompiledFunctions.Net48), false },
    };

    [Theory]
    [MemberData(nameof(Targets))]
    public void Are_read_as_what_is_computed_with(string target, bool isTrained)
    {
        Target of = target == nameof(Planned.Newest) ? Planned.Newest : CompiledFunctions.Net48;
        List<Plan> plans = [];
        foreach ((string name, Network network) in Networks)
        {
            Unroll[] unrolls = name switch
            {
                "Plain" => [Unroll.Step, Unroll.Full, Unroll.Tiled],
                "Large" => [Unroll.Tiled],
                _ => [Unroll.Step, Unroll.Tiled],
            };
            foreach (Unroll unroll in unrolls)
            {
                Network given = isTrained ? network with { Parameters = new Floats(Parameters(network)) } : network;
                var options = new Options(unroll, Arithmetic.Separate, VectorWidth.Scalar)
                {
                    Precision = Precision.Double,
                    StaticForm = of.Spans && network.IsStreaming && network.Masking is null && name != "Large",
                };
                plans.Add(Planner.Plan(new LstmClass(Type($"{name}{unroll}AsDoubles"), given, options, QualifyNames: true), of));
                plans.Add(Planner.Plan(new LstmClass(Type($"{name}{unroll}AsFloats"), given, options, QualifyNames: true), of) with
                {
                    Stored = Element.Single,
                });
            }
        }

        Assembly assembly = Compiled(plans.Select(ClassEmitter.EmitWhole).Concat(plans.Select(plan => Runner(plan, isTrained))));
        for (int i = 0; i < plans.Count; i += 2)
        {
            double[] parameters = [.. Parameters(plans[i].Network).Select(value => (double)value)];
            double[] expected = Run(assembly, plans[i], parameters);
            Assert.All(expected, value => Assert.False(double.IsInfinity(value)));
            Assert.Equal(expected, Run(assembly, plans[i + 1], parameters));
            Assert.Contains("float", string.Concat(ClassEmitter.Emit(plans[i + 1]).Files.Select(file => file.Text)), StringComparison.Ordinal);
        }
    }

    private static IEnumerable<float> Parameters(Network network) =>
        Enumerable.Range(0, (int)network.ParameterCount).Select(i => ((i * 37 % 101) - 50) / 64f);

    private static TypeIdentity Type(string name) => new("", new EquatableArray<TypePart>([]), new TypePart("class", name), name);

    /// <summary>The outputs of a sequence and of a batch, and the parameters as the class returns them.</summary>
    private static double[] Run(Assembly assembly, Plan plan, double[] parameters) =>
        assembly.GetType(plan.Class.Type.Type.Name + "Runner")!.GetMethod("Run")!.CreateDelegate<Func<double[], double[]>>()(parameters);

    private static string Runner(Plan plan, bool isTrained)
    {
        string name = plan.Class.Type.Type.Name;
        Network network = plan.Network;
        int inputs = 3 * network.InputSize;
        int outputs = network.ReturnsSequences ? 3 * network.OutputSize : network.OutputSize;

        // What a run needs is in an object where the target's stack can't have it.
        (string memory, string batch) = !plan.Memory.IsObject ? ("", "")
            : network.IsStreaming ? ($", new {name}.State()", $", new {name}.BatchState(2)")
            : ($", new {name}.Workspace()", $", new {name}.Workspace()");
        string trace = plan.Memory.IsObject
            ? "var trace = new double[0];"
            : $"var trace = new double[{name}.TraceLength]; network.Trace(one, trace);";
        return $$"""
            public static class {{name}}Runner
            {
                public static double[] Run(double[] parameters)
                {
                    var network = new {{name}}({{(isTrained ? "" : "parameters")}});
                    var input = new double[{{2 * inputs}}];
                    for (int i = 0; i < input.Length; i++)
                    {
                        input[i] = (i % 7 - 3) / 4.0;
                    }

                    var one = new double[{{inputs}}];
                    System.Array.Copy(input, one, one.Length);
                    var output = new double[{{outputs}}];
                    network.Forward(one, output{{memory}});
                    var outputs = new double[{{2 * outputs}}];
                    network.ForwardBatch(2, input, outputs{{batch}});
                    {{trace}}
                    var copy = new double[{{network.ParameterCount}}];
                    network.CopyParametersTo(copy);
                    var all = new System.Collections.Generic.List<double>(output);
                    all.AddRange(outputs);
                    all.AddRange(copy);
                    all.AddRange(trace);
                    return all.ToArray();
                }
            }
            """;
    }

    private static Assembly Compiled(IEnumerable<string> texts)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Stored" + Guid.NewGuid().ToString("N"),
            [.. texts.Select(text => CSharpSyntaxTree.ParseText(text))],
            TargetReferences.Net100,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release));
        using var assembly = new MemoryStream();
        EmitResult result = compilation.Emit(assembly);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(problem => problem.Severity == DiagnosticSeverity.Error).Take(20).Select(problem =>
            problem + ": " + problem.Location.SourceTree?.GetText().Lines[problem.Location.GetLineSpan().StartLinePosition.Line])));
        return Assembly.Load(assembly.ToArray());
    }
}
