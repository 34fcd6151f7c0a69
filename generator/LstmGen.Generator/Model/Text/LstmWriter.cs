using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace LstmGen.Generator.Model.Text;

/// <summary>Writes a model in the <c>.lstm</c> text form, the same bytes for the same model on every machine.</summary>
internal static class LstmWriter
{
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

        if (network.Masking is { } masking)
        {
            Line(masking.Value is float value ? $"{LstmWords.Masking} {Text(value)}" : LstmWords.Masking);
        }

        int at = 0;
        int state = 0;
        foreach (Layer layer in network.Layers)
        {
            Line("");
            if (layer is BidirectionalLayer both)
            {
                Line($"{LstmWords.Bidirectional} {LstmWords.Merge} {LstmWords.Merges[(int)both.Merge]}");
                One(both.Forward);
                One(both.Backward);
            }
            else
            {
                One(layer);
            }
        }

        Line("");
        Line(LstmWords.End);

        // What a layer is, then its tensors, then the state in which it starts.
        void One(Layer layer)
        {
            Line(Header(layer.Parts.First()));
            foreach (TensorShape tensor in layer.Parts.SelectMany(part => part.Tensors))
            {
                bool hasGates = tensor.Blocks.Count > 1;
                Line($"  {tensor.Name} # {tensor}{(hasGates ? ": " + string.Join(", ", tensor.Blocks.Select(gate => tensor.BlockSize == 1 ? gate : $"{tensor.BlockSize} of {gate}")) : "")}{(tensor.Rows > 1 ? ", row by row" : "")}");
                for (int block = 0; block < tensor.Rows * tensor.Blocks.Count; block++)
                {
                    Line("    " + Values(parameters, at, tensor.BlockSize));
                    at += tensor.BlockSize;
                }
            }

            if (layer is LstmLayer lstm && network.InitialState is { } initial)
            {
                Line("  " + LstmWords.InitialHidden);
                Line("    " + Values(initial, state, lstm.Output));
                Line("  " + LstmWords.InitialCell);
                Line("    " + Values(initial, state + lstm.Output, lstm.Units));
                state += lstm.StateCount;
            }
        }
    }

    private static string Header(WeightedLayer layer)
    {
        string activation = $"{LstmWords.Units} {Text(layer.Units)} {LstmWords.Activation} {layer.Activation}";
        string bias = $"{LstmWords.UseBias} {Text(layer.UseBias)}";
        if (layer is not LstmLayer lstm)
        {
            return $"{LstmWords.Dense} {activation} {bias}";
        }

        string text = $"{LstmWords.Lstm} {activation} {LstmWords.RecurrentActivation} {lstm.RecurrentActivation} {bias} {LstmWords.ReturnSequences} {Text(lstm.ReturnSequences)}";
        text += lstm.Direction == Direction.Forward ? "" : $" {LstmWords.Direction} {LstmWords.Directions[(int)lstm.Direction]}";
        text += lstm.HiddenActivation is { } hidden ? $" {LstmWords.HiddenActivation} {hidden}" : "";
        text += lstm.Peepholes ? " " + LstmWords.Peepholes : "";
        text += lstm.IsCoupled ? " " + LstmWords.Coupled : "";
        text += lstm.Clip is float clip ? $" {LstmWords.Clip} {Text(clip)}" : "";
        text += lstm.CellClip is float cell ? $" {LstmWords.CellClip} {Text(cell)}" : "";
        return lstm.Projection is int projection ? $"{text} {LstmWords.ProjectionSize} {Text(projection)}" : text;
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
