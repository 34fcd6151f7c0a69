using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using LstmGen.Benchmarks.Machines;
using LstmGen.Benchmarks.Networks;

namespace LstmGen.Benchmarks.Comparing;

/// <summary>The results of a comparison as Markdown.</summary>
internal static class ComparisonReport
{
    private const string None = "–";

    public static string Write(IReadOnlyList<ComparedResult> results, Machine machine, IReadOnlyList<int> checkedWidths, int repeats)
    {
        var text = new StringBuilder();
        text.Append(MachineDescription.Line()).Append(Written(machine)).Append("\n\n");
        text.Append(FormattableString.Invariant(
            $"Nanoseconds for a step of a sequence: the smallest of {repeats} interleaved repeats, and their median in parentheses. "));
        text.Append(FormattableString.Invariant(
            $"The batch has {ComparedNet.BatchCount:N0} sequences. The limit is a lower bound from the costs below, "));
        text.Append("phases is what the code's phases take if none overlaps the next; ratios are of the smallest.\n\n");
        text.Append(Times(results, machine)).Append('\n').Append(Ratios(results, machine)).Append('\n').Append(Costs(machine)).Append('\n');
        text.Append($"Nanoseconds, the smallest of all repeats before and after the comparison. tanh and sigmoid give the bits of the generated functions for {string.Join(", ", checkedWidths)} bits.\n");
        return text.ToString();
    }

    private static MarkdownTable Times(IReadOnlyList<ComparedResult> results, Machine machine)
    {
        var table = new MarkdownTable(
            "input→units × steps", "Forward", "Step", "ForwardBatch", "naive C#", "ONNX Runtime", "limit", "phases", "batch limit");
        foreach (ComparedResult result in results)
        {
            double limit = Limit.OfStep(machine, result.Shape);
            string boundBy = limit > Limit.Work(machine, result.Shape) ? "path" : "work";
            table.Row(
                result.Shape.ToString(),
                result.Forward.ToString(),
                result.Step.ToString(),
                result.Batch?.ToString() ?? None,
                result.Naive.ToString(),
                result.Onnx.ToString(),
                $"{Number.Of(limit)} {boundBy}",
                Number.Of(Phases.OfStep(machine, result.Shape)),
                Number.Of(Limit.OfBatchStep(machine, result.Shape)));
        }

        return table;
    }

    private static MarkdownTable Ratios(IReadOnlyList<ComparedResult> results, Machine machine)
    {
        var table = new MarkdownTable(
            "input→units × steps", "ONNX Runtime / Forward", "naive / Forward", "Forward / limit", "Forward / phases", "batch / limit");
        foreach (ComparedResult result in results)
        {
            table.Row(
                result.Shape.ToString(),
                Number.Ratio(result.Onnx.Min, result.Forward.Min),
                Number.Ratio(result.Naive.Min, result.Forward.Min),
                Number.Ratio(result.Forward.Min, Limit.OfStep(machine, result.Shape)),
                Number.Ratio(result.Forward.Min, Phases.OfStep(machine, result.Shape)),
                result.Batch is null ? None : Number.Ratio(result.Batch.Min, Limit.OfBatchStep(machine, result.Shape)));
        }

        return table;
    }

    private static MarkdownTable Costs(Machine machine)
    {
        var table = new MarkdownTable(
            [
                "vector", "fma latency", "multiply latency", "add latency", "fma, registers", "fma, weight in L1", "fma, weight in L2",
                "divide", "tanh latency", "sigmoid latency", "tanh", "sigmoid", "tanh undivided", "sigmoid undivided",
            ]);
        foreach (WidthCosts width in machine.Widths)
        {
            double[] costs =
            [
                width.FmaLatency, width.MultiplyLatency, width.AddLatency, width.FmaFromRegisters, width.FmaFromL1, width.FmaFromL2,
                width.Divide, width.TanhLatency, width.SigmoidLatency, width.Tanh, width.Sigmoid, width.TanhUndivided, width.SigmoidUndivided,
            ];
            table.Row([FormattableString.Invariant($"{32 * width.Lanes} bits"), .. costs.Select(Number.Of)]);
        }

        return table;
    }

    /// <summary>What the line about the machine doesn't say: that networks use narrower vectors than it has.</summary>
    private static string Written(Machine machine) =>
        FormattableString.Invariant($" The networks have vectors of at most {32 * machine.Widest.Lanes} bits.");
}
