using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using Xunit;

namespace LstmGen.Generator.Tests.Planning;

using TrainingInitializer = LstmGen.Generator.Model.TrainingInitializer;

/// <summary>The initialisers of a new layer's tensors, by the defaults of Keras and PyTorch.</summary>
public class InitialValuesTests
{
    private static readonly LstmLayer Lstm = Planned.Lstm("lstm", 2, 3);

    [Fact]
    public void Of_Keras() => Assert.Equal(
        [
            "kernel 0..12 GlorotUniform 2 12", "recurrent_kernel 0..12 Orthogonal", "bias 0..12 Zeros", "bias 3..6 Ones",
            "kernel 0..5 GlorotUniform 3 5", "bias 0..5 Zeros",
        ],
        Shown(Planned.Network(4, Lstm, Planned.Dense("dense", 3, 5)), TrainingInitializer.Keras));

    [Fact]
    public void Of_PyTorch() => Assert.Equal(
        [
            "kernel 0..12 Uniform 0.577", "recurrent_kernel 0..12 Uniform 0.577", "bias 0..12 SumOfUniforms 0.577",
            "kernel 0..5 Uniform 0.577", "bias 0..5 Uniform 0.577",
        ],
        Shown(Planned.Network(4, Lstm, Planned.Dense("dense", 3, 5)), TrainingInitializer.PyTorch));

    /// <summary>A projection is part of its LSTM, whose limit is that of the units.</summary>
    [Fact]
    public void Of_a_projection()
    {
        LstmLayer layer = Lstm with { Units = 16, Projection = 4, UseBias = false };
        Assert.Equal(
            ["kernel 0..64 GlorotUniform 2 64", "recurrent_kernel 0..64 Orthogonal", "projection 0..4 GlorotUniform 16 4"],
            Shown(Planned.Network(4, layer), TrainingInitializer.Keras));
        Assert.Equal(
            ["kernel 0..64 Uniform 0.25", "recurrent_kernel 0..64 Uniform 0.25", "projection 0..4 Uniform 0.25"],
            Shown(Planned.Network(4, layer), TrainingInitializer.PyTorch));
    }

    /// <summary>Peepholes start at 0; without a forget gate none is open.</summary>
    [Fact]
    public void Of_other_cells()
    {
        Assert.Equal(
            ["kernel 0..12 GlorotUniform 2 12", "recurrent_kernel 0..12 Orthogonal", "bias 0..12 Zeros", "bias 3..6 Ones", "peephole 0..9 Zeros"],
            Shown(Planned.Network(4, Lstm with { Peepholes = true }), TrainingInitializer.Keras));
        Assert.Equal(
            ["kernel 0..9 GlorotUniform 2 9", "recurrent_kernel 0..9 Orthogonal", "bias 0..9 Zeros"],
            Shown(Planned.Network(4, Lstm with { IsCoupled = true }), TrainingInitializer.Keras));
        Assert.Equal(
            ["peephole 0..9 Uniform 0.577"],
            Shown(Planned.Network(4, Lstm with { Peepholes = true }), TrainingInitializer.PyTorch).Skip(3));
    }

    [Fact]
    public void Of_layers_without_weighted_sums()
    {
        Network network = Planned.Network(4, new EmbeddingLayer("embedding", 7, 2), Lstm, new NormalizationLayer("norm", 3, 1e-3f, true, true));
        Assert.Equal(
            ["embeddings 0..2 Uniform 0.05", "gamma 0..3 Ones", "beta 0..3 Zeros"],
            Shown(network, TrainingInitializer.Keras).Where((_, i) => i is 0 or > 4));
        Assert.Equal(
            ["embeddings 0..2 Normal", "gamma 0..3 Ones", "beta 0..3 Zeros"],
            Shown(network, TrainingInitializer.PyTorch).Where((_, i) => i is 0 or > 3));
    }

    /// <summary>Every parameter of a network has a value, whatever the network; only a scaling's aren't learned.</summary>
    [Fact]
    public void Of_every_parameter()
    {
        DenseLayer scaling = new("scaling", 2, 2, Model.Activation.Linear, UseBias: true) { IsScaling = true };
        Network network = Planned.Network(
            4,
            scaling,
            new BidirectionalLayer("bidirectional", Lstm with { Projection = 2 }, Lstm with { Projection = 2 }, Merge.Concat),
            new NormalizationLayer("norm", 4, 1e-3f, true, false),
            Planned.Lstm("lstm", 4, 5) with { Peepholes = true },
            Planned.Dense("dense", 5, 1));
        foreach (TrainingInitializer initializer in Enum.GetValues<TrainingInitializer>())
        {
            InitialValues[] all = [.. InitialValues.Of(network, initializer)];
            Assert.DoesNotContain(all, values => values.Layer.Name == "scaling");
            Assert.Equal(
                network.ParameterCount - scaling.ParameterCount,
                all.Where(values => values.Columns == values.Tensor.Columns).Sum(values => (long)values.Rows * values.Columns));
        }
    }

    private static IEnumerable<string> Shown(Network network, TrainingInitializer initializer) => InitialValues.Of(network, initializer).Select(values =>
        $"{values.Tensor.Name} {values.Column}..{values.Column + values.Columns} {values.Kind}" + values.Kind switch
        {
            InitialKind.Uniform or InitialKind.SumOfUniforms => string.Create(CultureInfo.InvariantCulture, $" {values.Limit:0.###}"),
            InitialKind.GlorotUniform => $" {values.FanIn} {values.FanOut}",
            _ => "",
        });
}
