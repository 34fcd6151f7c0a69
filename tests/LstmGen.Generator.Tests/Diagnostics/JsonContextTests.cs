using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Xunit;

namespace LstmGen.Generator.Tests.Diagnostics;

/// <summary>Contexts of System.Text.Json that can't see a generated state: LSTM023.</summary>
public class JsonContextTests
{
    [Theory]
    [InlineData("Gesture.State")]
    [InlineData("Gesture.BatchState")]
    [InlineData("Gesture.State?")]
    [InlineData("Gesture.State[]")]
    [InlineData("List<Gesture.State>")]
    [InlineData("Dictionary<string, List<Gesture.BatchState[]>>")]
    [InlineData("Save", "public record Save(int Tick, Gesture.State State);")]
    [InlineData("Save", "public record Save(int Tick, Part[] Parts); public struct Part { public List<Gesture.State> States; }")]
    [InlineData("Save", "public class Save : Base { } public class Base { public Gesture.BatchState? Batch { get; set; } public Save? Parent { get; set; } }")]
    [InlineData("Save", "[JsonDerivedType(typeof(More))] public class Save { } public class More : Save { public Gesture.State State { get; set; } }")]
    [InlineData("Save", "public class Save { [JsonInclude] internal Gesture.State State { get; set; } }")]
    [InlineData("Save", "public class Save { [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public Gesture.State State { get; set; } }")]
    [InlineData("ISave", "public interface ISave : IBase { } public interface IBase { Gesture.State State { get; } }")]
    public async Task A_state_of_the_project_is_out_of_sight(string root, string types = "")
    {
        Diagnostic problem = Assert.Single(await Problems(root, types));

        Assert.Equal("LSTM023", problem.Id);
        Assert.Equal(DiagnosticSeverity.Error, problem.Severity);
        Assert.Equal($"JsonSerializable(typeof({root}))", problem.Squiggle());
        string state = (root + types).Contains("BatchState") ? "Gesture.BatchState" : "Gesture.State";
        Assert.Equal(
            $"SaveContext would leave out {state}, which is generated in the same project, where the source generator of System.Text.Json can't see it; serialize its Bytes instead, or move Gesture to a project of its own",
            problem.GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("int")]
    [InlineData("Save", "public record Save(int Tick, byte[] State);")]
    [InlineData("Save", "public class Save { [JsonIgnore] public Gesture.State State { get; set; } internal Gesture.State Other { get; set; } public static Gesture.State First { get; set; } public Save? Parent { get; set; } }")]
    [InlineData("Save", "public class Save { private Gesture.BatchState? _batch; public void Set(Gesture.BatchState batch) => _batch = batch; public bool HasBatch => _batch is not null; }")]
    [InlineData("Save", "public record Save(Other.State State); public partial class Other { public struct State { } }")]
    public async Task Others_are_in_sight(string root, string types = "") => Assert.Empty(await Problems(root, types));

    private static async Task<Diagnostic[]> Problems(string root, string types)
    {
        // What System.Text.Json's generator would write, as far as the compiler needs it.
        string source = $$"""
            using System;
            using System.Collections.Generic;
            using System.Text.Json;
            using System.Text.Json.Serialization;
            using System.Text.Json.Serialization.Metadata;

            [LstmGen.Lstm(Input = 2, Units = 3), LstmGen.LstmOptions(VectorWidth = LstmGen.VectorWidth.Scalar)]
            public partial class Gesture { }

            {{types}}

            [JsonSerializable(typeof({{root}}))]
            public partial class SaveContext : JsonSerializerContext
            {
                public SaveContext() : base(null) { }

                protected override JsonSerializerOptions? GeneratedSerializerOptions => null;

                public override JsonTypeInfo? GetTypeInfo(Type type) => null;
            }
            """;
        return [.. (await GeneratorRun.Of(source).AnalyzeAsync()).Diagnostics];
    }
}
