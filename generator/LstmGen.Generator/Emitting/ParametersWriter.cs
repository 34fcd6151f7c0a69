using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the parameters, and the initial state, of a trained model as constants of the assembly.</summary>
internal sealed class ParametersWriter(CodeWriter code, Names names, Plan plan)
{
    /// <summary>Values on a line of constants.</summary>
    private const int ValuesOfLine = 8;

    /// <summary>The expression for an instance's packed parameters in a member of the class.</summary>
    public const string Packed = "Kernel.Parameters(_packed)";

    /// <summary>The name of the class's packed parameters.</summary>
    public const string Trained = "Trained";

    public void Write()
    {
        switch (plan.Storage)
        {
            case ParameterStorage.Constants:
                Constants();
                break;
            case ParameterStorage.Copy:
                Copy();
                break;
        }

        if (plan.Network.InitialState is { } initial)
        {
            code.Comment("Where a sequence starts: h, then c of each LSTM layer, a value for each unit.");
            Array("InitialState", names.Memory, plan.Element, isInternal: true, [.. StateLines(initial)]);
        }
    }

    private IEnumerable<(string Values, string Meaning)> StateLines(Floats initial)
    {
        int start = 0;
        foreach (RecurrentLayer layer in plan.Network.Recurrent)
        {
            foreach (StateSlot slot in layer.State)
            {
                yield return (List(plan.Element, initial, start, slot.Count), $"{layer.Name}: {slot.Words}");
                start += slot.Count;
            }
        }
    }

    private void Constants()
    {
        List<IGrouping<string, (BackEnd BackEnd, List<(string Values, string Meaning)> Lines)>> packings = plan.BackEnds
            .Select(backEnd => (backEnd, Lines: Lines(backEnd.Width)))
            .GroupBy(packing => string.Concat(packing.Lines.Select(line => line.Values)))
            .ToList();
        code.Comment(
            "The trained parameters: constants of the assembly, in the order in which a step reads them. Nothing is allocated or copied.");
        IEnumerable<string> choices = packings.Take(packings.Count - 1).Select(packing => $"{IsSupported(packing)} ? {Name(packing)} : ");
        code.Body($"internal static {names.Parameters.Held()} {Trained}", string.Concat(choices) + Name(packings[packings.Count - 1]));
        code.Line();
        foreach (IGrouping<string, (BackEnd BackEnd, List<(string Values, string Meaning)> Lines)> packing in packings)
        {
            Array(Name(packing), names.Parameters, plan.Stored, isInternal: false, packing.First().Lines);
        }

        string IsSupported(IEnumerable<(BackEnd BackEnd, List<(string, string)>)> packing) =>
            string.Join(" || ", packing.Select(one => new LaneSet(names, plan.Arithmetic, one.BackEnd.Width).IsSupported));

        // Named after the vectors that read them.
        string Name(IEnumerable<(BackEnd BackEnd, List<(string, string)>)> packing)
        {
            int widest = packing.First().BackEnd.Width;
            int narrowest = packing.Last().BackEnd.Width;
            return widest == 1 ? "ParametersScalar"
                : widest == narrowest ? $"Parameters{plan.Element.VectorBits(widest)}"
                : $"Parameters{plan.Element.VectorBits(narrowest)}To{plan.Element.VectorBits(widest)}";
        }
    }

    /// <summary>The packed parameters for one vector width, a line for each vector.</summary>
    private List<(string Values, string Meaning)> Lines(int width)
    {
        var lines = new List<(string, string)>();
        float[] packed = Packing.Pack(plan.Layouts, plan.PackedCount, plan.Network.Parameters!, width);
        int at = 0;
        foreach (LayerLayout layout in plan.Layouts)
        {
            WeightedLayer layer = layout.Layer;
            Fill(layout.PackedStart);
            foreach (Group group in Packing.Groups(layer, width, plan.Element))
            {
                int end = group.First + group.Count - 1;
                string units = layer.Units == 1 ? "" : group.Count == 1 ? $", unit {group.First}" : $", units {group.First} to {end}";
                for (int row = 0; row < layer.Rows; row++)
                {
                    int count = layer.Gates * group.Lanes;
                    lines.Add((List(plan.Stored, packed, at, count), $"{layer.Name}{units}: {Meaning(layer, row)}"));
                    at += count;
                }
            }
        }

        Fill(plan.PackedCount);
        return lines;

        // Padding between layers, so that each starts a multiple of a cache line after the first.
        void Fill(int start)
        {
            if (start > at)
            {
                lines.Add((List(plan.Stored, packed, at, start - at), "padding up to the next layer"));
                at = start;
            }
        }
    }

    /// <summary>What a row of a layer's parameters holds.</summary>
    private static string Meaning(WeightedLayer layer, int row)
    {
        if (layer is PositionwiseLayer)
        {
            TensorShape tensor = layer.Tensors.Last(tensor => layer.RowOf(tensor.Name) <= row);
            return tensor.Rows == 1 ? tensor.Words : $"row {row - layer.RowOf(tensor.Name)} of the {tensor.Words}";
        }

        string kernel = layer is DenseLayer { IsProjection: true } ? "projection" : "kernel";
        return row == 0 ? "bias"
            : row <= layer.Input ? $"row {row - 1} of the {kernel}"
            : row <= layer.Input + layer.Recurrent ? $"row {row - 1 - layer.Input} of the recurrent kernel"
            : Plural(layer.Tensors.Single(tensor => layer.RowOf(tensor.Name) == row).Words);
    }

    private static string Plural(string words) => words + (words.EndsWith("s", System.StringComparison.Ordinal) ? "es" : "s");

    private void Copy()
    {
        var lines = new List<(string, string)>();
        int at = 0;
        foreach (WeightedLayer layer in plan.Network.Parts)
        {
            foreach (TensorShape tensor in layer.Tensors)
            {
                lines.Add((List(plan.Element, plan.Network.Parameters!, at, (int)tensor.Count), $"{layer.Name}: {tensor.Words} {tensor}"));
                at += (int)tensor.Count;
            }
        }

        string alignment = plan.Target.PinnedArrays ? ", at a cache line" : "";
        code.Comment($"""
            The trained parameters. At the first use they are put in the order in which a step reads them{alignment}: an allocation
            that all instances share.
            """);
        bool hasSpans = names.Target.Spans;
        string held = names.Parameters.Held();
        code.Body($"internal static {held} {Trained}", hasSpans ? $"Copied.Values.Slice(0, {plan.PackedCount})" : "Copied.Values");
        code.Line();
        using (code.Block("private static class Copied"))
        {
            string holder = hasSpans ? PackingHelpers.Aligned(names, plan.Stored) : held;
            code.Line($"internal static readonly {holder} Values = Packed(InOrder);");
            code.Line();
            Array("InOrder", names.Memory, plan.Element, isInternal: false, lines, isUsedOnce: true);
        }
    }

    private void Array(
        string name,
        ValueMemory memory,
        Element element,
        bool isInternal,
        IReadOnlyList<(string Values, string Meaning)> lines,
        bool isUsedOnce = false)
    {
        string property = $"{(isInternal ? "internal" : "private")} static {memory.Held()} {name}";
        bool isConstant = plan.Target.ConstantSpans;
        names.UseConstantArray();

        // Compilers that know CreateSpan turn the array into a span over the assembly's data; others would allocate it at each use.
        if (isConstant || isUsedOnce)
        {
            code.Line($"{property} => new {element.Type}[]");
        }
        else
        {
            string values = name + "Values";
            code.Body(property, values);
            code.Line();
            code.Line($"private static readonly {element.Type}[] {values} =");
        }

        code.Line("{");
        foreach ((string text, string meaning) in lines)
        {
            code.Line("    // " + meaning);
            foreach (string line in text.Split('\n'))
            {
                code.Line("    " + line);
            }
        }

        code.Line("};");
        code.Line();
    }

    private static string List(Element element, IReadOnlyList<float> values, int start, int count)
    {
        var lines = new List<string>();
        for (int at = 0; at < count; at += ValuesOfLine)
        {
            IEnumerable<int> places = Enumerable.Range(start + at, System.Math.Min(ValuesOfLine, count - at));
            lines.Add(string.Join(" ", places.Select(place => element.Literal(values[place]) + ",")));
        }

        return string.Join("\n", lines);
    }
}
