using System;
using System.Linq;
using LstmGen.Generator.Model;
using Xunit;

namespace LstmGen.Generator.Tests.Training;

/// <summary>Windows of a stream: each starts at the state in which the one before it ended, and the derivatives end there.</summary>
public class ContinueTests
{
    private static readonly TrainedNetwork Stream = new(
        "Stream",
        "[Lstm(Input = 2, Units = 5, ReturnSequences = true, Peepholes = true, Projection = 3)] "
        + "[Lstm(Units = 4, ReturnSequences = true)] [Dense(Units = 2)] [SkipConnection]",
        2, 2, 4, true, true)
    { IsDouble = true };

    private readonly TrainerAssembly _assembly = TrainerAssembly.Of([Stream, Stream with { Name = "Longer", Steps = 8 }]);

    private readonly TrainingData<double> _data = new(Stream, 7);

    private Network Model => _assembly.Network(Stream);

    /// <summary>If the state has no effect on the gradient, the windows of a sequence have its outputs, and so its loss.</summary>
    [Fact]
    public void Windows_have_the_loss_of_the_whole_sequence()
    {
        double[] parameters = _data.Parameters((int)Model.ParameterCount, 0.5);
        (double[] x, double[] y) = (_data.Inputs(2), _data.Targets(2));
        CompiledTrainer<double> windows = _assembly.New(Stream, parameters);
        windows.Accumulate(First(x), First(y), null);
        windows.Continue(Second(x), Second(y), null);
        var whole = _assembly.New(Stream with { Name = "Longer" }, parameters);
        Assert.Equal(whole.Evaluate(x, y, null), windows.Loss, 1e-14);

        // From the start again.
        CompiledTrainer<double> again = _assembly.New(Stream, parameters);
        again.Accumulate(Second(x), Second(y), null);
        again.Accumulate(First(x), First(y), null);
        again.Continue(Second(x), Second(y), null);
        CompiledTrainer<double> first = _assembly.New(Stream, parameters);
        first.Accumulate(Second(x), Second(y), null);
        Assert.Equal((2 * windows.Loss) + first.Loss, 3 * again.Loss, 1e-14);
    }

    [Fact]
    public void Derivatives_end_at_the_state()
    {
        double[] parameters = _data.Parameters((int)Model.ParameterCount, 0.5);
        (double[] x, double[] y) = (_data.Inputs(2), _data.Targets(2));
        CompiledTrainer<double> trainer = _assembly.New(Stream, parameters);
        trainer.Accumulate(First(x), First(y), null);
        (double[] before, double loss) = (trainer.Gradient, trainer.Loss);
        trainer.Continue(Second(x), Second(y), null);
        double[] gradient = [.. trainer.Gradient.Zip(before, (both, first) => both - first)];
        CentralDifferences found = CentralDifferences.Of(Model, gradient, [.. parameters], LossOfSecond, new Random(1));
        Assert.True(found.Problems.Count == 0, string.Join("\n", found.Problems));
        Assert.Equal(found.Tensors.All, found.Tensors.Alive);

        double LossOfSecond(double[] changed)
        {
            CompiledTrainer<double> other = _assembly.New(Stream, parameters);
            other.Accumulate(First(x), First(y), null);
            other.SetParameters(changed);
            other.Continue(Second(x), Second(y), null);
            return (2 * other.Loss) - loss;
        }
    }

    /// <summary>
    /// A network without a stream has no state to continue from, and neither a batch nor an evaluation changes the state.
    /// </summary>
    [Fact]
    public void The_state_is_that_of_the_last_sequence_alone()
    {
        double[] parameters = _data.Parameters((int)Model.ParameterCount, 0.5);
        (double[] x, double[] y) = (_data.Inputs(2), _data.Targets(2));
        Action<CompiledTrainer<double>>[] all = [_ => { }, trainer => trainer.Evaluate(Second(x), First(y), null)];
        double[] losses = [.. all.Select(between =>
        {
            CompiledTrainer<double> trainer = _assembly.New(Stream, parameters);
            trainer.Accumulate(First(x), First(y), null);
            between(trainer);
            trainer.Continue(Second(x), Second(y), null);
            return trainer.Loss;
        })];
        Assert.Equal(losses[0], losses[1]);
    }

    private static double[] First(double[] values) => values[..(values.Length / 2)];

    private static double[] Second(double[] values) => values[(values.Length / 2)..];
}
