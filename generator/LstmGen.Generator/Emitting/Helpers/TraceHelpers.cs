using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Computes traces: layers as loops over any number of units, shared by all classes with the same mathematics. A trace is for people to
/// look at, so nothing here is optimised; but the bits are those of the kernels, because each sum is computed in the same order.
/// </summary>
internal sealed class TraceHelpers(Names names, Arithmetic arithmetic)
{
    private const string Unit = "u";

    /// <summary>The arguments that describe a layer's packed parameters in calls of <c>Weight</c> and <c>Add</c>.</summary>
    private const string Shape = "rows, gates, units, lanes";

    private readonly string _type = HelperTypes.Trace(arithmetic);

    private string Order(string order) =>
        $"{order} {names.Element.Name}{(names.Stored == names.Element ? "" : $" of {names.Stored.Name}")}";

    /// <summary>
    /// The method that computes a step of a recurrent layer, and writes a row of the trace: w is its packed parameters, x its input, h its
    /// hidden state, followed by the rest of its state.
    /// </summary>
    public string Recurrent(PartTrace trace)
    {
        Cell cell = trace.Layout.Cell!;
        string name = CodeNames.Of((RecurrentLayer)trace.Layout.Layer) + (trace.Projection is null ? "" : "Projected");
        return names.Helper(_type, name, Order($"0 {name}"), (code, inner) =>
            new TraceHelpers(inner, arithmetic).WriteRecurrent(code, name, trace, cell));
    }

    /// <summary>The method that computes a fully connected layer: y = x·K + b, and its activation, except for softmax.</summary>
    public string Dense(Activation activation)
    {
        GateActivations activations = GateActivations.Of(activation);
        string name = "Dense" + (activations.IsNothing ? "" : activations.Name);
        return names.Helper(_type, name, Order($"1 {name}"), (code, inner) =>
            new TraceHelpers(inner, arithmetic).WriteDense(code, name, activations));
    }

    /// <summary>The method that copies the output of each step from the end of its row.</summary>
    public string Outputs()
    {
        const string Name = "Outputs";
        return names.Helper(_type, Name, Order($"2 {Name}"), (code, inner) =>
        {
            ValueMemory memory = inner.Memory;
            string runs = $"{memory.Parameter("trace")}, {memory.Parameter("output", written: true)}";
            string from = memory.Element("trace", "(step + 1) * traceSize - outputSize + k");
            code.Doc("<summary>Copies the output of each step: the values with which its row of the trace ends.</summary>");
            code.Line($$"""
                internal static void {{Name}}({{runs}}, int steps, int traceSize, int outputSize)
                {
                    for (int step = 0; step < steps; step++)
                    {
                        for (int k = 0; k < outputSize; k++)
                        {
                            {{memory.Element("output", "step * outputSize + k")}} = {{from}};
                        }
                    }
                }
                """);
        });
    }

    /// <summary>The method that marks values as not computed: they are NaN.</summary>
    public string Missing()
    {
        const string Name = "Missing";
        return names.Helper(_type, Name, Order($"2 {Name}"), (code, inner) =>
        {
            ValueMemory memory = inner.Memory;
            code.Doc("<summary>Makes values NaN that were not computed.</summary>");
            code.Line($$"""
                internal static void {{Name}}({{memory.Parameter("trace", written: true)}}, int count)
                {
                    for (int k = 0; k < count; k++)
                    {
                        {{memory.Element("trace", "k")}} = {{inner.Element.Type}}.NaN;
                    }
                }
                """);
        });
    }

    private void WriteRecurrent(CodeWriter code, string name, PartTrace trace, Cell cell)
    {
        LayerLayout layout = trace.Layout;
        ValueMemory memory = names.Memory;
        var lanes = new ScalarLanes(names, new ScalarSpelling(names, arithmetic));
        string shown = string.Join(", ", trace.Places.Take(trace.Places.Count - 1).Select(place => place.Name));
        bool isProjected = trace.Projection is not null;
        code.Doc($"<summary>A step of a layer, one unit after the other, with {shown}{(isProjected ? "" : " and h")} of each.</summary>");
        IEnumerable<string> state = layout.State.Skip(1).Select(slot => memory.Parameter(slot.Word, written: true));
        string runs = CodeWriter.List([
            names.Parameters.Parameter("w"), memory.Parameter("x"), memory.Parameter("h"), .. state,
            memory.Parameter("trace", written: true)]);
        string orders = $"{Orders("OfX", "int ")}, {Orders("OfH", "int ")}";
        string sizes = $"int inputs, int units, {(isProjected ? "int outputs, " : "")}{orders}, int lanes";
        using (code.Block($"internal static void {name}({runs}, {sizes})"))
        {
            string outputs = isProjected ? "outputs" : "units";
            int own = layout.Layer.Rows - 1 - layout.Layer.Input - layout.Layer.Recurrent;
            code.Line($"const int gates = {layout.Layer.Gates};");
            code.Line($"int rows = 1 + inputs + {outputs}{(own == 0 ? "" : $" + {own}")};");
            foreach (Phase phase in cell.Phases)
            {
                using (code.Block("for (int u = 0; u < units; u++)"))
                {
                    Write(code, lanes, trace, cell, phase, outputs);
                }
            }
        }
    }

    /// <summary>Writes a phase of the cell of one unit.</summary>
    private void Write(CodeWriter code, ScalarLanes lanes, PartTrace trace, Cell cell, Phase phase, string outputs)
    {
        LayerLayout layout = trace.Layout;
        ValueMemory memory = names.Memory;
        OwnValue[] own =
        [
            .. layout.State.Skip(1).Select(slot => new OwnValue(slot.Name, slot.Name, memory.Element(slot.Word, Unit))),
            new OwnValue(StateSlot.Hidden, "old", memory.Element("h", Unit)),
            .. cell.Carried.Select(carried => new OwnValue(carried, carried, memory.Element("trace", At(trace, carried)))),
        ];
        var writer = new CellWriter(code, lanes, lanes, phase, "", own);
        IReadOnlyList<GateVector> vectors = CellWriter.Vectors(phase.Sums, new Group(0, 1, 1, 1), "");
        foreach (GateVector vector in vectors)
        {
            AddUp(code, lanes, trace, cell, vector, outputs);
        }

        foreach (GateVector vector in vectors)
        {
            writer.Finish(vector, vector.Sum.Weights is { } tensor ? Weight(Row(layout.Layer, tensor, outputs), vector.Sum.Column) : null);
        }

        IReadOnlyList<string> results = writer.Results();
        IEnumerable<string> computed = phase.Sums.Select(sum => sum.Name)
            .Concat(phase.Update.Statements.Select(statement => statement.Variable.Name)).Distinct();
        foreach (string name in computed.Where(name => trace.Places.Any(place => place.Name == name)))
        {
            code.Line($"{memory.Element("trace", At(trace, name))} = {writer.Variable(name)};");
        }

        foreach (SlotLayout slot in layout.State.Skip(1).Where(_ => cell.IsLast(phase)))
        {
            code.Line($"{memory.Element(slot.Word, Unit)} = {writer.Variable(slot.Name)};");
        }

        for (int i = 0; i < results.Count; i++)
        {
            bool isProjected = cell.IsLast(phase) && trace.Projection is not null;
            code.Line($"{memory.Element("trace", At(trace, isProjected ? PartTrace.Unprojected : phase.Leaves[i]))} = {results[i]};");
        }
    }

    /// <summary>Writes a weighted sum of one unit.</summary>
    private void AddUp(CodeWriter code, ScalarLanes lanes, PartTrace trace, Cell cell, GateVector vector, string outputs)
    {
        WeightedLayer layer = trace.Layout.Layer;
        CellSum sum = vector.Sum;
        string start = sum.Bias is (string tensor, _) ? Weight(Row(layer, tensor, outputs), sum.Column) : lanes.Spell(0);
        code.Line($"{lanes.Type} {vector.Name} = {start};", sum.Bias is (_, string letter) ? letter + vector.Gates : "no bias");
        if (sum.TakesIn(CellSum.Input))
        {
            Part(names.Memory.From("x", 0), "1", "inputs", Orders("OfX"), "x·K");
        }

        foreach (string value in cell.Carried.Prepend(StateSlot.Hidden).Where(sum.TakesIn))
        {
            string values = value == StateSlot.Hidden
                ? names.Memory.From("h", 0)
                : names.Memory.From("trace", At(trace, value, ""));
            Part(values, "1 + inputs", outputs, Orders("OfH"), value + "·R");
        }

        void Part(string values, string firstRow, string count, string order, string meaning)
        {
            string weights = names.Parameters.From("w", 0);
            string part = $"{vector.Name}, {weights}, {values}, {firstRow}, {count}, {order}, {sum.Column}";
            code.Line($"{vector.Name} = {Add()}({part}, {Unit}, {Shape});", $"+ {meaning}{vector.Gates}");
        }
    }

    private void WriteDense(CodeWriter code, string name, GateActivations activations)
    {
        ValueMemory memory = names.Memory;
        var lanes = new ScalarLanes(names, new ScalarSpelling(names, arithmetic));
        string runs = $"{names.Parameters.Parameter("w")}, {memory.Parameter("x")}, {memory.Parameter("y", written: true)}";
        code.Doc("<summary>A fully connected layer, one unit after the other.</summary>");
        using (code.Block($"internal static void {name}({runs}, int inputs, int units, {Orders(string.Empty, "int ")}, int lanes)"))
        {
            code.Line("const int gates = 1;");
            code.Line("int rows = 1 + inputs;");
            using (code.Block("for (int u = 0; u < units; u++)"))
            {
                code.Line($"{lanes.Type} sum = {Weight("0", 0)};", "b");
                string terms = $"{names.Parameters.From("w", 0)}, {memory.From("x", 0)}, 1, inputs, {Orders("")}, 0";
                code.Line($"sum = {Add()}(sum, {terms}, {Unit}, {Shape});", "+ x·K");
                lanes.Apply(code, activations, "sum");
                code.Line($"{memory.Element("y", Unit)} = sum;");
            }
        }
    }

    /// <summary>The row of a tensor among the packed ones, as an expression of the sizes.</summary>
    private static string Row(WeightedLayer layer, string tensor, string outputs)
    {
        int row = layer.RowOf(tensor);
        int own = row - 1 - layer.Input - layer.Recurrent;
        return row == 0 ? "0" : $"1 + inputs + {outputs}{(own == 0 ? "" : $" + {own}")}";
    }

    /// <summary>Where a row of the trace has a value of a unit, as an expression of the number of units.</summary>
    private static string At(PartTrace trace, string name, string unit = Unit)
    {
        int before = trace.Places.TakeWhile(place => place.Name != name).Count();
        string start = before == 0 ? "" : before == 1 ? "units" : $"{before} * units";
        return unit.Length == 0 ? (start.Length == 0 ? "0" : start) : start.Length == 0 ? unit : $"{start} + {unit}";
    }

    private string Weight(string row, int gate) => Weight(row, Literal.Of(gate), Unit);

    private string Weight(string row, string gate, string unit)
    {
        string name = names.Helper(_type, "Weight", Order("3 Weight"), (code, inner) =>
        {
            string index = $"{PackingHelpers.Place(inner)}(row, gate, unit, rows, gates, units, lanes)";
            code.Doc("<summary>A parameter of a unit: of a row, and in it of a gate.</summary>");
            code.Body(
                $"private static {inner.Element.Type} Weight({inner.Parameters.Parameter("w")}, "
                + "int row, int gate, int unit, int rows, int gates, int units, int lanes)",
                inner.Parameters.Element("w", index));
        });
        return $"{name}({names.Parameters.From("w", 0)}, {row}, {gate}, {unit}, {Shape})";
    }

    /// <summary>The order of a sum, as calls pass it on.</summary>
    public static string Orders(SumOrder order) => $"{order.Chains}, {order.First}, {order.Block}";

    /// <summary>The parameters for the order of a sum, or the arguments for them.</summary>
    private static string Orders(string of, string type = "") => $"{type}chains{of}, {type}first{of}, {type}block{of}";

    /// <summary>
    /// The method that adds one part to a sum, in the order that <see cref="Summation"/> defines and <see cref="WeightedSums"/> writes out,
    /// with the <see cref="SumOrder"/> as values.
    /// </summary>
    private string Add() => names.Helper(_type, "Add", Order("3 Add"), (code, inner) =>
    {
        string type = inner.Element.Type;
        ValueMemory memory = inner.Memory;
        var lanes = new ScalarLanes(inner, new ScalarSpelling(inner, arithmetic));
        string runs = $"{type} sum, {inner.Parameters.Parameter("w")}, {memory.Parameter("values")}";
        string handed = $"sum, {inner.Parameters.From("w", 0)}, {memory.From("values", 0)}";
        string zero = handed.Replace("sum,", lanes.Spell(0) + ",");
        const string Place = "int gate, int unit, int rows, int gates, int units, int lanes";
        const string HandedPlace = "gate, unit, rows, gates, units, lanes";
        string weight = new TraceHelpers(inner, arithmetic).Weight("row + k", "gate", "unit");
        var product = new Variable("value") * new Variable("weight");
        code.Doc("<summary>Adds values times their weights to a sum: the first ones one by one, the others in blocks.</summary>");
        code.Line($$"""
            private static {{type}} Add({{runs}}, int row, int count, {{Orders("", "int ")}}, {{Place}})
            {
                sum = Halves({{handed}}, row, 0, first, chains, true, 0, 1, {{HandedPlace}});
                for (int from = first; from < count; from += block)
                {
                    {{type}} own = Halves({{zero}}, row, from, from + block, chains, false, 0, 1, {{HandedPlace}});
                    sum = {{lanes.Spell(new Variable("sum") + new Variable("own"))}};
                }

                return sum;
            }
            """);
        const string Terms = "int row, int from, int end, int chains, bool continues, int chain";
        const string HandedTerms = "row, from, end, chains, continues";
        code.Line();
        code.Doc("<summary>The sum of every chain whose number is a given one or a multiple of the distance from it.</summary>");
        code.Line($$"""
            private static {{type}} Halves({{runs}}, {{Terms}}, int distance, {{Place}})
            {
                if (distance == chains)
                {
                    return Chain({{handed}}, {{HandedTerms}}, chain, {{HandedPlace}});
                }

                {{type}} lower = Halves({{handed}}, {{HandedTerms}}, chain, 2 * distance, {{HandedPlace}});
                {{type}} upper = Halves({{handed}}, {{HandedTerms}}, chain + distance, 2 * distance, {{HandedPlace}});
                return {{lanes.Spell(new Variable("lower") + new Variable("upper"))}};
            }
            """);
        code.Line();
        code.Doc("<summary>A chain of some terms: of those that continue a sum, all but the first start with a product.</summary>");
        code.Line($$"""
            private static {{type}} Chain({{runs}}, {{Terms}}, {{Place}})
            {
                bool starts = chain > 0 && continues;
                for (int k = from + chain; k < end; k += chains)
                {
                    {{type}} value = {{memory.Element("values", "k")}};
                    {{type}} weight = {{weight}};
                    sum = starts ? {{lanes.Spell(product)}} : {{lanes.Spell(product + new Variable("sum"))}};
                    starts = false;
                }

                return sum;
            }
            """);
    });
}
