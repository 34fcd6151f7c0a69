using System.Linq;
using LstmGen.Generator.Model;
using Xunit;

namespace LstmGen.Generator.Tests.Training;

/// <summary>Anything that isn't an id of a table gives NaN, and changes none of its rows.</summary>
public class EmbeddingTests
{
    private const int Ids = 5;
    private const int Units = 3;

    private static readonly TrainedNetwork Network = TrainedModels.Of(
        new TrainedNetwork("Ids", "", 1, 2, 4, false, false),
        new Network(
            new EquatableArray<Layer>([
                new EmbeddingLayer("embedding", Ids, Units),
                new LstmLayer("lstm", Units, 4, Model.Activation.Tanh, Model.Activation.Sigmoid, UseBias: true, ReturnSequences: false),
                new DenseLayer("dense", 4, 2, Model.Activation.Linear, UseBias: true),
            ]),
            4));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Other_numbers_than_ids_write_nothing(bool isOldest)
    {
        TrainerAssembly assembly = TrainerAssembly.Of(
            [Network with { Arithmetic = isOldest ? LstmGen.Arithmetic.Separate : LstmGen.Arithmetic.Fused }], isOldest ? TrainerAssembly.Oldest : null);
        var data = new TrainingData<float>(Network, 1);
        float[] parameters = data.Parameters((int)assembly.Network(Network).ParameterCount, 0.5), y = data.Targets();
        foreach (float wrong in new[] { -1, 0.5f, Ids, float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e30f, -1e30f, int.MaxValue, int.MinValue, -0.25f })
        {
            CompiledTrainer<float> trainer = assembly.New(Network, parameters);
            trainer.Accumulate([2, wrong, 0, 2], y, null);
            Assert.Equal(double.NaN, trainer.Loss);

            // The rows that no step names keep their derivatives, which are 0.
            float[] table = trainer.Gradient[..(Ids * Units)];
            foreach (int id in new[] { 1, 3, 4 })
            {
                Assert.Equal([0, 0, 0], table[(id * Units)..((id + 1) * Units)]);
            }
        }
    }

    /// <summary>A row has the derivatives of all steps that name it; rows that no step names have none.</summary>
    [Fact]
    public void Rows_have_the_derivatives_of_their_steps()
    {
        TrainerAssembly assembly = TrainerAssembly.Of([Network]);
        var data = new TrainingData<float>(Network, 1);
        float[] parameters = data.Parameters((int)assembly.Network(Network).ParameterCount, 0.5);
        CompiledTrainer<float> trainer = assembly.New(Network, parameters);
        trainer.Accumulate([3, 1, 3, 1], data.Targets(), null);
        bool[] named = [.. trainer.Gradient[..(Ids * Units)].Chunk(Units).Select(row => row.All(value => value != 0))];
        Assert.Equal([false, true, false, true, false], named);
        Assert.All(trainer.Gradient[..Units], value => Assert.Equal(0, value));
    }
}
