using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>Methods that move parameters to where kernels read them, and back into the order in which a class takes them.</summary>
internal static class PackingHelpers
{
    private const string Type = HelperTypes.LstmParameters;
    private const string Flat = "((row - first) * gates + gate) * units + unit";

    /// <summary>The name of the structure whose values start at a cache line; only targets with spans have it.</summary>
    public static string Aligned(Names names, Element of)
    {
        string name = HelperTypes.Aligned(of);
        return names.Helper(Type, name, $"0 {name}", (code, inner) => WriteAligned(code, inner, of, name));
    }

    /// <summary>The method that finds the first cache line in stack memory.</summary>
    public static string AtLine(Names names) => names.Helper(Type, "AtLine", $"0 AtLine {names.Element.Name}", (code, inner) =>
    {
        string unsafeName = inner["Unsafe"];
        string type = inner.Element.Type;
        code.Line($$"""
            /// <summary>The part of some memory of the stack that starts at a cache line.</summary>
            internal static {{inner.WritableValues}} AtLine({{inner.WritableValues}} values)
            {
                long address = (long){{unsafeName}}.ByteOffset(ref {{unsafeName}}.NullRef<{{type}}>(), ref values[0]);
                return values.Slice((int)(-address & 63) / {{inner.Element.Bytes}});
            }
            """);
    });

    /// <summary>Copies some rows of a tensor to where kernels read them, or back.</summary>
    public static string Rows(Names names, bool isPack) => Move(names, isPack, "Rows", isOneGate: false);

    /// <summary>The same for the only row of one gate.</summary>
    public static string Gate(Names names, bool isPack) => Move(names, isPack, "Gate", isOneGate: true);

    /// <summary>Copies a matrix by columns to a matrix by rows.</summary>
    /// <param name="order">The order of the columns, which are gates, in the source.</param>
    public static string Transpose(Names names, GateOrder order)
    {
        string name = "Transpose" + Letters(order);
        return names.Helper(Type, name, $"2 {name} {names.Element.Name}", (code, inner) =>
        {
            (string gates, string units) = order.IsOwn ? ("", "") : ($", whose columns are the gates {order},", ", int units");
            string runs = $"{inner.Memory.WholeParameter("from")}, {inner.Memory.Parameter("to", written: true)}";
            code.Doc($"<summary>Copies a matrix [columns, rows]{gates} to [rows, columns].</summary>");
            code.Line($$"""
                internal static void {{name}}({{runs}}, int rows, int columns{{units}})
                {
                    for (int column = 0; column < columns; column++)
                    {
                        for (int row = 0; row < rows; row++)
                        {
                            {{inner.Memory.Element("to", "row * columns + column")}} = from[{{Place(inner, order)}} * rows + row];
                        }
                    }
                }
                """);
        });
    }

    /// <summary>Adds two biases, for each gate of each unit.</summary>
    public static string Biases(Names names) => names.Helper(Type, "AddBiases", $"2 AddBiases {names.Element.Name}", (code, inner) =>
    {
        ValueMemory memory = inner.Memory;
        code.Doc("<summary>Adds up the two biases of each gate of each unit.</summary>");
        string runs = $"{memory.WholeParameter("from")}, {memory.WholeParameter("others")}, {memory.Parameter("to", written: true)}";
        code.Line($$"""
            internal static void AddBiases({{runs}}, int count)
            {
                for (int column = 0; column < count; column++)
                {
                    {{memory.Element("to", "column")}} = ({{inner.Element.Type}})(from[column] + others[column]);
                }
            }
            """);
    });

    /// <summary>The same where both are in one tensor, one after another.</summary>
    public static string BiasesOf(Names names, GateOrder order)
    {
        string name = "AddBiases" + Letters(order);
        return names.Helper(Type, name, $"2 {name} of one {names.Element.Name}", (code, inner) =>
        {
            ValueMemory memory = inner.Memory;
            string runs = $"{memory.WholeParameter("from")}, {memory.Parameter("to", written: true)}";
            const string Stored = "which are stored one after the other, the gates in the order";
            code.Doc($"<summary>Adds up the two biases of each gate of each unit, {Stored} {order}.</summary>");
            code.Line($$"""
                internal static void {{name}}({{runs}}, int count, int units)
                {
                    for (int column = 0; column < count; column++)
                    {
                        int row = {{Place(inner, order)}};
                        {{memory.Element("to", "column")}} = ({{inner.Element.Type}})(from[row] + from[count + row]);
                    }
                }
                """);
        });
    }

    /// <summary>The place of a unit's gate in an order.</summary>
    private static string Place(Names names, GateOrder order)
    {
        if (order.IsOwn)
        {
            return "column";
        }

        string name = "PlaceOf" + Letters(order);
        return names.Helper(Type, name, $"3 {name}", (code, inner) =>
        {
            string places = $"the layer's gates are those with the numbers {string.Join(", ", order.Places)}";
            code.Line($$"""
                /// <summary>Where a column stands among the gates in the order {{order}}: {{places}}.</summary>
                private static int {{name}}(int column, int units)
                {
                    int gate = column / units;
                    return ({{Gate(order)}}) * units + column % units;
                }
                """);
        }) + "(column, units)";
    }

    /// <summary>The expression of a gate's place in an order. Most gates are shifted by the same distance; the others are named.</summary>
    private static string Gate(GateOrder order)
    {
        List<int> moves = [.. order.Places.Select((place, gate) => place - gate)];
        int usual = moves.GroupBy(move => move).OrderByDescending(same => same.Count()).First().Key;
        IEnumerable<string> others = order.Places
            .Select((place, gate) => (place, gate))
            .Where(one => one.place - one.gate != usual)
            .Select(one => $"gate == {one.gate} ? {one.place} : ");
        return string.Concat(others) + (usual == 0 ? "gate" : usual > 0 ? $"gate + {usual}" : $"gate - {-usual}");
    }

    /// <summary>The suffix of the functions for an order: its gates, as in <c>TransposeIofc</c>.</summary>
    private static string Letters(GateOrder order)
    {
        string letters = string.Concat(order.Gates);
        return order.IsOwn ? "" : letters.Substring(0, 1).ToUpperInvariant() + letters.Substring(1);
    }

    private static string Move(Names names, bool isPack, string what, bool isOneGate)
    {
        string name = (isPack ? "Pack" : "Unpack") + what;
        bool isConverted = names.Stored != names.Element;
        string types = names.Element.Name + (isConverted ? " " + names.Stored.Name : "");
        return names.Helper(Type, name, $"1 {name} {types}", (code, inner) =>
        {
            bool hasSpans = inner.Target.Spans;
            string packed = Place(inner, isOneGate ? "first" : "row");
            string flat = isOneGate ? "unit" : Flat;
            (string to, string from) = isPack ? (packed, flat) : (flat, packed);
            (ValueMemory source, ValueMemory destination) = isPack ? (inner.Memory, inner.Parameters) : (inner.Parameters, inner.Memory);
            bool asIntegers = hasSpans && !isConverted;
            code.Doc(isPack
                ? "<summary>Copies parameters from Keras' order to where the kernels read them.</summary>"
                : "<summary>Copies parameters from where the kernels read them to Keras' order, bit for bit.</summary>");
            string runs = asIntegers
                ? $"{inner.Values} source, {inner.WritableValues} destination"
                : $"{source.Parameter("from")}, {destination.Parameter("to", written: true)}";
            string sizes = "int first, int end, int rows, int gates, int units, int lanes" + (isOneGate ? ", int gate" : "");
            using (code.Block($"internal static void {name}({runs}, {sizes})"))
            {
                if (asIntegers)
                {
                    string type = inner.Element.Type;
                    string integer = inner.Element.Integer;
                    code.Comment("As integers, so that no runtime touches the bits of a NaN on the way.");
                    code.Line($"{inner["ReadOnlySpan"]}<{integer}> from = {inner["MemoryMarshal"]}.Cast<{type}, {integer}>(source);");
                    code.Line($"{inner["Span"]}<{integer}> to = {inner["MemoryMarshal"]}.Cast<{type}, {integer}>(destination);");
                }

                string value = source.Element("from", from);
                string converted = isConverted ? $"({(isPack ? inner.Stored : inner.Element).Type}){value}" : value;
                string copy = $"{destination.Element("to", to)} = {converted};";
                code.Line(isOneGate ? OfUnits(copy) : OfRows(copy));
            }
        });

        static string OfUnits(string copy) => $$"""
            for (int unit = 0; unit < units; unit++)
            {
                {{copy}}
            }
            """;

        static string OfRows(string copy) => $$"""
            for (int row = first; row < end; row++)
            {
                for (int gate = 0; gate < gates; gate++)
                {
                    for (int unit = 0; unit < units; unit++)
                    {
                        {{copy}}
                    }
                }
            }
            """;
    }

    private static string Place(Names names, string row) => $"{Place(names)}({row}, gate, unit, rows, gates, units, lanes)";

    /// <summary>The method that gives the index of a parameter among the packed ones of its layer.</summary>
    public static string Place(Names names)
    {
        string name = "Place" + names.Element.Name;
        return names.Helper(Type, name, $"3 {name}", (code, inner) =>
        {
            code.Doc(
                "<summary>The index of a parameter in its layer's packed parameters. The last vector is the narrowest that holds the units "
                + "that are left.</summary>");
            code.Line($$"""
                internal static int {{name}}(int row, int gate, int unit, int rows, int gates, int units, int lanes)
                {
                    int firstUnit = unit - unit % lanes;
                    while (lanes > {{inner.Element.Narrowest}} && lanes / 2 >= units - firstUnit)
                    {
                        lanes /= 2;
                    }

                    return gates * rows * firstUnit + (row * gates + gate) * lanes + (unit - firstUnit);
                }
                """);
        });
    }

    private static void WriteAligned(CodeWriter code, Names names, Element of, string name)
    {
        string type = of.Type;
        bool isAligned = names.Target.PinnedArrays;
        code.Doc($"<summary>{(isAligned ? "Values that start at a cache line." : "Values in an array of their own.")}</summary>");
        using (code.Block($"internal readonly struct {name}"))
        {
            code.Line($"private readonly {type}[] _values;");
            code.Line("private readonly int _start;");
            code.Line();
            using (code.Block($"internal {name}(int count)"))
            {
                if (isAligned)
                {
                    string unsafeName = names["Unsafe"];
                    code.Line($"_values = {names["GC"]}.AllocateArray<{type}>(count + {of.Alignment - 1}, pinned: true);");
                    code.Comment("The array never moves, so what is aligned now stays aligned.");
                    code.Line($"long address = (long){unsafeName}.ByteOffset(ref {unsafeName}.NullRef<{type}>(), ref _values[0]);");
                    code.Line($"_start = (int)(-address & 63) / {of.Bytes};");
                }
                else
                {
                    code.Line($"_values = new {type}[count];");
                    code.Line("_start = 0;");
                }
            }

            code.Body("internal bool IsMissing", "_values is null");
            code.Line();
            code.Doc("<summary>Some of the values.</summary>");
            code.Attribute(names.Inlined);
            string span = names.Span(of, isWritten: true);
            code.Body($"internal {span} Slice(int start, int count)", $"new {span}(_values, _start + start, count)");
        }
    }
}
