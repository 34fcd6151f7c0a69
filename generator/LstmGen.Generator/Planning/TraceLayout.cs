using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Planning;

/// <summary>
/// What a row of the trace holds, which shows what all units do at a step: layer after layer, what its units compute and finally its
/// output. Since a row ends with the output of the network, nothing else of a step has to be kept.
/// </summary>
/// <param name="Size">Values of a row.</param>
/// <param name="Sum">
/// Where the sum of the last layer's output and the input is, for a network with a skip connection; otherwise null.
/// </param>
internal sealed record TraceLayout(int Size, EquatableArray<LayerTrace> Layers, int? Sum)
{
    /// <summary>The most rows that a layer makes from one, each of which needs a row of the trace; 0 where no layer does that.</summary>
    private readonly int _made = Layers
        .Max(layer => layer.Layer is RowsLayer { Kind: RowsKind.Repeat, Count: var count } ? count : 0);

    /// <summary>
    /// Values of the trace of a whole sequence; null where a sequence may have any length, where one span can't hold so many, or where a
    /// layer makes more rows than there are steps.
    /// </summary>
    public int? Length(int? steps) => (long?)steps * Size is long length and <= int.MaxValue && _made <= steps ? (int)length : null;

    public static TraceLayout Of(Network network, IEnumerable<LayerLayout> layouts)
    {
        Queue<LayerLayout> parts = new(layouts);
        var layers = new List<LayerTrace>();
        int next = 0;
        foreach (Layer layer in network.Layers)
        {
            PartTrace[] all = layer is RowsLayer ? [] : layer is BidirectionalLayer ? [Part(), Part()] : [Part()];
            int output = next;
            if (all.Length == 1)
            {
                output = all[0].Of(PartTrace.Output).Start;
            }
            else if (LayerTrace.IsShown(layer))
            {
                next += layer.Output;
            }

            layers.Add(new LayerTrace(layer, new EquatableArray<PartTrace>(all), output));
        }

        int? sum = network.Skip ? next : null;
        return new TraceLayout(next + (network.Skip ? network.OutputSize : 0), new EquatableArray<LayerTrace>(layers), sum);

        PartTrace Part()
        {
            LayerLayout layout = parts.Dequeue();
            LayerLayout? projection = layout.Layer is RecurrentLayer { Projector: not null } ? parts.Dequeue() : null;
            var places = new List<TracePlace>();
            foreach ((string name, int count) in Values(layout))
            {
                places.Add(new TracePlace(name, next, count));
                next += count;
            }

            return new PartTrace(layout, projection, new EquatableArray<TracePlace>(places));
        }
    }

    /// <summary>What a layer's units compute, in the order of computation.</summary>
    private static IEnumerable<(string, int)> Values(LayerLayout layout)
    {
        WeightedLayer layer = layout.Layer;
        if (layout.Cell is not { } cell)
        {
            return [(PartTrace.Output, layer.Units)];
        }

        IEnumerable<(string, int)> state = layout.State.Skip(1).Select(slot => (slot.Name, slot.Count));
        IEnumerable<(string, int)> projected = layer is RecurrentLayer { Projector: not null } ? [(PartTrace.Unprojected, layer.Units)] : [];
        return cell.Shown.Concat(cell.Carried).Select(name => (name, layer.Units))
            .Concat(state).Concat(projected).Append((PartTrace.Output, layer.Output));
    }
}

/// <summary>Where a row of the trace has one value for each unit.</summary>
/// <param name="Name">As in the equations.</param>
internal sealed record TracePlace(string Name, int Start, int Count);

/// <summary>What a row of the trace holds of a layer in one direction.</summary>
/// <param name="Projection">The layout of its projection, or null.</param>
internal sealed record PartTrace(LayerLayout Layout, LayerLayout? Projection, EquatableArray<TracePlace> Places)
{
    /// <summary>A layer's output: the hidden state, or a fully connected layer's output.</summary>
    public const string Output = StateSlot.Hidden;

    /// <summary>What a projection reads (m in Sak, Senior and Beaufays 2014, which introduced projections).</summary>
    public const string Unprojected = "m";

    /// <summary>Its first value in the row.</summary>
    public int Start => Places[0].Start;

    public TracePlace Of(string name) => Places.First(place => place.Name == name);
}

/// <summary>What a row of the trace holds of a layer: each direction, and, where there are two, their merged output.</summary>
/// <param name="Output">Where the layer's output is, if that is shown.</param>
internal sealed record LayerTrace(Layer Layer, EquatableArray<PartTrace> Parts, int Output)
{
    /// <summary>Whether a row has a layer's output: not where that merely repeats values of the previous layer's rows.</summary>
    public static bool IsShown(Layer layer) => layer is not RowsLayer { IsPooling: false };
}
