using System;
using System.Linq;
using System.Reflection;
using LstmGen.Generator.Tests.Running;
using Xunit;

namespace LstmGen.Generator.Tests.Training;

/// <summary>The members of a trainer apart from their numbers: what they allocate, and what they refuse.</summary>
public class MemberTests
{
    private static readonly TrainedNetwork[] Networks =
    [
        new("Stream", "[Lstm(Input = 2, Units = 9, Peepholes = true, Projection = 5)] [Dense(Units = 2)] [SkipConnection]", 2, 2, 4, true, true)
            { Loss = TrainingLoss.ErrorToSignal, Optimizer = TrainingOptimizer.AdamW },
        new("Classes", "[Lstm(Input = 2, Units = 9, Steps = 4, Direction = LstmDirection.Bidirectional, Merge = MergeMode.Mul)] [Dense(Units = 3, Activation = Activation.Softmax)]", 2, 3, 4, false, false)
            { Loss = TrainingLoss.CrossEntropy },
        new("Soft", "[Lstm(Input = 2, Units = 9, Steps = 4)] [Dense(Units = 3, Activation = Activation.Softmax)] [Dense(Units = 2, Activation = Activation.Silu)]", 2, 2, 4, false, false)
            { Loss = TrainingLoss.Huber, Optimizer = TrainingOptimizer.RmsProp, IsDouble = true },
    ];

    private static readonly Lazy<TrainerAssembly> Assembly = new(() => TrainerAssembly.Of(Networks));

    private static readonly Lazy<TrainerAssembly> Oldest = new(() => TrainerAssembly.Of(
        [.. Networks.Select(network => network with { Arithmetic = Arithmetic.Separate })], TrainerAssembly.Oldest));

    [Fact]
    public void Nothing_is_allocated_behind_the_constructor()
    {
        Allocates<float>(Networks[0]);
        Allocates<float>(Networks[1]);
        Allocates<double>(Networks[2]);
    }

    private static void Allocates<T>(TrainedNetwork network)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        const int Count = 17;
        var data = new TrainingData<T>(network, 1);
        CompiledTrainer<T> trainer = Assembly.Value.New(network, data.Parameters((int)Assembly.Value.Network(network).ParameterCount, 0.5));
        (T[] x, T[] y, T[] weights) = (data.Inputs(), data.Targets(), data.Weights());
        (T[] many, T[] all) = (data.Inputs(Count), data.Targets(Count));
        trainer.Clip(1, 0.5);
        Everything();
        Everything();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Everything();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Everything()
        {
            trainer.Accumulate(x, y, null);
            trainer.Accumulate(x, y, weights);
            trainer.AccumulateBatch(Count, many, all);
            if (network.IsStream)
            {
                trainer.Continue(x, y, weights);
            }

            trainer.Evaluate(x, y, weights);
            trainer.Apply();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Wrong_lengths_are_refused_before_anything_is_accumulated(bool isOldest)
    {
        TrainerAssembly assembly = isOldest ? Oldest.Value : Assembly.Value;
        TrainedNetwork network = Networks[0];
        var data = new TrainingData<float>(network, 1);
        float[] parameters = data.Parameters((int)assembly.Network(network).ParameterCount, 0.5);
        CompiledTrainer<float> trainer = assembly.New(network, parameters);
        (float[] x, float[] y, float[] weights) = (data.Inputs(), data.Targets(), data.Weights());
        foreach (Action<float[], float[], float[]?> member in new Action<float[], float[], float[]?>[]
        {
            trainer.Accumulate, trainer.Continue, (x, y, w) => trainer.Evaluate(x, y, w),
        })
        {
            foreach (int change in new[] { -1, 1 })
            {
                Refused("input", () => member(Resized(x, change), y, weights), Stated(x.Length));
                Refused("target", () => member(x, Resized(y, change), null), Stated(y.Length));
                Refused("weights", () => member(x, y, Resized(weights, change)), Stated(weights.Length));
            }

            Refused("input", () => member([], y, null));
            Refused("target", () => member(x, [], null));
        }

        (float[] many, float[] all) = (data.Inputs(3), data.Targets(3));
        Refused("inputs", () => trainer.AccumulateBatch(3, x, all));
        Refused("inputs", () => trainer.AccumulateBatch(2, many, all));
        Refused("targets", () => trainer.AccumulateBatch(3, many, Resized(all, 1)));
        Refused("inputs", () => trainer.AccumulateBatch(int.MaxValue, many, all));
        Assert.Equal("count", Assert.Throws<ArgumentOutOfRangeException>(() => trainer.AccumulateBatch(-1, many, all)).ParamName);
        Refused("parameters", () => trainer.SetParameters(Resized(parameters, -1)));
        Refused("parameters", () => trainer.SetParameters(Resized(parameters, 1)));
        Refused("parameters", () => assembly.New(network, Resized(parameters, 1)));
        Refused("parameters", () => assembly.New<float>(network, []));
        if (isOldest)
        {
            Refused("input", () => trainer.Accumulate(null!, y, null));
            Refused("target", () => trainer.Evaluate(x, null!, null));
            Refused("inputs", () => trainer.AccumulateBatch(1, null!, y));
            Refused("parameters", () => trainer.SetParameters(null!));
        }

        Nothing(trainer, parameters);
        trainer.AccumulateBatch(0, [], []);
        Nothing(trainer, parameters);

        static string Stated(int length) => length.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Without_a_sequence_there_is_no_step(bool isOldest)
    {
        TrainerAssembly assembly = isOldest ? Oldest.Value : Assembly.Value;
        TrainedNetwork network = Networks[0];
        var data = new TrainingData<float>(network, 1);
        float[] parameters = data.Parameters((int)assembly.Network(network).ParameterCount, 0.5);
        CompiledTrainer<float> trainer = assembly.New(network, parameters);
        Assert.Throws<InvalidOperationException>(trainer.Apply);
        Nothing(trainer, parameters);
        trainer.Accumulate(data.Inputs(), data.Targets(), null);
        trainer.Apply();
        float[] after = trainer.Parameters;
        Assert.NotEqual(parameters, after);
        Nothing(trainer, after);
        Assert.Throws<InvalidOperationException>(trainer.Apply);
        Nothing(trainer, after);
    }

    /// <summary>That a trainer has accumulated nothing.</summary>
    private static void Nothing(CompiledTrainer<float> trainer, float[] parameters)
    {
        Assert.Equal((0, double.NaN), (trainer.Count, trainer.Loss));
        Assert.Equal(new float[parameters.Length], trainer.Gradient);
        Assert.Equal(parameters, trainer.Parameters);
    }

    private static void Refused(string parameter, Action action, params string[] said)
    {
        Exception? thrown = Record.Exception(action);
        ArgumentException exception = Assert.IsAssignableFrom<ArgumentException>(
            thrown is TargetInvocationException { InnerException: { } inner } ? inner : thrown);
        Assert.Equal(parameter, exception.ParamName);
        Assert.All(said, text => Assert.Contains(text, exception.Message, StringComparison.Ordinal));
    }

    private static float[] Resized(float[] values, int change)
    {
        Array.Resize(ref values, values.Length + change);
        return values;
    }
}
