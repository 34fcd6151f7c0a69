using System.Linq;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Generator.Tests;

/// <summary>The kinds of project that the generated code compiles in.</summary>
public class TargetTests
{
    private static readonly string Networks = """
        using LstmGen;

        [Lstm(Input = 2, Units = 3, Steps = 4)]
        public partial class Gesture { }

        [Lstm(Input = 2, Units = 3, Steps = 4, ReturnSequences = true, Direction = LstmDirection.GoBackwards, Activation = Activation.Gelu, RecurrentActivation = Activation.Elu)]
        [Lstm(Units = 2, ReturnSequences = true, Direction = LstmDirection.Bidirectional, Merge = MergeMode.None, Activation = Activation.Softplus, RecurrentActivation = Activation.Silu)]
        public partial class TwoOutputs { }

        [Lstm(Input = 2, Units = 3, Steps = 4, ReturnSequences = true, Direction = LstmDirection.Bidirectional, Activation = Activation.Selu, HiddenActivation = Activation.Softsign)]
        [Dense(Units = 2, Activation = Activation.Softmax)]
        [Masking(Value = -1)]
        public partial class Tagger { }

        [Lstm(Input = 2, Units = 6, Steps = 4, Peepholes = true, CoupledGates = true, Projection = 2, Clip = 3, CellClip = 0.5f, Activation = Activation.GeluTanh, RecurrentActivation = Activation.ThresholdedRelu)]
        [SkipConnection]
        [Masking]
        public partial class Cell { }

        [Lstm(Input = 2, Units = 6, Steps = 4, Peepholes = true, Projection = 2, Activation = Activation.Gelu, RecurrentActivation = Activation.Softplus)]
        [Dense(Units = 3, Activation = Activation.Softmax)]
        [LstmOptions(Precision = Precision.Double)]
        public partial class DoubleCell { }
        """;

    [Theory]
    [InlineData(LanguageVersion.CSharp8)]
    [InlineData(LanguageVersion.CSharp9)]
    [InlineData(LanguageVersion.CSharp10)]
    [InlineData(LanguageVersion.Default)]
    [InlineData(LanguageVersion.LatestMajor)]
    [InlineData(LanguageVersion.Latest)]
    public void A_language_with_nullable(LanguageVersion language) => Generates(new RunOptions { LanguageVersion = language });

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3)]
    [InlineData(LanguageVersion.CSharp8)]
    [InlineData(LanguageVersion.CSharp9)]
    [InlineData(LanguageVersion.CSharp10)]
    [InlineData(LanguageVersion.Latest)]
    public void A_language_without_nullable(LanguageVersion language) =>
        Generates(new RunOptions { LanguageVersion = language, Nullable = false });

    // A compiler that knows half of C# 11 checks references by rules that the base library isn't written for.
    [NewCSharpFact("11")]
    public void A_preview() => Generates(new RunOptions { LanguageVersion = LanguageVersion.Preview });

    [NewCSharpFact("11")]
    public void CSharp_11() => Generates(new RunOptions { LanguageVersion = NewCSharpFactAttribute.Parse("11") });

    [NewCSharpFact("12")]
    public void CSharp_12() => Generates(new RunOptions { LanguageVersion = NewCSharpFactAttribute.Parse("12") });

    [NewCSharpFact("13")]
    public void CSharp_13() => Generates(new RunOptions { LanguageVersion = NewCSharpFactAttribute.Parse("13") });

    [NewCSharpFact("14")]
    public void CSharp_14() => Generates(new RunOptions { LanguageVersion = NewCSharpFactAttribute.Parse("14") });

    [Theory]
    [InlineData(LanguageVersion.CSharp7_3)]
    [InlineData(LanguageVersion.CSharp8)]
    [InlineData(LanguageVersion.CSharp10)]
    [InlineData(LanguageVersion.Latest)]
    public void NET_8(LanguageVersion language) =>
        Generates(new RunOptions { References = TargetReferences.Net80, LanguageVersion = language, Nullable = language >= LanguageVersion.CSharp8 });

    private static void Generates(RunOptions options) =>
        Assert.Equal(
            ["Cell.g.cs", "DoubleCell.g.cs", "Gesture.g.cs", "Tagger.g.cs", "TwoOutputs.g.cs"], GeneratorRun.Of(Networks, options).Generated.Keys.Order(System.StringComparer.Ordinal));
}
