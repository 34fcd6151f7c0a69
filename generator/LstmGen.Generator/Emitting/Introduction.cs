using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Generator.Emitting;

/// <summary>Writes the comment at the top of a generated file: what the network is, and how an LSTM reads a sequence.</summary>
internal static class Introduction
{
    /// <param name="origin">Where a trained model comes from.</param>
    public static void Write(CodeWriter code, string className, Network network, string? origin)
    {
        code.Comment(Purpose(className, network));
        if (origin is not null)
        {
            code.Comment("Its parameters were trained: " + Literal.Plain(origin));
        }

        if (network.Skip)
        {
            code.Comment($"The {(network.OutputSize == 1 ? "first feature" : $"first {network.OutputSize} features")} of a step's input {(network.OutputSize == 1 ? "is" : "are")} added to its output: the skip connection.");
        }

        code.Comment("");
        foreach (string line in SummaryTable.Lines(className, network).Skip(1))
        {
            code.Comment("  " + line);
        }

        var explained = new List<LstmLayer>();
        foreach (Layer layer in network.Layers)
        {
            code.Comment("");
            if (layer is DenseLayer dense)
            {
                Dense(code, dense);
            }
            else if (layer is LstmLayer lstm)
            {
                // The second layer of a stack works like the first: only what differs is worth a reader's time.
                bool full = !explained.Any(other => other.Activation == lstm.Activation && other.RecurrentActivation == lstm.RecurrentActivation && other.UseBias == lstm.UseBias);
                Lstm(code, lstm, full, network.InitialState is not null);
                explained.Add(lstm);
            }
        }
    }

    private static string Purpose(string className, Network network)
    {
        string features = Count(network.InputSize, "feature");
        string outputs = Count(network.OutputSize, "value");
        string reads = network.Steps is int steps
            ? $"{className} reads a sequence of {Count(steps, "step")} with {features} each"
            : $"{className} reads a sequence of any length, {features} a step";
        return network.ReturnsSequences
            ? $"{reads}, and writes {outputs} for every step."
            : $"{reads}, and writes {outputs} for the last step.";
    }

    private static void Dense(CodeWriter code, DenseLayer layer)
    {
        code.Comment($"Layer {layer.Name}: {Count(layer.Units, "unit")}, each a weighted sum of all {Count(layer.Input, "value")} in front of it"
            + (layer.UseBias ? " and a bias" : "") + ":");
        code.Comment($"    y = {Activations.Apply(layer.Activation, "x·K" + (layer.UseBias ? " + b" : ""))}");
        code.Comment(layer.UseBias
            ? $"    {layer.Units} · ({layer.Input} + 1) = {Literal.Grouped(layer.ParameterCount)} parameters"
            : $"    {layer.Units} · {layer.Input} = {Literal.Grouped(layer.ParameterCount)} parameters");
    }

    private static void Lstm(CodeWriter code, LstmLayer layer, bool full, bool hasInitialState)
    {
        int units = layer.Units;
        string inputs = Count(layer.Input, "value");
        if (full)
        {
            code.Comment(units == 1
                ? $"Layer {layer.Name}: 1 unit. It has a cell state c, its memory, and a hidden state h, what it shows of that memory.\n" +
                  $"At each step it sees the {inputs} x of that step and its own hidden state h of the step before, and computes"
                : $"Layer {layer.Name}: {units} units that work side by side. Each has a cell state c, its memory, and a hidden state h, what it\n" +
                  $"shows of that memory. At each step every unit sees the {inputs} x of that step and the hidden states h that all\n" +
                  $"{units} units had after the step before, its own among them, and computes");
            code.Comment("");
            for (int gate = 0; gate < layer.Gates; gate++)
            {
                code.Comment($"    {CellWriter.Equation(layer, gate).PadRight(40)} {CellWriter.GateMeaning(gate)}");
            }

            code.Comment($"    {CellWriter.CellEquation.PadRight(40)} the new cell state: some of the old, some of the candidate");
            code.Comment($"    {CellWriter.HiddenEquation(layer).PadRight(40)} the new hidden state");
            code.Comment("");
        }
        else
        {
            code.Comment($"Layer {layer.Name}: {Count(units, "unit")}, by the same equations, with x the {inputs} that the layer in front hands on.");
        }

        string each = units == 1 ? "Each of the four sums has" : $"Each of the four sums has, for each of the {units} units,";
        code.Comment(
            $"{each} {Count(layer.Input, "weight")} for x (K, the kernel), {units} for h (R, the recurrent\nkernel)" +
            (layer.UseBias ? " and a bias b:" : " and no bias:"));
        string bias = layer.UseBias ? " + 1" : "";
        code.Comment($"    4 · {units} · ({layer.Input} + {units}{bias}) = {Literal.Grouped(layer.ParameterCount)} parameters: " +
            $"kernel [{layer.Input}, {4 * units}] {Literal.Grouped(layer.KernelCount)}, recurrent kernel [{units}, {4 * units}] {Literal.Grouped(layer.RecurrentKernelCount)}" +
            (layer.UseBias ? $", bias [{4 * units}] {Literal.Grouped(layer.BiasCount)}" : ""));
        if (full)
        {
            code.Comment("Every step uses the same parameters. What goes from one step to the next is h and c alone; both start "
                + (hasInitialState ? "at values that were trained." : "as zero."));
        }
    }

    public static string Count(long count, string noun) => $"{Literal.Grouped(count)} {noun}{(count == 1 ? "" : "s")}";
}
