using System.Threading.Tasks;
using LstmGen.Generator.Tests.Running;
using LstmGen.Generator.Tests.Snapshots;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Generator.Tests.Models;

/// <summary>What is generated of a trained model.</summary>
public class ModelSnapshotTests
{
    private const string Source = """
        using LstmGen;

        [LstmModel("models/amp.json")]
        public partial class Amp { }
        """;

    private const string Model = """
        lstm-model 1
        source "models/amp.json"
        framework "PyTorch"
        input 1
        skip

        lstm units 2 activation tanh recurrent_activation sigmoid use_bias true return_sequences true
          kernel 0.5 -0.25 1 -1 0.125 3 -0.75 0.0625
          recurrent_kernel 1 2 3 4 5 6 7 8 -1 -2 -3 -4 -5 -6 -7 -8
          bias 0.1 0.2 0.3 0.4 0.5 0.6 0.7 -0
          initial_hidden 0.25 -0.5
          initial_cell 1 2

        dense units 1 activation linear use_bias true
          kernel 1.5 -2.5
          bias 0.01

        end
        """;

    /// <summary>Constants of the assembly, read where they are.</summary>
    [NewCSharpFact("12")]
    public Task Constants() => Verifier.Verify(GeneratorRun.Of(
        Source, new RunOptions { AdditionalFiles = [new("obj/lstm/1/amp.json.lstm", Model)], LanguageVersion = NewCSharpFactAttribute.Parse("12") }).Driver);

    /// <summary>Older compilers copy them once.</summary>
    [Fact]
    public Task Copy() => Verifier.Verify(GeneratorRun.Of(
        Source, new RunOptions { AdditionalFiles = [new("amp.lstm", Model)], LanguageVersion = LanguageVersion.CSharp9 }).Driver);
}
