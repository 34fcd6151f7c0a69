using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace LstmGen.Generator.Model.Text;

/// <summary>
/// Reads the <c>.lstm</c> text form. What it returns is a network that can be generated; everything else is an error with its place.
/// </summary>
internal sealed partial class LstmReader
{
    private readonly LstmTokens _tokens;
    private readonly LayerNames _names = new();
    private readonly List<Layer> _layers = [];
    private readonly List<float> _parameters = [];
    private readonly List<float> _initial = [];
    private string? _source;
    private string? _framework;
    private readonly Dictionary<FactKind, ModelFact> _facts = [];
    private int? _input;
    private readonly List<InputPart> _inputs = [];
    private int? _steps;
    private bool _skip;
    private bool _allowNonFinite;
    private bool _hasInitial;
    private Masking? _masking;

    private LstmReader(string text) => _tokens = new LstmTokens(text);

    /// <exception cref="LstmSyntaxException">The text isn't a model.</exception>
    public static ModelFile Read(string text) => new LstmReader(text).Read();

    private ModelFile Read()
    {
        Header();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (IsProperty())
        {
            if (!seen.Add(_tokens.Current))
            {
                throw _tokens.Error($"{_tokens.Current} is given twice");
            }

            Property();
        }

        while (Is(LstmWords.Lstm) || Is(LstmWords.Dense) || Is(LstmWords.Scaling) || Is(LstmWords.Bidirectional) || IsPositionwise()
            || LstmWords.Rows.Any(Is))
        {
            if (_layers.Count == Limits.Layers)
            {
                throw _tokens.Error($"the model has more than {Limits.Layers} layers, which is the most that can be generated");
            }

            int input = _layers.Count > 0
                ? _layers[_layers.Count - 1].Output
                : _input ?? throw _tokens.Error(
                    $"'{LstmWords.Input}' is missing before the first layer: how many features a step has");
            if (Is(LstmWords.Bidirectional))
            {
                Bidirectional(input);
            }
            else if (LstmWords.Rows.Any(Is))
            {
                Rows(input);
            }
            else if (IsPositionwise())
            {
                Positionwise(input);
            }
            else
            {
                bool isLstm = Is(LstmWords.Lstm);
                Layer(isLstm, input, _names.Next(_tokens.Current), layer => _layers.Add(layer));
            }
        }

        Network network = Network();
        Expect(LstmWords.End, $"a layer ({LayerWords()}) or {LstmWords.End}");
        return _tokens.IsAtEnd
            ? new ModelFile(_source, _framework, network)
            {
                Metadata = new EquatableArray<ModelFact>(FactKind.OfMetadata.Where(_facts.ContainsKey).Select(kind => _facts[kind])),
            }
            : throw _tokens.Error($"{_tokens.Shown} comes after {LstmWords.End}, which is the last word of a model");
    }

    /// <summary>The words that layers start with, for a message.</summary>
    private static string LayerWords()
    {
        string[] words =
        [
            LstmWords.Lstm, LstmWords.Bidirectional, LstmWords.Dense, LstmWords.Add, LstmWords.Normalization, LstmWords.Embedding,
            .. LstmWords.Rows,
        ];
        return string.Join(", ", words.Take(words.Length - 1)) + " or " + words[words.Length - 1];
    }

    private void Header()
    {
        if (!Is(LstmWords.Header))
        {
            throw _tokens.Error($"expected '{LstmWords.Header} {LstmWords.Version}' but found {_tokens.Shown}; this is not a .lstm file");
        }

        _tokens.Advance();
        if (_tokens.IsAtEnd)
        {
            throw _tokens.Error($"expected the version of the format but found {_tokens.Shown}");
        }

        if (_tokens.IsQuoted)
        {
            throw _tokens.Error($"the file has version {_tokens.Shown} in quotation marks; it is a number");
        }

        if (_tokens.Current != LstmWords.Version.ToString(CultureInfo.InvariantCulture))
        {
            throw _tokens.Error(
                $"the file has version {_tokens.Shown} of the format, "
                + $"and this version of LstmGen reads version {LstmWords.Version}");
        }

        _tokens.Advance();
    }

    /// <summary>Whether the current word is a property of the whole model.</summary>
    private bool IsProperty() =>
        Is(LstmWords.Source)
        || Is(LstmWords.Framework)
        || Is(LstmWords.Metadata)
        || Is(LstmWords.Input)
        || Is(LstmWords.Inputs)
        || Is(LstmWords.Steps)
        || Is(LstmWords.Skip)
        || Is(LstmWords.AllowNonFinite)
        || Is(LstmWords.Masking);

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
            case LstmWords.Metadata:
                Metadata();
                break;
            case LstmWords.Input:
                _input = Size(name);
                break;
            case LstmWords.Inputs:
                do
                {
                    _inputs.Add(new InputPart(String(name), Size(name)));
                }
                while (_tokens.IsQuoted);

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
            case LstmWords.Masking:
                _masking = new Masking(TryNumber(_tokens.Current, out _) ? Number(name) : null);
                break;
        }
    }

    /// <summary>Reads what the model's file says besides the network, while the words are metadata's.</summary>
    private void Metadata()
    {
        do
        {
            if (FactKind.OfMetadata.FirstOrDefault(known => Is(known.Word)) is not { } kind)
            {
                string words = string.Join(", ", FactKind.OfMetadata.Select(known => known.Word));
                throw _tokens.Error($"{_tokens.Shown} comes after {LstmWords.Metadata}; there are {words}");
            }

            if (_facts.ContainsKey(kind))
            {
                throw _tokens.Error($"{kind.Word} is given twice");
            }

            _tokens.Advance();
            _facts.Add(kind, kind.IsText ? new ModelFact(kind, ShortString(kind.Word)) : new ModelFact(kind, Double(kind.Word)));
        }
        while (FactKind.OfMetadata.Any(known => Is(known.Word)));
    }

    private string ShortString(string name)
    {
        if (_tokens.IsQuoted && _tokens.Current.Length > FactKind.MostCharacters)
        {
            throw _tokens.Error($"{name} has {_tokens.Current.Length} characters, and at most {FactKind.MostCharacters} are read");
        }

        return String(name);
    }

    private double Double(string name)
    {
        // A runtime ignores NUL characters after the digits.
        if (_tokens.IsQuoted
            || _tokens.Current.IndexOf('\0') >= 0
            || !double.TryParse(_tokens.Current, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            || double.IsNaN(value)
            || double.IsInfinity(value))
        {
            throw _tokens.Error($"expected the number {name} but found {_tokens.Shown}");
        }

        _tokens.Advance();
        return value;
    }

    private void Bidirectional(int input)
    {
        string name = _names.Next(LstmWords.Bidirectional);
        _tokens.Advance();
        Expect(LstmWords.Merge, $"{LstmWords.Merge} of layer {name}");
        var merge = (Merge)Word(LstmWords.Merge, LstmWords.Merges);
        var halves = new List<LstmLayer>();
        foreach (string half in new[] { "forward", "backward" })
        {
            if (!Is(LstmWords.Lstm))
            {
                throw _tokens.Error($"expected {LstmWords.Lstm} but found {_tokens.Shown}: layer {name} has one for each direction");
            }

            // A bidirectional layer counts once, and is among the layers as soon as one of its halves is.
            Layer(isLstm: true, input, $"{name}_{half}", layer =>
            {
                halves.Add((LstmLayer)layer);
                if (halves.Count == 2)
                {
                    _layers.RemoveAt(_layers.Count - 1);
                }

                _layers.Add(halves.Count == 1 ? layer : new BidirectionalLayer(name, halves[0], halves[1], merge));
            });
        }
    }

    /// <summary>Reads a <see cref="RowsLayer"/>.</summary>
    private void Rows(int input)
    {
        string word = _tokens.Current;
        var kind = (RowsKind)Word(word, LstmWords.Rows);
        int count = RowsLayer.IsCounted(kind) ? Size(word, Limits.MostRows(kind, input)) : 0;
        _layers.Add(new RowsLayer(_names.Next(RowsLayer.NameOf(kind)), input, kind, count));
    }

    private void Layer(bool isLstm, int input, string name, Action<Layer> add)
    {
        Func<string, LstmSyntaxException> missing = MissingOf(name);
        bool isScaling = Is(LstmWords.Scaling);
        _tokens.Advance();
        Dictionary<string, object> options = Options(isLstm);
        T Needed<T>(string option) => options.TryGetValue(option, out object value) ? (T)value : throw missing(option);

        int units = Needed<int>(LstmWords.Units);
        var activation = Needed<Activation>(LstmWords.Activation);
        bool useBias = Needed<bool>(LstmWords.UseBias);
        Layer layer = isLstm
            ? WithOptions(
                new LstmLayer(
                    name,
                    input,
                    units,
                    activation,
                    Needed<Activation>(LstmWords.RecurrentActivation),
                    useBias,
                    Needed<bool>(LstmWords.ReturnSequences)),
                options)
            : new DenseLayer(name, input, units, activation, useBias) { IsScaling = isScaling };
        add(layer);
        Parameters(layer, missing);
        if (layer is LstmLayer lstm)
        {
            InitialState(lstm);
        }
    }

    /// <summary>Makes errors about what a layer that starts here lacks, at its first word.</summary>
    private Func<string, LstmSyntaxException> MissingOf(string name)
    {
        LstmSyntaxException place = _tokens.Error("");
        return what => new LstmSyntaxException(place.Start, place.Length, place.Line, place.Column, $"layer {name} has no {what}");
    }

    /// <summary>Reads the tensors of a layer that was read before.</summary>
    private void Parameters(Layer layer, Func<string, LstmSyntaxException> missing)
    {
        // Checked before a value is read, so that no list grows past what can be generated.
        long count = _layers.Sum(other => other.ParameterCount);
        if (count > Limits.TrainedParameters)
        {
            throw missing(
                $"room for its parameters: the model would have {count}, "
                + $"and at most {Limits.TrainedParameters} can be generated");
        }

        foreach (TensorShape tensor in layer.Parts.SelectMany(part => part.Tensors))
        {
            Expect(tensor.Name, $"{tensor.Name} {tensor} of layer {layer.Name}");
            Values(_parameters, tensor.Count, $"{tensor.Name} of layer {layer.Name}", tensor.ToString());
        }
    }

    /// <summary>A layer with its optional options.</summary>
    private static LstmLayer WithOptions(LstmLayer layer, Dictionary<string, object> options)
    {
        if (options.TryGetValue(LstmWords.Direction, out object direction))
        {
            layer = layer with { Direction = (Direction)(int)direction };
        }

        return LstmLayer.CellOptions.Aggregate(
            layer,
            (made, option) => options.TryGetValue(option.Word, out object value) ? option.Set(made, value) : made);
    }

    /// <summary>Reads the options of a layer, each at most once, in any order.</summary>
    private Dictionary<string, object> Options(bool isLstm)
    {
        var options = new Dictionary<string, object>(StringComparer.Ordinal);
        while (!_tokens.IsQuoted && !options.ContainsKey(_tokens.Current) && Option(_tokens.Current, isLstm) is { } read)
        {
            string option = _tokens.Current;
            _tokens.Advance();
            options[option] = read();
        }

        return options;
    }

    /// <summary>How the value of an option is read, or null for a word that isn't an option.</summary>
    private Func<object>? Option(string name, bool isLstm) => name switch
    {
        LstmWords.Units => () => Size(name, Limits.Units),
        LstmWords.Activation => () => Activation(),
        LstmWords.UseBias => () => Bool(name),
        _ when !isLstm => null,
        LstmWords.RecurrentActivation => () => Activation(),
        LstmWords.ReturnSequences => () => Bool(name),
        LstmWords.Direction => () => Word(name, LstmWords.Directions),
        _ => LstmLayer.CellOptions.FirstOrDefault(option => option.Word == name)?.Kind switch
        {
            null => null,
            CellOptionKind.Flag => () => true,
            CellOptionKind.Number => () => Number(name),
            CellOptionKind.Size => () => Size(name, Limits.Units),
            _ => () => Activation(),
        },
    };

    private void InitialState(LstmLayer layer)
    {
        if (!Is(LstmWords.InitialHidden) && !Is(LstmWords.InitialCell))
        {
            _initial.AddRange(Enumerable.Repeat(0f, layer.StateCount));
            return;
        }

        _hasInitial = true;
        foreach ((string name, int count) in new[] { (LstmWords.InitialHidden, layer.Output), (LstmWords.InitialCell, layer.Units) })
        {
            Expect(name, $"{name} [{count}] of layer {layer.Name}");
            Values(_initial, count, $"{name} of layer {layer.Name}", $"[{count}]");
        }
    }

    private void Values(List<float> values, long count, string what, string shape)
    {
        for (long i = 0; i < count; i++)
        {
            if (_tokens.IsQuoted || !TryNumber(_tokens.Current, out float value))
            {
                throw _tokens.Error(
                    $"expected a number but found {_tokens.Shown}: "
                    + $"{what} is {shape}, so it needs {count} values, and {i} were read");
            }

            // A runtime rounds it to infinity, which is not what the file says.
            if (float.IsInfinity(value) && _tokens.Current[_tokens.Current.Length - 1] is >= '0' and <= '9')
            {
                throw _tokens.Error($"value {i} of {what} is {_tokens.Shown}, which is too large for a float");
            }

            if (!_allowNonFinite && (float.IsNaN(value) || float.IsInfinity(value)))
            {
                throw _tokens.Error(
                    $"value {i} of {what} is {_tokens.Current}, which is not a finite float; "
                    + $"'{LstmWords.AllowNonFinite}' above the layers lets it pass");
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

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

        // The format has no words such as Infinity, which a runtime may accept.
        value = 0;
        if (text.Length == 0
            || text[text.Length - 1] is < '0' or > '9'
            || !float.TryParse(text, Style, CultureInfo.InvariantCulture, out value))
        {
            return false;
        }

        // Older runtimes read minus zero without its sign.
        value = value == 0 && text[0] == '-' ? -0f : value;
        return true;
    }

    private Network Network()
    {
        if (!_layers.Any(layer => layer.IsRecurrent))
        {
            throw _tokens.Error(_layers.Count == 0 && !_tokens.IsAtEnd
                ? $"{_tokens.Shown} is not part of a model; a layer starts with {LstmWords.Lstm} or {LstmWords.Dense}"
                : $"the model has {_layers.Count} layers and no {LstmWords.Lstm} among them");
        }

        if (Rules.BrokenChains(_layers).Cast<int?>().FirstOrDefault() is int single)
        {
            Layer reader = _layers.Skip(single + 1).First(layer => layer.IsOverTime);
            string makesOne = _layers[single].IsRecurrent ? $"has {LstmWords.ReturnSequences} false" : "outputs one row";
            throw _tokens.Error(
                $"layer {_layers[single].Name} {makesOne}, "
                + $"and {(reader.IsRecurrent ? "another LSTM layer" : $"layer {reader.Name}")} after it reads every step");
        }

        var network = new Network(new EquatableArray<Layer>(_layers), _steps)
        {
            Skip = _skip,
            Parameters = new Floats(_parameters),
            InitialState = _hasInitial ? new Floats(_initial) : null,
            Masking = _masking,
            Inputs = new EquatableArray<InputPart>(_inputs),
        };
        if (_inputs.Count > 0 && _inputs.Sum(input => (long)input.Size) != network.InputSize)
        {
            throw _tokens.Error(
                $"{LstmWords.Inputs} has {_inputs.Sum(input => (long)input.Size)} features, and {LstmWords.Input} {network.InputSize}");
        }

        if (!Rules.SkipFits(network))
        {
            throw _tokens.Error(
                $"{LstmWords.Skip} adds a feature of the input to each of {network.OutputSize} outputs, "
                + $"and a step has {network.InputSize}");
        }

        // A length that isn't in the file may be given with the attribute.
        if (Rules.Check(network with { Steps = network.Steps ?? network.LeastSteps }) is { } misfit)
        {
            throw _tokens.Error($"layer {_layers[misfit.Layer].Name} {misfit.Problem}");
        }

        return Limits.Check(network) is { } excess
            ? throw _tokens.Error(FormattableString.Invariant(
                $"the model has {excess.Count} {excess.What}, and at most {excess.Limit} can be generated"))
            : network;
    }

    private bool Is(string word) => !_tokens.IsQuoted && _tokens.Current == word;

    private void Expect(string word, string what)
    {
        if (!Is(word))
        {
            throw _tokens.Error($"expected {what} but found {_tokens.Shown}");
        }

        _tokens.Advance();
    }

    private string String(string name)
    {
        string value = _tokens.IsQuoted
            ? _tokens.Current
            : throw _tokens.Error($"expected the string of {name}, in quotation marks, but found {_tokens.Shown}");
        _tokens.Advance();
        return value;
    }

    private int Size(string name, int most = int.MaxValue)
    {
        // A runtime ignores NUL characters after the digits.
        if (!int.TryParse(_tokens.Current, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            || value < 1
            || value > most
            || _tokens.IsQuoted
            || _tokens.Current.IndexOf('\0') >= 0)
        {
            throw _tokens.Error(
                $"{_tokens.Shown} is not a valid value for {name}: it must be a whole number from 1 to {NumberText.Of(most)}");
        }

        _tokens.Advance();
        return value;
    }

    private bool Bool(string name)
    {
        bool value = Is("true");
        if (!value && !Is("false"))
        {
            throw _tokens.Error($"{_tokens.Shown} is not a valid value for {name}: it must be true or false");
        }
        _tokens.Advance();
        return value;
    }

    private float Number(string name)
    {
        float value = !_tokens.IsQuoted && TryNumber(_tokens.Current, out float number) && !float.IsNaN(number) && !float.IsInfinity(number)
            ? number
            : throw _tokens.Error($"{_tokens.Shown} is not a valid value for {name}: it must be a finite number");
        _tokens.Advance();
        return value;
    }

    private int Word(string name, IReadOnlyList<string> words)
    {
        for (int i = 0; i < words.Count; i++)
        {
            if (Is(words[i]))
            {
                _tokens.Advance();
                return i;
            }
        }

        throw _tokens.Error($"{_tokens.Shown} is not a valid value for {name}; there are {string.Join(", ", words)}");
    }

    private Activation Activation()
    {
        ActivationKind kind = (_tokens.IsQuoted ? null : ActivationNames.Find(_tokens.Current))
            ?? throw _tokens.Error($"{_tokens.Shown} is not an activation; there are {ActivationNames.List}");
        _tokens.Advance();
        (float? ownAlpha, float? ownBeta) = Model.Activation.Defaults(kind);
        float? alpha = ownAlpha is not null && Is(ActivationNames.Alpha) ? Given() : null;
        float? beta = ownBeta is not null && Is(ActivationNames.Beta) ? Given() : null;
        return Model.Activation.Of(kind, alpha, beta);

        float Given()
        {
            string name = _tokens.Current;
            _tokens.Advance();
            return Number(name);
        }
    }
}
