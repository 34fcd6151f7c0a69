using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace LstmGen.Generator.Model.Text;

/// <summary>Writes a model in the <c>.lstm</c> text form, the same bytes for the same model on every machine.</summary>
internal static class LstmWriter
{
    private static readonly string[] Gates = ["i", "f", "c", "o"];

    public static void Write(ModelFile file, TextWriter writer)
    {
        Network network = file.Network;
        Floats parameters = network.Parameters ?? throw new ArgumentException("The network has no parameters.", nameof(file));
        void Line(string text)
        {
            writer.Write(text);
            writer.Write('\n');
        }

        Line($"{LstmWords.Header} {LstmWords.Version}");
        if (file.Source is { } source)
        {
            Line($"{LstmWords.Source} {Quoted(source)}");
        }

        if (file.Framework is { } framework)
        {
            Line($"{LstmWords.Framework} {Quoted(framework)}");
        }

        if (parameters.Concat(network.InitialState ?? Enumerable.Empty<float>()).Any(value => float.IsNaN(value) || float.IsInfinity(value)))
        {
            Line(LstmWords.AllowNonFinite);
        }

        Line($"{LstmWords.Input} {Text(network.InputSize)}");
        if (network.Steps is int steps)
        {
            Line($"{LstmWords.Steps} {Text(steps)}");
        }

        if (network.Skip)
        {
            Line($"{LstmWords.Skip} # the first {(network.OutputSize == 1 ? "feature of a step's input is added to the output" : Text(network.OutputSize) + " features of a step's input are added to the outputs")}");
        }

        int at = 0;
        int state = 0;
        foreach (Layer layer in network.Layers)
        {
            Line("");
            Line(Header(layer));
            foreach (TensorShape tensor in Network.Tensors(layer))
            {
                Line($"  {tensor.Name} # {tensor}{(layer.Gates == 1 ? "" : ": " + string.Join(", ", Gates.Select(gate => layer.Units == 1 ? gate : $"{layer.Units} of {gate}")))}{(tensor.Rows > 1 ? ", row by row" : "")}");
                for (int row = 0; row < tensor.Rows; row++)
                {
                    for (int gate = 0; gate < layer.Gates; gate++)
                    {
                        Line("    " + Values(parameters, at, layer.Units));
                        at += layer.Units;
                    }
                }
            }

            if (layer is LstmLayer && network.InitialState is { } initial)
            {
                Line("  " + LstmWords.InitialHidden);
                Line("    " + Values(initial, state, layer.Units));
                Line("  " + LstmWords.InitialCell);
                Line("    " + Values(initial, state + layer.Units, layer.Units));
                state += 2 * layer.Units;
            }
        }

        Line("");
        Line(LstmWords.End);
    }

    private static string Header(Layer layer)
    {
        string activation = $"{LstmWords.Units} {Text(layer.Units)} {LstmWords.Activation} {ActivationNames.Of(layer.Activation)}";
        string bias = $"{LstmWords.UseBias} {Text(layer.UseBias)}";
        return layer is LstmLayer lstm
            ? $"{LstmWords.Lstm} {activation} {LstmWords.RecurrentActivation} {ActivationNames.Of(lstm.RecurrentActivation)} {bias} {LstmWords.ReturnSequences} {Text(lstm.ReturnSequences)}"
            : $"{LstmWords.Dense} {activation} {bias}";
    }

    private static string Values(Floats values, int start, int count) =>
        string.Join(" ", Enumerable.Range(start, count).Select(i => Text(values[i])));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(bool value) => value ? "true" : "false";

    private static string Text(float value)
    {
        if (float.IsNaN(value))
        {
            return LstmWords.NaN;
        }

        if (float.IsInfinity(value))
        {
            return value > 0 ? LstmWords.Infinity : "-" + LstmWords.Infinity;
        }

        return FloatText.Of(value);
    }

    /// <summary>A string in quotes on one line, whatever it holds.</summary>
    private static string Quoted(string text) => "\"" + string.Concat(text.SelectMany(Escaped)) + "\"";

    private static IEnumerable<char> Escaped(char character) =>
        character is '"' or '\\' ? ['\\', character]
        : char.IsControl(character) || char.IsSurrogate(character) || character is '\u2028' or '\u2029' ? ("\\u" + ((int)character).ToString("x4", CultureInfo.InvariantCulture))
        : [character];
}
