using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the parameters, and the initial state, of a trained model as constants of the assembly.</summary>
internal sealed class ParametersWriter(CodeWriter code, Names names, Plan plan)
{
    /// <summary>Values in a line of constants.</summary>
    private const int ValuesOfLine = 8;

    /// <summary>The packed parameters, as an expression that a member of the class can use.</summary>
    public static string Packed(Plan plan) => plan.Storage == ParameterStorage.Instance ? "Kernel.Parameters(_packed)" : "Kernel.Parameters";

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
            Block("InitialState", isInternal: true, [.. StateLines(initial)]);
        }
    }

    private IEnumerable<(string Values, string Meaning)> StateLines(Floats initial)
    {
        int start = 0;
        foreach (RecurrentLayer layer in plan.Network.Recurrent)
        {
            foreach (StateSlot slot in layer.State)
            {
                yield return (List(initial, start, slot.Count), $"{layer.Name}: {slot.Words}");
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
        code.Comment("The trained parameters: constants of the assembly, in the order in which a step reads them. Nothing is allocated or copied.");
        code.Body($"internal static {names.Memory.Held()} Parameters", string.Concat(packings.Select((packing, i) => i == packings.Count - 1
            ? Name(packing)
            : $"{string.Join(" || ", packing.Select(one => new LaneSet(names, plan.Arithmetic, one.BackEnd.Width).IsSupported))} ? {Name(packing)} : ")));
        code.Line();
        foreach (IGrouping<string, (BackEnd BackEnd, List<(string Values, string Meaning)> Lines)> packing in packings)
        {
            Block(Name(packing), isInternal: false, packing.First().Lines);
        }

        // Named by the vectors that read them.
        string Name(IEnumerable<(BackEnd BackEnd, List<(string, string)>)> packing)
        {
            int widest = packing.First().BackEnd.Width;
            int narrowest = packing.Last().BackEnd.Width;
            return widest == 1 ? "ParametersScalar"
                : widest == narrowest ? $"Parameters{plan.Element.VectorBits(widest)}"
                : $"Parameters{plan.Element.VectorBits(narrowest)}To{plan.Element.VectorBits(widest)}";
        }
    }

    /// <summary>The packed parameters for one vector width, a line for each vector of them.</summary>
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
                    string what = row == 0 ? "bias" : row <= layer.Input ? $"row {row - 1} of the {(layer is DenseLayer { IsProjection: true } ? "projection" : "kernel")}"
                        : row <= layer.Input + layer.Recurrent ? $"row {row - 1 - layer.Input} of the recurrent kernel"
                        : Plural(layer.Tensors.Single(tensor => layer.RowOf(tensor.Name) == row).Words);
                    lines.Add((List(packed, at, count), $"{layer.Name}{units}: {what}"));
                    at += count;
                }
            }
        }

        Fill(plan.PackedCount);
        return lines;

        // Between layers, so that each starts at a multiple of a cache line from the first.
        void Fill(int start)
        {
            if (start > at)
            {
                lines.Add((List(packed, at, start - at), "padding up to the next layer"));
                at = start;
            }
        }
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
                lines.Add((List(plan.Network.Parameters!, at, (int)tensor.Count), $"{layer.Name}: {tensor.Words} {tensor}"));
                at += (int)tensor.Count;
            }
        }

        code.Comment(
            "The trained parameters. At the first use they are put in the order in which a step reads them" + (plan.Target.PinnedArrays ? ", at a cache line" : "") + ": the only\n" +
            "allocation that the class ever makes.");
        code.Body($"internal static {names.Memory.Held()} Parameters", names.Target.Spans ? $"Copied.Values.Slice(0, {plan.PackedCount})" : "Copied.Values");
        code.Line();
        code.Open("private static class Copied");
        code.Line($"internal static readonly {(names.Target.Spans ? PackingHelpers.Aligned(names) : names.Memory.Held())} Values = Packed(Trained);");
        code.Line();
        Block("Trained", isInternal: false, lines, isUsedOnce: true);
        code.Close();
    }

    private void Block(string name, bool isInternal, IReadOnlyList<(string Values, string Meaning)> lines, bool isUsedOnce = false)
    {
        string access = isInternal ? "internal" : "private";
        bool isConstant = plan.Target.ConstantSpans;
        names.UseConstantArray();
        // Compilers that know CreateSpan make the array a view of the assembly's own data; others would allocate it at each use.
        string values = isConstant || isUsedOnce ? "" : name + "Values";
        if (values.Length > 0)
        {
            code.Body($"{access} static {names.Memory.Held()} {name}", values);
            code.Line();
        }

        code.Line(values.Length > 0 ? $"private static readonly {plan.Element.Type}[] {values} =" : $"{access} static {names.Memory.Held()} {name} => new {plan.Element.Type}[]");
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

    private string List(IReadOnlyList<float> values, int start, int count)
    {
        var lines = new List<string>();
        for (int at = 0; at < count; at += ValuesOfLine)
        {
            lines.Add(string.Join(" ", Enumerable.Range(start + at, System.Math.Min(ValuesOfLine, count - at)).Select(i => plan.Element.Literal(values[i]) + ",")));
        }

        return string.Join("\n", lines);
    }
}
