using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>One part of a weighted sum: the input's terms or the hidden state's.</summary>
/// <param name="Value">What the equations call the values, x or h.</param>
/// <param name="Matrix">What they call the weights, K (kernel) or R (recurrent kernel).</param>
/// <param name="FirstRow">The row of the packed parameters that belongs to the first term.</param>
internal sealed record Part(string Value, string Matrix, int Count, int FirstRow, Source Source);

/// <summary>
/// Writes the weighted sums of one group of units, <c>b + x·K + h·R</c> for each gate. This is the one place that knows the order of a
/// sum (<see cref="Summation"/>) and the place of each parameter (<see cref="Packing"/>).
/// </summary>
internal sealed class WeightedSums(CodeWriter code, LayerLayout layout, Group group, Lanes lanes, string[] sums, string[] gates)
{
    /// <summary>More values than this are read where they are used, not kept in locals.</summary>
    private const int MostNamedValues = 24;

    /// <summary>Whether all values that the sums take in are given names first, so that each gate's sum can be written from start to end.</summary>
    public static bool NamesValues(LayerSchedule schedule) =>
        schedule.Groups.Count == 1 && schedule.Layout.Layer.Input + schedule.Layout.Layer.Recurrent <= MostNamedValues;

    /// <summary>Every multiply-add written out, gate after gate or value after value.</summary>
    public void WriteStraight(string parameters, IReadOnlyList<Part> parts, Action<int> finishGate, bool gateByGate, Action<int> introduceGate)
    {
        int start = layout.PackedStart + Packing.GroupStart(layout, group);
        if (gateByGate)
        {
            for (int gate = 0; gate < sums.Length; gate++)
            {
                introduceGate(gate);
                Write(gate, gate + 1);
                finishGate(gate);
            }
        }
        else
        {
            Write(0, sums.Length);
            for (int gate = 0; gate < sums.Length; gate++)
            {
                finishGate(gate);
            }
        }

        void Write(int firstGate, int endGate)
        {
            for (int gate = firstGate; gate < endGate; gate++)
            {
                code.Line($"{lanes.Type} {sums[gate]} = {lanes.Load(parameters, start + Packing.RowStart(layout, group, 0, gate))};", "b" + Of(gate));
            }

            foreach (Part part in parts)
            {
                int chains = Summation.Chains(layout.Layer, part.Count);
                for (int k = 0; k < part.Count; k++)
                {
                    string value = part.Source.Spread(lanes, k);
                    if (endGate - firstGate > 1 && part.Source is not LocalsSource)
                    {
                        value = $"{part.Value}{k}";
                        code.Line($"{lanes.Type} {value} = {part.Source.Spread(lanes, k)};");
                    }

                    for (int gate = firstGate; gate < endGate; gate++)
                    {
                        string weight = lanes.Load(parameters, start + Packing.RowStart(layout, group, part.FirstRow + k, gate));
                        Term(part, gate, k % chains, isFirst: k < chains, value, weight, $"{part.Value}[{k}]·{part.Matrix}{Of(gate)}[{k}{Unit}]");
                    }
                }

                Join(part, chains, firstGate, endGate);
            }
        }
    }

    /// <summary>Loops over the values of each part. <paramref name="cursor"/> names memory that starts at the group's parameters and is moved on.</summary>
    public void WriteLoops(Memory memory, string cursor, IReadOnlyList<Part> parts)
    {
        int row = Packing.RowStart(layout, group, 1, 0);
        for (int gate = 0; gate < sums.Length; gate++)
        {
            code.Line($"{lanes.Type} {sums[gate]} = {lanes.Load(cursor, gate * group.Lanes)};", "b" + Of(gate));
        }

        code.Line(memory.Advance(cursor, row));
        foreach (Part part in parts)
        {
            int chains = Summation.Chains(layout.Layer, part.Count);
            int start = chains > 1 ? chains : 0;
            if (start > 0)
            {
                Terms(part, start, chains, isFirst: true, k => part.Source.Spread(lanes, k), k => Literal.Of(k));
            }

            int rounds = (part.Count - start) / chains;
            if (rounds > 0)
            {
                int end = start + rounds * chains;
                code.Open($"for (int k = {start}; k < {end}; k += {chains})");
                Terms(
                    part, chains, chains, isFirst: false,
                    k => part.Source.Spread(lanes, k == 0 ? "k" : $"k + {k}"),
                    k => k == 0 ? "k" : $"k + {k}");
                code.Close();
                start = end;
            }

            if (start < part.Count)
            {
                Terms(part, part.Count - start, chains, isFirst: false, k => part.Source.Spread(lanes, start + k), k => Literal.Of(start + k));
            }

            Join(part, chains, 0, sums.Length);
        }

        // Rows k..k+count of the parameters stand at the cursor; every block starts at a multiple of the chains, so k mod chains is right.
        void Terms(Part part, int count, int chains, bool isFirst, Func<int, string> value, Func<int, string> index)
        {
            for (int k = 0; k < count; k++)
            {
                string spread = value(k);
                if (sums.Length > 1)
                {
                    string name = part.Value + index(k).Replace(" + ", "");
                    code.Line($"{lanes.Type} {name} = {spread};");
                    spread = name;
                }

                for (int gate = 0; gate < sums.Length; gate++)
                {
                    string weight = lanes.Load(cursor, k * row + gate * group.Lanes);
                    Term(part, gate, k % chains, isFirst, spread, weight, $"{part.Value}[{index(k)}]·{part.Matrix}{Of(gate)}[{index(k)}]");
                }
            }

            code.Line(memory.Advance(cursor, count * row));
        }
    }

    private void Term(Part part, int gate, int chain, bool isFirst, string value, string weight, string meaning)
    {
        string sum = Chain(part, gate, chain);
        if (chain > 0 && isFirst)
        {
            code.Line($"{lanes.Type} {sum} = {lanes.Multiply(value, weight)};", meaning);
        }
        else
        {
            code.Line($"{sum} = {lanes.MultiplyAdd(value, weight, sum)};", "+ " + meaning);
        }
    }

    private void Join(Part part, int chains, int firstGate, int endGate)
    {
        for (int half = chains / 2; half > 0; half /= 2)
        {
            for (int gate = firstGate; gate < endGate; gate++)
            {
                for (int chain = 0; chain < half; chain++)
                {
                    string sum = Chain(part, gate, chain);
                    code.Line($"{sum} = {lanes.Add(sum, Chain(part, gate, chain + half))};");
                }
            }
        }
    }

    /// <summary>Chain 0 goes on from the sum so far; the others have names of their own.</summary>
    private string Chain(Part part, int gate, int chain) => chain == 0 ? sums[gate] : $"{sums[gate]}_{part.Value}{chain}";

    private string Of(int gate) => gates[gate].Length == 0 ? "" : "_" + gates[gate];

    /// <summary>Scalar code has one unit, and so one column of a gate's matrix.</summary>
    private string Unit => lanes.Width == 1 ? $",{group.First}" : "";
}
