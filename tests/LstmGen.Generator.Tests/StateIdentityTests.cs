using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using Xunit;

namespace LstmGen.Generator.Tests;

/// <summary>
/// The number in front of saved states: another one for every network in which the same h and c mean something else, so that its states are
/// refused, and the same one for all others.
/// </summary>
public class StateIdentityTests
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

    /// <summary>How a layer is called, and what it hands on, says nothing of its state; a layer that doesn't read forwards has none from call to call.</summary>
    private static readonly string[] Meaningless = [nameof(LstmLayer.Name), nameof(LstmLayer.ReturnSequences), nameof(LstmLayer.Direction)];

    [Fact]
    public void Whatever_computes_with_a_state_counts()
    {
        List<(string What, uint Number)> numbers =
        [
            ("the layer itself", Of(Lstm)),
            ("double", StateIdentity.Of(Network(Lstm), Element.Double)),
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
        Assert.Equal(Of(Lstm), StateIdentity.Of(Network(Lstm) with { Steps = 7, Parameters = new Floats([1f]), InitialState = new Floats([2f]) }, Element.Single));
    }

    /// <summary>What is added to every layer has to be in one of the lists above.</summary>
    [Fact]
    public void Every_property_of_a_layer_is_one_or_the_other() => Assert.Equal(
        typeof(LstmLayer).GetConstructors()[0].GetParameters().Select(parameter => parameter.Name).Append(nameof(LstmLayer.Direction)).Order(System.StringComparer.Ordinal),
        Changed.Select(one => one.Property).Distinct().Concat(Meaningless).Order(System.StringComparer.Ordinal));

    private static uint Of(params Layer[] layers) => StateIdentity.Of(Network(layers), Element.Single);

    private static Network Network(params Layer[] layers) => new(new EquatableArray<Layer>(layers), Steps: null);
}
