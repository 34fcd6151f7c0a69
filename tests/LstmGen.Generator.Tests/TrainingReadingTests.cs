using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Tests.Running;
using Xunit;

namespace LstmGen.Generator.Tests;

/// <summary>What <c>[Training]</c> asks for, as read: the same however it is written.</summary>
public class TrainingReadingTests
{
    private const string Declared = "[Lstm(Input = 2, Units = 3, Steps = 4, ReturnSequences = true), Lstm(Units = 2), Dense(Units = 1)]";

    private const string Scaled = """
        lstm-model 1 input 1
        lstm units 1 activation tanh recurrent_activation sigmoid use_bias false return_sequences true
          kernel 1 2 3 4 recurrent_kernel 1 2 3 4
        dense units 1 activation linear use_bias false kernel 1
        scaling units 1 activation linear use_bias false kernel 2
        end
        """;

    [Fact]
    public void Nothing_that_is_not_asked_for() => Assert.Null(Read(Declared));

    [Fact]
    public void Defaults_are_the_first_values() =>
        Assert.Equal(new Model.Training(Model.TrainingLoss.MeanSquared, Model.TrainingOptimizer.Adam, Model.TrainingInitializer.Keras, 4), Read(Declared + "[Training]"));

    [Fact]
    public void Every_option() => Assert.Equal(
        new Model.Training(Model.TrainingLoss.ErrorToSignal, Model.TrainingOptimizer.RmsProp, Model.TrainingInitializer.PyTorch, 64) { Layers = Names("dense") },
        Read("""
            [LstmModel("amp.lstm")]
            [Training(
                Loss = TrainingLoss.ErrorToSignal,
                Optimizer = TrainingOptimizer.RmsProp,
                Initializer = TrainingInitializer.PyTorch,
                Steps = 64,
                Train = "dense")]
            """));

    /// <summary>So that a different order of the names doesn't generate anything again.</summary>
    [Theory]
    [InlineData("dense", "dense")]
    [InlineData("dense, lstm_1", "lstm_1", "dense")]
    [InlineData(",lstm_1,dense , lstm_1,", "lstm_1", "dense")]
    [InlineData("dense, lstm, lstm_1")]
    public void Names_in_the_order_of_the_layers(string names, params string[] layers) =>
        Assert.Equal(Names(layers), Read($"{Declared}[Training(Train = \"{names}\")]")!.Layers);

    [Theory]
    [InlineData("[Training(Steps = 8)]")]
    [InlineData("[Training(Steps = 8, Train = \"lstm, dense\")]")]
    public void Scalings_are_not_trained(string training)
    {
        (LstmClass read, _) = ReadClasses.Of(["using LstmGen;[LstmModel(\"amp.lstm\")]" + training + "public partial class Amp { }"], Options).Single();
        Assert.Equal(["lstm", "dense"], read.Network.Layers.Where(read.Training!.Trains).Select(layer => layer.Name));
    }

    [Fact]
    public void Each_value_is_told_from_the_others()
    {
        Model.Training[] all =
        [
            .. new[] { "", "Loss = TrainingLoss.Huber", "Optimizer = TrainingOptimizer.Sgd", "Initializer = TrainingInitializer.PyTorch", "Train = \"dense\"" }
                .Select(option => Read($"{Declared}[Training({option})]")!),
        ];
        Assert.Equal(all.Length, all.Distinct().Count());
    }

    private static readonly RunOptions Options = RunOptions.Default with { AdditionalFiles = [new("amp.lstm", Scaled)] };

    private static Model.Training? Read(string attributes) =>
        ReadClasses.Of(["using LstmGen;" + attributes + "public partial class Gesture { }"], Options).Single().Class.Training;

    private static EquatableArray<string> Names(params string[] names) => new(names);
}
