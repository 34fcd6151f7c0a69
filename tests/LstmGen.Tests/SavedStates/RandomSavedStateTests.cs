using System;
using System.Linq;
using CsCheck;
using LstmGen.Tests.Compiling;
using LstmGen.Tests.Networks;
using Xunit;

namespace LstmGen.Tests.SavedStates;

/// <summary>
/// Random networks with every option, in every schedule and width: saved states continue with the same bits as unsaved ones.
/// </summary>
public class RandomSavedStateTests
{
    private static readonly (Unroll Unroll, VectorWidth Width)[] Schedules =
    [
        (Unroll.Auto, VectorWidth.Auto), (Unroll.Tiled, VectorWidth.Vector128), (Unroll.Step, VectorWidth.Scalar),
    ];

    [Theory]
    [Seeds("bdMQEVEmpex3", "00007RaBevCh")]
    public void A_saved_state_goes_on(string seed)
    {
        NetworkCase[] cases = NetworkGen.WithOptions(largestSize: 40, mostSteps: 6).Array[6].Draw(seed);
        NetworkVariant[] variants =
        [
            .. from network in cases from schedule in Schedules select new NetworkVariant(network.Spec, schedule.Unroll, VectorWidth: schedule.Width),
        ];
        GeneratedModel[] models = [.. GeneratedModel.Compile(variants)];
        for (int i = 0; i < models.Length; i += Schedules.Length)
        {
            NetworkCase network = cases[i / Schedules.Length];
            float[] parameters = network.Spec.RandomParameters(network.Seed, network.Scale);
            byte[][] saved = [.. Enumerable.Range(i, Schedules.Length).Select(variant => GoesOn(models[variant].Create(parameters), network))];

            // Another schedule of the network has the same bits, so it has the same bytes.
            Assert.All(saved, bytes => Assert.Equal(saved[0], bytes));
        }
    }

    private static byte[] GoesOn(IModel model, NetworkCase network)
    {
        NetworkSpec spec = network.Spec;
        const int Count = 5;
        float[] input = spec.RandomInput(network.Seed), inputs = spec.RandomInput(network.Seed + 1, Count * spec.Steps!.Value);
        IModelState state = model.CreateState(), restored = model.CreateState();
        model.Process(spec, input, state);
        byte[] bytes = new byte[state.ByteCount];
        Assert.Equal(bytes.Length, state.WriteTo(bytes));
        restored.ReadFrom(bytes);
        Assert.Equal(state, restored);
        Assert.Equal(Bits(model.Process(spec, input, state)), Bits(model.Process(spec, input, restored)));

        IModelBatchState batch = model.CreateBatchState(Count), restoredBatch = model.CreateBatchState(Count);
        float[] rows = new float[Count * spec.Steps!.Value * spec.Output], others = new float[rows.Length];
        model.ProcessBatch(Count, inputs, rows, batch);
        byte[] all = new byte[batch.ByteCount];
        Assert.Equal(all.Length, batch.WriteTo(all));
        restoredBatch.ReadFrom(all);
        int each = bytes.Length - SavedBytes.Overhead;
        for (int slot = 0; slot < Count; slot++)
        {
            // The values of a slot are those of its state.
            IModelState one = batch[slot];
            Assert.Equal(one, restoredBatch[slot]);
            one.WriteTo(bytes);
            Assert.Equal(bytes.AsSpan(SavedBytes.Header, each), all.AsSpan(SavedBytes.Header + slot * each, each));
        }

        model.ProcessBatch(Count, inputs, rows, batch);
        model.ProcessBatch(Count, inputs, others, restoredBatch);
        Assert.Equal(Bits(rows), Bits(others));
        return [.. bytes, .. all];
    }

    private static int[] Bits(float[] values) => Array.ConvertAll(values, BitConverter.SingleToInt32Bits);
}
