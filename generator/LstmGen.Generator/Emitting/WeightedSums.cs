using System;
using System.Collections.Generic;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>One part of a weighted sum: the input's terms or the hidden state's.</summary>
/// <param name="Value">What the equations call the values, x or h.</param>
/// <param name="Matrix">What they call the weights, K (kernel) or R (recurrent kernel).</param>
/// <param name="FirstRow">The row of the packed parameters that belongs to the first term.</param>
internal sealed record Part(string Value, string Matrix, int Count, int FirstRow, Source Source);

/// <summary>The weighted sums of one group of units.</summary>
/// <param name="Unit">The group's first unit: a number, or the variable of a loop.</param>
/// <param name="Names">A local variable for each gate.</param>
internal sealed record GroupSums(Group Group, string Unit, string[] Names);

/// <summary>
/// Writes the weighted sums of a tile, which is one group of units or several of the same width: <c>b + x·K + h·R</c> for each gate.
/// This is the one place that knows the order of a sum (<see cref="Summation"/>) and where each parameter stands (<see cref="Packing"/>).
/// </summary>
internal sealed class WeightedSums(CodeWriter code, LayerLayout layout, Lanes lanes, IReadOnlyList<GroupSums> tile, string[] gates)
{
    /// <summary>More values than this are read where they are used, not kept in local variables of their own.</summary>
    private const int MostNamedValues = 24;

    private int Gates => layout.Layer.Gates;

    /// <summary>From one row of a group to the next.</summary>
    private int RowSize => Gates * lanes.Width;

    /// <summary>From one group of the tile to the next.</summary>
    private int GroupSize => layout.Rows * RowSize;

    /// <summary>The tile's first parameter.</summary>
    private int Start => layout.PackedStart + Packing.GroupStart(layout, tile[0].Group);

    /// <summary>Whether all values that the sums take in are given names first, so that each gate's sum can be written from start to end.</summary>
    public static bool NamesValues(LayerSchedule schedule) =>
        schedule.Groups.Count == 1 && schedule.Layout.Layer.Input + schedule.Layout.Layer.Recurrent <= MostNamedValues;

    /// <summary>Every multiply-add written out, one sum after the other: the form to read.</summary>
    /// <param name="introduce">Called in front of each gate's sum.</param>
    /// <param name="finish">Called behind it.</param>
    public void WriteGateByGate(string parameters, IReadOnlyList<Part> parts, Action<int> introduce, Action<int> finish)
    {
        for (int gate = 0; gate < Gates; gate++)
        {
            introduce(gate);
            WriteStraight(parameters, parts, gate, gate + 1);
            finish(gate);
        }
    }

    /// <summary>Every multiply-add written out, one value after the other: each is read once for all sums that take it in.</summary>
    public void WriteValueByValue(string parameters, IReadOnlyList<Part> parts) => WriteStraight(parameters, parts, 0, Gates);

    /// <summary>Loops over the values. <paramref name="cursor"/> names memory that starts at the tile's parameters and is moved on.</summary>
    public void WriteLoops(Memory memory, string cursor, IReadOnlyList<Part> parts)
    {
        Biases(cursor, 0, 0, Gates);
        code.Line(memory.Advance(cursor, RowSize));
        foreach (Part part in parts)
        {
            int chains = Summation.Chains(layout.Layer, part.Count);
            int looped = chains > 1 ? chains : 0;
            int end = looped + (part.Count - looped) / chains * chains;
            StraightAtCursor(part, chains, 0, looped);
            if (looped < end)
            {
                code.Open($"for (int k = {looped}; k < {end}; k += {chains})");
                DeclareValue(part, 0, Gates);
                Terms(part, chains, cursor, 0, 0, Gates, chains, startsChains: false, k => k == 0 ? "k" : $"k + {k}");
                code.Line(memory.Advance(cursor, chains * RowSize));
                code.Close();
            }

            StraightAtCursor(part, chains, end, part.Count);
            Join(part, chains, 0, Gates);
        }

        // What a loop over all chains can't do: the first term of each chain, and the terms that are left over.
        void StraightAtCursor(Part part, int chains, int first, int end)
        {
            if (first == end)
            {
                return;
            }

            if (first == 0)
            {
                DeclareChains(part, chains);
            }

            code.Open();
            DeclareValue(part, 0, Gates);
            Terms(part, chains, cursor, 0, 0, Gates, end - first, startsChains: first == 0, k => Literal.Of(first + k));
            code.Line(memory.Advance(cursor, (end - first) * RowSize));
            code.Close();
        }
    }

    private void WriteStraight(string parameters, IReadOnlyList<Part> parts, int firstGate, int endGate)
    {
        Biases(parameters, Start, firstGate, endGate);
        bool declared = false;
        foreach (Part part in parts)
        {
            int chains = Summation.Chains(layout.Layer, part.Count);
            declared = declared || DeclareValue(part, firstGate, endGate);
            Terms(
                part, chains, parameters, Start + part.FirstRow * RowSize, firstGate, endGate, part.Count, startsChains: true,
                k => Literal.Of(k), declaresChains: true);
            Join(part, chains, firstGate, endGate);
        }
    }

    private void Biases(string parameters, int start, int firstGate, int endGate)
    {
        for (int g = 0; g < tile.Count; g++)
        {
            for (int gate = firstGate; gate < endGate; gate++)
            {
                code.Line($"{lanes.Type} {tile[g].Names[gate]} = {lanes.Load(parameters, start + g * GroupSize + gate * lanes.Width)};", "b" + Of(gate));
            }
        }
    }

    /// <summary>Writes some consecutive terms of a part, whose first one belongs to chain 0.</summary>
    private void Terms(
        Part part, int chains, string parameters, int start, int firstGate, int endGate, int count, bool startsChains,
        Func<int, string> index, bool declaresChains = false)
    {
        for (int k = 0; k < count; k++)
        {
            string shown = index(k);
            string value = part.Source.Spread(lanes, shown);
            if (SharesValue(part, firstGate, endGate))
            {
                code.Line($"value = {value};", $"{part.Value}[{shown}]");
                value = "value";
            }

            int chain = k % chains;
            bool isFirst = startsChains && k < chains && chain > 0;
            for (int g = 0; g < tile.Count; g++)
            {
                for (int gate = firstGate; gate < endGate; gate++)
                {
                    string sum = Chain(tile[g], part, gate, chain);
                    string weight = lanes.Load(parameters, start + g * GroupSize + k * RowSize + gate * lanes.Width);
                    string meaning = $"{part.Value}[{shown}]·{part.Matrix}{Of(gate)}[{shown}{Unit}]";
                    if (isFirst)
                    {
                        code.Line($"{(declaresChains ? lanes.Type + " " : "")}{sum} = {lanes.Multiply(value, weight)};", meaning);
                    }
                    else
                    {
                        code.Line($"{sum} = {lanes.MultiplyAdd(value, weight, sum)};", "+ " + meaning);
                    }
                }
            }
        }
    }

    /// <summary>Adds the upper half of the chains to the lower half until one is left.</summary>
    private void Join(Part part, int chains, int firstGate, int endGate)
    {
        for (int half = chains / 2; half > 0; half /= 2)
        {
            foreach (GroupSums group in tile)
            {
                for (int gate = firstGate; gate < endGate; gate++)
                {
                    for (int chain = 0; chain < half; chain++)
                    {
                        string sum = Chain(group, part, gate, chain);
                        code.Line($"{sum} = {lanes.Add(sum, Chain(group, part, gate, chain + half))};");
                    }
                }
            }
        }
    }

    private void DeclareChains(Part part, int chains)
    {
        foreach (GroupSums group in tile)
        {
            for (int gate = 0; gate < Gates; gate++)
            {
                for (int chain = 1; chain < chains; chain++)
                {
                    code.Line($"{lanes.Type} {Chain(group, part, gate, chain)};");
                }
            }
        }
    }

    /// <summary>Whether several sums take in a value that is not in a local variable yet.</summary>
    private bool SharesValue(Part part, int firstGate, int endGate) =>
        (endGate - firstGate) * tile.Count > 1 && part.Source is not LocalsSource;

    /// <summary>One local variable serves for all values: a method with many is compiled badly.</summary>
    private bool DeclareValue(Part part, int firstGate, int endGate)
    {
        bool needed = SharesValue(part, firstGate, endGate);
        if (needed)
        {
            code.Line($"{lanes.Type} value;");
        }

        return needed;
    }

    /// <summary>Chain 0 goes on from the sum so far; the others have names of their own.</summary>
    private static string Chain(GroupSums group, Part part, int gate, int chain) =>
        chain == 0 ? group.Names[gate] : $"{group.Names[gate]}_{part.Value}{chain}";

    private string Of(int gate) => gates[gate].Length == 0 ? "" : "_" + gates[gate];

    /// <summary>A scalar sum belongs to one unit, and so to one column of a gate's matrix.</summary>
    private string Unit => lanes.Width == 1 ? "," + tile[0].Unit : "";
}
