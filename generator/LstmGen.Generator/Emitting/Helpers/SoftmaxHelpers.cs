using System;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Softmax, which is no function of one value: exp(x − max) of each, divided by their sum. The sum is added up from the first unit to the
/// last, one after the other, so that its bits are the same for every vector width.
/// </summary>
internal static class SoftmaxHelpers
{
    private const string Meaning =
        "exp(x − max) of each value, divided by the sum of all, which is added up in their order. A NaN makes all of them NaN.";

    /// <summary>The statement for values in a row of memory.</summary>
    public static string Call(LaneSet lanes, string values, int count)
    {
        string name = lanes.IsScalar ? "SoftmaxScalar" : "SoftmaxVector";
        string function = Ask(lanes, name, (code, inner) =>
        {
            LaneSet own = lanes.In(inner);
            Memory memory = own.Memory;
            Write(
                code, $"{name}({memory.Parameter("values", written: true)}, int count)", own.Scalar,
                k => memory.Element("values", k), (k, value) => code.Line($"{memory.Element("values", k)} = {value};"));
        });
        return $"{function}({values}, {count});";
    }

    /// <summary>The statement for rows of a batch, with a lane for each sequence.</summary>
    /// <param name="rowSize">From one row to the next.</param>
    public static string BatchCall(LaneSet lanes, string rows, int count, string rowSize)
    {
        string name = "SoftmaxBatch" + lanes.Suffix;
        string function = Ask(lanes, name, (code, inner) =>
        {
            LaneSet own = lanes.In(inner);
            Lanes widest = own.Widest;
            string parameters = $"({own.Memory.Parameter("rows")}, int count, int rowSize)";
            Write(
                code, $"{name}{own.TypeParameters}{parameters}{own.Constraint}", widest,
                k => widest.Load("rows", Row(k)), (k, value) => widest.StoreAll(code, value, "rows", Row(k)));
        });
        return $"{function}{lanes.TypeParameters}({rows}, {count}, {rowSize});";

        static string Row(string k) => k == "0" ? "0" : k + " * rowSize";
    }

    private static string Ask(LaneSet lanes, string name, Action<CodeWriter, Names> write) =>
        lanes.Names.Helper(HelperTypes.Math(lanes.Arithmetic), name, $"3 {name} {lanes.Names.Element.Name}", (code, inner) =>
        {
            code.Doc($"<summary>{Meaning}</summary>");
            write(code, inner);
        });

    private static void Write(CodeWriter code, string method, Lanes lanes, Func<string, string> load, Action<string, string> store)
    {
        var most = new Variable("most");
        var value = new Variable("value");
        var sum = new Variable("sum");
        using (code.Block("internal static void " + method))
        {
            code.Line($"{lanes.Type} most = {load("0")};");
            using (code.Block("for (int k = 1; k < count; k++)"))
            {
                code.Line($"{lanes.Type} value = {load("k")};");
                code.Line($"most = {lanes.Spell(Functions.Larger(value, most))};");
            }

            code.Line($"{lanes.Type} sum = {lanes.Spell(0)};");
            using (code.Block("for (int k = 0; k < count; k++)"))
            {
                code.Line($"{lanes.Type} value = {lanes.Spell(Functions.Exp(new Variable(load("k")) - most))};");
                code.Line($"sum = {lanes.Spell(sum + value)};");
                store("k", "value");
            }

            using (code.Block("for (int k = 0; k < count; k++)"))
            {
                store("k", lanes.Spell(new Variable(load("k")) / sum));
            }
        }
    }
}
