using System.Collections.Generic;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes softmax, which is no function of one value: exp(x − max) of each, divided by their sum. The sum is added up from the first unit
/// to the last, one after the other, so that its bits are the same for every vector width.
/// </summary>
internal static class Softmax
{
    /// <summary>What softmax calls, if a layer has it.</summary>
    /// <param name="width">Lanes of the vectors in which it is computed.</param>
    public static IEnumerable<(int Lanes, GateActivations Activations)> Calls(WeightedLayer layer, int width) =>
        layer.Activation == Activation.Softmax ? [(width, GateActivations.Of(Activation.Exponential))] : [];

    /// <summary>The call for values in a row of memory.</summary>
    public static string Call(LaneSet lanes, string values, int count) => $"Softmax{(lanes.IsScalar ? "Scalar" : "Vector")}({values}, {count});";

    /// <summary>The call for rows of a batch, with a lane for each sequence.</summary>
    public static string BatchCall(Lanes lanes, string rows, int count) => $"SoftmaxBatch{lanes.Suffix}({rows}, {count});";

    /// <summary>Writes the method for values in a row of memory.</summary>
    public static void Write(CodeWriter code, LaneSet lanes)
    {
        Memory memory = lanes.Memory;
        Write(code, $"Softmax{(lanes.IsScalar ? "Scalar" : "Vector")}", memory.Parameter("values", written: true), lanes.Scalar, k => memory.Element("values", k), (k, value) => code.Line($"{memory.Element("values", k)} = {value};"));
    }

    /// <summary>Writes the method for rows of a batch.</summary>
    public static void WriteBatch(CodeWriter code, LaneSet set, int rowSize)
    {
        Lanes lanes = set.Widest;
        Write(code, "SoftmaxBatch" + lanes.Suffix, set.Memory.Parameter("rows"), lanes, k => lanes.Load("rows", Literal.Scaled(rowSize, k)), (k, value) => lanes.StoreAll(code, value, "rows", Literal.Scaled(rowSize, k)));
    }

    private static void Write(CodeWriter code, string method, string parameter, Lanes lanes, System.Func<string, string> load, System.Action<string, string> store)
    {
        var most = new Variable("most");
        var value = new Variable("value");
        var sum = new Variable("sum");
        code.Line();
        code.Doc("<summary>exp(x − max) of each value, divided by the sum of all, which is added up in their order. A NaN makes all of them NaN.</summary>");
        code.Open($"private static void {method}({parameter}, int count)");
        code.Line($"{lanes.Type} most = {load("0")};");
        code.Open("for (int k = 1; k < count; k++)");
        code.Line($"{lanes.Type} value = {load("k")};");
        code.Line($"most = {lanes.Spell(Functions.Larger(value, most))};");
        code.Close();
        code.Line($"{lanes.Type} sum = {lanes.Spell(0)};");
        code.Open("for (int k = 0; k < count; k++)");
        code.Line($"{lanes.Type} value = {lanes.Spell(Functions.Exp(new Variable(load("k")) - most))};");
        code.Line($"sum = {lanes.Spell(sum + value)};");
        store("k", "value");
        code.Close();
        code.Open("for (int k = 0; k < count; k++)");
        store("k", lanes.Spell(new Variable(load("k")) / sum));
        code.Close();
        code.Close();
    }
}
