using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace LstmGen.Generator.Model.Text;

/// <summary>Writes a model in the <c>.lstm</c> text form, the same bytes for the same model on every machine.</summary>
internal sealed class LstmWriter
{
    private readonly Network _network;
    private readonly Floats _parameters;
    private readonly TextWriter _writer;

    /// <summary>How many parameters have been written.</summary>
    private int _written;

    /// <summary>How many values of the initial state have been written.</summary>
    private int _stateWritten;

    private LstmWriter(Network network, Floats parameters, TextWriter writer)
    {
        _network = network;
        _parameters = parameters;
        _writer = writer;
    }

    public static void Write(ModelFile file, TextWriter writer)
    {
        Network network = file.Network;
        Floats parameters = network.Parameters ?? throw new ArgumentException("The network has no parameters.", nameof(file));
        new LstmWriter(network, parameters, writer).Write(file);
    }

    private void Write(ModelFile file)
    {
        Line($"{LstmWords.Header} {LstmWords.Version}");
        if (file.Source is { } source)
        {
            Line($"{LstmWords.Source} {Quoted(source)}");
        }

        if (file.Framework is { } framework)
        {
            Line($"{LstmWords.Framework} {Quoted(framework)}");
        }

        if (file.Metadata.Count > 0)
        {
            Line(LstmWords.Metadata);
            foreach (ModelFact fact in file.Metadata)
            {
                Line($"  {fact.Kind.Word} {(fact.Kind.IsText ? Quoted(fact.Text) : DoubleText.Of(fact.Number))}");
            }
        }

        Properties();
        foreach (Layer layer in _network.Layers)
        {
            Line("");
            if (layer is BidirectionalLayer both)
            {
                Line($"{LstmWords.Bidirectional} {LstmWords.Merge} {LstmWords.Merges[(int)both.Merge]}");
                One(both.Forward);
                One(both.Backward);
            }
            else if (layer is RowsLayer rows)
            {
                Line(LstmWords.Rows[(int)rows.Kind] + (RowsLayer.IsCounted(rows.Kind) ? " " + Text(rows.Count) : ""));
            }
            else
            {
                One(layer);
            }
        }

        Line("");
        Line(LstmWords.End);
    }

    /// <summary>Writes the properties of the whole network.</summary>
    private void Properties()
    {
        IEnumerable<float> values = _parameters.Concat(_network.InitialState ?? Enumerable.Empty<float>());
        if (values.Any(value => float.IsNaN(value) || float.IsInfinity(value)))
        {
            Line(LstmWords.AllowNonFinite);
        }

        Line($"{LstmWords.Input} {Text(_network.InputSize)}");
        if (_network.Inputs.Count > 0)
        {
            Line($"{LstmWords.Inputs} {string.Join(" ", _network.Inputs.Select(input => $"{Quoted(input.Name)} {Text(input.Size)}"))}");
        }

        if (_network.Steps is int steps)
        {
            Line($"{LstmWords.Steps} {Text(steps)}");
        }

        if (_network.Skip)
        {
            string added = _network.OutputSize == 1
                ? "feature of a step's input is added to the output"
                : Text(_network.OutputSize) + " features of a step's input are added to the outputs";
            Line($"{LstmWords.Skip} # the first {added}");
        }

        if (_network.Masking is { } masking)
        {
            Line(masking.Value is float value ? $"{LstmWords.Masking} {Text(value)}" : LstmWords.Masking);
        }
    }

    /// <summary>Writes a layer, then its tensors, then its initial state.</summary>
    private void One(Layer layer)
    {
        Line(Header(layer.Parts.First()));
        foreach (TensorShape tensor in layer.Parts.SelectMany(part => part.Tensors))
        {
            Line($"  {tensor.Name} # {tensor}{Order(tensor)}");
            for (int block = 0; block < tensor.Rows * tensor.Blocks.Count; block++)
            {
                Line("    " + Values(_parameters, _written, tensor.BlockSize));
                _written += tensor.BlockSize;
            }
        }

        if (layer is LstmLayer lstm && _network.InitialState is { } initial)
        {
            Line("  " + LstmWords.InitialHidden);
            Line("    " + Values(initial, _stateWritten, lstm.Output));
            Line("  " + LstmWords.InitialCell);
            Line("    " + Values(initial, _stateWritten + lstm.Output, lstm.Units));
            _stateWritten += lstm.StateCount;
        }
    }

    private void Line(string text)
    {
        _writer.Write(text);
        _writer.Write('\n');
    }

    /// <summary>The order of a tensor's values, where more than one is possible.</summary>
    private static string Order(TensorShape tensor)
    {
        IEnumerable<string> gates = tensor.Blocks.Select(gate => tensor.BlockSize == 1 ? gate : $"{tensor.BlockSize} of {gate}");
        string columns = tensor.Blocks.Count > 1 ? ": " + string.Join(", ", gates) : "";
        return columns + (tensor.Rows > 1 ? ", row by row" : "");
    }

    private static string Header(WeightedLayer layer)
    {
        if (layer is PositionwiseLayer row)
        {
            return LstmPositionwise.Header(row);
        }

        string activation = $"{LstmWords.Units} {Text(layer.Units)} {LstmWords.Activation} {layer.Activation}";
        string bias = $"{LstmWords.UseBias} {Text(layer.UseBias)}";
        if (layer is not LstmLayer lstm)
        {
            return $"{(layer is DenseLayer { IsScaling: true } ? LstmWords.Scaling : LstmWords.Dense)} {activation} {bias}";
        }

        string text = $"{LstmWords.Lstm} {activation} {LstmWords.RecurrentActivation} {lstm.RecurrentActivation} {bias}";
        text += $" {LstmWords.ReturnSequences} {Text(lstm.ReturnSequences)}";
        text += lstm.Direction == Direction.Forward ? "" : $" {LstmWords.Direction} {LstmWords.Directions[(int)lstm.Direction]}";
        IEnumerable<string?> options = LstmLayer.CellOptions
            .Select(option => option.Shown(lstm, option.Word, (word, value) => $"{word} {value}"));
        return string.Join(" ", options.Where(option => option is not null).Prepend(text));
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
        : char.IsControl(character) || char.IsSurrogate(character) || character is '\u2028' or '\u2029'
            ? "\\u" + ((int)character).ToString("x4", CultureInfo.InvariantCulture)
        : [character];
}
