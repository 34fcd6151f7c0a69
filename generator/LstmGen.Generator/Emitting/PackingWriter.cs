using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the packed parameters: the structure that holds them, and how they are put there and read back.</summary>
internal sealed class PackingWriter(CodeWriter code, Names names, Plan plan)
{
    private static readonly (string Method, string Meaning)[] Directions =
    [
        ("Pack", "Copies parameters from Keras' order to where the kernels read them."),
        ("Unpack", "Copies them back to Keras' order, bit for bit."),
    ];

    private readonly ValueMemory _memory = names.Memory;

    private bool HasSpans => plan.Target.Spans;

    public void Write()
    {
        bool packs = plan.Storage != ParameterStorage.Constants;
        if (packs)
        {
            Structure();
            code.Line();
        }

        for (int i = packs ? 0 : 1; i < Directions.Length; i++)
        {
            Walk(Directions[i].Method, Directions[i].Meaning, isPack: i == 0);
            code.Line();
        }

        if (packs)
        {
            Rows("PackRows", Move(Packed, Flat), Move(PackedGate, "unit"));
            code.Line();
        }

        Rows("UnpackRows", Move(Flat, Packed), Move("unit", PackedGate));
        code.Line();
        Place();
    }

    private const string Flat = "((row - first) * gates + gate) * units + unit";
    private const string Packed = "Place(row, gate, unit, rows, gates, units)";
    private const string PackedGate = "Place(first, gate, unit, rows, gates, units)";

    private string Move(string to, string from) => $"{_memory.Element("to", to)} = {_memory.Element("from", from)};";

    private void Structure()
    {
        bool aligned = plan.Target.PinnedArrays;
        string array = aligned
            ? $"{names["GC"]}.AllocateArray<{plan.Element.Type}>({plan.PackedCount} + {plan.Element.Alignment - 1}, pinned: true)"
            : $"new {plan.Element.Type}[{plan.PackedCount}]";
        code.Doc(
            "<summary>\n" +
            "The parameters in the order in which a step reads them: for each vector of units the bias, the rows of the kernel and\n" +
            "the rows of the recurrent kernel; in each row the gates i, f, c, o; in each gate a lane for each unit." + (aligned ? "\nThey start at a cache line." : "") + "\n" +
            "</summary>");
        code.Open("internal readonly struct Packed");
        code.Line($"private readonly {plan.Element.Type}[] _values;");
        if (HasSpans)
        {
            code.Line("private readonly int _start;");
        }

        code.Line();
        code.Open($"internal Packed({_memory.WholeParameter("parameters")})");
        code.Line($"_values = {array};");
        if (aligned)
        {
            code.Comment("The array never moves, so what is aligned now stays aligned.");
            string unsafeName = names["Unsafe"];
            code.Line($"long address = (long){unsafeName}.ByteOffset(ref {unsafeName}.NullRef<{plan.Element.Type}>(), ref _values[0]);");
            code.Line($"_start = (int)(-address & 63) / {plan.Element.Bytes};");
        }
        else if (HasSpans)
        {
            code.Line("_start = 0;");
        }

        code.Line($"Pack(parameters, {(HasSpans ? $"new {names.WritableValues}(_values, _start, {plan.PackedCount})" : "_values")});");
        code.Close();
        code.Open($"internal {_memory.Held()} Values");
        code.Open("get");
        if (plan.Storage == ParameterStorage.Instance)
        {
            code.Open("if (_values is null)");
            code.Line("Guard.NoParameters();");
            code.Close();
        }

        code.Line($"return {_memory.OfArray("_values", "_start", plan.PackedCount)};");
        code.Close();
        code.Close();
        code.Close();
    }

    private void Walk(string method, string meaning, bool isPack)
    {
        code.Doc($"<summary>{meaning}</summary>");
        if (HasSpans)
        {
            code.Open($"internal static void {method}({_memory.WholeParameter("source")}, {_memory.WholeParameter("destination", written: true)})");
            code.Comment("As integers, so that no runtime touches the bits of a NaN on the way.");
            code.Line($"{names["ReadOnlySpan"]}<{plan.Element.Integer}> from = {names["MemoryMarshal"]}.Cast<{plan.Element.Type}, {plan.Element.Integer}>(source);");
            code.Line($"{names["Span"]}<{plan.Element.Integer}> to = {names["MemoryMarshal"]}.Cast<{plan.Element.Type}, {plan.Element.Integer}>(destination);");
        }
        else
        {
            code.Open($"internal static void {method}({_memory.WholeParameter("from")}, {_memory.WholeParameter("to", written: true)})");
        }

        string parameters = isPack ? "from" : "to";
        string packed = isPack ? "to" : "from";
        foreach (LayerLayout layout in plan.Layouts)
        {
            WeightedLayer layer = layout.Layer;
            int at = layout.ParametersStart;
            foreach (ParameterRun run in layout.Runs)
            {
                // A run of one gate starts at that gate's place in the row.
                string gate = run.Gates == layer.Gates ? "" : ", gate: " + Literal.Of(run.FirstGate);
                string flat = HasSpans ? $"{parameters}.Slice({at}, {run.Count})" : $"{parameters}, {at}";
                string place = HasSpans ? $"{packed}.Slice({layout.PackedStart}, {layout.PackedCount})" : $"{packed}, {layout.PackedStart}";
                string spans = isPack ? $"{flat}, {place}" : $"{place}, {flat}";
                code.Line($"{method}Rows({spans}, {run.FirstRow}, {run.FirstRow + run.Rows}, {layer.Rows}, {layer.Gates}, {layer.Units}{gate}); // {layer.Name}: {run.Tensor.Words}");
                at += run.Count;
            }
        }

        code.Close();
    }

    private void Rows(string method, string move, string moveOfGate)
    {
        string runs = HasSpans
            ? $"{names["ReadOnlySpan"]}<{plan.Element.Integer}> from, {names["Span"]}<{plan.Element.Integer}> to"
            : $"{_memory.Parameter("from")}, {_memory.Parameter("to", written: true)}";
        if (plan.Layouts.Any(layout => layout.Layer is LstmLayer { Peepholes: true }))
        {
            code.Open($"private static void {method}({runs}, int first, int end, int rows, int gates, int units, int gate)");
            code.Open("for (int unit = 0; unit < units; unit++)");
            code.Line(moveOfGate);
            code.Close();
            code.Close();
        }

        code.Open($"private static void {method}({runs}, int first, int end, int rows, int gates, int units)");
        code.Open("for (int row = first; row < end; row++)");
        code.Open("for (int gate = 0; gate < gates; gate++)");
        code.Open("for (int unit = 0; unit < units; unit++)");
        code.Line(move);
        code.Close();
        code.Close();
        code.Close();
        code.Close();
    }

    private void Place()
    {
        code.Doc("<summary>The index of a parameter in its layer's packed parameters. The last vector is the narrowest that holds the units that are left.</summary>");
        code.Open("private static int Place(int row, int gate, int unit, int rows, int gates, int units)");
        if (plan.BackEnds.Count == 1)
        {
            code.Line("return gates * rows * unit + row * gates + gate;");
        }
        else
        {
            code.Line("int lanes = Lanes;");
            code.Line("int firstUnit = unit - unit % lanes;");
            code.Open($"while (lanes > {plan.Element.Narrowest} && lanes / 2 >= units - firstUnit)");
            code.Line("lanes /= 2;");
            code.Close();
            code.Line("return gates * rows * firstUnit + (row * gates + gate) * lanes + (unit - firstUnit);");
        }

        code.Close();
    }
}
