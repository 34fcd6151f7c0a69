using System;
using System.Linq;
using LstmGen.Tests.Compiling;
using LstmGen.Tests.Networks;
using Xunit;

namespace LstmGen.Tests;

/// <summary>A nonexistent slice of a batch is refused before anything is written, and the parts of a batch cover all of it.</summary>
public class BatchSliceTests
{
    private const int Capacity = 21;

    private static readonly NetworkSpec Spec = new(2, 3, new LstmSpec(3, ReturnSequences: true), new DenseSpec(2));

    private static readonly Lazy<IModel[]> Models = new(() =>
        [.. GeneratedModel.Compile(new[] { VectorWidth.Auto, VectorWidth.Vector128, VectorWidth.Scalar }.Select(width => new NetworkVariant(Spec, VectorWidth: width)))
            .Select(model => model.Create(Spec.RandomParameters(seed: 1, scale: 1)))]);

    private delegate void Call(int first, int count, ReadOnlySpan<float> inputs, Span<float> outputs, IModelBatchState? state);

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(int.MinValue, 1)]
    [InlineData(-1, 0)]
    [InlineData(int.MinValue, int.MaxValue)]
    public void A_negative_slot(int first, int count)
    {
        var exception = (ArgumentOutOfRangeException)AllRefuse<ArgumentOutOfRangeException>("first", first, count, 12, 12);
        Assert.Equal(first, exception.ActualValue);
        Assert.Contains("numbered from 0", exception.Message);
    }

    [Theory]
    [InlineData(0, -1)]
    [InlineData(3, int.MinValue)]
    [InlineData(int.MaxValue, -1)]
    public void A_negative_count(int first, int count) => AllRefuse<ArgumentOutOfRangeException>("count", first, count, 12, 12);

    /// <summary>Also where the sum of both is beyond an int.</summary>
    [Theory]
    [InlineData(0, 22, "needs 22 (Parameter")]
    [InlineData(1, 21, "needs 22 (21 sequences from slot 1)")]
    [InlineData(21, 1, "needs 22 (1 sequence from slot 21)")]
    [InlineData(22, 0, "needs 22 (0 sequences from slot 22)")]
    [InlineData(int.MaxValue, 1, "needs 2147483648 (1 sequence from slot 2147483647)")]
    [InlineData(int.MaxValue, int.MaxValue, "needs 4294967294 (2147483647 sequences from slot 2147483647)")]
    [InlineData(1, int.MaxValue, "needs 2147483648 (2147483647 sequences from slot 1)")]
    public void Slots_that_there_aren_t(int first, int count, string needs)
    {
        string message = AllRefuse<ArgumentException>("state", first, count, 12, 12).Message;
        Assert.Contains("state has room for 21 sequences; ", message);
        Assert.Contains(needs, message);
    }

    [Fact]
    public void Wrong_lengths()
    {
        Refuse("inputs", 20, 1, 5, 6, call: 0, ".ForwardBatch needs 6 (1 sequence × 3 steps × 2 features)");
        Refuse("outputs", 20, 1, 6, 42, call: 0, ".ForwardBatch needs 6 (1 sequence × 3 steps × 2 values)");
        Refuse("inputs", 7, 3, 42, 6, call: 1, ".StepBatch needs 6 (3 sequences × 2 features)");
        Refuse("outputs", 7, 3, 6, 42, call: 1, ".StepBatch needs 6 (3 sequences × 2 values)");
        Refuse("inputs", 7, 3, 7, 6, call: 2, ".ProcessBatch needs a multiple of 6 (3 sequences × 2 features)");
        Refuse("outputs", 7, 3, 12, 6, call: 2, ".ProcessBatch needs 12 (3 sequences × 2 steps × 2 values)");

        static void Refuse(string parameter, int first, int count, int inputs, int outputs, int call, string needs) => Assert.All(Models.Value, model =>
            Assert.Contains(needs, Refused<ArgumentException>(model, Calls(model)[call], parameter, first, count, inputs, outputs).Message));
    }

    [Fact]
    public void No_state() => Assert.All(Models.Value, model => Assert.All(Calls(model), call =>
        Assert.Throws<ArgumentNullException>("state", () => call(3, 0, [], [], null))));

    [Fact]
    public void Outputs_on_the_inputs() => Assert.All(Models.Value, model =>
    {
        float[] values = Spec.RandomInput(seed: 1, steps: 20);
        var before = (float[])values.Clone();
        IModelBatchState state = States(model);
        Assert.Throws<ArgumentException>("outputs", () => model.StepBatch(5, 3, values.AsSpan(0, 6), values.AsSpan(5, 6), state));
        Assert.Throws<ArgumentException>("outputs", () => model.ForwardBatch(5, 1, values.AsSpan(0, 6), values.AsSpan(0, 6), state));
        Assert.Throws<ArgumentException>("outputs", () => model.ProcessBatch(5, 3, values.AsSpan(6, 12), values.AsSpan(0, 12), state));
        Assert.Equal(before, values);
        Assert.Equal(All(States(model)), All(state));
    });

    /// <summary>One slot steps, wherever it is in a block, and no other one does.</summary>
    [Fact]
    public void A_slice_is_its_slots_alone() => Assert.All(Models.Value, model =>
    {
        float[] input = Spec.RandomInput(seed: 2, steps: 1);
        for (int slot = 0; slot < Capacity; slot++)
        {
            IModelBatchState state = States(model);
            IModelState[] expected = All(state);
            float[] output = new float[2], row = new float[2];
            model.Step(input, row, expected[slot]);
            model.StepBatch(slot, 1, input, output, state);
            Assert.Equal(Bits.Raw(row), Bits.Raw(output));
            Assert.Equal(expected, All(state));
        }
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(10_000)]
    [InlineData(int.MaxValue)]
    public void Parts_are_all_of_a_batch(int sequences) => Assert.All(Models.Value, model =>
    {
        foreach (int parts in new[] { 1, 2, 3, 7, 64, 1000 })
        {
            (int First, int Count)[] all = [.. Enumerable.Range(0, parts).Select(part =>
            {
                model.Part(sequences, part, parts, out int first, out int count);
                return (first, count);
            })];
            int next = 0;
            foreach ((int first, int count) in all)
            {
                Assert.Equal(next, first);
                Assert.True(count >= 0);
                next += count;
            }

            Assert.Equal(sequences, next);

            // As even as possible with whole blocks of at most 32 sequences, the last of which may not be full.
            Assert.InRange(all.Max(part => part.Count) - all.Min(part => part.Count), 0, 63);
        }
    });

    /// <summary>The blocks of the widest vectors that a processor may have end where parts do.</summary>
    [Fact]
    public void Parts_end_where_blocks_do()
    {
        IModel model = Models.Value[1];
        for (int part = 1; part < 5; part++)
        {
            model.Part(1003, part, 5, out int first, out _);
            Assert.Equal(System.Runtime.Intrinsics.Vector128.IsHardwareAccelerated ? 0 : first % 8, first % 8);
        }
    }

    [Theory]
    [InlineData(-1, 0, 1, "sequences")]
    [InlineData(5, 0, 0, "parts")]
    [InlineData(5, 0, -1, "parts")]
    [InlineData(5, -1, 2, "part")]
    [InlineData(5, 2, 2, "part")]
    [InlineData(5, int.MaxValue, int.MaxValue, "part")]
    public void No_such_part(int sequences, int part, int parts, string parameter) => Assert.All(Models.Value, model =>
        Assert.Throws<ArgumentOutOfRangeException>(parameter, () => model.Part(sequences, part, parts, out _, out _)));

    [Fact]
    public void The_last_of_many_parts() => Assert.All(Models.Value, model =>
    {
        model.Part(int.MaxValue, int.MaxValue - 1, int.MaxValue, out int first, out int count);
        Assert.Equal(int.MaxValue, first + count);
    });

    private static Call[] Calls(IModel model) => [model.ForwardBatch, model.StepBatch, model.ProcessBatch];

    private static ArgumentException AllRefuse<T>(string parameter, int first, int count, int inputs, int outputs)
        where T : ArgumentException =>
        Models.Value.SelectMany(model => Calls(model).Select(call => Refused<T>(model, call, parameter, first, count, inputs, outputs))).ToList()[0];

    private static T Refused<T>(IModel model, Call call, string parameter, int first, int count, int inputs, int outputs)
        where T : ArgumentException
    {
        float[] output = [.. Enumerable.Repeat(5f, outputs)];
        IModelBatchState state = States(model);
        var exception = Assert.Throws<T>(parameter, () => call(first, count, new float[inputs], output, state));
        Assert.All(output, value => Assert.Equal(5, value));
        Assert.Equal(All(States(model)), All(state));
        return exception;
    }

    /// <summary>States that all differ.</summary>
    private static IModelBatchState States(IModel model)
    {
        IModelBatchState states = model.CreateBatchState(Capacity);
        for (int slot = 0; slot < Capacity; slot++)
        {
            IModelState state = model.CreateState();
            state.Hidden(0).Fill(0.01f * slot);
            state.Cell(0).Fill(-0.02f * slot);
            states[slot] = state;
        }

        return states;
    }

    private static IModelState[] All(IModelBatchState states) => [.. Enumerable.Range(0, Capacity).Select(slot => states[slot])];
}
