using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Generator.Model.Text;

/// <summary>The table that Keras 3 prints for <c>model.summary()</c>.</summary>
internal static class SummaryTable
{
    private static readonly int[] ColumnWidths = [33, 24, 15];

    /// <summary>The most inputs that are named, and the most characters of their names.</summary>
    private const int MostInputs = 16;
    private const int MostLetters = 40;

    public static IReadOnlyList<string> Lines(string modelName, Network network, Element? element = null)
    {
        var lines = new List<string>
        {
            $"Model: \"{modelName}\"",
            Rule('┏', '━', '┳', '┓'),
            Row('┃', "Layer (type)", "Output Shape", "Param #"),
            Rule('┡', '━', '╇', '┩'),
        };
        int? rows = network.Steps;
        bool sequence = true;
        for (int i = 0; i < network.Layers.Count; i++)
        {
            Layer layer = network.Layers[i];
            rows = layer.RowsOf(rows);
            sequence = layer.IsOverTime ? layer.HandsOnEveryStep : sequence;
            string steps = rows is int count ? NumberText.Of(count) : "None";
            string shape = sequence ? $"(None, {steps}, {layer.Output})" : $"(None, {layer.Output})";
            if (i > 0)
            {
                lines.Add(Rule('├', '─', '┼', '┤'));
            }

            IReadOnlyList<string> names = Folded($"{layer.Name} ({layer.TypeName})", ColumnWidths[0] - 2);
            lines.Add(Row('│', names[0], shape, ReaderText.Grouped(layer.ParameterCount)));
            lines.AddRange(names.Skip(1).Select(name => Row('│', name, "", "")));
        }

        lines.Add(Rule('└', '─', '┴', '┘'));
        double bytes = (element ?? Element.Single).Bytes * (double)network.ParameterCount;
        string all = $"{ReaderText.Grouped(network.ParameterCount)} ({Bytes(bytes)})";
        lines.Add($" Total params: {all}");
        lines.Add($" Trainable params: {all}");
        lines.Add(" Non-trainable params: 0 (0.00 B)");
        if (network.Inputs.Count > 0)
        {
            lines.Add($" Input row: {InputRow(network.Inputs)}");
        }

        return lines;
    }

    /// <summary>The inputs of the model's file, each with its place in a step's row.</summary>
    private static string InputRow(EquatableArray<InputPart> inputs)
    {
        var parts = new List<string>();
        int start = 0;
        foreach (InputPart input in inputs.Take(MostInputs))
        {
            string places = input.Size == 1 ? NumberText.Of(start) : $"{NumberText.Of(start)} to {NumberText.Of(start + input.Size - 1)}";
            parts.Add($"{Word(input.Name)} {places}");
            start += input.Size;
        }

        return string.Join(", ", parts) + (inputs.Count > MostInputs ? $" and {inputs.Count - MostInputs} more" : "");
    }

    /// <summary>A name of the file, which is in a literal of the generated code: only of characters that mean nothing there.</summary>
    private static string Word(string name) =>
        string.Concat(name.Take(MostLetters).Select(letter => char.IsLetterOrDigit(letter) || "_-./:".IndexOf(letter) >= 0 ? letter : '_'));

    private static string Rule(char left, char line, char crossing, char right) =>
        left + string.Join(crossing.ToString(), ColumnWidths.Select(width => new string(line, width))) + right;

    private static string Row(char border, string layer, string shape, string parameters) =>
        $"{border} {Fit(layer, 0)} {border} {Fit(shape, 1)} {border} {parameters.PadLeft(ColumnWidths[2] - 2)} {border}";

    /// <summary>Words in lines of at most some characters, as Keras breaks them; a longer word continues on the next line.</summary>
    private static IReadOnlyList<string> Folded(string text, int width)
    {
        var lines = new List<string>();
        string line = "";
        foreach (string word in text.Split(' '))
        {
            string rest = line.Length == 0 ? word : line + " " + word;
            if (rest.Length > width && line.Length > 0)
            {
                lines.Add(line);
                rest = word;
            }

            for (; rest.Length > width; rest = rest.Substring(width))
            {
                lines.Add(rest.Substring(0, width));
            }

            line = rest;
        }

        lines.Add(line);
        return lines;
    }

    private static string Fit(string text, int column) => text.PadRight(ColumnWidths[column] - 2);

    private static string Bytes(double bytes)
    {
        string[] units = ["B", "KB", "MB", "GB"];
        int unit = 0;
        while (bytes >= 1024 && unit < units.Length - 1)
        {
            bytes /= 1024;
            unit++;
        }

        return bytes.ToString("F2", System.Globalization.CultureInfo.InvariantCulture) + " " + units[unit];
    }
}
