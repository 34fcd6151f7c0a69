using System;
using System.Collections.Generic;
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
        text.Append(MachineDescription.Line()).Append("\n\n");
        text.Append(FormattableString.Invariant(
            $"Nanoseconds for a step of a sequence: the smallest of {repeats} interleaved repeats, and their median in parentheses. "));
        text.Append(FormattableString.Invariant(
            $"The batch has {ComparedNet.BatchCount:N0} sequences. The limit is a lower bound from the costs below; ratios are of the smallest.\n\n"));
        text.Append(Times(results, machine)).Append('\n').Append(Ratios(results, machine)).Append('\n').Append(Costs(machine)).Append('\n');
        text.Append($"Nanoseconds, the smallest of all repeats before and after the comparison. tanh and sigmoid give the bits of the generated functions for {string.Join(", ", checkedWidths)} bits.\n");
        return text.ToString();
    }

    private static MarkdownTable Times(IReadOnlyList<ComparedResult> results, Machine machine)
    {
        var table = new MarkdownTable("input→units × steps", "Forward", "Step", "ForwardBatch", "naive C#", "ONNX Runtime", "limit", "batch limit");
        foreach (ComparedResult result in results)
        {
            string boundBy = Limit.Work(machine, result.Shape) >= Limit.Path(machine, result.Shape) ? "work" : "path";
            table.Row(
                result.Shape.ToString(),
                result.Forward.ToString(),
                result.Step.ToString(),
                result.Batch?.ToString() ?? None,
                result.Naive.ToString(),
                result.Onnx.ToString(),
                $"{Number.Of(Limit.OfStep(machine, result.Shape))} {boundBy}",
                Number.Of(Limit.OfBatchStep(machine, result.Shape)));
        }

        return table;
    }

    private static MarkdownTable Ratios(IReadOnlyList<ComparedResult> results, Machine machine)
    {
        var table = new MarkdownTable("input→units × steps", "ONNX Runtime / Forward", "naive / Forward", "Forward / limit", "batch / limit");
        foreach (ComparedResult result in results)
        {
            table.Row(
                result.Shape.ToString(),
                Number.Ratio(result.Onnx.Min, result.Forward.Min),
                Number.Ratio(result.Naive.Min, result.Forward.Min),
                Number.Ratio(result.Forward.Min, Limit.OfStep(machine, result.Shape)),
                result.Batch is null ? None : Number.Ratio(result.Batch.Min, Limit.OfBatchStep(machine, result.Shape)));
        }

        return table;
    }

    private static MarkdownTable Costs(Machine machine)
    {
        var table = new MarkdownTable(
            "vector", "fma latency", "multiply latency", "fma, registers", "fma, weight in L1", "fma, weight in L2", "tanh latency", "sigmoid latency", "tanh", "sigmoid");
        foreach (WidthCosts width in machine.Widths)
        {
            table.Row(
                FormattableString.Invariant($"{32 * width.Lanes} bits"),
                Number.Of(width.FmaLatency),
                Number.Of(width.MultiplyLatency),
                Number.Of(width.FmaFromRegisters),
                Number.Of(width.FmaFromL1),
                Number.Of(width.FmaFromL2),
                Number.Of(width.TanhLatency),
                Number.Of(width.SigmoidLatency),
                Number.Of(width.Tanh),
                Number.Of(width.Sigmoid));
        }

        return table;
    }
}
