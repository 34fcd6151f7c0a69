using System;
using System.Runtime.CompilerServices;
using LstmGen.Tests.Compiling;
using LstmGen.Tests.Networks;
using Xunit;

namespace LstmGen.Tests;

public class StateTests
{
    private static readonly NetworkSpec Spec = new(
        2, 6, new DenseSpec(3), new LstmSpec(5, ReturnSequences: true), new DenseSpec(4), new LstmSpec(9, ReturnSequences: true), new DenseSpec(2));

    private static readonly Lazy<GeneratedModel> Generated = new(() => GeneratedModel.Compile(Spec));

    private readonly IModel _model = Generated.Value.Create(Spec.RandomParameters(seed: 1, scale: 1));
    private readonly float[] _input = Spec.RandomInput(seed: 1);

    [Fact]
    public void Hidden_and_cell_have_a_value_for_each_unit_of_each_LSTM_layer()
    {
        IModelState state = _model.CreateState();
        Assert.Equal([5, 9], [state.Hidden(0).Length, state.Hidden(1).Length]);
        Assert.Equal([5, 9], [state.Cell(0).Length, state.Cell(1).Length]);
        foreach (int layer in new[] { -1, 2, int.MinValue, int.MaxValue })
        {
            Assert.Throws<ArgumentOutOfRangeException>("layer", () => { _ = state.Hidden(layer); });
            Assert.Throws<ArgumentOutOfRangeException>("layer", () => { _ = state.Cell(layer); });
        }
    }

    [Fact]
    public void Hidden_and_cell_are_read_and_written_apart()
    {
        IModelState state = _model.CreateState();
        for (int layer = 0; layer < 2; layer++)
        {
            state.Hidden(layer).Fill(1 + layer);
            state.Cell(layer).Fill(3 + layer);
        }

        for (int layer = 0; layer < 2; layer++)
        {
            Assert.All(state.Hidden(layer).ToArray(), value => Assert.Equal(1 + layer, value));
            Assert.All(state.Cell(layer).ToArray(), value => Assert.Equal(3 + layer, value));
        }
    }

    [Fact]
    public void The_last_hidden_state_is_what_the_last_layer_hands_on()
    {
        var spec = new NetworkSpec(2, 6, new LstmSpec(5));
        IModel model = GeneratedModel.Compile(spec).Create(spec.RandomParameters(seed: 1, scale: 1));
        IModelState state = model.CreateState();
        float[] output = model.Forward(spec, spec.RandomInput(seed: 1), state);
        Assert.Equal(output, state.Hidden(0).ToArray());
    }

    [Fact]
    public void A_default_state_is_zero_and_where_Forward_begins()
    {
        IModelState state = _model.CreateState();
        AssertZero(state);
        Assert.Equal(_model.Forward(Spec, _input), _model.Forward(Spec, _input, state));
        Assert.NotEqual(_model.CreateState(), state);
    }

    [Fact]
    public void Reset_goes_back_to_the_default()
    {
        IModelState state = _model.CreateState();
        _model.Process(Spec, _input, state);
        state.Reset();
        AssertZero(state);
        Assert.Equal(_model.CreateState(), state);
        Assert.Equal(_model.CreateState().GetHashCode(), state.GetHashCode());
    }

    [Fact]
    public void A_copy_is_a_point_to_go_back_to()
    {
        IModelState state = _model.CreateState();
        _model.Process(Spec, _input, state);
        IModelState saved = state.Copy();
        float[] first = _model.Process(Spec, _input, state);
        Assert.NotEqual(saved, state);
        Assert.Equal(first, _model.Process(Spec, _input, saved));
        Assert.Equal(state, saved);
    }

    [Fact]
    public void Equality_is_by_value()
    {
        IModelState one = _model.CreateState(), other = _model.CreateState();
        _model.Process(Spec, _input, one);
        _model.Steps(Spec, _input, other);
        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        for (int layer = 0; layer < 2; layer++)
        {
            for (int unit = 0; unit < one.Hidden(layer).Length; unit++)
            {
                IModelState changed = one.Copy();
                changed.Hidden(layer)[unit] += 1;
                Assert.NotEqual(one, changed);
                changed = one.Copy();
                changed.Cell(layer)[unit] += 1;
                Assert.NotEqual(one, changed);
            }
        }
    }

    [Fact]
    public void Holds_no_reference_and_takes_h_and_c_alone()
    {
        Assert.False(RuntimeHelpers.IsReferenceOrContainsReferences<Stack.State>());
        Assert.False(RuntimeHelpers.IsReferenceOrContainsReferences<OneValueStruct.State>());

        // h and c of 6 units and of 2, each padded to whole vectors.
        Assert.Equal(4 * 2 * (8 + 4), Unsafe.SizeOf<Stack.State>());
        Assert.Equal(4 * 2 * 4, Unsafe.SizeOf<OneValueStruct.State>());
    }

    [Fact]
    public void Has_the_operators_of_a_value()
    {
        Stack.State one = default, other = default;
        Assert.True(one == other);
        Assert.False(one != other);
        other.Cell(1)[1] = -0f;
        Assert.False(one == other);
        Assert.True(one != other);
        Assert.False(one.Equals((object)other));
        Assert.False(one.Equals(null));
        Assert.False(one.Equals("something else"));

        // Equality is of bits: a state with NaN equals its copy.
        one.Hidden(0)[3] = float.NaN;
        other = one;
        Assert.True(one == other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }

    /// <summary>The next step continues from what is written to a state.</summary>
    [Fact]
    public void Written_values_take_effect()
    {
        for (int layer = 0; layer < 2; layer++)
        {
            for (int unit = 0; unit < _model.CreateState().Hidden(layer).Length; unit++)
            {
                IModelState hidden = _model.CreateState(), cell = _model.CreateState();
                hidden.Hidden(layer)[unit] = 0.5f;
                cell.Cell(layer)[unit] = 0.5f;
                float[] expected = _model.Process(Spec, _input, _model.CreateState());
                Assert.NotEqual(expected, _model.Process(Spec, _input, hidden));
                Assert.NotEqual(expected, _model.Process(Spec, _input, cell));
            }
        }
    }

    private static void AssertZero(IModelState state)
    {
        for (int layer = 0; layer < 2; layer++)
        {
            Assert.All(state.Hidden(layer).ToArray(), value => Assert.Equal(0, BitConverter.SingleToInt32Bits(value)));
            Assert.All(state.Cell(layer).ToArray(), value => Assert.Equal(0, BitConverter.SingleToInt32Bits(value)));
        }
    }
}
