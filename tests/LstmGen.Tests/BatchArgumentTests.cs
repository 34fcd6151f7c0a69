using System;
using System.Linq;
using LstmGen.Tests.Compiling;
using LstmGen.Tests.Networks;
using Xunit;

namespace LstmGen.Tests;

/// <summary>What doesn't fit a batch is refused with a message that says what is needed, before anything is written.</summary>
public class BatchArgumentTests
{
    private static readonly NetworkSpec Last = new(2, 4, new LstmSpec(3));
    private static readonly NetworkSpec Sequences = new(3, 4, new LstmSpec(5, ReturnSequences: true), new DenseSpec(2));

    private static readonly Lazy<IModel[]> Models = new(() =>
        [.. GeneratedModel.Compile(
                from spec in new[] { Last, Sequences }
                from width in new[] { VectorWidth.Auto, VectorWidth.Scalar }
                select new NetworkVariant(spec, VectorWidth: width))
            .Select(model => model.Create(model.Spec.RandomParameters(seed: 1, scale: 1)))]);

    private delegate void Call(int count, ReadOnlySpan<float> inputs, Span<float> outputs, IModelBatchState? state);

    private static IModel[] OfLast => Models.Value[..2];

    private static IModel[] OfSequences => Models.Value[2..];

    [Fact]
    public void ForwardBatch()
    {
        Assert.All(OfLast, model => Assert.All(new Call[] { (count, x, y, _) => model.ForwardBatch(count, x, y), model.ForwardBatch }, call =>
        {
            AssertRefused(model, call, 3, 23, 9, "inputs", "inputs holds 23 values; ", ".ForwardBatch needs 24 (3 sequences × 4 steps × 2 features)");
            AssertRefused(model, call, 3, 25, 9, "inputs", "inputs holds 25 values; ", ".ForwardBatch needs 24 (3 sequences × 4 steps × 2 features)");
            AssertRefused(model, call, 1, 1, 3, "inputs", "inputs holds 1 value; ", ".ForwardBatch needs 8 (1 sequence × 4 steps × 2 features)");
            AssertRefused(model, call, 17, 0, 51, "inputs", "inputs holds 0 values; ", ".ForwardBatch needs 136 (17 sequences × 4 steps × 2 features)");
            AssertRefused(model, call, 0, 8, 0, "inputs", "inputs holds 8 values; ", ".ForwardBatch needs 0 (0 sequences × 4 steps × 2 features)");
            AssertRefused(model, call, 3, 24, 8, "outputs", "outputs holds 8 values; ", ".ForwardBatch needs 9 (3 sequences × 3 values)");
            AssertRefused(model, call, 3, 24, 36, "outputs", "outputs holds 36 values; ", ".ForwardBatch needs 9 (3 sequences × 3 values)");
            AssertRefused(model, call, 0, 0, 1, "outputs", "outputs holds 1 value; ", ".ForwardBatch needs 0 (0 sequences × 3 values)");
        }));
        Assert.All(OfSequences, model => Assert.All(new Call[] { (count, x, y, _) => model.ForwardBatch(count, x, y), model.ForwardBatch }, call =>
            AssertRefused(model, call, 3, 36, 6, "outputs", "outputs holds 6 values; ", ".ForwardBatch needs 24 (3 sequences × 4 steps × 2 values)")));
    }

    [Fact]
    public void StepBatch() => Assert.All(OfSequences, model =>
    {
        AssertRefused(model, model.StepBatch, 3, 8, 6, "inputs", "inputs holds 8 values; ", ".StepBatch needs 9 (3 sequences × 3 features)");
        AssertRefused(model, model.StepBatch, 3, 36, 6, "inputs", "inputs holds 36 values; ", ".StepBatch needs 9 (3 sequences × 3 features)");
        AssertRefused(model, model.StepBatch, 0, 3, 0, "inputs", "inputs holds 3 values; ", ".StepBatch needs 0 (0 sequences × 3 features)");
        AssertRefused(model, model.StepBatch, 3, 9, 7, "outputs", "outputs holds 7 values; ", ".StepBatch needs 6 (3 sequences × 2 values)");
        AssertRefused(model, model.StepBatch, 1, 3, 0, "outputs", "outputs holds 0 values; ", ".StepBatch needs 2 (1 sequence × 2 values)");
    });

    [Fact]
    public void ProcessBatch() => Assert.All(OfSequences, model =>
    {
        AssertRefused(model, model.ProcessBatch, 3, 15, 12, "inputs", "inputs holds 15 values; ", ".ProcessBatch needs a multiple of 9 (3 sequences × 3 features)");
        AssertRefused(model, model.ProcessBatch, 3, 8, 0, "inputs", "inputs holds 8 values; ", ".ProcessBatch needs a multiple of 9 (3 sequences × 3 features)");
        AssertRefused(model, model.ProcessBatch, 1, 4, 2, "inputs", "inputs holds 4 values; ", ".ProcessBatch needs a multiple of 3 (1 sequence × 3 features)");
        AssertRefused(model, model.ProcessBatch, 0, 3, 0, "inputs", "inputs holds 3 values; ", ".ProcessBatch needs", "0 sequences");
        AssertRefused(model, model.ProcessBatch, 3, 18, 10, "outputs", "outputs holds 10 values; ", ".ProcessBatch needs 12 (3 sequences × 2 steps × 2 values)");
        AssertRefused(model, model.ProcessBatch, 3, 0, 6, "outputs", "outputs holds 6 values; ", ".ProcessBatch needs 0");
        AssertRefused(model, model.ProcessBatch, 0, 0, 2, "outputs", "outputs holds 2 values; ", ".ProcessBatch needs 0");
    });

    /// <summary>Lengths whose product is beyond an int, even if it would wrap around to the given length.</summary>
    [Theory]
    [InlineData(int.MaxValue, "17179869176 (2147483647 sequences × 4 steps × 2 features)")]
    [InlineData(1 << 29, "4294967296 (536870912 sequences × 4 steps × 2 features)")]
    public void More_sequences_than_a_span_can_hold(int count, string needs) => Assert.All(OfLast, model =>
    {
        var exception = Assert.Throws<ArgumentException>("inputs", () => model.ForwardBatch(count, [], []));
        Assert.Contains("inputs holds 0 values; ", exception.Message);
        Assert.Contains(".ForwardBatch needs " + needs, exception.Message);
    });

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void A_negative_count(int count) => AssertAllMembersRefuse<ArgumentOutOfRangeException>("count", (call, model, x, y) =>
    {
        IModelBatchState state = model.CreateBatchState(4);
        call(count, x, y, state);
    });

    [Fact]
    public void A_negative_count_is_named_whatever_the_lengths_are() => Assert.All(Models.Value, model =>
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>("count", () => model.ForwardBatch(-1, [], []));
        Assert.Equal(-1, exception.ActualValue);
        Assert.Contains("negative", exception.Message);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void No_state(int count) => Assert.All(Models.Value, model =>
    {
        int width = model == OfLast[0] || model == OfLast[1] ? 2 : 3;
        foreach (Call call in WithState(model))
        {
            var inputs = new float[count * 4 * width];
            float[] outputs = Outputs(count * 12);
            Assert.Throws<ArgumentNullException>("state", () => call(count, inputs, outputs, null));
            Assert.Equal(Outputs(count * 12), outputs);
        }
    });

    [Fact]
    public void Too_few_slots()
    {
        Assert.All(OfSequences, model =>
        {
            AssertRefused(model, model.ForwardBatch, 3, 36, 24, "state", capacity: 2, "state has room for 2 sequences; ", ".ForwardBatch needs 3");
            AssertRefused(model, model.StepBatch, 3, 9, 6, "state", capacity: 2, "state has room for 2 sequences; ", ".StepBatch needs 3");
            AssertRefused(model, model.ProcessBatch, 2, 6, 4, "state", capacity: 1, "state has room for 1 sequence; ", ".ProcessBatch needs 2");

            // There is memory for a whole block of sequences, and yet no slot.
            AssertRefused(model, model.StepBatch, 16, 48, 32, "state", capacity: 15, "state has room for 15 sequences; ", ".StepBatch needs 16");
            AssertRefused(model, model.StepBatch, 1, 3, 2, "state", capacity: 0, "state has room for 0 sequences; ", ".StepBatch needs 1");
        });
    }

    /// <summary>Outputs on the inputs are refused wherever they are, including at the same place.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1)]
    [InlineData(30, 0)]
    [InlineData(0, 35)]
    public void Outputs_on_the_inputs(int inputsAt, int outputsAt) => Assert.All(OfSequences, model =>
    {
        var network = new (Call Call, int Inputs, int Outputs, string Name)[]
        {
            ((count, x, y, _) => model.ForwardBatch(count, x, y), 36, 24, "ForwardBatch"),
            (model.ForwardBatch, 36, 24, "ForwardBatch"),
            (model.ProcessBatch, 36, 24, "ProcessBatch"),
        };
        foreach ((Call call, int inputs, int outputs, string name) in network)
        {
            float[] values = Sequences.RandomInput(seed: 1, steps: 40);
            AssertOverlap(values, name, values => call(3, values.AsSpan(Math.Min(inputsAt, outputs - 1), inputs), values.AsSpan(outputsAt, outputs), States(model, 3)));
        }

        float[] one = Sequences.RandomInput(seed: 1, steps: 40);
        AssertOverlap(one, "StepBatch", values => model.StepBatch(3, values.AsSpan(Math.Min(inputsAt, 5), 9), values.AsSpan(Math.Min(outputsAt, 8), 6), States(model, 3)));

        static void AssertOverlap(float[] values, string name, Action<float[]> call)
        {
            var before = (float[])values.Clone();
            var exception = Assert.Throws<ArgumentException>("outputs", () => call(values));
            Assert.Contains("outputs overlap inputs", exception.Message);
            Assert.Contains("." + name, exception.Message);
            Assert.Equal(before, values);
        }
    });

    [Fact]
    public void Outputs_beside_the_inputs() => Assert.All(OfSequences, model =>
    {
        float[] inputs = Sequences.RandomInput(seed: 1, steps: 12);
        float[] expected = model.ForwardBatch(Sequences, 3, inputs);
        float[] behind = [.. inputs, .. new float[24]];
        model.ForwardBatch(3, behind.AsSpan(0, 36), behind.AsSpan(36, 24));
        Assert.Equal([.. inputs, .. expected], behind);
        float[] before = [.. new float[24], .. inputs];
        model.ForwardBatch(3, before.AsSpan(24, 36), before.AsSpan(0, 24));
        Assert.Equal([.. expected, .. inputs], before);
    });

    [Fact]
    public void Nothing_to_do() => Assert.All(OfSequences, model =>
    {
        IModelBatchState state = States(model, 3);
        IModelState[] before = All(state);
        model.ForwardBatch(0, [], []);
        model.ForwardBatch(0, [], [], state);
        model.StepBatch(0, [], [], state);
        model.ProcessBatch(0, [], [], state);

        // No steps of some sequences.
        model.ProcessBatch(3, [], [], state);
        Assert.Equal(before, All(state));

        IModelBatchState none = model.CreateBatchState(0);
        Assert.Equal(0, none.Capacity);
        model.ForwardBatch(0, [], [], none);
        model.StepBatch(0, [], [], none);
        model.ProcessBatch(0, [], [], none);
        none.Reset();
        Assert.Throws<ArgumentOutOfRangeException>("slot", () => none[0]);
    });

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void No_such_slot(int slot) => Assert.All(Models.Value, model =>
    {
        IModelBatchState state = States(model, 3);
        IModelState[] before = All(state);
        foreach (Action access in new Action[] { () => _ = state[slot], () => state[slot] = model.CreateState() })
        {
            var exception = Assert.Throws<ArgumentOutOfRangeException>("slot", access);
            Assert.Equal(slot, exception.ActualValue);
            Assert.Contains("3 slots, numbered from 0", exception.Message);
        }

        Assert.Equal(before, All(state));
        Assert.Contains("1 slot.", Assert.Throws<ArgumentOutOfRangeException>("slot", () => model.CreateBatchState(1)[1]).Message);
    });

    [Theory]
    [InlineData(-1)]
    [InlineData(-16)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MaxValue - 14)]
    public void No_such_capacity(int capacity) => Assert.All(Models.Value, model =>
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>("capacity", () => model.CreateBatchState(capacity));
        Assert.Equal(capacity, exception.ActualValue);
        Assert.Contains("from 0 to ", exception.Message);
    });

    [Fact]
    public void Messages_name_the_class_and_say_what_is_needed()
    {
        var network = new Lstm3On4x2(new float[Lstm3On4x2.ParameterCount]);
        var state = new Lstm3On4x2.BatchState(2);
        AssertMessage("inputs holds 23 values; Lstm3On4x2.ForwardBatch needs 24 (3 sequences × 4 steps × 2 features) (Parameter 'inputs')", () => network.ForwardBatch(3, new float[23], new float[9]));
        AssertMessage("inputs holds 8 values; Lstm3On4x2.ForwardBatch needs 16 (2 sequences × 4 steps × 2 features) (Parameter 'inputs')", () => network.ForwardBatch(2, new float[8], new float[6], state));
        AssertMessage("outputs holds 1 value; Lstm3On4x2.ForwardBatch needs 3 (1 sequence × 3 values) (Parameter 'outputs')", () => network.ForwardBatch(1, new float[8], new float[1], state));
        AssertMessage("inputs holds 0 values; Lstm3On4x2.StepBatch needs 4 (2 sequences × 2 features) (Parameter 'inputs')", () => network.StepBatch(2, [], new float[6], state));
        AssertMessage("inputs holds 6 values; Lstm3On4x2.ProcessBatch needs a multiple of 4 (2 sequences × 2 features) (Parameter 'inputs')", () => network.ProcessBatch(2, new float[6], new float[6], state));
        AssertMessage("outputs holds 6 values; Lstm3On4x2.ProcessBatch needs 12 (2 sequences × 2 steps × 3 values) (Parameter 'outputs')", () => network.ProcessBatch(2, new float[8], new float[6], state));
        AssertMessage("state has room for 2 sequences; Lstm3On4x2.StepBatch needs 3 (Parameter 'state')", () => network.StepBatch(3, new float[6], new float[9], state));
        AssertMessage("outputs overlap inputs that Lstm3On4x2.ProcessBatch has yet to read (Parameter 'outputs')", () =>
        {
            var values = new float[12];
            network.ProcessBatch(2, values.AsSpan(0, 8), values, state);
        });
        Assert.StartsWith("This state of Lstm3On4x2 has 2 slots, numbered from 0.", Assert.Throws<ArgumentOutOfRangeException>(() => state[2]).Message);

        static void AssertMessage(string message, Action call) => Assert.Equal(message, Assert.Throws<ArgumentException>(call).Message);
    }

    private static Call[] WithState(IModel model) => [model.ForwardBatch, model.StepBatch, model.ProcessBatch];

    private static void AssertAllMembersRefuse<T>(string parameter, Action<Call, IModel, float[], float[]> start)
        where T : ArgumentException => Assert.All(OfSequences, model =>
    {
        foreach (Call call in WithState(model).Prepend((count, x, y, _) => model.ForwardBatch(count, x, y)))
        {
            float[] outputs = Outputs(8);
            Assert.Throws<T>(parameter, () => start(call, model, new float[12], outputs));
            Assert.Equal(Outputs(8), outputs);
        }
    });

    private static float[] Outputs(int length) => [.. Enumerable.Repeat(5f, length)];

    /// <summary>States that all differ.</summary>
    private static IModelBatchState States(IModel model, int capacity)
    {
        IModelBatchState states = model.CreateBatchState(capacity);
        for (int slot = 0; slot < capacity; slot++)
        {
            IModelState state = model.CreateState();
            state.Hidden(0).Fill(0.25f + slot);
            state.Cell(0).Fill(-0.5f - slot);
            states[slot] = state;
        }

        return states;
    }

    private static IModelState[] All(IModelBatchState states) => [.. Enumerable.Range(0, states.Capacity).Select(slot => states[slot])];

    private static void AssertRefused(IModel model, Call call, int count, int inputs, int outputs, string parameter, params string[] says) =>
        AssertRefused(model, call, count, inputs, outputs, parameter, capacity: count + 1, says);

    private static void AssertRefused(IModel model, Call call, int count, int inputs, int outputs, string parameter, int capacity, params string[] says)
    {
        float[] output = Outputs(outputs);
        IModelBatchState state = States(model, capacity);
        IModelState[] before = All(state);
        var exception = Assert.Throws<ArgumentException>(parameter, () => call(count, new float[inputs], output, state));
        Assert.All(says, part => Assert.Contains(part, exception.Message));
        Assert.Equal(Outputs(outputs), output);
        Assert.Equal(before, All(state));
    }
}
