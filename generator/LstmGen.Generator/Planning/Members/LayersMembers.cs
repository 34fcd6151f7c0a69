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
        Class("Layers", "The sizes of each layer, named as Keras names its layers.", plan.Network.Layers.Select(OfLayer)),
    ];

    private static Member OfLayer(Layer layer, int index)
    {
        string units = layer is BidirectionalLayer both
            ? $"{both.Forward.Units} + {both.Backward.Units} units"
            : ReaderText.Count(((WeightedLayer)layer).Units, "unit");
        return Class(
            layer.PascalName,
            $"Layer {index}, {layer.Name} ({layer.TypeName}): {ReaderText.Count(layer.Input, "feature")} in, {units}.",
            layer is BidirectionalLayer two ? OfTwo(two) : Counts((WeightedLayer)layer));
    }

    private static IEnumerable<Member> OfTwo(BidirectionalLayer layer) =>
    [
        Number("OutputSize", layer.Output, "Features that the layer outputs."),
        Number("ParameterCount", layer.ParameterCount, "The parameters of both directions."),
        Class("Forward", "The half that reads the sequence from its start.", Counts(layer.Forward)),
        Class("Backward", "The half that reads it from its end.", Counts(layer.Backward)),
    ];

    private static IEnumerable<Member> Counts(WeightedLayer layer)
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

        long Count(string name) =>
            layer.Parts.SelectMany(part => part.Tensors).Where(tensor => tensor.Name == name).Sum(tensor => tensor.Count);
    }

    private static Member Class(string name, string summary, IEnumerable<Member> members) => new(MemberKind.Type, "public static", name)
    {
        Documentation = new Documentation(summary),
        Members = [.. members],
    };

    private static Member Number(string name, long value, string meaning) =>
        ConstantMembers.Number(name, value, meaning) with { IsTight = true };
}
