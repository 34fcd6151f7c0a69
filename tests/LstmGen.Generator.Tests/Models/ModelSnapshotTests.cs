using System.Threading.Tasks;
using LstmGen.Generator.Tests.Running;
using LstmGen.Generator.Tests.Snapshots;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Generator.Tests.Models;

/// <summary>What is generated of a trained model.</summary>
public class ModelSnapshotTests
{
    /// <summary>Constants of the assembly, read in place.</summary>
    [NewCSharpFact("12")]
    public Task Constants() => Verifier.Verify(GeneratorRun.Of(
        Networks.Trained, new RunOptions { AdditionalFiles = [new("obj/lstm/1/amp.json.lstm", Networks.TrainedModel)], LanguageVersion = NewCSharpFactAttribute.Parse("12") }).Driver).IgnoreGeneratedResult(GeneratorRun.IsHelper);

    /// <summary>Older compilers copy them once.</summary>
    [Fact]
    public Task Copy() => Verifier.Verify(GeneratorRun.Of(
        Networks.Trained, new RunOptions { AdditionalFiles = [new("amp.lstm", Networks.TrainedModel)], LanguageVersion = LanguageVersion.CSharp9 }).Driver).IgnoreGeneratedResult(GeneratorRun.IsHelper);
}
