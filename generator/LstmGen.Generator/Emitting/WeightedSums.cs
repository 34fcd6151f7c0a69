using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes weighted sums that are added up together: <c>b + x·K + h·R</c> for each gate. This is the one place that knows the order
/// of a sum (<see cref="Summation"/>).
/// </summary>
/// <param name="weight">Reads a parameter, or a vector of them, from memory of some name at some index.</param>
internal sealed class WeightedSums(
    CodeWriter code, WeightedLayer layer, Lanes lanes, IReadOnlyList<Sum> sums, Func<string, string, string> weight)
{
    /// <summary>Lanes run over units: a vector of parameters is read at once.</summary>
    public WeightedSums(CodeWriter code, WeightedLayer layer, Lanes lanes, IReadOnlyList<Sum> sums)
        : this(code, layer, lanes, sums, lanes.Weights)
    {
    }

    /// <summary>Every multiply-add written out, one value after the other: each is read once for all sums that take it in.</summary>
    public void WriteStraight(IReadOnlyList<Part> parts)
    {
        Start();
        bool declared = false;
        foreach (Part part in parts.Where(part => TakeIn(part).Count > 0))
        {
            int chains = Summation.Chains(layer, part.Count);
            declared = declared || DeclareValue(part);
            ExplainChains(part, chains);
            Terms(part, chains, part.FirstRow, part.Count, startsChains: true, k => Literal.Of(k), declaresChains: true);
            Join(part, chains);
        }
    }

    /// <summary>Starts each sum with its bias.</summary>
    /// <param name="row">The row where the memory of the sums stands.</param>
    public void Start(string? step = null, int row = 0)
    {
        foreach (Sum sum in sums)
        {
            Start(sum, step, row);
        }
    }

    /// <summary>Starts each sum with its input's half, which was summed up before, or with its bias where it has none.</summary>
    /// <param name="row">The row where the memory of the sums stands.</param>
    public void GoOn(Func<Sum, string> inputHalf, int row)
    {
        foreach (Sum sum in sums)
        {
            if (sum.Cell.TakesIn(CellSum.Input))
            {
                code.Line($"{lanes.Type} {sum.Name} = {inputHalf(sum)};");
            }
            else
            {
                Start(sum, null, row);
            }
        }
    }

    private void Start(Sum sum, string? step, int row)
    {
        string declared = $"{lanes.Type} {sum.Name}{step}";
        if (sum.Cell.Bias is not (string tensor, string letter))
        {
            code.Line($"{declared} = {lanes.Spell(0)};");
            return;
        }

        code.Line($"{declared} = {weight(sum.Memory, sum.Index(layer.RowOf(tensor) - row))};", letter + sum.Gates);
    }

    /// <summary>Loops over the values of the parts that some sum takes in, one part after the other.</summary>
    /// <param name="row">The row where the memory of the sums stands.</param>
    /// <returns>The row where it stands then.</returns>
    public int WriteLoops(Memory parameters, int row, IEnumerable<Part> parts)
    {
        foreach (Part part in parts.Where(part => TakeIn(part).Count > 0))
        {
            if (row < part.FirstRow)
            {
                Advance(parameters, part.FirstRow - row);
            }

            WriteLoop(parameters, part);
            row = part.FirstRow + part.Count;
        }

        return row;
    }

    /// <summary>
    /// Loops over the values of a part. The memory of the sums starts at the part's first row, and is moved on to the row behind its last;
    /// sums with rows of one size share it.
    /// </summary>
    private void WriteLoop(Memory parameters, Part part)
    {
        TermLoop loop = TermLoop.Of(layer, part.Count);
        Outside(parameters, part, loop, 0, loop.Start);
        if (loop.IsLoop)
        {
            using (code.Block($"for (int k = {loop.Start}; k < {loop.End}; {Literal.Advance("k", loop.Step)})"))
            {
                DeclareValue(part);
                Terms(part, loop.Step, 0, loop.Step, startsChains: false, k => k == 0 ? "k" : $"k + {k}");
                Advance(parameters, loop.Step);
            }
        }

        Outside(parameters, part, loop, loop.End, loop.Count);
        Join(part, loop.Step);
    }

    /// <summary>Writes some terms in front of the loop, which start the chains, or behind it.</summary>
    private void Outside(Memory parameters, Part part, TermLoop loop, int first, int end)
    {
        if (first == end)
        {
            return;
        }

        if (first == 0)
        {
            DeclareChains(part, loop.Step);
        }

        string which = end - first == loop.Count ? ""
            : end - first == 1 ? $": {part.Value}[{first}]"
            : $": {part.Value}[{first}] to {part.Value}[{end - 1}]";
        code.Comment($"+ {part.Value}·{part.Matrix}{which}");
        using (code.Block())
        {
            DeclareValue(part);
            Terms(part, loop.Step, 0, end - first, startsChains: first == 0, k => Literal.Of(first + k));
            Advance(parameters, end - first);
        }
    }

    /// <summary>The weights of a sum's own, or null where it has none.</summary>
    /// <param name="row">The row where the memory of the sum stands.</param>
    public string? Own(Sum sum, int row) =>
        sum.Cell.Weights is { } tensor ? weight(sum.Memory, sum.Index(layer.RowOf(tensor) - row)) : null;

    /// <summary>The sums that take in a part.</summary>
    private List<Sum> TakeIn(Part part) => [.. sums.Where(sum => sum.Cell.TakesIn(part.Value))];

    /// <summary>Moves the memory of the sums on by some rows.</summary>
    public void Advance(Memory parameters, int rows)
    {
        foreach ((string name, string count) in sums.Select(sum => (sum.Memory, sum.Rows(rows))).Distinct())
        {
            code.Line(parameters.Advance(name, count));
        }
    }

    /// <summary>Writes some consecutive terms of a part, whose first one belongs to chain 0.</summary>
    private void Terms(
        Part part, int chains, int firstRow, int count, bool startsChains, Func<int, string> index, bool declaresChains = false)
    {
        for (int k = 0; k < count; k++)
        {
            string shown = index(k);
            int chain = k % chains;
            bool isFirst = startsChains && k < chains && chain > 0;
            string[] values = Values(part, shown);
            foreach (Sum sum in TakeIn(part))
            {
                string read = weight(sum.Memory, sum.Index(firstRow + k));
                string column = lanes.Width == 1 ? "," + sum.Unit : "";
                string meaning = $"{part.Value}[{shown}]·{part.Matrix}{sum.Gates}[{shown}{column}]";
                if (part.Sources.Length > 1)
                {
                    code.Line($"weight = {read};", $"{part.Matrix}{sum.Gates}[{shown}{column}]");
                    read = "weight";
                }

                for (int step = 0; step < values.Length; step++)
                {
                    string name = Chain(sum, part, step, chain);
                    Expression product = new Variable(values[step]) * new Variable(read);
                    string line = isFirst
                        ? $"{(declaresChains ? lanes.Type + " " : "")}{name} = {lanes.Spell(product)};"
                        : $"{name} = {lanes.Spell(product + new Variable(name))};";
                    if (part.Sources.Length > 1)
                    {
                        code.Line(line);
                    }
                    else
                    {
                        code.Line(line, (isFirst ? "" : "+ ") + meaning);
                    }
                }
            }
        }
    }

    /// <summary>Reads a value of each source into a local variable, where several sums take it in.</summary>
    private string[] Values(Part part, string shown)
    {
        var values = new string[part.Sources.Length];
        for (int step = 0; step < values.Length; step++)
        {
            values[step] = part.Sources[step].Spread(lanes, shown);
            if (SharesValue(part))
            {
                string name = "value" + Step(part, step);
                code.Line($"{name} = {values[step]};", $"{part.Value}[{shown}]" + (values.Length > 1 ? $" of step {step}" : ""));
                values[step] = name;
            }
        }

        return values;
    }

    /// <summary>Adds the upper half of the chains to the lower half until one is left.</summary>
    private void Join(Part part, int chains)
    {
        for (int half = chains / 2; half > 0; half /= 2)
        {
            foreach (Sum sum in TakeIn(part))
            {
                for (int step = 0; step < part.Sources.Length; step++)
                {
                    for (int chain = 0; chain < half; chain++)
                    {
                        string name = Chain(sum, part, step, chain);
                        code.Line($"{name} = {lanes.Spell(new Variable(name) + new Variable(Chain(sum, part, step, chain + half)))};");
                    }
                }
            }
        }
    }

    /// <summary>Writes what the names of the chains mean, where there are several.</summary>
    private void ExplainChains(Part part, int chains)
    {
        if (chains > 1)
        {
            string suffixes = string.Join(", ", Enumerable.Range(1, chains - 1).Select(chain => ChainSuffix(part, chain)));
            code.Comment($"Names end in {suffixes} for partial sums, which don't wait for each other and are joined below.");
        }
    }

    private void DeclareChains(Part part, int chains)
    {
        ExplainChains(part, chains);
        foreach (Sum sum in TakeIn(part))
        {
            for (int step = 0; step < part.Sources.Length; step++)
            {
                for (int chain = 1; chain < chains; chain++)
                {
                    code.Line($"{lanes.Type} {Chain(sum, part, step, chain)};");
                }
            }
        }
    }

    /// <summary>Whether several sums take in a value that is not in a local variable yet.</summary>
    private bool SharesValue(Part part) => TakeIn(part).Count > 1 && part.Sources[0] is not LocalsSource;

    /// <summary>One local variable serves for all values of a step: a method with many is compiled badly.</summary>
    private bool DeclareValue(Part part)
    {
        bool needed = SharesValue(part);
        for (int step = 0; needed && step < part.Sources.Length; step++)
        {
            code.Line($"{lanes.Type} value{Step(part, step)};");
        }

        if (part.Sources.Length > 1)
        {
            code.Line($"{lanes.Type} weight;");
        }

        return needed;
    }

    /// <summary>Chain 0 goes on from the sum so far; the others have names of their own.</summary>
    private static string Chain(Sum sum, Part part, int step, int chain) =>
        sum.Name + Step(part, step) + (chain == 0 ? "" : ChainSuffix(part, chain));

    private static string ChainSuffix(Part part, int chain) => $"_{part.Value}{chain}";

    /// <summary>What tells the local variables of one step from those of the others, where several are computed at once.</summary>
    public static string Step(int step, int steps) => steps == 1 ? "" : "_" + Literal.Of(step);

    private static string Step(Part part, int step) => Step(step, part.Sources.Length);
}
