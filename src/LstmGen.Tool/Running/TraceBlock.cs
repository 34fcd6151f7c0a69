using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;
using static System.FormattableString;

namespace LstmGen.Tool.Running;

/// <summary>Values in a row of a trace that belong together: one for each unit.</summary>
/// <param name="Layer">The layer's name.</param>
/// <param name="Half">The direction of a bidirectional layer, <c>forward</c> or <c>backward</c>; otherwise null.</param>
/// <param name="Value">Its letter in the equations; null for the output of a Dense layer or of both directions together.</param>
/// <param name="Start">The first value's index in the row.</param>
/// <param name="Count">How many values there are.</param>
internal sealed record TraceBlock(string Layer, string? Half, string? Value, int Start, int Count)
{
    /// <summary>The name for the outputs of a network with a skip connection, which belong to no layer.</summary>
    private const string Skip = "skip";

    private static readonly string[] Halves = ["forward", "backward"];

    /// <summary>The names of its values, such as <c>lstm.i[0]</c>.</summary>
    public IEnumerable<string> Names => Enumerable.Range(0, Count).Select(unit => Invariant($"{string.Join('.', new[] { Layer, Half, Value }.OfType<string>())}[{unit}]"));

    /// <summary>All of a row, in its order.</summary>
    public static IReadOnlyList<TraceBlock> Of(TraceLayout layout)
    {
        var blocks = new List<TraceBlock>();
        foreach (LayerTrace layer in layout.Layers)
        {
            bool isBoth = layer.Layer is BidirectionalLayer;
            for (int half = 0; half < layer.Parts.Count; half++)
            {
                blocks.AddRange(layer.Parts[half].Places.Select(place =>
                    new TraceBlock(layer.Layer.Name, isBoth ? Halves[half] : null, layer.Layer.IsRecurrent ? place.Name : null, place.Start, place.Count)));
            }

            if (isBoth)
            {
                blocks.Add(new TraceBlock(layer.Layer.Name, null, null, layer.Output, layer.Layer.Output));
            }
        }

        if (layout.Sum is int sum)
        {
            blocks.Add(new TraceBlock(Skip, null, null, sum, layout.Size - sum));
        }

        return blocks;
    }
}
