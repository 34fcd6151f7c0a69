using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Emit;
using Xunit;
using Xunit.Abstractions;

namespace LstmGen.Generator.Tests.Training;

/// <summary>
/// Twenty steps of an optimizer give the same parameters in vectors of every width, and in code for a framework without vectors. Runtime
/// settings make a processor appear to have narrower vectors, in a separate process.
/// </summary>
public class WidthTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly string[] Limits = ["DOTNET_EnableAVX512", "DOTNET_EnableAVX2", "DOTNET_EnableHWIntrinsic"];

    private static readonly TrainedNetwork[] Layers =
    [
        new("A", "[Lstm(Input = 3, Units = 21, Steps = 5, ReturnSequences = true)] [Lstm(Units = 7)] [Dense(Units = 2, Activation = Activation.Tanh)]", 3, 2, 5, false, false),
        new("B", "[Lstm(Input = 3, Units = 17, Steps = 5, Direction = LstmDirection.Bidirectional, Peepholes = true, CellClip = 0.5f)] [Dense(Units = 9, Activation = Activation.Softmax)]", 3, 9, 5, false, false)
            { Loss = TrainingLoss.CrossEntropy, Optimizer = TrainingOptimizer.RmsProp },
        new("C", "[Lstm(Input = 2, Units = 19, Projection = 5, Activation = Activation.Gelu, HiddenActivation = Activation.Softplus)] [Dense(Units = 1)] [SkipConnection]", 2, 1, 6, true, true)
            { Loss = TrainingLoss.ErrorToSignal, Optimizer = TrainingOptimizer.AdamW },
        new("D", "[Dense(Input = 3, Units = 33, Activation = Activation.Silu)] [Lstm(Units = 6, Steps = 3, CoupledGates = true)]", 3, 6, 3, false, false)
            { Loss = TrainingLoss.Huber, Optimizer = TrainingOptimizer.Nesterov, IsDouble = true },
        LayeredModels.Ids with { Name = "E" },
        LayeredModels.Rows with { Name = "F" },
        LayeredModels.Largest with { Name = "G", IsDouble = true },
    ];

    private static readonly TrainedNetwork[] Networks =
    [
        .. Layers.Select(network => network with { Name = network.Name + "Separate", Arithmetic = Arithmetic.Separate }),
        .. Layers.Select(network => network with { Name = network.Name + "Fused" }),
    ];

    [Fact]
    public void Every_width_and_every_target_has_the_same_bits()
    {
        string folder = Path.Combine(Path.GetTempPath(), "lstmgen-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(folder);
        try
        {
            string program = Path.Combine(folder, "Train.dll");
            File.WriteAllBytes(program, Compile(Networks, TrainerAssembly.Newest with { OutputKind = OutputKind.ConsoleApplication }, hasMain: true));
            File.WriteAllText(Path.Combine(folder, "Train.runtimeconfig.json"), """
                {"runtimeOptions":{"tfm":"net10.0","framework":{"name":"Microsoft.NETCore.App","version":"10.0.0"}}}
                """);
            string[] all = Run(program, null);
            output.WriteLine(string.Join("\n", all));
            string[] widths = [all[0], .. Limits.Select(limit =>
            {
                string[] limited = Run(program, limit);
                Assert.Equal(all[1..], limited[1..]);
                return limited[0];
            })];
            output.WriteLine(string.Join("\n", widths));
            Assert.Equal("none", widths[^1]);

            // Code for .NET Standard 2.0 in C# 7.3, which this runtime runs too.
            TrainedNetwork[] separate = [.. Networks.Where(network => network.Arithmetic == Arithmetic.Separate)];
            Assembly oldest = Assembly.Load(Compile(separate, TrainerAssembly.Oldest, hasMain: false));
            Assert.Equal(all[1..(1 + separate.Length)], (string[])oldest.GetType("Train")!.GetMethod("Hashes")!.Invoke(null, null)!);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] Compile(IReadOnlyList<TrainedNetwork> networks, RunOptions options, bool hasMain)
    {
        Compilation compilation = TrainerAssembly.Generated(
            "using LstmGen;\n" + string.Join("\n\n", networks.Select(network => network.Source)), Program(networks, hasMain),
            TrainerAssembly.WithModels(options, networks));
        using var assembly = new MemoryStream();
        EmitResult result = compilation.Emit(assembly);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(one => one.Severity == DiagnosticSeverity.Error).Take(20)));
        return assembly.ToArray();
    }

    private static string Program(IReadOnlyList<TrainedNetwork> networks, bool hasMain)
    {
        const string Widths = """
            System.Runtime.Intrinsics.Vector512.IsHardwareAccelerated ? "512" : System.Runtime.Intrinsics.Vector256.IsHardwareAccelerated ? "256"
                : System.Runtime.Intrinsics.Vector128.IsHardwareAccelerated ? "128" : "none"
            """;
        string main = hasMain
            ? $"public static void Main() {{ System.Console.WriteLine({Widths}); "
                + "foreach (string line in Hashes()) { System.Console.WriteLine(line); } }"
            : "";
        return $$"""
            public static class Train
            {
                {{main}}

                public static string[] Hashes()
                {
                    return new string[] { {{string.Join(", ", networks.Select(network => $"\"{network.Name[0]} {network.Arithmetic} \" + {network.Name}()"))}} };
                }

                private static double Next(ref uint state)
                {
                    state = unchecked(state * 1664525u + 1013904223u);
                    return (state >> 8) / 16777216.0;
                }
                {{string.Concat(networks.Select(Method))}}
            }
            """;
    }

    /// <summary>Code that trains a network and prints its parameters.</summary>
    private static string Method(TrainedNetwork network)
    {
        const int Sequences = 5;
        string type = network.Element;
        string input = network.Ids > 0 ? $"(int)({network.Ids} * Next(ref state))" : "(2 * Next(ref state) - 1)";
        return $$"""

                private static string {{network.Name}}()
                {
                    uint state = 1;
                    {{type}}[] parameters = new {{type}}[global::{{network.Name}}.ParameterCount];
                    for (int i = 0; i < parameters.Length; i++) { parameters[i] = ({{type}})(Next(ref state) - 0.5); }
                    {{type}}[] x = new {{type}}[{{Sequences * network.InputCount}}];
                    for (int i = 0; i < x.Length; i++) { x[i] = ({{type}}){{input}}; }
                    {{type}}[] y = new {{type}}[{{Sequences * network.TargetCount}}];
                    for (int i = 0; i < y.Length; i++) { y[i] = ({{type}})Next(ref state); }
                    global::{{network.Name}}.Trainer trainer = new global::{{network.Name}}.Trainer(parameters);
                    trainer.ClipNorm = 0.5;
                    for (int step = 0; step < 20; step++)
                    {
                        trainer.AccumulateBatch({{Sequences}}, x, y);
                        trainer.Apply();
                    }

                    trainer.CopyParametersTo(parameters);
                    ulong hash = 14695981039346656037;
                    for (int i = 0; i < parameters.Length; i++)
                    {
                        hash = unchecked((hash ^ (ulong)System.BitConverter.DoubleToInt64Bits(parameters[i])) * 1099511628211);
                    }

                    return double.IsNaN(parameters[0]) ? "NaN" : hash.ToString("x");
                }
            """;
    }

    /// <summary>The program's output, with part of the processor's instructions turned off.</summary>
    private static string[] Run(string program, string? limit)
    {
        var start = new ProcessStartInfo(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet",
            ["exec", program])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (limit is not null)
        {
            start.Environment[limit] = "0";
        }

        using Process process = Process.Start(start)!;
        Task<string> lines = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail("The program doesn't end.");
        }

        string said = errors.GetAwaiter().GetResult();
        Assert.True(process.ExitCode == 0, said);
        return lines.GetAwaiter().GetResult().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
    }
}
