using System;
using System.Linq;
using LstmGen.Tests.Compiling;
using LstmGen.Tests.Networks;
using LstmGen.Tests.SavedStates;
using Xunit;

namespace LstmGen.Tests;

/// <summary>A model allocates when it is created and never again.</summary>
public class AllocationTests
{
    private const int Calls = 10_000;

    private static readonly NetworkSpec[] Specs =
    [
        new(1, 4, new LstmSpec(3), new DenseSpec(1)),
        new(2, 5, new DenseSpec(4, Activation.Relu), new LstmSpec(9, ReturnSequences: true), new LstmSpec(5, ReturnSequences: true), new DenseSpec(2)),
        new(3, 3, new LstmSpec(33, RecurrentActivation: Activation.HardSigmoid)),
    ];

    [Theory]
    [InlineData(Unroll.Auto)]
    [InlineData(Unroll.Full)]
    [InlineData(Unroll.Step)]
    [InlineData(Unroll.Tiled)]
    public void No_call_allocates(Unroll unroll)
    {
        foreach (GeneratedModel generated in GeneratedModel.Compile(Array.ConvertAll(Specs, spec => new NetworkVariant(spec, unroll))))
        {
            NetworkSpec spec = generated.Spec;
            IModel model = generated.Create(spec.RandomParameters(seed: 1, scale: 0.5));
            IModelState state = model.CreateState();
            float[] input = spec.RandomInput(seed: 1);
            var forwardOutput = new float[spec.OutputLength];
            var rows = new float[spec.Steps!.Value * spec.Output];
            var parameters = new float[spec.ParameterCount];
            AssertNoAllocation(() => model.Forward(input, forwardOutput));
            AssertNoAllocation(() => model.Forward(input, forwardOutput, state));
            AssertNoAllocation(() => model.Step(input.AsSpan(0, spec.Input), rows.AsSpan(0, spec.Output), state));
            AssertNoAllocation(() => model.Process(input, rows, state));
            AssertNoAllocation(() => model.CopyParametersTo(parameters));
            float[] initial = [.. Enumerable.Repeat(0.5f, 2 * spec.LstmLayers.Sum(layer => layer.Units))];
            AssertNoAllocation(() => model.SetParameters(parameters));
            AssertNoAllocation(() => model.SetInitialState(initial));
            AssertNoAllocation(() => model.ResetState(state));
            AssertNoAllocation(() => model.Forward(input, forwardOutput));
            var bytes = new byte[state.ByteCount];
            AssertNoAllocation(() => state.WriteTo(bytes));
            AssertNoAllocation(() => state.ReadFrom(bytes));
            if (spec is { Input: 1, Output: 1 })
            {
                AssertNoAllocation(() => rows[0] = model.Step(input[0], state));
            }
        }
    }

    /// <summary>Full blocks of sequences and one that isn't, and sequences that take turns.</summary>
    [Theory]
    [InlineData(VectorWidth.Auto)]
    [InlineData(VectorWidth.Vector128)]
    [InlineData(VectorWidth.Scalar)]
    public void No_call_of_a_batch_allocates(VectorWidth width)
    {
        int count = width switch
        {
            VectorWidth.Scalar => 2,
            VectorWidth.Vector128 => 5,
            _ => 17,
        };
        foreach (GeneratedModel generated in GeneratedModel.Compile(Array.ConvertAll(Specs, spec => new NetworkVariant(spec, VectorWidth: width))))
        {
            NetworkSpec spec = generated.Spec;
            IModel model = generated.Create(spec.RandomParameters(seed: 1, scale: 0.5));
            IModelBatchState states = model.CreateBatchState(count + 2);
            float[] inputs = spec.RandomInput(seed: 1, steps: count * spec.Steps!.Value);
            var forwardOutputs = new float[count * spec.OutputLength];
            var rows = new float[count * spec.Steps!.Value * spec.Output];
            AssertNoAllocation(() => model.ForwardBatch(count, inputs, forwardOutputs));
            AssertNoAllocation(() => model.ForwardBatch(count, inputs, forwardOutputs, states));
            AssertNoAllocation(() => model.StepBatch(count, inputs.AsSpan(0, count * spec.Input), rows.AsSpan(0, count * spec.Output), states));
            AssertNoAllocation(() => model.ProcessBatch(count, inputs, rows, states));
            var bytes = new byte[states.ByteCount];
            AssertNoAllocation(() => states.WriteTo(bytes));
            AssertNoAllocation(() => states.ReadFrom(bytes));
            AssertNoAllocation(() => model.StepBatch(1, count, inputs.AsSpan(0, count * spec.Input), rows.AsSpan(0, count * spec.Output), states));
            AssertNoAllocation(() => model.ProcessBatch(2, count, inputs, rows, states));
            AssertNoAllocation(() => model.Part(count, 1, 3, out _, out _));
            AssertNoAllocation(states.Reset);
        }
    }

    /// <summary>A state in any form, on any target.</summary>
    [Theory]
    [MemberData(nameof(SavedForms))]
    public void Saving_and_restoring_allocate_nothing(string form)
    {
        ISaved state = Saved.Create(form);
        byte[] bytes = state.Bytes;
        int calls = Math.Max(1, 1_000_000 / bytes.Length);
        AssertNoAllocation(() => state.WriteTo(bytes), calls);
        AssertNoAllocation(() => state.ReadFrom(bytes), calls);
    }

    public static TheoryData<string> SavedForms => [.. Saved.All];

    /// <summary>Moving a state in and out copies a value.</summary>
    [Fact]
    public void Moving_a_state_in_and_out_allocates_nothing()
    {
        var states = new Stack.BatchState(20);
        AssertNoAllocation(() => states[19] = states[3]);
    }

    /// <summary>
    /// A collection started by another thread can advance the counter by the rest of this thread's allocation buffer. A call's own
    /// allocations show in every attempt, so one attempt without any is enough.
    /// </summary>
    private static void AssertNoAllocation(Action call, int calls = Calls)
    {
        call();
        call();
        long fewest = long.MaxValue;
        for (int attempt = 0; attempt < 5 && fewest != 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < calls; i++)
            {
                call();
            }

            fewest = Math.Min(fewest, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, fewest);
    }
}
