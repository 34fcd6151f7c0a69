using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Schedules.Pairs;

/// <summary>What a layer or a network can have, by names for a table.</summary>
internal static class OptionsOf
{
    public static IReadOnlyList<(string Name, Func<LstmLayer, bool> Has)> Lstm { get; } =
    [
        ("an LSTM", _ => true),
        ("no bias", lstm => !lstm.UseBias),
        ("another activation", lstm => lstm.Activation != Activation.Tanh),
        ("another recurrent activation", lstm => lstm.RecurrentActivation != Activation.Sigmoid),
        ("another hidden activation", lstm => lstm.HiddenActivation is not null),
        ("activations with numbers", lstm => new[] { lstm.Activation, lstm.RecurrentActivation, lstm.CellActivation }.Any(activation => activation != Activation.Of(activation.Kind))),
        ("peepholes", lstm => lstm.Peepholes),
        ("coupled gates", lstm => lstm.IsCoupled),
        ("a limit of the sums", lstm => lstm.Clip is not null),
        ("a limit of the cell state", lstm => lstm.CellClip is not null),
        ("a projection", lstm => lstm.Projection is not null),
        (Backward, lstm => lstm.Direction == Direction.Backward),
        (GoBackwards, lstm => lstm.Direction == Direction.GoBackwards),
        (Turned, lstm => lstm.Direction == Direction.Turned),
    ];

    public static IReadOnlyList<(string Name, Func<DenseLayer, bool> Has)> Dense { get; } =
    [
        ("Dense", _ => true),
        ("Dense: no bias", dense => !dense.UseBias && !dense.IsProjection),
        ("Dense: softmax", dense => dense.Activation == Activation.Softmax),
        ("Dense: log_softmax", dense => dense.Activation == Activation.LogSoftmax),
        ("Dense: another activation", dense => dense.Activation != Activation.Linear && !dense.Activation.IsOfLayer),
    ];

    public static IReadOnlyList<(string Name, Func<PositionwiseLayer, bool> Has)> Positionwise { get; } =
    [
        ("a residual sum", row => row is AddLayer),
        ("a residual sum of the input", row => row is AddLayer { Source: AddLayer.OfInput }),
        ("an embedding", row => row is EmbeddingLayer),
        ("a layer normalization", row => row is NormalizationLayer),
        ("a layer normalization without gamma", row => row is NormalizationLayer { HasScale: false }),
        ("a layer normalization without beta", row => row is NormalizationLayer { HasOffset: false }),
    ];

    /// <summary>Of a network, and of the class generated from it.</summary>
    public static IReadOnlyList<(string Name, Func<LstmClass, bool> Has)> Class { get; } =
    [
        ("double", made => made.Options.Precision == Precision.Double),
        ("Separate", made => made.Options.Arithmetic == Arithmetic.Separate),
        ("Fused", made => made.Options.Arithmetic == Arithmetic.Fused),
        ("parameters at run time", made => made.Network.Parameters is null),
        ("trained", made => made.Network.Parameters is not null),
        ("an initial state", made => made.Network.InitialState is not null),
        ("no Steps", made => made.Network.Steps is null),
        ("every step", made => made.Network.ReturnsSequences),
        ("the last step", made => !made.Network.ReturnsSequences),
        ("a skip connection", made => made.Network.Skip),
        ("a mask", made => made.Network.Masking is { Value: null }),
        ("masked by value", made => made.Network.MasksByValue),
        ("a stack", made => made.Network.Layers.Count(layer => layer.IsRecurrent) > 1),
        ("Dense in front", made => made.Network.Layers[0] is DenseLayer),
        ("Dense between", made => made.Network.Layers.Take(made.Network.LastOverTime).SkipWhile(layer => layer is DenseLayer).Any(layer => layer is DenseLayer)),
        ("Dense behind", made => made.Network.LastOverTime < made.Network.Layers.Count - 1),
        ("three Dense layers behind", made => made.Network.LastOverTime < made.Network.Layers.Count - 3),
        ("Dense behind, wider than what it reads through another", made => made.Network.Layers.Skip(made.Network.LastOverTime + 2).SkipLast(made.Network.Skip ? 0 : 1)
            .Any(layer => layer.Output > made.Network.Layers[made.Network.LastOverTime].Output + 3)),
        .. Enum.GetValues<RowsKind>().Select(kind => (
            Rows + kind,
            (Func<LstmClass, bool>)(made => made.Network.Layers.OfType<RowsLayer>().Any(layer => layer.Kind == kind)))),
        ("a residual sum in the head of what is before it", made => made.Network.Layers.Skip(made.Network.LastOverTime + 1).OfType<AddLayer>()
            .Any(sum => sum.Source >= 0 && sum.Source < made.Network.LastOverTime)),
        ("a residual sum between", made => made.Network.Layers.Take(made.Network.LastOverTime).OfType<AddLayer>().Any()),
        .. Enum.GetValues<Merge>().Select(merge => (
            Bidirectional + merge,
            (Func<LstmClass, bool>)(made => made.Network.Layers.OfType<BidirectionalLayer>().Any(layer => layer.Merge == merge)))),
    ];

    public const string Backward = "backward";
    public const string GoBackwards = "go_backwards";
    public const string Turned = "forward, its rows turned";
    public const string Rows = "rows, ";
    public const string Bidirectional = "bidirectional, ";

    public static IEnumerable<string> All =>
        [.. Lstm.Select(one => one.Name), .. Dense.Select(one => one.Name), .. Positionwise.Select(one => one.Name), .. Class.Select(one => one.Name)];

    public static IEnumerable<string> Of(WeightedLayer layer) => layer is PositionwiseLayer row
        ? Positionwise.Where(one => one.Has(row)).Select(one => one.Name)
        : layer is LstmLayer lstm
        ? Lstm.Where(one => one.Has(lstm)).Select(one => one.Name)
        : Dense.Where(one => one.Has((DenseLayer)layer)).Select(one => one.Name);

    public static IEnumerable<string> Of(LstmClass made) => Class.Where(one => one.Has(made)).Select(one => one.Name);
}
