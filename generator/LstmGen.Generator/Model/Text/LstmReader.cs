using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace LstmGen.Generator.Model.Text;

/// <summary>Reads the <c>.lstm</c> text form. What it returns is a network that can be generated; everything else is an error with its place.</summary>
internal sealed class LstmReader
{
    private readonly LstmTokens _tokens;
    private readonly LayerNames _names = new();
    private readonly List<Layer> _layers = [];
    private readonly List<float> _parameters = [];
    private readonly List<float> _initial = [];
    private string? _source;
    private string? _framework;
    private int? _input;
    private int? _steps;
    private bool _skip;
    private bool _allowNonFinite;
    private bool _hasInitial;

    private LstmReader(string text) => _tokens = new LstmTokens(text);

    /// <exception cref="LstmSyntaxException">The text is no model.</exception>
    public static ModelFile Read(string text) => new LstmReader(text).Read();

    private ModelFile Read()
    {
        Header();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (Is(LstmWords.Source) || Is(LstmWords.Framework) || Is(LstmWords.Input) || Is(LstmWords.Steps) || Is(LstmWords.Skip) || Is(LstmWords.AllowNonFinite))
        {
            if (!seen.Add(_tokens.Current))
            {
                throw _tokens.Error($"{_tokens.Current} is given twice");
            }

            Property();
        }

        while (Is(LstmWords.Lstm) || Is(LstmWords.Dense))
        {
            Layer();
        }

        Network network = Network();
        Expect(LstmWords.End, $"a layer ({LstmWords.Lstm} or {LstmWords.Dense}) or {LstmWords.End}");
        return _tokens.IsAtEnd
            ? new ModelFile(_source, _framework, network)
            : throw _tokens.Error($"{_tokens.Shown} stands behind {LstmWords.End}, which is the last word of a model");
    }

    private void Header()
    {
        if (!Is(LstmWords.Header))
        {
            throw _tokens.Error($"{_tokens.Shown} stands where '{LstmWords.Header} {LstmWords.Version}' must: this is no .lstm file");
        }

        _tokens.Advance();
        if (_tokens.IsAtEnd)
        {
            throw _tokens.Error($"{_tokens.Shown} stands where the version of the format must");
        }

        if (_tokens.IsQuoted)
        {
            throw _tokens.Error($"the file has version {_tokens.Shown} in quotation marks; it is a number");
        }

        if (_tokens.Current != LstmWords.Version.ToString(CultureInfo.InvariantCulture))
        {
            throw _tokens.Error($"the file has version {_tokens.Shown} of the format, and this version of LstmGen reads version {LstmWords.Version}");
        }

        _tokens.Advance();
    }

    private void Property()
    {
        string name = _tokens.Current;
        _tokens.Advance();
        switch (name)
        {
            case LstmWords.Source:
                _source = String(name);
                break;
            case LstmWords.Framework:
                _framework = String(name);
                break;
            case LstmWords.Input:
                _input = Size(name);
                break;
            case LstmWords.Steps:
                _steps = Size(name);
                break;
            case LstmWords.Skip:
                _skip = true;
                break;
            case LstmWords.AllowNonFinite:
                _allowNonFinite = true;
                break;
        }
    }

    private void Layer()
    {
        if (_layers.Count == Limits.Layers)
        {
            throw _tokens.Error($"the model has more than {Limits.Layers} layers, which is the most that can be generated");
        }

        int input = _layers.Count > 0 ? _layers[_layers.Count - 1].Units
            : _input ?? throw _tokens.Error($"'{LstmWords.Input}' is missing in front of the first layer: how many features a step has");
        bool isLstm = Is(LstmWords.Lstm);
        string name = _names.Next(_tokens.Current);
        LstmTokens tokens = _tokens;
        LstmSyntaxException place = tokens.Error("");
        LstmSyntaxException Missing(string what) => new(place.Start, place.Length, place.Line, place.Column, $"layer {name} has no {what}");
        tokens.Advance();
        int? units = null;
        Activation? activation = null;
        Activation? recurrent = null;
        bool? bias = null;
        bool? sequences = null;
        for (; ; )
        {
            string option = tokens.Current;
            if (Is(LstmWords.Units) && units is null)
            {
                tokens.Advance();
                units = Size(option, Limits.Units);
            }
            else if (Is(LstmWords.Activation) && activation is null)
            {
                tokens.Advance();
                activation = Activation();
            }
            else if (isLstm && Is(LstmWords.RecurrentActivation) && recurrent is null)
            {
                tokens.Advance();
                recurrent = Activation();
            }
            else if (Is(LstmWords.UseBias) && bias is null)
            {
                tokens.Advance();
                bias = Bool(option);
            }
            else if (isLstm && Is(LstmWords.ReturnSequences) && sequences is null)
            {
                tokens.Advance();
                sequences = Bool(option);
            }
            else
            {
                break;
            }
        }

        int size = units ?? throw Missing(LstmWords.Units);
        Activation act = activation ?? throw Missing(LstmWords.Activation);
        bool useBias = bias ?? throw Missing(LstmWords.UseBias);
        Layer layer = isLstm
            ? new LstmLayer(
                name, input, size, act, recurrent ?? throw Missing(LstmWords.RecurrentActivation), useBias, sequences ?? throw Missing(LstmWords.ReturnSequences))
            : new DenseLayer(name, input, size, act, useBias);
        _layers.Add(layer);

        // Before a value is read: no list grows past what can be generated.
        long count = _layers.Sum(other => other.ParameterCount);
        if (count > Limits.TrainedParameters)
        {
            throw Missing($"room for its parameters: the model would have {count}, and at most {Limits.TrainedParameters} can be generated");
        }

        foreach (TensorShape tensor in Model.Network.Tensors(layer))
        {
            Expect(tensor.Name, $"{tensor.Name} {tensor} of layer {name}");
            Values(_parameters, tensor.Count, $"{tensor.Name} of layer {name}", tensor.ToString());
        }

        if (layer is LstmLayer)
        {
            InitialState(layer);
        }
    }

    private void InitialState(Layer layer)
    {
        if (!Is(LstmWords.InitialHidden) && !Is(LstmWords.InitialCell))
        {
            _initial.AddRange(Enumerable.Repeat(0f, 2 * layer.Units));
            return;
        }

        _hasInitial = true;
        foreach (string name in new[] { LstmWords.InitialHidden, LstmWords.InitialCell })
        {
            Expect(name, $"{name} [{layer.Units}] of layer {layer.Name}");
            Values(_initial, layer.Units, $"{name} of layer {layer.Name}", $"[{layer.Units}]");
        }
    }

    private void Values(List<float> values, long count, string what, string shape)
    {
        for (long i = 0; i < count; i++)
        {
            if (_tokens.IsQuoted || !TryNumber(_tokens.Current, out float value))
            {
                throw _tokens.Error($"{_tokens.Shown} stands where a number must: {what} is {shape}, so it needs {count} values, and {i} were read");
            }

            // A runtime rounds it to infinity, which is no value of such a number.
            if (float.IsInfinity(value) && _tokens.Current[_tokens.Current.Length - 1] is >= '0' and <= '9')
            {
                throw _tokens.Error($"value {i} of {what} is {_tokens.Shown}, which no float is large enough for");
            }

            if (!_allowNonFinite && (float.IsNaN(value) || float.IsInfinity(value)))
            {
                throw _tokens.Error($"value {i} of {what} is {_tokens.Current}, which is no finite float; '{LstmWords.AllowNonFinite}' above the layers lets it pass");
            }

            values.Add(value);
            _tokens.Advance();
        }

        if (TryNumber(_tokens.Current, out _))
        {
            throw _tokens.Error($"{_tokens.Shown} is one value too many: {what} is {shape}, so it needs {count} values");
        }
    }

    private static bool TryNumber(string text, out float value)
    {
        if (text is LstmWords.NaN or LstmWords.Infinity or "-" + LstmWords.Infinity)
        {
            value = text == LstmWords.NaN ? float.NaN : text == LstmWords.Infinity ? float.PositiveInfinity : float.NegativeInfinity;
            return true;
        }

        // Words such as Infinity, which a runtime may know, are none of the format's.
        value = 0;
        if (text.Length == 0 || text[text.Length - 1] is < '0' or > '9'
            || !float.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out value))
        {
            return false;
        }

        // Older runtimes read minus zero without its sign.
        value = value == 0 && text[0] == '-' ? -0f : value;
        return true;
    }

    private Network Network()
    {
        int last = _layers.FindLastIndex(layer => layer is LstmLayer);
        if (last < 0)
        {
            throw _tokens.Error(_layers.Count == 0 && !_tokens.IsAtEnd
                ? $"{_tokens.Shown} is no part of a model; a layer starts with {LstmWords.Lstm} or {LstmWords.Dense}"
                : $"the model has {_layers.Count} layers and no {LstmWords.Lstm} among them");
        }

        if (_layers.Take(last).OfType<LstmLayer>().FirstOrDefault(layer => !layer.ReturnSequences) is { } single)
        {
            throw _tokens.Error($"layer {single.Name} has {LstmWords.ReturnSequences} false, and another LSTM layer behind it reads every step");
        }

        var network = new Network(new EquatableArray<Layer>(_layers), _steps)
        {
            Skip = _skip,
            Parameters = new Floats(_parameters),
            InitialState = _hasInitial ? new Floats(_initial) : null,
        };
        if (network.Skip && network.OutputSize > network.InputSize)
        {
            throw _tokens.Error($"{LstmWords.Skip} adds a feature of the input to each of {network.OutputSize} outputs, and a step has {network.InputSize}");
        }

        return Limits.Check(network) is { } excess
            ? throw _tokens.Error(FormattableString.Invariant($"the model has {excess.Count} {excess.What}, and at most {excess.Limit} can be generated"))
            : network;
    }

    private bool Is(string word) => !_tokens.IsQuoted && _tokens.Current == word;

    private void Expect(string word, string what)
    {
        if (!Is(word))
        {
            throw _tokens.Error($"{_tokens.Shown} stands where {what} must");
        }

        _tokens.Advance();
    }

    private string String(string name)
    {
        string value = _tokens.IsQuoted ? _tokens.Current : throw _tokens.Error($"{_tokens.Shown} stands where the string of {name} must, in quotation marks");
        _tokens.Advance();
        return value;
    }

    private int Size(string name, int most = int.MaxValue)
    {
        // A runtime reads past characters of code zero behind the digits.
        if (!int.TryParse(_tokens.Current, NumberStyles.None, CultureInfo.InvariantCulture, out int value) || value < 1 || value > most || _tokens.IsQuoted
            || _tokens.Current.IndexOf('\0') >= 0)
        {
            throw _tokens.Error($"{_tokens.Shown} is no value for {name}: it is a whole number from 1 to {most.ToString(CultureInfo.InvariantCulture)}");
        }

        _tokens.Advance();
        return value;
    }

    private bool Bool(string name)
    {
        bool value = Is("true") || (Is("false") ? false : throw _tokens.Error($"{_tokens.Shown} is no value for {name}: it is true or false"));
        _tokens.Advance();
        return value;
    }

    private Activation Activation()
    {
        Activation value = (_tokens.IsQuoted ? null : ActivationNames.Find(_tokens.Current))
            ?? throw _tokens.Error($"{_tokens.Shown} is no activation; there are {ActivationNames.List}");
        _tokens.Advance();
        return value;
    }
}
