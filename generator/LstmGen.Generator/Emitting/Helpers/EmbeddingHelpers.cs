using System;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Looks up the row of an id in a table. The id is a value like any other, and anything that isn't an id of the table, NaN included, gives
/// NaN: no input gets the row of another id.
/// </summary>
internal static class EmbeddingHelpers
{
    /// <summary>The statement for the id of a step.</summary>
    /// <param name="start">Where the table is.</param>
    public static string Call(LaneSet lanes, EmbeddingLayer layer, int start, string x, string y)
    {
        string name = "Embed" + (lanes.IsScalar ? "Scalar" : "Vector");
        string function = Ask(lanes, name, (code, inner) =>
        {
            LaneSet own = lanes.In(inner);
            string runs = $"{own.Parameters.Parameter("w")}, {own.Memory.Parameter("x")}, {own.Memory.Parameter("y", written: true)}";
            using (code.Block($"internal static void {name}({runs}, int count, int units)"))
            {
                code.Line($"{inner.Element.Type} id = {own.Memory.Element("x", 0)};");
                Rest(code, inner, own, own.Memory.Element("y", "k"));
            }
        });
        return $"{function}({lanes.ParametersFrom(start)}, {x}, {y}, {layer.Count}, {layer.Units});";
    }

    /// <summary>The statement for rows of a batch, with a lane for each sequence.</summary>
    public static string BatchCall(BatchForm form, EmbeddingLayer layer, int start, string x, string y)
    {
        LaneSet lanes = form.Lanes;
        const string Name = "EmbedBatch";
        string function = Ask(lanes, Name, (code, inner) =>
        {
            LaneSet own = lanes.In(inner);
            string runs = $"{own.Parameters.Parameter("w")}, {own.Memory.Parameter("x")}, {own.Memory.Parameter("y", written: true)}";
            using (code.Block($"internal static void {Name}({runs}, int count, int units, int lanes, int rowSize)"))
            using (code.Block("for (int lane = 0; lane < lanes; lane++)"))
            {
                code.Line($"{inner.Element.Type} id = {own.Memory.Element("x", "lane")};");
                Rest(code, inner, own, own.Memory.Element("y", "k * rowSize + lane"));
            }
        });
        string sizes = $"{layer.Count}, {layer.Units}, {form.Vector.Text}, {form.Row.Text}";
        return $"{function}({lanes.ParametersFrom(start)}, {x}, {y}, {sizes});";
    }

    /// <summary>Writes the lookup of an id.</summary>
    private static void Rest(CodeWriter code, Names names, LaneSet lanes, string to)
    {
        string type = names.Element.Type;
        code.Line($"bool isKnown = id >= 0 && id < count && ({type})(int)id == id;");
        code.Line("int start = isKnown ? (int)id * units : 0;");
        using (code.Block("for (int k = 0; k < units; k++)"))
        {
            code.Line($"{to} = isKnown ? {lanes.Parameters.Element("w", "start + k")} : {type}.NaN;");
        }
    }

    private static string Ask(LaneSet lanes, string name, Action<CodeWriter, Names> write)
    {
        string types = lanes.Names.Element.Name + (lanes.Names.Stored == lanes.Names.Element ? "" : " " + lanes.Names.Stored.Name);
        return lanes.Names.Helper(HelperTypes.Math(lanes.Arithmetic), name, $"3 {name} {types}", (code, inner) =>
        {
            code.Doc("<summary>The row of a table that an id names, or NaN where it is not a whole number from 0 to count − 1.</summary>");
            write(code, inner);
        });
    }
}
