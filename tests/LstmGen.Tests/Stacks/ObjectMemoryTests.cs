using System;
using System.Linq;
using Xunit;

namespace LstmGen.Tests.Stacks;

/// <summary>If the memory of a run is in an object, the bits are the same as on the stack, whatever was in the object.</summary>
public class ObjectMemoryTests
{
    [Fact]
    public void A_workspace_computes_what_the_stack_does()
    {
        float[] parameters = Values(LongestSequence.ParameterCount, 1);
        var network = new LongestSequence(parameters);
        var shorter = new ShorterSequence(parameters);
        var workspace = new LongestSequence.Workspace();
        float[] input = Values(LongestSequence.InputLength, 2);
        float[] first = input[..ShorterSequence.InputLength];
        var output = new float[LongestSequence.OutputLength];
        var expected = new float[ShorterSequence.OutputLength];

        network.Forward([.. Enumerable.Repeat(float.NaN, input.Length)], output, workspace);
        network.Forward(input, ShorterSequence.Steps, output, workspace);
        shorter.Forward(first, expected);
        Assert.Equal(Bits.Raw(expected), Bits.Raw(output[..expected.Length]));

        bool[] mask = [.. Enumerable.Range(0, ShorterSequence.Steps).Select(step => step % 3 > 0)];
        network.Forward(input, [.. mask, .. new bool[LongestSequence.Steps - mask.Length]], output, workspace);
        shorter.Forward(first, mask, expected);
        Assert.Equal(Bits.Raw(expected), Bits.Raw(output[..expected.Length]));

        var outputs = new float[2 * output.Length];
        network.ForwardBatch(2, [.. input, .. input], outputs, workspace);
        network.Forward(input, output, workspace);
        Assert.Equal(Bits.Raw([.. output, .. output]), Bits.Raw(outputs));
        Assert.Throws<ArgumentNullException>("workspace", () => network.Forward(input, output, null!));
        Assert.Throws<ArgumentNullException>("workspace", () => network.ForwardBatch(1, input, output, null!));
    }

    [Fact]
    public void A_state_that_is_an_object_computes_what_structures_do()
    {
        float[] parameters = Values(Tower.ParameterCount, 3);
        var tower = new Tower(parameters);
        var scalar = new ScalarTower(parameters);
        var lower = new LowerTower(parameters[..LowerTower.ParameterCount]);
        var upper = new UpperTower(parameters[LowerTower.ParameterCount..]);
        float[] input = Values(Tower.InputLength, 4);
        var between = new float[LowerTower.OutputLength];
        var expected = new float[UpperTower.OutputLength];
        LowerTower.State lowerState = default;
        UpperTower.State upperState = default;
        lower.Forward(input, between, ref lowerState);
        upper.Forward(between, expected, ref upperState);

        var state = new Tower.State();
        var output = new float[Tower.OutputLength];
        tower.Forward([.. Enumerable.Repeat(float.NaN, input.Length)], output, state);
        state.Reset();
        tower.Forward(input, output, state);
        Assert.Equal(Bits.Raw(expected), Bits.Raw(output));
        Assert.Equal(Bits.Raw(lowerState.Cell(1).ToArray()), Bits.Raw(state.Cell(1).ToArray()));
        Assert.Equal(Bits.Raw(upperState.Hidden(0).ToArray()), Bits.Raw(state.Hidden(2).ToArray()));

        var scalarState = new ScalarTower.State();
        scalar.Forward(input, output, scalarState);
        Assert.Equal(Bits.Raw(expected), Bits.Raw(output));
        Assert.Equal(Bits.Raw(state.Cell(2).ToArray()), Bits.Raw(scalarState.Cell(2).ToArray()));

        var other = new Tower.State();
        for (int step = 0; step < Tower.Steps; step++)
        {
            tower.Step(input.AsSpan(step * 3, 3), output.AsSpan(step * 2, 2), other);
        }

        Assert.Equal(Bits.Raw(expected), Bits.Raw(output));
        Assert.True(state.Equals(other));
        Assert.Equal(state.GetHashCode(), other.GetHashCode());
        tower.Process(input, output, other);
        Assert.False(state.Equals(other));
        other.CopyFrom(state);
        Assert.True(state.Equals((object)other));

        bool[] mask = [true, false, true, true, false];
        state.Reset();
        tower.Forward(input, mask, output, state);
        scalarState.Reset();
        var masked = new float[output.Length];
        scalar.Forward(input, mask, masked, scalarState);
        Assert.Equal(Bits.Raw(masked), Bits.Raw(output));

        var batch = new Tower.BatchState(2);
        var outputs = new float[2 * output.Length];
        tower.ForwardBatch(2, [.. input, .. input], outputs, batch);
        Assert.Equal(Bits.Raw([.. expected, .. expected]), Bits.Raw(outputs));
        Assert.True(batch[1].Equals(other));
        batch.Reset();
        Assert.True(batch[0].Equals(new Tower.State()));
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var tower = new Tower(Values(Tower.ParameterCount, 5));
        var state = new Tower.State();
        var batch = new Tower.BatchState(1);
        float[] input = Values(Tower.InputLength, 6);
        var output = new float[Tower.OutputLength];
        void Run()
        {
            tower.Forward(input, output, state);
            tower.ForwardBatch(1, input, output, batch);
        }

        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static float[] Values(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() - 0.5) * 0.3f)];
    }
}
