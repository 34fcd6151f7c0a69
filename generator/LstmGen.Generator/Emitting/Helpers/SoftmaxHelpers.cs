using System;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Softmax and its logarithm, which aren't functions of one value: exp(x − max) of each, divided by their sum, or x − max − log of the sum.
/// The sum is computed sequentially from the first unit to the last, so that its bits are the same for every vector width.
/// </summary>
internal static class SoftmaxHelpers
{
    private const string OfSoftmax =
        "exp(x − max) of each value, divided by the sum of all, which is added up in their order. A NaN makes all of them NaN.";

    private const string OfLogSoftmax =
        "x − max − log(sum) of each value; the sum is that of all exp(x − max), in their order. A NaN makes all of them NaN.";

    /// <summary>The statement for values in a row of memory.</summary>
    public static string Call(Activation activation, LaneSet lanes, string values, int count)
    {
        string name = activation.Kind + (lanes.IsScalar ? "Scalar" : "Vector");
        string function = Ask(activation, lanes, name, (code, inner) =>
        {
            LaneSet own = lanes.In(inner);
            Memory memory = own.Memory;
            Write(
                activation, code, $"{name}({memory.Parameter("values", written: true)}, int count)", own.Scalar,
                k => memory.Element("values", k), (k, value) => code.Line($"{memory.Element("values", k)} = {value};"));
        });
        return $"{function}({values}, {count});";
    }

    /// <summary>The statement for rows of a batch, with a lane for each sequence.</summary>
    /// <param name="rowSize">The distance from one row to the next.</param>
    public static string BatchCall(Activation activation, LaneSet lanes, string rows, int count, string rowSize)
    {
        string name = activation.Kind + "Batch" + lanes.Suffix;
        string function = Ask(activation, lanes, name, (code, inner) =>
        {
            LaneSet own = lanes.In(inner);
            Lanes widest = own.Widest;
            string parameters = $"({own.Memory.Parameter("rows")}, int count, int rowSize)";
            Write(
                activation, code, $"{name}{own.TypeParameters}{parameters}{own.Constraint}", widest,
                k => widest.Load("rows", Row(k)), (k, value) => widest.StoreAll(code, value, "rows", Row(k)));
        });
        return $"{function}{lanes.TypeParameters}({rows}, {count}, {rowSize});";

        static string Row(string k) => k == "0" ? "0" : k + " * rowSize";
    }

    private static string Ask(Activation activation, LaneSet lanes, string name, Action<CodeWriter, Names> write) =>
        lanes.Names.Helper(HelperTypes.Math(lanes.Arithmetic), name, $"3 {name} {lanes.Names.Element.Name}", (code, inner) =>
        {
            code.Doc($"<summary>{(activation == Activation.Softmax ? OfSoftmax : OfLogSoftmax)}</summary>");
            write(code, inner);
        });

    private static void Write(
        Activation activation, CodeWriter code, string method, Lanes lanes, Func<string, string> load, Action<string, string> store)
    {
        var most = new Variable("most");
        var value = new Variable("value");
        var sum = new Variable("sum");
        bool isSoftmax = activation == Activation.Softmax;
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
                if (isSoftmax)
                {
                    store("k", "value");
                }
            }

            if (!isSoftmax)
            {
                Log(code, lanes, sum);
            }

            using (code.Block("for (int k = 0; k < count; k++)"))
            {
                var read = new Variable(load("k"));
                store("k", lanes.Spell(isSoftmax ? read / sum : read - most - sum));
            }
        }
    }

    /// <summary>Writes the logarithm of the sum, which is at least 1, because the largest value's term is 1.</summary>
    private static void Log(CodeWriter code, Lanes lanes, Variable sum)
    {
        Definition log = Logarithm.OfAtLeastOne(lanes.ElementType);
        code.Line($"{lanes.Type} {log.Parameters[0].Name} = {sum.Name};");
        MathHelpers.Body(code, lanes.Spelling, log);
        code.Line($"sum = {lanes.Spell(log.Result)};", "its logarithm");
    }
}
