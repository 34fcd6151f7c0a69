using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using LstmGen.Pictures.Numbers;
using static System.FormattableString;

namespace LstmGen.Pictures;

/// <summary>Reads an architecture from left to right.</summary>
internal sealed class ArchitectureReader(string text)
{
    /// <summary>Larger than any size for which a class can be generated.</summary>
    private const int LargestSize = 1 << 24;

    private int _at;

    public NetworkArchitecture Read()
    {
        string? masking = null;
        float? maskValue = null;
        if (Take("masking"))
        {
            masking = "masking";
            if (Take("("))
            {
                maskValue = Number();
                Need(")");
                masking = $"masking({NumberText.Exact(maskValue.Value)})";
            }

            Need("; ");
        }

        var layers = new List<LayerArchitecture> { Layer([]) };
        bool hasSkip = false;
        while (!hasSkip && _at < text.Length)
        {
            Need("; ");
            hasSkip = Take("skip");
            if (!hasSkip)
            {
                int start = _at;
                LayerArchitecture layer = Layer(layers);
                Connect(layers[layers.Count - 1], layer, start);
                layers.Add(layer);
            }
        }

        if (_at < text.Length)
        {
            throw Problem("the end");
        }

        if (layers.All(layer => layer.Lstms.Count == 0))
        {
            throw new FormatException($"The architecture '{Excerpt()}' has no LSTM; at least one layer must be 'lstm' or 'bidirectional'.");
        }

        long parameters = layers.Sum(layer => layer.ParameterCount);
        long trace = layers.Sum(layer => layer.TraceSize);
        return parameters > int.MaxValue || trace > int.MaxValue
            ? throw new FormatException(Invariant($"The architecture '{Excerpt()}' has {parameters:N0} parameters and {trace:N0} values in a step of its trace; at most {int.MaxValue:N0} of each can be drawn."))
            : hasSkip && layers[0].InputSize < layers[layers.Count - 1].OutputSize
            ? throw new FormatException(Invariant($"The architecture '{Excerpt()}' has a skip connection from {layers[0].InputSize} inputs to {layers[layers.Count - 1].OutputSize} outputs; it needs an input for each output."))
            : new NetworkArchitecture(masking, maskValue, layers, hasSkip);
    }

    private void Connect(LayerArchitecture before, LayerArchitecture layer, int start)
    {
        if (before is BidirectionalArchitecture { Merge: MergeOfHalves.None })
        {
            throw new FormatException(Invariant($"The architecture '{Excerpt()}' has a layer at position {start + 1} that reads two outputs; after 'bidirectional none' no layer can follow."));
        }

        if (before.OutputSize != layer.InputSize)
        {
            throw new FormatException(Invariant($"The architecture '{Excerpt()}' has a layer at position {start + 1} that reads {layer.InputSize} values, but the layer before it passes on {before.OutputSize}."));
        }
    }

    private LayerArchitecture Layer(IReadOnlyList<LayerArchitecture> before)
    {
        if (Take("bidirectional "))
        {
            return Bidirectional();
        }

        if (Take("dense "))
        {
            int input = Size();
            Need(">");
            int units = Size();
            Need(" ");
            return new DenseArchitecture(input, units, Activation(mayBeOfLayer: true), hasBias: !Take(" no_bias"));
        }

        for (int i = 0; i < RowsArchitecture.Words.Count; i++)
        {
            int start = _at;
            if (Take(RowsArchitecture.Words[i]) && _at < text.Length && text[_at] is '(' or ' ')
            {
                return Rows((RowsOperation)i);
            }

            _at = start;
        }

        return Take("add ") ? Sum(before)
            : Take("layer_normalization ") ? Normalization()
            : Take("embedding ") ? Embedding()
            : Lstm(mayBeLast: true);
    }

    private PositionwiseArchitecture Embedding()
    {
        int ids = Size();
        Need(">");
        int size = Size();
        return new PositionwiseArchitecture(
            Invariant($"embedding {ids}>{size}"), "Embedding", Invariant($"passes on the row of a table that an id from 0 to {ids - 1} names"), 1, size, (long)ids * size);
    }

    private PositionwiseArchitecture Normalization()
    {
        int start = _at;
        int size = Size();
        Need(" epsilon(");
        _ = Number();
        Need(")");
        int tensors = (Take(" no_gamma") ? 0 : 1) + (Take(" no_beta") ? 0 : 1);
        return new PositionwiseArchitecture(
            "layer_normalization " + text.Substring(start, _at - start), "LayerNormalization", "brings the values of each step to mean 0 and variance 1",
            size, size, (long)tensors * size);
    }

    /// <summary>A residual sum, which adds the input or the output of a layer other than the previous one.</summary>
    private PositionwiseArchitecture Sum(IReadOnlyList<LayerArchitecture> before)
    {
        int start = _at;
        int size = Size();
        Need(" ");
        bool isInput = Take("input");
        int source = isInput ? -1 : Whole();
        int? added = isInput ? (before.Count > 0 ? before[0].InputSize : null) : source < before.Count - 1 ? before[source].OutputSize : null;
        return added == size
            ? new PositionwiseArchitecture(
                Invariant($"add {size} {(isInput ? "input" : source)}"), "Add", isInput ? "adds the step's input" : Invariant($"adds what layer {source} passes on"), size, size, 0)
            : throw new FormatException(Invariant($"The architecture '{Excerpt()}' has a sum at position {start + 1} that adds {size} values of a layer before the one that it reads; there are {(added is null ? "none" : added)}."));
    }

    private RowsArchitecture Rows(RowsOperation operation)
    {
        int? rows = null;
        if (operation is not (RowsOperation.Mean or RowsOperation.Max))
        {
            Need("(");
            rows = Size();
            Need(")");
        }

        Need(" ");
        int input = Size();
        bool isJoined = operation == RowsOperation.Flatten && rows > 1;
        if (isJoined)
        {
            Need(">");
        }

        int start = _at;
        int output = isJoined ? Size() : input;
        return !isJoined || (long)input * rows == output
            ? new RowsArchitecture(operation, rows, input, output)
            : throw new FormatException(Invariant($"The architecture '{Excerpt()}' joins {rows} rows of {input} values in one of {output} at position {start + 1}; it has {(long)input * rows!.Value}."));
    }

    private BidirectionalArchitecture Bidirectional()
    {
        MergeOfHalves merge = Take("concat") ? MergeOfHalves.Concat : Take("sum") ? MergeOfHalves.Sum : Take("mul") ? MergeOfHalves.Mul
            : Take("ave") ? MergeOfHalves.Ave : Take("none") ? MergeOfHalves.None : throw Problem("'concat', 'sum', 'mul', 'ave' or 'none'");
        Need(" [");
        LstmArchitecture first = Lstm(mayBeLast: false);
        Need(" | ");
        int start = _at;
        LstmArchitecture second = Lstm(mayBeLast: false);
        Need("]");
        if (first.InputSize != second.InputSize)
        {
            throw new FormatException(Invariant($"The architecture '{Excerpt()}' has a half at position {start + 1} that reads {second.InputSize} values, but the first half reads {first.InputSize}; both must read the same."));
        }

        if (first.OutputSize != second.OutputSize && merge is MergeOfHalves.Sum or MergeOfHalves.Mul or MergeOfHalves.Ave)
        {
            throw new FormatException(Invariant($"The architecture '{Excerpt()}' merges halves of {first.OutputSize} and {second.OutputSize} values value by value; both must have the same number."));
        }

        return new BidirectionalArchitecture(merge, first, second, isLast: Take(" last"));
    }

    private LstmArchitecture Lstm(bool mayBeLast)
    {
        if (!Take("lstm "))
        {
            throw Problem(mayBeLast ? "'lstm', 'bidirectional', 'dense', 'add', 'layer_normalization', 'embedding', 'mean', 'max', 'last', 'flatten' or 'repeat'" : "'lstm'");
        }

        int input = Size();
        Need(">");
        int units = Size();
        int? projection = Take(">") ? Size() : null;
        Need(" ");
        ActivationFunction activation = Activation();
        Need("/");
        ActivationFunction recurrent = Activation();
        ActivationFunction? hidden = Take("/") ? Activation() : null;
        bool hasBias = !Take(" no_bias");
        bool hasPeepholes = Take(" peepholes");
        bool isCoupled = Take(" coupled");
        float? clip = Limit(" clip(");
        float? cellClip = Limit(" cell_clip(");
        ReadingDirection direction = Take(" backward") ? ReadingDirection.Backward : Take(" go_backwards") ? ReadingDirection.GoBackwards
            : Take(" turned") ? ReadingDirection.Turned : ReadingDirection.Forward;
        return new LstmArchitecture(input, units, projection, activation, recurrent, hidden)
        {
            HasBias = hasBias,
            HasPeepholes = hasPeepholes,
            IsCoupled = isCoupled,
            Clip = clip,
            CellClip = cellClip,
            Direction = direction,
            IsLast = mayBeLast && Take(" last"),
        };
    }

    private float? Limit(string opening)
    {
        if (!Take(opening))
        {
            return null;
        }

        float limit = Number();
        Need(")");
        return limit;
    }

    private ActivationFunction Activation(bool mayBeOfLayer = false)
    {
        int start = _at;
        while (_at < text.Length && (text[_at] is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_'))
        {
            _at++;
        }

        string name = text.Substring(start, _at - start);
        if (ActivationFunction.MostNumbers(name) is not { } most || (ActivationFunction.IsOfLayer(name) && !mayBeOfLayer))
        {
            _at = start;
            throw Problem(ActivationFunction.IsOfLayer(name) ? $"an activation of an LSTM; {name} is one of a Dense layer" : "an activation: " + ActivationFunction.List);
        }

        var numbers = new List<float>();
        if (Take("("))
        {
            do
            {
                numbers.Add(Number());
            }
            while (Take(","));
            Need(")");
        }

        return ActivationFunction.Find(name, numbers)
            ?? throw new FormatException(Invariant($"The architecture '{Excerpt()}' gives {name} at position {start + 1} {NumberText.Count(numbers.Count, "number")}; it has {(most == 0 ? "none" : "at most " + most)}."));
    }

    /// <summary>The number of a layer.</summary>
    private int Whole()
    {
        if (Take("0"))
        {
            return 0;
        }

        return Size();
    }

    private int Size()
    {
        int start = _at;
        while (_at < text.Length && text[_at] is >= '0' and <= '9')
        {
            _at++;
        }

        string digits = text.Substring(start, _at - start);
        if (digits.Length is > 0 and < 9 && digits[0] != '0' && int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture) is var size and <= LargestSize)
        {
            return size;
        }

        _at = start;
        throw Problem(Invariant($"a size from 1 to {LargestSize:N0}"));
    }

    private float Number()
    {
        int start = _at;
        while (_at < text.Length && text[_at] is not (',' or ')' or ';' or ' '))
        {
            _at++;
        }

        if (float.TryParse(text.Substring(start, _at - start), NumberStyles.Float, CultureInfo.InvariantCulture, out float number))
        {
            return number;
        }

        _at = start;
        throw Problem("a number");
    }

    private bool Take(string word)
    {
        if (string.CompareOrdinal(text, _at, word, 0, word.Length) != 0)
        {
            return false;
        }

        _at += word.Length;
        return true;
    }

    private void Need(string word)
    {
        if (!Take(word))
        {
            throw Problem($"'{word}'");
        }
    }

    private FormatException Problem(string needed)
    {
        string found = _at < text.Length ? $"'{text.Substring(_at, Math.Min(24, text.Length - _at))}'" : "the end";
        return new FormatException(Invariant($"The architecture '{Excerpt()}' has {found} at position {_at + 1}, where {needed} is needed."));
    }

    private string Excerpt() => text.Length <= 200 ? text : text.Substring(0, 199) + "…";
}
