using System.Linq;
using Xunit;

namespace LstmGen.Generator.Tests.Training;

/// <summary>Two directions that aren't merged have the bits of two side by side, and targets in the order of their outputs.</summary>
public class MergeTests
{
    private const int Steps = 4;
    private const int Units = 3;

    [Theory]
    [InlineData("ReturnSequences = true, ")]
    [InlineData("")]
    public void Without_a_merge_all_rows_of_one_direction_come_first(string sequences)
    {
        bool every = sequences.Length > 0;
        string[] merges = ["Concat", "None"];
        TrainedNetwork[] networks = [.. merges.Select(merge => new TrainedNetwork(
            merge, $"[Lstm(Input = 2, Steps = 4, {sequences}Units = 3, Direction = LstmDirection.Bidirectional, Merge = MergeMode.{merge})]", 2, 2 * Units, Steps, every, false)
        { Half = merge == "None" && every ? Units : 0 })];
        TrainerAssembly assembly = TrainerAssembly.Of(networks);
        var data = new TrainingData<float>(networks[0], 3);
        float[] parameters = data.Parameters((int)assembly.Network(networks[0]).ParameterCount, 0.7), x = data.Inputs(2), apart = data.Targets(2), weights = data.Weights();
        float[] together = [.. apart.Chunk(apart.Length / 2).SelectMany(networks[1].SideBySide)];
        Assert.Equal(every, !apart.SequenceEqual(together));
        CompiledTrainer<float>[] trainers = [.. networks.Select(network => assembly.New(network, parameters))];
        trainers[0].AccumulateBatch(2, x, together);
        trainers[1].AccumulateBatch(2, x, apart);
        trainers[0].Accumulate(First(x), First(together), weights);
        trainers[1].Accumulate(First(x), First(apart), weights);
        if (every)
        {
            trainers[1].Shorter(First(x), First(apart), 3);
            trainers[0].Shorter(First(x), First(together), 3);
        }

        Assert.Equal(trainers[0].Gradient, trainers[1].Gradient);
        Assert.Equal(trainers[0].Loss, trainers[1].Loss);
        float[] outputs = new float[networks[1].TargetCount];
        trainers[1].Outputs(First(x), outputs);
        Assert.Equal(0, trainers[1].Evaluate(First(x), outputs, null));
    }

    private static float[] First(float[] values) => values[..(values.Length / 2)];
}
