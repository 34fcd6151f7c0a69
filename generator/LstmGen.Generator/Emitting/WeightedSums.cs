using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Cells;
using LstmGen.Generator.Mathematics;
using LstmGen.Generator.Model;
using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Emitting;

/// <summary>
/// Writes weighted sums that are computed together: <c>b + x·K + h·R</c> for each gate. This is the one place that knows the order of a sum
/// (<see cref="Summation"/>).
/// </summary>
/// <param name="weight">Reads a parameter, or a vector of them, from the named memory at an index.</param>
internal sealed class WeightedSums(
    CodeWriter code, WeightedLayer layer, Lanes lanes, IReadOnlyList<Sum> sums, Func<string, string, string> weight)
{
    /// <summary>Lanes are units: a vector of parameters is read at once.</summary>
    public WeightedSums(CodeWriter code, WeightedLayer layer, Lanes lanes, IReadOnlyList<Sum> sums)
        : this(code, layer, lanes, sums, lanes.Weights)
    {
    }

    /// <summary>Whether code size counts for more than time.</summary>
    public bool IsShort { get; init; }

    /// <summary>Writes out every multiply-add, value by value: each value is read once for all sums that include it.</summary>
    public void WriteStraight(IReadOnlyList<Part> parts)
    {
        Start();
        bool declared = false;
        foreach (Part part in parts.Where(part => TakeIn(part).Count > 0))
        {
            SumOrder order = Summation.Order(layer, part.Count);
            declared = declared || DeclareValue(part);
            var run = new Run(part, order, IsBlock: false);
            ExplainChains(run);
            Terms(run with { Starts = true }, part.FirstRow, order.First, k => Literal.Of(k), declaresChains: true);
            Join(run);
            foreach (int first in order.Blocks)
            {
                Run block = run with { IsBlock = true };
                ExplainBlock(block, first);
                StartBlock(block, declares: first == order.First);
                Terms(block, part.FirstRow + first, order.Block, k => Literal.Of(first + k));
                Join(block);
            }
        }
    }

    /// <summary>Starts each sum with its bias.</summary>
    /// <param name="row">The current row of the sums' memory.</param>
    public void Start(string? step = null, int row = 0)
    {
        foreach (Sum sum in sums)
        {
            Start(sum, step, row);
        }
    }

    /// <summary>Starts each sum with its input's half, which was computed before, or with its bias where it has none.</summary>
    /// <param name="row">The current row of the sums' memory.</param>
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

    /// <summary>Loops over the values of the parts that some sum includes, part by part.</summary>
    /// <param name="row">The current row of the sums' memory.</param>
    /// <returns>Its row afterwards.</returns>
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
    /// Loops over the values of a part. The memory of the sums starts at the part's first row, and is advanced to the row after its last;
    /// sums with rows of one size share it.
    /// </summary>
    private void WriteLoop(Memory parameters, Part part)
    {
        SumOrder order = Summation.Order(layer, part.Count);
        TermLoop loop = TermLoop.Of(order, IsShort);
        var run = new Run(part, order, IsBlock: false);
        Outside(parameters, run, loop, 0, loop.Start);
        if (loop.IsLoop)
        {
            using (code.Block($"for (int k = {loop.Start}; k < {loop.End}; {Literal.Advance("k", loop.Step)})"))
            {
                DeclareValue(part);
                Terms(run, 0, loop.Step, k => Behind("k", k));
                Advance(parameters, loop.Step);
            }
        }

        Outside(parameters, run, loop, loop.End, loop.Count);
        Join(run);
        if (order.HasBlocks)
        {
            Blocks(parameters, run with { IsBlock = true });
        }
    }

    /// <summary>Starts the chains of a block from zero.</summary>
    /// <param name="declares">Whether the local variable of the first one is new.</param>
    private void StartBlock(Run run, bool declares) => ForEachSum(run, (sum, step) =>
    {
        for (int chain = 0; chain < run.Order.Chains; chain++)
        {
            string declared = declares && chain == 0 ? lanes.Type + " " : "";
            code.Line($"{declared}{run.Name(sum, step, chain)} = {lanes.Spell(0)};");
        }
    });

    /// <summary>Writes some terms before the loop, which start the chains, or after it.</summary>
    private void Outside(Memory parameters, Run run, TermLoop loop, int first, int end)
    {
        if (first == end)
        {
            return;
        }

        Part part = run.Part;
        if (first == 0)
        {
            DeclareChains(run);
        }

        string which = end - first == part.Count ? ""
            : end - first == 1 ? $": {part.Value}[{first}]"
            : $": {part.Value}[{first}] to {part.Value}[{end - 1}]";
        code.Comment($"+ {part.Value}·{part.Matrix}{which}");
        using (code.Block())
        {
            DeclareValue(part);
            Terms(run with { Starts = first == 0 }, 0, end - first, k => Literal.Of(first + k));
            Advance(parameters, end - first);
        }
    }

    /// <summary>Writes the loop over the blocks of a part.</summary>
    private void Blocks(Memory parameters, Run run)
    {
        (Part part, SumOrder order) = (run.Part, run.Order);
        int turn = TermLoop.TurnOfBlock(order, IsShort);
        ExplainBlock(run, order.First);
        using (code.Block($"for (int block = {order.First}; block < {order.Terms}; {Literal.Advance("block", order.Block)})"))
        {
            StartBlock(run, declares: true);
            using (code.Block($"for (int k = block; k < {Behind("block", order.Block)}; {Literal.Advance("k", turn)})"))
            {
                DeclareValue(part);
                Terms(run, 0, turn, k => Behind("k", k));
                Advance(parameters, turn);
            }

            Join(run);
        }
    }

    /// <summary>A sum's own weights, or null where it has none.</summary>
    /// <param name="row">The current row of the sum's memory.</param>
    public string? Own(Sum sum, int row) =>
        sum.Cell.Weights is { } tensor ? weight(sum.Memory, sum.Index(layer.RowOf(tensor) - row)) : null;

    /// <summary>The sums that include a part.</summary>
    private List<Sum> TakeIn(Part part) => [.. sums.Where(sum => sum.Cell.TakesIn(part.Value))];

    /// <summary>Advances the memory of the sums by some rows.</summary>
    public void Advance(Memory parameters, int rows)
    {
        foreach ((string name, string count) in sums.Select(sum => (sum.Memory, sum.Rows(rows))).Distinct())
        {
            code.Line(parameters.Advance(name, count));
        }
    }

    /// <summary>Writes some consecutive terms of a part, whose first one belongs to chain 0.</summary>
    /// <param name="declaresChains">Whether the local variables of the chains are declared where they start.</param>
    private void Terms(Run run, int firstRow, int count, Func<int, string> index, bool declaresChains = false)
    {
        Part part = run.Part;
        for (int k = 0; k < count; k++)
        {
            string shown = index(k);
            int chain = k % run.Order.Chains;
            bool isFirst = run.StartsWith(k);
            string declared = isFirst && declaresChains ? lanes.Type + " " : "";
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
                    string name = run.Name(sum, step, chain);
                    Expression product = new Variable(values[step]) * new Variable(read);
                    string line = $"{declared}{name} = {lanes.Spell(isFirst ? product : product + new Variable(name))};";
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

    /// <summary>Reads a value of each source into a local variable, where several sums include it.</summary>
    private string[] Values(Part part, string shown)
    {
        var values = new string[part.Sources.Length];
        for (int step = 0; step < values.Length; step++)
        {
            values[step] = part.Sources[step].Spread(lanes, shown);
            if (SharesValue(part))
            {
                string name = "value" + Step(step, values.Length);
                code.Line($"{name} = {values[step]};", $"{part.Value}[{shown}]" + (values.Length > 1 ? $" of step {step}" : ""));
                values[step] = name;
            }
        }

        return values;
    }

    /// <summary>Adds the upper half of the chains to the lower half until one is left, and the sum of a block to the total.</summary>
    private void Join(Run run)
    {
        for (int half = run.Order.Chains / 2; half > 0; half /= 2)
        {
            ForEachSum(run, (sum, step) =>
            {
                for (int chain = 0; chain < half; chain++)
                {
                    Add(run.Name(sum, step, chain), run.Name(sum, step, chain + half));
                }
            });
        }

        if (run.IsBlock)
        {
            ForEachSum(run, (sum, step) => Add(run.Total(sum, step), run.Name(sum, step, 0)));
        }

        void Add(string name, string other) => code.Line($"{name} = {lanes.Spell(new Variable(name) + new Variable(other))};");
    }

    private void ForEachSum(Run run, Action<Sum, int> write)
    {
        foreach (Sum sum in TakeIn(run.Part))
        {
            for (int step = 0; step < run.Part.Sources.Length; step++)
            {
                write(sum, step);
            }
        }
    }

    /// <summary>Writes what the names of the chains mean, where there are several.</summary>
    private void ExplainChains(Run run)
    {
        if (run.Order.Chains > 1)
        {
            string suffixes = string.Join(", ", Enumerable.Range(1, run.Order.Chains - 1).Select(run.Suffix));
            code.Comment($"Names end in {suffixes} for partial sums, which don't wait for each other and are joined below.");
        }
    }

    /// <summary>Writes what a block is for.</summary>
    private void ExplainBlock(Run run, int first)
    {
        Part part = run.Part;
        string suffixes = string.Join(", ", Enumerable.Range(0, run.Order.Chains).Select(run.Suffix));
        string from = $"from {part.Value}[{first}] on";
        code.Comment($"+ {part.Value}·{part.Matrix}: {from}, blocks of {run.Order.Block} terms, which keep rounding errors small.");
        code.Comment($"Names end in {suffixes} for the sum of a block.");
    }

    private void DeclareChains(Run run)
    {
        ExplainChains(run);
        ForEachSum(run, (sum, step) =>
        {
            for (int chain = 1; chain < run.Order.Chains; chain++)
            {
                code.Line($"{lanes.Type} {run.Name(sum, step, chain)};");
            }
        });
    }

    /// <summary>Whether several sums include a value that isn't in a local variable yet.</summary>
    private bool SharesValue(Part part) => TakeIn(part).Count > 1 && part.Sources[0] is not LocalsSource;

    /// <summary>One local variable serves all values of a step: methods with many are compiled badly.</summary>
    private bool DeclareValue(Part part)
    {
        bool needed = SharesValue(part);
        for (int step = 0; needed && step < part.Sources.Length; step++)
        {
            code.Line($"{lanes.Type} value{Step(step, part.Sources.Length)};");
        }

        if (part.Sources.Length > 1)
        {
            code.Line($"{lanes.Type} weight;");
        }

        return needed;
    }

    /// <summary>The suffix of a step's local variables, where several steps are computed at once.</summary>
    public static string Step(int step, int steps) => steps == 1 ? "" : "_" + Literal.Of(step);

    /// <summary>The term a number of places after that of a variable.</summary>
    private static string Behind(string variable, int terms) => terms == 0 ? variable : $"{variable} + {terms}";

    /// <summary>Terms of a part that are summed in chains.</summary>
    /// <param name="IsBlock">Whether they have a sum of their own instead of continuing the total.</param>
    private sealed record Run(Part Part, SumOrder Order, bool IsBlock)
    {
        /// <summary>Whether the chains other than the first start with a product: the next terms are their first.</summary>
        public bool Starts { get; init; }

        /// <summary>Whether a term, counted from the first one that is written, starts a chain.</summary>
        public bool StartsWith(int term) => Starts && term > 0 && term < Order.Chains;

        /// <summary>The local variable of a chain.</summary>
        public string Name(Sum sum, int step, int chain) => Total(sum, step) + (chain == 0 && !IsBlock ? "" : Suffix(chain));

        public string Suffix(int chain) => $"_{Part.Value}{chain}";

        /// <summary>The local variable of the total.</summary>
        public string Total(Sum sum, int step) => sum.Name + WeightedSums.Step(step, Part.Sources.Length);
    }
}
