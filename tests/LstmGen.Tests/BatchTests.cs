using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using LstmGen.TestKit;
using LstmGen.Tests.Compiling;
using LstmGen.Tests.Networks;
using Xunit;

namespace LstmGen.Tests;

/// <summary>A batch gives each sequence the same bits as the members for one sequence, whatever else is in the batch.</summary>
public class BatchTests
{
    private const float Sentinel = 12345.678f;

    /// <summary>None, one, few, which take turns, and those beside one and two blocks of the widest vectors, full and not.</summary>
    private static readonly int[] Counts = [0, 1, 3, 5, 15, 16, 17, 28, 31, 33, 100];

    private static readonly NetworkSpec Spec = new(
        2, 6, new DenseSpec(3), new LstmSpec(5, ReturnSequences: true), new DenseSpec(4), new LstmSpec(9, ReturnSequences: true), new DenseSpec(2));

    private static readonly Lazy<GeneratedModel[]> Generated = new(() => [.. GeneratedModel.Compile(
        new[] { VectorWidth.Auto, VectorWidth.Vector128, VectorWidth.Scalar }.Select(width => new NetworkVariant(Spec, VectorWidth: width)))]);

    [Theory]
    [Seeds("5kpW63irsGt5")]
    public void Small_networks_fused(string seed) => Check(seed, Arithmetic.Fused, networks: 3, largestSize: 9, mostSteps: 4, Counts);

    [Theory]
    [Seeds("4xp6EbG6ZhC7")]
    public void Small_networks_separate(string seed) => Check(seed, Arithmetic.Separate, networks: 2, largestSize: 9, mostSteps: 4, Counts);

    [Theory]
    [Seeds("bdMQEVEmpex3")]
    public void Larger_networks_fused(string seed) => Check(seed, Arithmetic.Fused, networks: 2, largestSize: 70, mostSteps: 3, [0, 3, 17, 33]);

    [Theory]
    [Seeds("4EXyioqE3eJa")]
    public void Larger_networks_separate(string seed) => Check(seed, Arithmetic.Separate, networks: 2, largestSize: 70, mostSteps: 3, [0, 3, 17, 33]);

    /// <summary>In every place of a network, with and without a bias.</summary>
    [Theory]
    [InlineData(Arithmetic.Fused)]
    [InlineData(Arithmetic.Separate)]
    public void Every_activation(Arithmetic arithmetic)
    {
        Activation[] activations = [.. Enum.GetValues<Activation>().Where(activation => activation is not (Activation.Softmax or Activation.LogSoftmax))];
        Check(
            [.. activations.Select((activation, i) => new NetworkCase(
                new NetworkSpec(
                    3,
                    3,
                    new DenseSpec(5, activation),
                    new LstmSpec(6, activation, activations[(i + 1) % activations.Length], UseBias: i % 2 == 0, ReturnSequences: true),
                    new LstmSpec(3, activations[(i + 2) % activations.Length], activation, ReturnSequences: i % 3 == 0),
                    new DenseSpec(2, activation, UseBias: i % 2 != 0),
                    new DenseSpec(3 + i, i % 2 == 0 ? Activation.Softmax : Activation.LogSoftmax)),
                seed: i,
                scale: 0.4))],
            spec => new[] { VectorWidth.Vector128, VectorWidth.Vector512 }
                .Select(width => new NetworkVariant(spec, Unroll.Auto, arithmetic, width)),
            [1, 17, 33]);
    }

    /// <summary>Dense layers before and between, of sizes around those of vectors, in loops and written out.</summary>
    [Fact]
    public void Sizes_beside_the_widths_of_vectors() => Check(
        [.. new[] { 5, 8, 9, 16, 17 }.SelectMany(size => new[]
        {
            new NetworkSpec(size, 2, new DenseSpec(size), new LstmSpec(size, ReturnSequences: true), new DenseSpec(size, Activation.Relu), new LstmSpec(4)),
            new NetworkSpec(2, 2, new DenseSpec(size), new LstmSpec(4)),
        }.Select(spec => new NetworkCase(spec, seed: size, scale: 0.5)))],
        spec => [new(spec), new(spec, Unroll.Step, VectorWidth: VectorWidth.Vector512)],
        [1, 17]);

    /// <summary>Without Steps there is no Forward.</summary>
    [Fact]
    public void Without_steps() => Check(
        [new NetworkCase(new NetworkSpec(3, 1, new LstmSpec(5, ReturnSequences: true), new DenseSpec(2)), seed: 1, scale: 1)],
        spec => NetworkVariant.Batches(spec with { Steps = null }, Arithmetic.Auto),
        Counts);

    /// <summary>
    /// The first fits side by side on the stack; the sequences of the others are computed one by one, whatever the vectors.
    /// </summary>
    [Theory]
    [InlineData(300, 2)]
    [InlineData(340, 3)]
    [InlineData(600, 3)]
    public void Big_networks(int units, int input) => Check(
        [new NetworkCase(new NetworkSpec(input, 2, new LstmSpec(units), new DenseSpec(3)), seed: units, scale: 0.5)],
        spec => [new(spec, VectorWidth: VectorWidth.Vector512), new(spec, VectorWidth: VectorWidth.Vector128)],
        [0, 1, 3, 17]);

    /// <summary>An agent may move to another slot, and run alone for a while, and continues as if it had stayed.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_state_moves_out_and_into_another_slot(int variant)
    {
        const int Count = 37;
        IModel model = Model(variant);
        IModelBatchState states = model.CreateBatchState(Count);
        IModelState[] singles = Enumerable.Range(0, Count).Select(_ => model.CreateState()).ToArray();
        var random = new Random(variant);
        for (int round = 0; round < 30; round++)
        {
            int count = random.Next(1, Count + 1);
            Go(count, round);

            // Two agents swap places; one of them has made a step alone before.
            int from = random.Next(Count), to = random.Next(Count);
            IModelState moved = states[from];
            IModelState other = states[to];
            float[] input = Spec.RandomInput(seed: 1000 + round, steps: 1);
            Bits.AssertSame(model.Steps(Spec, input, singles[from]), model.Steps(Spec, input, moved), () => $"a step on its own in round {round}");
            states[to] = moved;
            if (from != to)
            {
                states[from] = other;
                (singles[from], singles[to]) = (singles[to], singles[from]);
            }

            for (int slot = 0; slot < Count; slot++)
            {
                Assert.Equal(singles[slot], states[slot]);
            }
        }

        void Go(int count, int round)
        {
            float[] inputs = Spec.RandomInput(seed: round, steps: count);
            float[] outputs = model.StepsBatch(Spec, count, inputs, states);
            for (int slot = 0; slot < count; slot++)
            {
                float[] expected = model.Steps(Spec, inputs.AsSpan(slot * Spec.Input, Spec.Input), singles[slot]);
                Bits.AssertSame(expected, outputs.AsSpan(slot * Spec.Output, Spec.Output), () => $"slot {slot} of {count} in round {round}");
            }
        }
    }

    /// <summary>
    /// How many slots there are, and in which of them a sequence is, makes no difference; a state can move from one batch to another.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Batches_of_different_capacity(int variant)
    {
        IModel model = Model(variant);
        IModelBatchState small = model.CreateBatchState(5), large = model.CreateBatchState(43);
        Assert.Equal([5, 43], [small.Capacity, large.Capacity]);
        float[] inputs = Spec.RandomInput(seed: 1, steps: 5 * 6);
        Assert.Equal(model.ProcessBatch(Spec, 5, inputs, small), model.ProcessBatch(Spec, 5, inputs, large));
        for (int slot = 0; slot < 5; slot++)
        {
            Assert.Equal(small[slot], large[slot]);
            large[42 - slot] = small[slot];
            Assert.Equal(small[slot], large[42 - slot]);
        }

        AssertZero(large, 5, 38);

        // All 43 sequences read the same inputs; those that begin in the same state continue in the same way.
        float[] same = Enumerable.Repeat(inputs[..Spec.InputLength], 43).SelectMany(input => input).ToArray();
        float[][] rows = model.ForwardBatch(Spec, 43, same, large).Chunk(Spec.OutputLength).ToArray();
        float[][] smallRows = model.ForwardBatch(Spec, 5, same[..(5 * Spec.InputLength)], small).Chunk(Spec.OutputLength).ToArray();
        for (int slot = 0; slot < 5; slot++)
        {
            Assert.Equal(smallRows[slot], rows[slot]);
            Assert.Equal(smallRows[slot], rows[42 - slot]);
            Assert.Equal(small[slot], large[slot]);
            Assert.Equal(small[slot], large[42 - slot]);
        }

        Assert.All(rows[5..38], row => Assert.Equal(model.Forward(Spec, inputs[..Spec.InputLength]), row));
        Assert.NotEqual(rows[5], rows[0]);
    }

    /// <summary>The states of one instance can be used with any other, even with other parameters.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_slot_is_copied_between_networks(int variant)
    {
        IModel one = Model(variant), other = Generated.Value[variant].Create(Spec.RandomParameters(seed: 2, scale: 1));
        IModelBatchState states = one.CreateBatchState(3), others = other.CreateBatchState(50);
        float[] inputs = Spec.RandomInput(seed: 1, steps: 50 * 6);
        one.ProcessBatch(Spec, 3, inputs[..(3 * Spec.InputLength)], states);
        float[] rows = other.ProcessBatch(Spec, 50, inputs, others);
        Assert.NotEqual(states[2], others[2]);
        IModelState[] before = All(others);
        others[31] = states[2];
        before[31] = states[2];
        Assert.Equal(before, All(others));

        IModelState single = states[2];
        float[] expected = other.Process(Spec, inputs.AsSpan(31 * Spec.InputLength, Spec.InputLength), single);
        rows = other.ProcessBatch(Spec, 50, inputs, others);
        Bits.AssertSame(expected, rows.AsSpan(31 * Spec.OutputLength, Spec.OutputLength), () => "the copied slot");
        Assert.Equal(single, others[31]);
        states[0] = others[31];
        Assert.Equal(single, states[0]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_new_batch_state_is_zero_and_Reset_goes_back_to_it(int variant)
    {
        IModel model = Model(variant);
        foreach (int capacity in new[] { 1, 16, 21 })
        {
            IModelBatchState states = model.CreateBatchState(capacity);
            AssertZero(states, 0, capacity);
            float[] inputs = Spec.RandomInput(seed: 1, steps: capacity * 6);
            float[] first = model.ForwardBatch(Spec, capacity, inputs, states);
            Assert.Equal(model.ForwardBatch(Spec, capacity, inputs), first);
            Assert.DoesNotContain(model.CreateState(), All(states));
            Assert.NotEqual(first, model.ForwardBatch(Spec, capacity, inputs, states));
            states.Reset();
            AssertZero(states, 0, capacity);
            Assert.Equal(capacity, states.Capacity);
            Assert.Equal(first, model.ForwardBatch(Spec, capacity, inputs, states));
        }
    }

    /// <summary>What is written to a slot is stored there bit for bit, each value in its place, and in no other slot.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_slot_gives_back_what_was_written_into_it(int variant)
    {
        IModel model = Model(variant);
        IModelBatchState states = model.CreateBatchState(35);
        IModelState[] expected = Enumerable.Range(0, 35).Select(slot => SomeState(Spec, model, slot)).ToArray();
        foreach (int slot in Enumerable.Range(0, 35).OrderBy(slot => slot * 17 % 35))
        {
            states[slot] = expected[slot];
        }

        Assert.Equal(expected, All(states));
        for (int slot = 0; slot < 35; slot += 3)
        {
            // What was read is a copy.
            IModelState read = states[slot];
            read.Hidden(0)[1] = 77;
            read.Cell(1)[8] = -0f;
            Assert.Equal(expected[slot], states[slot]);
            states[slot] = expected[slot] = read;
        }

        Assert.Equal(expected, All(states));
    }

    /// <summary>Only the sequence whose state is written continues from it.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Written_values_take_effect_in_their_slot_alone(int variant)
    {
        IModel model = Model(variant);
        float[] inputs = Spec.RandomInput(seed: 1, steps: 18 * 6);
        float[][] plain = model.ForwardBatch(Spec, 18, inputs).Chunk(Spec.OutputLength).ToArray();
        for (int slot = 0; slot < 18; slot++)
        {
            for (int layer = 0; layer < 2; layer++)
            {
                for (int part = 0; part < 2; part++)
                {
                    IModelBatchState states = model.CreateBatchState(18);
                    IModelState state = states[slot];
                    (part == 0 ? state.Hidden(layer) : state.Cell(layer))[^1] = 0.5f;
                    states[slot] = state;
                    float[][] rows = model.ForwardBatch(Spec, 18, inputs, states).Chunk(Spec.OutputLength).ToArray();
                    Assert.NotEqual(plain[slot], rows[slot]);
                    plain[..slot].Zip(rows).ToList().ForEach(pair => Assert.Equal(pair.First, pair.Second));
                    plain[(slot + 1)..].Zip(rows[(slot + 1)..]).ToList().ForEach(pair => Assert.Equal(pair.First, pair.Second));
                }
            }
        }
    }

    private static IModel Model(int variant) => Generated.Value[variant].Create(Spec.RandomParameters(seed: 1, scale: 1));

    private static void Check(string seed, Arithmetic arithmetic, int networks, int largestSize, int mostSteps, int[] counts) =>
        Check(NetworkGen.WithOptions(largestSize, mostSteps).Array[networks].Draw(seed), spec => NetworkVariant.Batches(spec, arithmetic), counts);

    private static void Check(NetworkCase[] networks, Func<NetworkSpec, IEnumerable<NetworkVariant>> variants, int[] counts)
    {
        GeneratedModel[] models = [.. GeneratedModel.Compile(networks.SelectMany(network => variants(network.Spec)))];
        GeneratedModel[][] ofNetworks = models.Chunk(models.Length / networks.Length).ToArray();
        for (int i = 0; i < networks.Length; i++)
        {
            // The members for one sequence of the first variant set the expected results of all others.
            float[]? rows = null;
            foreach (GeneratedModel model in ofNetworks[i])
            {
                var agents = new Agents(model.Spec, model.Create(networks[i].Parameters), counts.Max(), networks[i].Seed);
                string what = $"{model.Variant.Options} {networks[i]}";
                rows ??= agents.Rows;
                Bits.AssertSame(rows, agents.Rows, () => "one sequence after the other, " + what);
                foreach (int count in counts)
                {
                    agents.Check(count, what);
                }
            }
        }
    }

    private static IModelState[] All(IModelBatchState states) => [.. Enumerable.Range(0, states.Capacity).Select(slot => states[slot])];

    private static void AssertZero(IModelBatchState states, int from, int to)
    {
        for (int slot = from; slot < to; slot++)
        {
            for (int layer = 0; layer < 2; layer++)
            {
                Assert.All(Bits.Raw(states[slot].Hidden(layer).ToArray()), bits => Assert.Equal(0, bits));
                Assert.All(Bits.Raw(states[slot].Cell(layer).ToArray()), bits => Assert.Equal(0, bits));
            }
        }
    }

    /// <summary>A state with another value in each place.</summary>
    private static IModelState SomeState(NetworkSpec spec, IModel model, int seed)
    {
        var random = new Random(seed);
        IModelState state = model.CreateState();
        for (int layer = 0; layer < spec.LstmLayers.Count; layer++)
        {
            foreach (ref float value in state.Hidden(layer))
            {
                value = (float)((2 * random.NextDouble()) - 1);
            }

            foreach (ref float value in state.Cell(layer))
            {
                value = (float)((2 * random.NextDouble()) - 1);
            }
        }

        return state;
    }

    private static float[] Values(NetworkSpec spec, IModelState state)
    {
        var values = new List<float>();
        for (int layer = 0; layer < spec.LstmLayers.Count; layer++)
        {
            values.AddRange(state.Hidden(layer));
            values.AddRange(state.Cell(layer));
        }

        return [.. values];
    }

    /// <summary>Sequences, and the results of the members for one sequence for each, from zero and from its own state.</summary>
    private sealed class Agents
    {
        private readonly NetworkSpec _spec;
        private readonly IModel _model;
        private readonly int _seed;
        private readonly int _steps;
        private readonly float[] _inputs;
        private readonly IModelState[] _starts;
        private readonly IModelState[] _ends;
        private readonly float[] _fromZero;
        private readonly float[] _fromStart;

        public Agents(NetworkSpec spec, IModel model, int count, int seed)
        {
            _spec = spec;
            _model = model;
            _seed = seed;
            _steps = spec.Steps ?? 3;
            _inputs = Inputs(spec, count, _steps, seed);
            _starts = Enumerable.Range(0, count + Spare).Select(slot => SomeState(spec, model, seed ^ slot)).ToArray();

            // Slots that aren't computed keep every bit, also of a NaN that no processor makes.
            for (int slot = 0; slot < Spare; slot += 2)
            {
                _starts[count + slot].Hidden(0)[^1] = BitConverter.Int32BitsToSingle(unchecked((int)0xffc12345));
                _starts[count + slot].Cell(0)[0] = -0f;
            }

            _ends = Array.ConvertAll(_starts[..count], state => state.Copy());
            Rows = Each((input, slot) => model.Process(spec, input, _ends[slot]));
            _fromZero = spec.Steps is null ? [] : Each((input, _) => model.Forward(spec, input));
            _fromStart = spec.Steps is null ? [] : Each((input, slot) => model.Forward(spec, input, _starts[slot].Copy()));

            float[] Each(Func<float[], int, float[]> run) => _inputs.Chunk(_steps * spec.Input).SelectMany(run).ToArray();
        }

        /// <summary>An output row for each step of each sequence, from its own state on.</summary>
        public float[] Rows { get; }

        private static int Spare => 20;

        public void Check(int count, string what)
        {
            float[] inputs = _inputs[..(count * _steps * _spec.Input)];
            float[] rows = Rows[..(count * _steps * _spec.Output)];
            if (_spec.Steps is not null)
            {
                int outputs = count * _spec.OutputLength;
                Bits.AssertSame(_fromZero.AsSpan(0, outputs), Within(inputs, outputs, (x, y) => _model.ForwardBatch(count, x, y)), Context("ForwardBatch"));
                Same(_fromStart[..outputs], states => Within(inputs, outputs, (x, y) => _model.ForwardBatch(count, x, y, states)), "ForwardBatch with states");
                Same(
                    _fromStart[..outputs],
                    states => Within(inputs, outputs, (x, y) => Slices(x, y, (first, some, a, b) => _model.ForwardBatch(first, some, a, b, states))),
                    "ForwardBatch in slices");
            }

            Same(rows, states => _model.StepsBatch(_spec, count, inputs, states), "StepBatch");
            Same(rows, states => Within(inputs, rows.Length, (x, y) => _model.ProcessBatch(count, x, y, states)), "ProcessBatch");
            Same(rows, states => _model.BlocksBatch(_spec, count, inputs, states, new Random(_seed)), "ProcessBatch in blocks");
            Same(rows, states => _model.StepsInSlices(_spec, count, inputs, states, new Random(_seed)), "StepBatch in slices");
            Same(
                rows,
                states => Within(inputs, rows.Length, (x, y) => Slices(x, y, (first, some, a, b) => _model.ProcessBatch(first, some, a, b, states))),
                "ProcessBatch in slices");

            void Slices(ReadOnlySpan<float> x, Span<float> y, SliceCall run) => Running.InSlices(count, x, y, new Random(_seed), run);

            void Same(float[] expected, Func<IModelBatchState, float[]> run, string member)
            {
                // With no other slot, and with so many that a block of sequences ends among them.
                foreach (int spare in new[] { 0, 2, Spare })
                {
                    IModelBatchState states = _model.CreateBatchState(count + spare);
                    for (int slot = 0; slot < count + spare; slot++)
                    {
                        states[slot] = Start(slot);
                    }

                    Bits.AssertSame(expected, run(states), Context(member));
                    for (int slot = 0; slot < count; slot++)
                    {
                        IModelState state = states[slot];
                        float[] end = Values(_spec, _ends[slot]);
                        Bits.AssertSame(end, Values(_spec, state), Context($"state {slot} after {member}"));

                        // The kind of NaN may differ.
                        Expect.True(end.Any(float.IsNaN) || state.Equals(_ends[slot]), $"the state differs: {Context($"state {slot} after {member}")()}");
                    }

                    for (int slot = count; slot < count + spare; slot++)
                    {
                        Expect.True(Start(slot).Equals(states[slot]), $"a slot that takes no part changed: {Context($"state {slot} after {member}")()}");
                    }
                }
            }

            // The slots after the sequences have the states after all of them.
            IModelState Start(int slot) => slot < count ? _starts[slot] : _starts[_ends.Length + slot - count];

            Func<string> Context(string member) => () => $"{member} of {count}, {what}";
        }

        /// <summary>Runs between other values, and asserts that those and the inputs stay as they are.</summary>
        private static float[] Within(float[] inputs, int outputs, BatchCall call)
        {
            const int Margin = 40;
            var copy = (float[])inputs.Clone();
            var memory = new float[outputs + (2 * Margin)];
            Array.Fill(memory, Sentinel);
            call(copy, memory.AsSpan(Margin, outputs));
            Assert.Equal(Bits.Raw(inputs), Bits.Raw(copy));
            Assert.All(memory[..Margin], value => Assert.Equal(Sentinel, value));
            Assert.All(memory[^Margin..], value => Assert.Equal(Sentinel, value));
            return memory[Margin..^Margin];
        }

        /// <summary>Random features, and in every fourth sequence a special value: its neighbours must not see it.</summary>
        private static float[] Inputs(NetworkSpec spec, int count, int steps, int seed)
        {
            float[] specials = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, -0f, 1e-39f, float.MaxValue, float.MinValue, 100f, -1e20f];
            float[] inputs = spec.RandomInput(seed, steps: count * steps);
            var random = new Random(seed);
            int each = steps * spec.Input;
            for (int sequence = 2; sequence < count; sequence += 4)
            {
                inputs[(sequence * each) + random.Next(each)] = specials[sequence / 4 % specials.Length];
            }

            return inputs;
        }

        private delegate void BatchCall(ReadOnlySpan<float> inputs, Span<float> outputs);
    }
}
