using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Model.Text;

namespace LstmGen.Generator.Planning.Members;

/// <summary>The nested class with the counts of each layer.</summary>
internal static class LayersMembers
{
    public static IEnumerable<Member> Of(Plan plan) =>
    [
        Class(
            GeneratedTypes.Layers, "The sizes of each layer, named as Keras names its layers.",
            plan.Network.Layers.Select((layer, index) => OfLayer(layer, index, plan.Trace.Layers[index]))),
    ];

    private static Member OfLayer(Layer layer, int index, LayerTrace trace)
    {
        if (layer is RowsLayer rows)
        {
            return Class(
                layer.PascalName,
                $"Layer {index}, {layer.Name} ({layer.TypeName}): {rows.Meaning}.",
                [
                    Number("OutputSize", layer.Output, "Features that the layer outputs."),
                    .. RowsLayer.IsCounted(rows.Kind) ? [Number("Rows", rows.Count, rows.CountMeaning)] : Enumerable.Empty<Member>(),
                    .. LayerTrace.IsShown(layer)
                        ? [Number("Trace", trace.Output, "Where the last row of the trace has what the layer outputs.")]
                        : Enumerable.Empty<Member>(),
                ]);
        }

        string units = layer is BidirectionalLayer both
            ? $"{both.Forward.Units} + {both.Backward.Units} units"
            : ReaderText.Count(((WeightedLayer)layer).Units, layer is PositionwiseLayer ? "value" : "unit");
        return Class(
            layer.PascalName,
            $"Layer {index}, {layer.Name} ({layer.TypeName}): {ReaderText.Count(layer.Input, "feature")} in, {units}.",
            layer is BidirectionalLayer two ? OfTwo(two, trace) : Counts((WeightedLayer)layer, trace.Parts[0]));
    }

    private static IEnumerable<Member> OfTwo(BidirectionalLayer layer, LayerTrace trace) =>
    [
        Number("OutputSize", layer.Output, "Features that the layer outputs."),
        Number("ParameterCount", layer.ParameterCount, "The parameters of both directions."),
        Number("Trace", trace.Output, "Where a row of the trace has what the layer outputs."),
        Class("Forward", "The half that reads the sequence from its start.", Counts(layer.Forward, trace.Parts[0])),
        Class("Backward", "The half that reads it from its end.", Counts(layer.Backward, trace.Parts[1])),
    ];

    private static IEnumerable<Member> Counts(WeightedLayer layer, PartTrace trace) =>
        layer is PositionwiseLayer row ? CountsOfPositionwise(row, trace) : CountsOfSums(layer, trace);

    private static IEnumerable<Member> CountsOfPositionwise(PositionwiseLayer layer, PartTrace trace) =>
    [
        Number("OutputSize", layer.Output, "Values that the layer outputs."),
        .. layer.Tensors.Select(tensor => Number(
            char.ToUpperInvariant(tensor.Name[0]) + tensor.Name.Substring(1) + "Count", tensor.Count, $"The {tensor.Words}: {tensor}.")),
        Number("ParameterCount", layer.ParameterCount, "All parameters of the layer."),
        Places(layer, trace),
    ];

    private static IEnumerable<Member> CountsOfSums(WeightedLayer layer, PartTrace trace)
    {
        string columns = layer.Gates == 1 ? $"{layer.Units}" : $"{layer.Gates}·{layer.Units}";
        yield return Number("Units", layer.Units, "The number of units.");
        yield return Number("KernelCount", Count(TensorShape.Kernel), $"The weights for the layer's input: [{layer.Input}, {columns}].");
        yield return Number("RecurrentKernelCount", Count(TensorShape.RecurrentKernel), layer.Recurrent > 0
            ? $"The weights for the layer's own hidden state: [{layer.Recurrent}, {columns}]."
            : "The layer has no hidden state.");
        yield return Number("BiasCount", Count(TensorShape.Bias), layer.UseBias ? $"The biases: [{columns}]." : "The layer has no bias.");
        if (Count(TensorShape.Peephole) > 0)
        {
            yield return Number(
                "PeepholeCount",
                Count(TensorShape.Peephole),
                $"The gates' weights for their unit's own cell state: [{layer.Gates - 1}·{layer.Units}].");
        }

        if (layer is RecurrentLayer { Projector.Units: int projection })
        {
            yield return Number(
                "ProjectionCount", Count(TensorShape.Projection), $"The weights of the projection: [{layer.Units}, {projection}].");
        }

        yield return Number("ParameterCount", layer.ParameterCount, "All parameters of the layer.");
        yield return Places(layer, trace);

        long Count(string name) =>
            layer.Parts.SelectMany(part => part.Tensors).Where(tensor => tensor.Name == name).Sum(tensor => tensor.Count);
    }

    /// <summary>Where a row of the trace has what the units compute.</summary>
    private static Member Places(WeightedLayer layer, PartTrace trace)
    {
        if (layer is not RecurrentLayer)
        {
            return Number("Trace", trace.Start, $"Where a row of the trace has the layer's {ReaderText.Count(layer.Units, "output")}.");
        }

        string[] names = [.. trace.Places.Select(place => place.Name)];
        string each = layer.Output == layer.Units ? $"{layer.Units} each" : $"{layer.Units} each, {layer.Output} of h";
        string list = string.Join(", ", names.Take(names.Length - 1)) + " and " + names[names.Length - 1];
        (string Name, string)[] all =
        [
            .. trace.Places.Select(place =>
                ("Trace" + char.ToUpperInvariant(place.Name[0]) + place.Name.Substring(1), NumberText.Of(place.Start))),
        ];
        return new Member(MemberKind.Constant, "public const", all[0].Name)
        {
            Type = TypeUse.Int,
            Documentation = new Documentation($"Where a row of the trace has {list} of the units: {each}."),
            Body = new HaveValues(all),
            IsTight = true,
        };
    }

    private static Member Class(string name, string summary, IEnumerable<Member> members) => new(MemberKind.Type, "public static", name)
    {
        Documentation = new Documentation(summary),
        Members = [.. members],
    };

    private static Member Number(string name, long value, string meaning) =>
        ConstantMembers.Number(name, value, meaning) with { IsTight = true };
}
