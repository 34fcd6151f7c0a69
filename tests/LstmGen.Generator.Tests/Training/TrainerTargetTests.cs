using System.Collections.Immutable;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Tests.Running;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace LstmGen.Generator.Tests.Training;

/// <summary>Trained classes compile without a warning in every kind of project, whatever they are and wherever they are declared.</summary>
public class TrainerTargetTests
{
    /// <summary>Every loss and optimizer, with the options that affect the code of trainers.</summary>
    private const string Networks = """
        using LstmGen;

        [Lstm(Input = 2, Units = 3, Steps = 4)] [Training]
        public partial class Gesture { }

        [Lstm(Input = 2, Units = 9, Steps = 4, ReturnSequences = true, Direction = LstmDirection.Bidirectional, Merge = MergeMode.Mul)]
        [Lstm(Units = 2, Direction = LstmDirection.GoBackwards, Peepholes = true, Projection = 1, HiddenActivation = Activation.Gelu)]
        [Dense(Units = 3, Activation = Activation.Softmax)]
        [Training(Loss = TrainingLoss.CrossEntropy, Optimizer = TrainingOptimizer.AdamW, Initializer = TrainingInitializer.PyTorch)]
        public sealed partial class Classes { }

        [Dense(Input = 2, Units = 3, Activation = Activation.LogSoftmax)]
        [Lstm(Units = 9, UseBias = false, Clip = 2, CellClip = 1, CoupledGates = true, Activation = Activation.Softsign, RecurrentActivation = Activation.HardSigmoid)]
        [Dense(Units = 1, Activation = Activation.ScaledTanh, ActivationAlpha = 2)]
        [SkipConnection]
        [LstmOptions(Precision = Precision.Double)]
        [Training(Loss = TrainingLoss.ErrorToSignal, Optimizer = TrainingOptimizer.RmsProp, Steps = 8)]
        public partial struct Amp { }

        namespace Company.@event
        {
            public partial class Outer
            {
                [Lstm(Input = 2, Units = 3, Steps = 4, ReturnSequences = true)] [Dense(Units = 2, Activation = Activation.Elu)]
                [LstmOptions(Arithmetic = Arithmetic.Separate)]
                [Training(Loss = TrainingLoss.Huber, Optimizer = TrainingOptimizer.Sgd, Train = "dense")]
                internal readonly partial struct @class { }
            }

            [Lstm(Input = 2, Units = 3, Steps = 4)] [Dense(Units = 2, Activation = Activation.Sigmoid)]
            [Training(Loss = TrainingLoss.BinaryCrossEntropy, Optimizer = TrainingOptimizer.Nesterov)]
            internal partial class @float { }
        }

        [Lstm(Input = 2, Units = 3, Steps = 4, ReturnSequences = true, Direction = LstmDirection.Bidirectional, Merge = MergeMode.None)] [Masking] [Training]
        public partial class Halves { }

        [Lstm(Input = 2, Units = 2, Steps = 4)] [SkipConnection] [Masking(Value = -1)] [Training]
        public partial class Masked { }

        [LstmModel("Ids.lstm")] [Training]
        public partial class Ids { }

        [LstmModel("Rows.lstm")] [Training(Train = "lstm, layer_normalization_1")]
        public partial class Rows { }

        [LstmModel("Largest.lstm")] [LstmOptions(Precision = Precision.Double)] [Training]
        public partial class Largest { }

        [Lstm(Input = 2, Units = 3)] [Training(Loss = TrainingLoss.MeanAbsolute, Steps = 5)]
        [LstmOptions(VectorWidth = VectorWidth.Scalar, Unroll = Unroll.Tiled)]
        partial class Ours { }
        """;

    /// <summary>Names that generated code must distinguish from those of the base library.</summary>
    private static string Names => $$"""
        using LstmGen;

        public partial class Outer
        {
            {{string.Join(" ", BaseLibrary.Namespaces.Keys.Select(name => $"public class {name} {{ }}"))}}

            [Lstm(Input = 2, Units = 9, Steps = 4, Direction = LstmDirection.Bidirectional)] [Dense(Units = 2, Activation = Activation.Softmax)]
            [Training]
            public partial class Gesture { }
        }
        """;

    public static TheoryData<string, LanguageVersion> Projects()
    {
        var projects = new TheoryData<string, LanguageVersion>();
        // .NET nanoFramework's base library has no square root, which optimizers need.
        foreach (string target in TargetMatrixTests.Targets.Where(target => target != "nanoframework"))
        {
            // Every target in the oldest or the newest language; those that differ most, in both.
            bool isBoth = target is "net10.0" or "netstandard2.0";
            bool isNew = target is "net8.0" or "netstandard2.1" or "net48";
            foreach (LanguageVersion language in isBoth ? [LanguageVersion.CSharp7_3, LanguageVersion.Latest]
                : new[] { isNew ? LanguageVersion.Latest : LanguageVersion.CSharp7_3 })
            {
                projects.Add(target, language);
            }
        }

        projects.Add("net10.0", LanguageVersion.CSharp9);
        return projects;
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Trained_classes(string target, LanguageVersion language)
    {
        var options = new RunOptions
        {
            References = TargetReferences.Of(target),
            LanguageVersion = language,
            Nullable = language >= LanguageVersion.CSharp8,
            Widest = VectorWidth.Scalar,
        };
        options = TrainerAssembly.WithModels(options, [LayeredModels.Ids, LayeredModels.Rows, LayeredModels.Largest]);
        CSharpCompilation input = options.Compile([new("Input.cs", Networks), new("Input2.cs", Names)]);
        GeneratorDriver driver = CSharpGeneratorDriver.Create(
            [new LstmGenerator().AsSourceGenerator()], options.AdditionalFiles.Select(file => new TestFile(file.Key, file.Value)), options.ParseOptions);
        driver = driver.RunGeneratorsAndUpdateCompilation(input, out Compilation output, out ImmutableArray<Diagnostic> reported);
        CompileCheck.GeneratorIsSilent(driver.GetRunResult().Results.Single(), reported);
        CompileCheck.IsClean((CSharpCompilation)output, [.. input.SyntaxTrees]);
        Assert.Equal(
            13,
            driver.GetRunResult().Results.Single().GeneratedSources.Select(source => GeneratorRun.FirstFileOf(source.HintName)).Distinct().Count());
    }

    /// <summary>The checks of every run: the same text again, nothing new after an edit elsewhere.</summary>
    [Fact]
    public void Is_generated_as_everything_else() => Assert.Single(
        GeneratorRun.Of("using LstmGen; [Lstm(Input = 2, Units = 3, Steps = 4)] [Training] public partial class Gesture { }").Generated);
}
