using System;
using System.Linq;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Layer normalization. The sums of the mean and of the variance each run in four interleaved chains: value k belongs to chain k mod 4, and
/// the chains are combined as (0 + 2) + (1 + 3), so that the bits are the same for every vector width.
/// </summary>
internal static class NormalizationHelpers
{
    private const int Chains = 4;

    /// <summary>The statement for a row of memory.</summary>
    /// <param name="start">Where the layer's parameters start.</param>
    public static string Call(LaneSet lanes, NormalizationLayer layer, int start, string x, string y)
    {
        string name = Name(layer) + (lanes.IsScalar ? "Scalar" : "Vector");
        string function = Ask(lanes, layer, name, (code, inner) =>
        {
            LaneSet own = lanes.In(inner);
            Memory memory = own.Memory;
            string runs = $"{Parameter(own, layer)}{memory.Parameter("x")}, {memory.Parameter("y", written: true)}";
            Write(
                code, layer, $"{name}({runs}, {Sizes(inner)})", own.Scalar, k => memory.Element("x", k),
                (k, value) => code.Line($"{memory.Element("y", k)} = {value};"), index => own.Parameters.Element("w", index));
        });
        return $"{function}({Argument(lanes, layer, start)}{x}, {y}, {Sizes(lanes, layer)});";
    }

    /// <summary>The statement for rows of a batch, with a lane for each sequence.</summary>
    /// <param name="rowSize">The distance from one row to the next.</param>
    public static string BatchCall(LaneSet lanes, NormalizationLayer layer, int start, string x, string y, string rowSize)
    {
        string name = $"{Name(layer)}Batch{lanes.Suffix}";
        string function = Ask(lanes, layer, name, (code, inner) =>
        {
            LaneSet own = lanes.In(inner);
            Lanes widest = own.Widest;
            string runs = $"{Parameter(own, layer)}{own.Memory.Parameter("x")}, {own.Memory.Parameter("y", written: true)}";
            Write(
                code, layer, $"{name}{own.TypeParameters}({runs}, {Sizes(inner)}, int rowSize){own.Constraint}", widest,
                k => widest.Load("x", Row(k)), (k, value) => widest.StoreAll(code, value, "y", Row(k)),
                index => widest.Weight(own.Parameters, "w", index));
        });
        return $"{function}{lanes.TypeParameters}({Argument(lanes, layer, start)}{x}, {y}, {Sizes(lanes, layer)}, {rowSize});";

        static string Row(string k) => $"{Literal.Factor(k)} * rowSize";
    }

    /// <summary>The name of the function for such a layer.</summary>
    public static string Name(NormalizationLayer layer) => layer switch
    {
        { HasScale: true, HasOffset: true } => "NormalizeScaledShifted",
        { HasScale: true } => "NormalizeScaled",
        { HasOffset: true } => "NormalizeShifted",
        _ => "Normalize",
    };

    private static bool HasParameters(NormalizationLayer layer) => layer.Tensors.Any();

    private static string Parameter(LaneSet lanes, NormalizationLayer layer) =>
        HasParameters(layer) ? lanes.Parameters.Parameter("w") + ", " : "";

    private static string Argument(LaneSet lanes, NormalizationLayer layer, int start) =>
        HasParameters(layer) ? lanes.ParametersFrom(start) + ", " : "";

    private static string Sizes(Names names) => $"int count, {names.Element.Type} size, {names.Element.Type} epsilon";

    private static string Sizes(LaneSet lanes, NormalizationLayer layer)
    {
        Element element = lanes.Names.Element;
        return $"{layer.Units}, {element.Literal(layer.Units)}, {element.Literal(element.Meant(layer.Epsilon))}";
    }

    private static string Ask(LaneSet lanes, NormalizationLayer layer, string name, Action<CodeWriter, Names> write)
    {
        string types = lanes.Names.Element.Name + (lanes.Names.Stored == lanes.Names.Element ? "" : " " + lanes.Names.Stored.Name);
        return lanes.Names.Helper(HelperTypes.Math(lanes.Arithmetic), name, $"3 {name} {types}", (code, inner) =>
        {
            string scaled = layer.HasScale ? "·γ" : "";
            string moved = layer.HasOffset ? " + β" : "";
            code.Doc($"<summary>(x − mean)/√(variance + ε){scaled}{moved} of each value of a row.</summary>");
            write(code, inner);
        });
    }

    /// <summary>Writes a function that normalizes a row.</summary>
    /// <param name="method">Its signature after the return type.</param>
    /// <param name="load">A value of the row that it reads.</param>
    /// <param name="store">Writes a value of the row that it computes.</param>
    /// <param name="parameter">A parameter of the layer by its index.</param>
    /// <param name="keep">Writes code that keeps mean and scale, where they are kept.</param>
    public static void Write(
        CodeWriter code,
        NormalizationLayer layer,
        string method,
        Lanes lanes,
        Func<string, string> load,
        Action<string, string> store,
        Func<string, string> parameter,
        Action? keep = null)
    {
        Variable[] sums = [.. Enumerable.Range(0, Chains).Select(chain => new Variable("sum" + Literal.Of(chain)))];
        Expression total = (sums[0] + sums[2]) + (sums[1] + sums[3]);
        var mean = new Variable("mean");
        var n = new Variable("n");
        var value = new Variable("value");
        using (code.Block("internal static void " + method))
        {
            code.Line($"{lanes.Type} n = {lanes.Spread("size")};");
            Sum((chain, k) => code.Line($"{chain.Name} = {lanes.Spell(chain + new Variable(load(k)))};"), isFirst: true);
            code.Line($"{lanes.Type} mean = {lanes.Spell(total / n)};");
            Sum(
                (chain, k) =>
                {
                    code.Line($"value = {lanes.Spell(new Variable(load(k)) - mean)};");
                    code.Line($"{chain.Name} = {lanes.Spell((value * value) + chain)};");
                },
                isFirst: false);
            Expression root = Functions.Sqrt((total / n) + new Variable(lanes.Spread("epsilon")));
            code.Line($"{lanes.Type} scale = {lanes.Spell(1 / root)};");
            keep?.Invoke();
            using (code.Block("for (int k = 0; k < count; k++)"))
            {
                code.Line($"value = {lanes.Spell((new Variable(load("k")) - mean) * new Variable("scale"))};");
                Expression result = value;
                result = layer.HasScale ? result * new Variable(parameter("k")) : result;
                result = layer.HasOffset ? result + new Variable(parameter(layer.HasScale ? "count + k" : "k")) : result;
                store("k", lanes.Spell(result));
            }
        }

        // Each value goes to its chain.
        void Sum(Action<Variable, string> add, bool isFirst)
        {
            string type = isFirst ? lanes.Type + " " : "";
            foreach (Variable chain in sums)
            {
                code.Line($"{type}{chain.Name} = {lanes.Spell(0)};");
            }

            string start = isFirst ? "int at = 0" : "at = 0";
            code.Line($"{start};");
            if (!isFirst)
            {
                code.Line($"{lanes.Type} value;");
            }

            using (code.Block($"for (; at <= count - {Chains}; at += {Chains})"))
            {
                for (int chain = 0; chain < Chains; chain++)
                {
                    add(sums[chain], At(chain));
                }
            }

            for (int chain = 0; chain < Chains - 1; chain++)
            {
                string index = At(chain);
                using (code.Block($"if ({index} < count)"))
                {
                    add(sums[chain], index);
                }
            }
        }

        static string At(int chain) => chain == 0 ? "at" : $"at + {chain}";
    }
}
