using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using Xunit;

namespace LstmGen.Generator.Tests.Planning;

/// <summary>
/// How saved states identify their network: by a number that differs between architectures, so that states of others are refused, but
/// doesn't depend on the parameters and the precision. And what of a state is saved.
/// </summary>
public class SavedStateTests
{
    private static readonly LstmLayer Lstm = new("lstm", 2, 4, Model.Activation.Tanh, Model.Activation.Sigmoid, UseBias: true, ReturnSequences: true);
    private static readonly DenseLayer Dense = new("dense", 4, 3, Model.Activation.Linear, UseBias: true);

    /// <summary>What every LSTM has, by the property that says so; <see cref="CellOptionTests"/> has what it may have besides.</summary>
    private static readonly (string Property, LstmLayer Layer)[] Changed =
    [
        (nameof(LstmLayer.Input), Lstm with { Input = 3 }),
        (nameof(LstmLayer.Units), Lstm with { Units = 5 }),
        (nameof(LstmLayer.Activation), Lstm with { Activation = Model.Activation.Relu }),
        (nameof(LstmLayer.Activation), Lstm with { Activation = Model.Activation.Of(ActivationKind.LeakyRelu, 0.1f) }),
        (nameof(LstmLayer.Activation), Lstm with { Activation = Model.Activation.Of(ActivationKind.LeakyRelu, 0.2f) }),
        (nameof(LstmLayer.Activation), Lstm with { Activation = Model.Activation.Of(ActivationKind.Affine, 0.5f, 0.25f) }),
        (nameof(LstmLayer.Activation), Lstm with { Activation = Model.Activation.Of(ActivationKind.Affine, 0.25f, 0.5f) }),
        (nameof(LstmLayer.RecurrentActivation), Lstm with { RecurrentActivation = Model.Activation.HardSigmoid }),
        (nameof(LstmLayer.RecurrentActivation), Lstm with { RecurrentActivation = Model.Activation.Relu }),
        (nameof(LstmLayer.UseBias), Lstm with { UseBias = false }),
    ];

    /// <summary>
    /// A layer's name and its output say nothing about its state; a layer that doesn't read forwards has no state between calls.
    /// </summary>
    private static readonly string[] Meaningless = [nameof(LstmLayer.Name), nameof(LstmLayer.ReturnSequences), nameof(LstmLayer.Direction)];

    [Fact]
    public void Whatever_computes_with_a_state_counts()
    {
        List<(string What, ulong Number)> numbers =
        [
            ("the layer itself", Of(Lstm)),
            ("a skip connection", SavedState.Hash(ArchitectureText.Of(Network(Lstm) with { Skip = true }))),
            ("masked steps", SavedState.Hash(ArchitectureText.Of(Network(Lstm) with { Masking = new Masking(null) }))),
            ("masked by a value", SavedState.Hash(ArchitectureText.Of(Network(Lstm) with { Masking = new Masking(0) }))),
            ("two layers", Of(Lstm, Lstm with { Input = 4 })),
            ("a layer behind it", Of(Lstm, Dense)),
            ("its size", Of(Lstm, Dense with { Units = 2 })),
            ("its activation", Of(Lstm, Dense with { Activation = Model.Activation.Relu })),
            ("its bias", Of(Lstm, Dense with { UseBias = false })),
            ("a layer in front", Of(Dense with { Input = 1, Units = 2 }, Lstm)),
            .. Changed.Select(one => (one.Layer.ToString(), Of(one.Layer))),
        ];
        Assert.All(numbers.GroupBy(number => number.Number), same => Assert.Single(same));
    }

    [Fact]
    public void What_is_no_part_of_the_computation_does_not()
    {
        Assert.Equal(Of(Lstm), Of(Lstm with { Name = "other", ReturnSequences = false }));
        Network trained = Network(Lstm) with { Steps = 7, Parameters = new Floats([1f]), InitialState = new Floats([2f]) };
        Assert.Equal(Of(Lstm), SavedState.Hash(ArchitectureText.Of(trained)));
    }

    /// <summary>The hash is in files: its values are those of its definition.</summary>
    [Theory]
    [InlineData("", 0xCBF29CE484222325)]
    [InlineData("a", 0xAF63DC4C8601EC8C)]
    [InlineData("foobar", 0x85944171F73967E8)]
    public void The_hash_is_FNV_1a(string text, ulong hash) => Assert.Equal(hash, SavedState.Hash(text));

    [Fact]
    public void Values_without_a_gap_are_one_run() => Assert.Equal(
        [new StateRun(0, 11), new StateRun(16, 3)],
        StateRun.Of([Slot(0, 4), Slot(4, 4), Slot(8, 3), Slot(16, 3)]));

    [Fact]
    public void No_value_is_no_run() => Assert.Empty(StateRun.Of([]));

    private static SlotLayout Slot(int start, int count) => new(new StateSlot("h", "hidden", count), start, start);

    /// <summary>Every new property of a layer must be in one of the lists above.</summary>
    [Fact]
    public void Every_property_of_a_layer_is_one_or_the_other() => Assert.Equal(
        typeof(LstmLayer).GetConstructors()[0].GetParameters().Select(parameter => parameter.Name).Append(nameof(LstmLayer.Direction)).Order(System.StringComparer.Ordinal),
        Changed.Select(one => one.Property).Distinct().Concat(Meaningless).Order(System.StringComparer.Ordinal));

    private static ulong Of(params Layer[] layers) => SavedState.Hash(ArchitectureText.Of(Network(layers)));

    private static Network Network(params Layer[] layers) => new(new EquatableArray<Layer>(layers), Steps: null);
}
