using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Generator.Tests.Usage;

/// <summary>Members that a network would have with an option: LSTM031.</summary>
public class MissingMemberTests
{
    [Theory]
    [InlineData("amp.Forward(input, output);", "Forward", "Amp has no Forward, which needs Steps = N in [LstmModel]; Process reads any number of steps")]
    [InlineData("new Amp().Forward(input, output);", "Forward", "Amp has no Forward, which needs Steps = N in [LstmModel]; Process reads any number of steps")]
    [InlineData("amp.ForwardBatch(2, input, output);", "ForwardBatch", "Amp has no ForwardBatch, which needs Steps = N in [LstmModel]; ProcessBatch reads any number of steps")]
    [InlineData("stream.Forward(input, output);", "Forward", "Stream has no Forward, which needs Steps = N in [Lstm]; Process reads any number of steps")]
    [InlineData("var trainer = new Gesture.Trainer(42);", "Trainer", "Gesture has no Trainer, which needs [Training]")]
    [InlineData("int bytes = Gesture.Static.Pack(parameters, output);", "Static", "Gesture has no Static, which needs StaticForm = true in [LstmOptions]")]
    public async Task Names_the_option(string statement, string squiggle, string message)
    {
        IReadOnlyList<Diagnostic> found = await AnalyzeAsync(statement);

        Diagnostic one = Assert.Single(found);
        Assert.Equal(("LSTM031", squiggle, message), (one.Id, one.Squiggle(), one.GetMessage(CultureInfo.InvariantCulture)));
    }

    [Theory]
    // The member is there: something else is wrong.
    [InlineData("gesture.Forward(input);")]
    [InlineData("gesture.Forward(input, output, 5, 6);")]
    // No option adds it.
    [InlineData("amp.Predict(input, output);")]
    [InlineData("var other = new Gesture.Teacher(42);")]
    // Not a network.
    [InlineData("input.Forward(output);")]
    [InlineData("this.Forward(output);")]
    [InlineData("unknown.Forward(output);")]
    // The user's own.
    [InlineData("Forward(amp);")]
    public async Task Is_silent_elsewhere(string statement) => Assert.Empty(await AnalyzeAsync(statement));

    /// <summary>What is said of a network in an assembly that was compiled before.</summary>
    [Fact]
    public async Task Of_another_assembly()
    {
        (CSharpCompilation compilation, SyntaxTree tree) =
            UsageProject.Compile(UsageProject.Method("amp.Forward(input, output);"), isReferenced: true, mayHaveErrors: true);
        Assert.Equal("LSTM031", Assert.Single(await UsageProject.AnalyzeAsync(compilation, tree)).Id);
    }

    private static async Task<IReadOnlyList<Diagnostic>> AnalyzeAsync(string statement)
    {
        string code = UsageProject.Method("Stream stream = new Stream(parameters); " + statement);
        (CSharpCompilation compilation, SyntaxTree tree) = UsageProject.Compile(code, mayHaveErrors: true);
        Assert.Contains(compilation.GetSemanticModel(tree).GetDiagnostics(), error => error.Severity == DiagnosticSeverity.Error);
        return [.. (await UsageProject.AnalyzeAsync(compilation, tree)).Where(one => one.Id == "LSTM031")];
    }
}
