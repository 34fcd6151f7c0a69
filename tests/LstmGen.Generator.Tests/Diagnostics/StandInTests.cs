using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Xunit;

namespace LstmGen.Generator.Tests.Diagnostics;

/// <summary>
/// The compiler runs no analyzer once a declaration has an error. A field of a nested type that isn't generated is such an error: it would
/// hide why the type is missing.
/// </summary>
public class StandInTests
{
    private const string User = """
        public class User
        {
            private readonly Gesture.BatchState _batch = new Gesture.BatchState(3);
            private readonly Gesture.Workspace _workspace;
            private readonly Gesture.Trainer _trainer;
            private Gesture.State _state;

            public void Read(ref Gesture.State state) => _state = state;
        }
        """;

    [Theory]
    [InlineData("[LstmModel(\"amp.keras\")] public partial class Gesture { }", "LSTM015")]
    [InlineData("[Lstm(Input = 0, Units = 3)] public partial class Gesture { }", "LSTM003")]
    [InlineData("[Lstm(Input = 2, Units = 3, Steps = 4)] public partial struct Gesture { private int Units; public int Step; }", "LSTM008")]
    [InlineData("[Lstm(Input = 2, Units = 3)] public static partial class Gesture { }", "LSTM002")]
    [InlineData("[Lstm(Input = 2, Units = 3)] public partial record Gesture { }", "LSTM002")]
    [InlineData("[Lstm(Input = 2, Units = 3)] public abstract partial class Gesture { }", "LSTM002")]
    [InlineData("[Lstm(Input = 2, Units = 3)] public partial class Gesture { } [Dense(Units = 1)] partial class Gesture { }", "LSTM012")]
    [InlineData("[Lstm(Input = 2, Units = 3)] public partial class Gesture { } [Lstm(Units = 1)] partial class Gesture { }", "LSTM012")]
    [InlineData("[Lstm(Input = 2, Units = 3), LstmModel(\"amp.keras\")] public partial class Gesture { }", "LSTM015")]
    [InlineData("[Dense(Units = 3)] public partial class Gesture { }", "LSTM006")]
    [InlineData("[Training, Dense(Units = 3)] public partial class Gesture { }", "LSTM006")]
    [InlineData("[LstmOptions(Precision = Precision.Double)] public partial class Gesture { }", "LSTM006")]
    [InlineData("[Masking] public partial class Gesture { }", "LSTM006")]
    [InlineData("[SkipConnection] public partial class Gesture { } [Dense(Units = 3)] partial class Gesture { }", "LSTM006")]
    public async Task Declarations_that_name_nested_types_have_no_errors(string type, string id)
    {
        GeneratorRun run = GeneratorRun.Of("using LstmGen;\n" + type + "\n" + User, RunOptions.Default with { AllowCompileErrors = true });

        Assert.Empty(Errors(run.Output.GetDeclarationDiagnostics()));
        Assert.Contains(id, (await run.AnalyzeAsync()).Diagnostics.Select(diagnostic => diagnostic.Id));
        Assert.Equal("Gesture.g.cs", Assert.Single(run.StandIns.Keys));
        Assert.Empty(run.Helpers);
    }

    /// <summary>The user's own type with such a name is the error; a second one would cause another.</summary>
    [Fact]
    public async Task A_nested_type_of_the_users_stays_alone()
    {
        GeneratorRun run = GeneratorRun.Of("""
            using LstmGen;

            [Lstm(Input = 2, Units = 3)]
            public partial class Gesture
            {
                public class State { }
            }
            """);

        Assert.Empty(Errors(run.Output.GetDiagnostics()));
        Assert.Equal("LSTM008", Assert.Single((await run.AnalyzeAsync()).Diagnostics).Id);
        Assert.DoesNotContain("struct State", run.StandIns["Gesture.g.cs"], StringComparison.Ordinal);
        Assert.Contains("class BatchState", run.StandIns["Gesture.g.cs"], StringComparison.Ordinal);
    }

    /// <summary>A member can't have the name of the type around it, nor that of another member.</summary>
    [Theory]
    [InlineData("partial class State { }")]
    [InlineData("partial class BatchState { }")]
    [InlineData("partial struct Workspace { }")]
    [InlineData("readonly partial struct Trainer { }")]
    [InlineData("partial class Layers { }")]
    [InlineData("partial class Gesture { public int Trainer; public class Workspace { } public int Layers => 1; public void BatchState() { } }")]
    [InlineData("partial class Gesture : Base { } public class Base { public class State { } public int Layers; }")]
    public async Task Names_that_are_taken_stay_the_users(string type)
    {
        GeneratorRun run = GeneratorRun.Of("using LstmGen;\n[Lstm(Input = 0, Units = 3)] public " + type);

        Assert.Equal("LSTM003", Assert.Single((await run.AnalyzeAsync()).Diagnostics).Id);
        Assert.Single(run.StandIns);
    }

    [Fact]
    public void A_generic_type_takes_no_name()
    {
        GeneratorRun run = GeneratorRun.Of("""
            using LstmGen;

            [Lstm(Input = 0, Units = 3)]
            public partial class Gesture
            {
                public class State<T> { }
            }

            public class User
            {
                public Gesture.State Last { get; set; }
            }
            """);

        Assert.Contains("struct State", Assert.Single(run.StandIns.Values), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("partial interface IOuter { [Lstm(Input = 0, Units = 3)] partial struct @event { } }", "event.State")]
    [InlineData("partial struct @class { [Lstm(Input = 0, Units = 3)] internal partial class İ { } }", "İ.State")]
    public void Nested_and_escaped_names(string type, string used)
    {
        string source = "using LstmGen;\nnamespace A.@namespace\n{\n" + type.Replace("{ }", "{ } class User { @" + used + " _state; }", StringComparison.Ordinal) + "\n}";
        GeneratorRun run = GeneratorRun.Of(source, RunOptions.Default with { AllowCompileErrors = true });

        Assert.Empty(Errors(run.Output.GetDeclarationDiagnostics()));
        Assert.Single(run.StandIns);
    }

    /// <summary>
    /// Nothing can be added to these, so a field of a nested type keeps the analyzer from running. If it runs all the same, the compiler
    /// prints equal errors once.
    /// </summary>
    [Theory]
    [InlineData("[Lstm(Input = 2, Units = 3)] public class Gesture { }", "LSTM001")]
    [InlineData("[LstmModel(\"amp.keras\")] public class Gesture { }", "LSTM001")]
    [InlineData("[Lstm(Input = 0, Units = 3)] public class Gesture { } public class Other { [Lstm(Units = 1)] class Gesture { } }", "LSTM001", "LSTM003", "LSTM001", "LSTM001", "LSTM003")]
    [InlineData("[Lstm(Input = 2, Units = 3)] public partial class Gesture<T> { } public class Gesture { }", "LSTM002")]
    [InlineData("[Lstm(Input = 2, Units = 3)] public ref partial struct Gesture { }", "LSTM002")]
    [InlineData("[Dense(Units = 3)] public class Gesture { }", "LSTM001", "LSTM006")]
    [InlineData("[Training, SkipConnection] public class Gesture { }", "LSTM001", "LSTM006")]
    public async Task Where_no_code_can_be_added_the_generator_says_what_the_analyzer_would(string type, params string[] ids)
    {
        GeneratorRun run = GeneratorRun.Of(["using LstmGen;\n" + type, User], RunOptions.Default with { AllowCompileErrors = true });

        Assert.NotEmpty(Errors(run.Output.GetDeclarationDiagnostics()));
        Assert.Empty(run.StandIns);
        Assert.Equal(ids.Order(), run.Reported.Select(error => error.Id).Order());
        Assert.Equal((await run.AnalyzeAsync()).Diagnostics.ToHashSet(), [.. run.Reported]);
    }

    /// <summary>An editor that shows both reports would show it twice.</summary>
    [Theory]
    [InlineData("[Lstm(Input = 2, Units = 3)] public class Gesture { }")]
    [InlineData("[Lstm(Input = 2, Units = 3)] public partial class Gesture<T> { }")]
    [InlineData("public class Outer { [Lstm(Input = 2, Units = 3)] public partial class Gesture { } }")]
    [InlineData("[Dense(Units = 3)] public class Gesture { }")]
    public async Task Where_declarations_have_no_errors_the_analyzer_says_it_alone(string type)
    {
        GeneratorRun run = GeneratorRun.Of("using LstmGen;\n" + type);

        Assert.Empty(run.StandIns);
        Assert.Empty(run.Reported);
        Assert.NotEmpty((await run.AnalyzeAsync()).Diagnostics);
    }

    private static IEnumerable<string> Errors(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString());
}
