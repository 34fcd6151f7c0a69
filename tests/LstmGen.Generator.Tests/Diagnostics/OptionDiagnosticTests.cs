using System.Threading.Tasks;
using LstmGen.Generator.Tests.Running;
using Xunit;

namespace LstmGen.Generator.Tests.Diagnostics;

/// <summary>Options that a layer can't have as they are: LSTM018 and LSTM019.</summary>
public class OptionDiagnosticTests
{
    private const string Both = "Lstm(Input = 2, Units = 3, Steps = 4, Direction = LstmDirection.Bidirectional";

    [Theory]
    [InlineData("[Lstm(Input = 2, Units = 3, Activation = Activation.Softmax)]", "1 LSTM018 [Lstm(Input = 2, Units = 3, Activation = Activation.Softmax)] Layer lstm has softmax, which is computed from all values of a fully connected layer together and is not a gate's activation")]
    [InlineData("[Lstm(Input = 2, Units = 3, Projection = 3)]", "1 LSTM018 [Lstm(Input = 2, Units = 3, Projection = 3)] Layer lstm projects 3 units to 3 values; a projection has from 1 value to one less than there are units")]
    [InlineData("[Lstm(Input = 2, Units = 3, Projection = 0)]", "1 LSTM018 [Lstm(Input = 2, Units = 3, Projection = 0)] Layer lstm projects 3 units to 0 values; a projection has from 1 value to one less than there are units")]
    [InlineData("[Lstm(Input = 2, Units = 3, Clip = 0)]", "1 LSTM018 [Lstm(Input = 2, Units = 3, Clip = 0)] Layer lstm clips to ±0; the limit is a finite number above 0")]
    [InlineData("[Lstm(Input = 2, Units = 3, CellClip = float.NaN)]", "1 LSTM018 [Lstm(Input = 2, Units = 3, CellClip = float.NaN)] Layer lstm clips to ±NaN; the limit is a finite number above 0")]
    [InlineData("[Lstm(Input = 2, Units = 3, Direction = LstmDirection.Backward)]", "1 LSTM018 [Lstm(Input = 2, Units = 3, Direction = LstmDirection.Backward)] Layer lstm reads the sequence from its end, so the sequence has to have a known length; give Steps")]
    [InlineData("[Lstm(Input = 2, Units = 3, Direction = LstmDirection.Bidirectional)]", "1 LSTM018 [Lstm(Input = 2, Units = 3, Direction = LstmDirection.Bidirectional)] Layer bidirectional reads the sequence from its end, so the sequence has to have a known length; give Steps")]
    [InlineData("[Lstm(Input = 2, Units = 3, Merge = MergeMode.Sum)]", "1 LSTM018 [Merge = MergeMode.Sum] Layer lstm has Merge, which belongs to Direction = Bidirectional alone")]
    [InlineData("[" + Both + ", Merge = MergeMode.None), Dense(Units = 1)]", "1 LSTM018 [" + Both + ", Merge = MergeMode.None)] Layer bidirectional has two outputs (merge None), and what comes after it reads one")]
    [InlineData("[Lstm(Input = 2, Units = 3), SkipConnection]", "1 LSTM018 [Lstm(Input = 2, Units = 3)] Layer lstm has 3 outputs, and a skip connection adds to each of them a feature of the input, and a step has 2")]
    [InlineData("[Lstm(Input = 2, Units = 3, Steps = 4, ReturnSequences = true, Direction = LstmDirection.GoBackwards), Lstm(Units = 1), Masking]", "1 LSTM018 [Lstm(Input = 2, Units = 3, Steps = 4, ReturnSequences = true, Direction = LstmDirection.GoBackwards)] Layer lstm hands its rows on from the last step to the first, so the mask would no longer fit them in the next layer")]
    [InlineData("[Lstm(Input = 2, Units = 1, Steps = 4, Direction = LstmDirection.Backward), Masking, SkipConnection]", "1 LSTM018 [Lstm(Input = 2, Units = 1, Steps = 4, Direction = LstmDirection.Backward)] Layer lstm reads a sequence from its end, with masked steps; their output isn't defined beside a skip connection")]
    [InlineData("[Lstm(Input = 2, Units = 3, Direction = (LstmDirection)4)]", "1 LSTM011 [Direction = (LstmDirection)4] Direction = 4 is not a valid LstmDirection")]
    [InlineData("[" + Both + ", Merge = (MergeMode)5)]", "1 LSTM011 [Merge = (MergeMode)5] Merge = 5 is not a valid MergeMode")]
    [InlineData("[Masking]", "1 LSTM006 [Masking] Gesture has [Masking] and no [Lstm]; a network needs at least one LSTM layer")]
    [InlineData("[" + Both + ", ReturnSequences = true), Lstm(Units = 2), Dense(Units = 1), SkipConnection]")]
    [InlineData("[" + Both + ", Merge = MergeMode.None), Masking]")]
    [InlineData("[Lstm(Input = 2, Units = 3, Steps = 4, Direction = LstmDirection.GoBackwards), Masking(Value = -1)]")]
    public Task Options_that_do_not_fit(string attributes, params string[] expected) => Reports(attributes, expected);

    [Theory]
    [InlineData("[Lstm(Input = 2, Units = 3, ActivationAlpha = 1)]", "1 LSTM019 [ActivationAlpha = 1] ActivationAlpha can't be used: Activation is not given")]
    [InlineData("[Lstm(Input = 2, Units = 3, RecurrentActivation = Activation.Elu, RecurrentActivationBeta = 1)]", "1 LSTM019 [RecurrentActivationBeta = 1] RecurrentActivationBeta can't be used: Elu has no beta")]
    [InlineData("[Lstm(Input = 2, Units = 3, HiddenActivation = Activation.Relu, HiddenActivationAlpha = 1)]", "1 LSTM019 [HiddenActivationAlpha = 1] HiddenActivationAlpha can't be used: Relu has no alpha")]
    [InlineData("[Lstm(Input = 2, Units = 3), Dense(Units = 1, Activation = Activation.LeakyRelu, ActivationAlpha = float.NaN)]", "1 LSTM019 [ActivationAlpha = float.NaN] ActivationAlpha can't be used: it must be a finite number")]
    [InlineData("[Lstm(Input = 2, Units = 3, Activation = Activation.ScaledTanh, ActivationAlpha = 1.7159f, ActivationBeta = 0.66666f)]")]
    public Task Numbers_that_an_activation_does_not_take(string attributes, params string[] expected) => Reports(attributes, expected);

    [Theory]
    [InlineData("Tagger.State state;", "CS0619", "Tagger has no steps and no state: its layer bidirectional reads a sequence from the end, so it needs the whole sequence. Use Forward.")]
    [InlineData("new Tagger(new float[Tagger.ParameterCount]).StepBatch(1, new float[2], new float[6], null);", "CS0619", "its layer bidirectional reads a sequence from the end")]
    public void A_step_of_a_network_that_has_none_is_an_error_that_says_why(string use, string id, string message)
    {
        GeneratorRun run = GeneratorRun.Of($$"""
            using LstmGen;

            [{{Both}})]
            public partial class Tagger { }

            public static class User
            {
                public static void Use() { {{use}} }
            }
            """, new RunOptions { AllowCompileErrors = true });
        Assert.Contains(run.Output.GetDiagnostics(), problem => problem.Id == id && problem.ToString().Contains(message));
    }

    private static Task Reports(string attributes, params string[] expected) =>
        Reported.AsAsync("using LstmGen; " + attributes + " public partial class Gesture { }", expected);
}
