using System;
using System.Collections.Generic;
using System.Globalization;

namespace LstmGen.Generator.Model.Text;

/// <content>Reads the layers that are <see cref="PositionwiseLayer"/>s.</content>
internal sealed partial class LstmReader
{
    private bool IsPositionwise() => Is(LstmWords.Add) || Is(LstmWords.Normalization) || Is(LstmWords.Embedding);

    private void Positionwise(int input)
    {
        string kind = _tokens.Current;
        string name = _names.Next(kind);
        Func<string, LstmSyntaxException> missing = MissingOf(name);
        _tokens.Advance();
        PositionwiseLayer layer = kind switch
        {
            LstmWords.Add => Sum(name, input, missing),
            LstmWords.Normalization => Normalization(name, input, missing),
            _ => Embedding(name, input, missing),
        };
        _layers.Add(layer);
        Parameters(layer, missing);
    }

    private EmbeddingLayer Embedding(string name, int input, Func<string, LstmSyntaxException> missing)
    {
        if (_layers.Count > 0 || input != 1)
        {
            throw _tokens.Error(
                $"layer {name} reads one id a step, so it has to be the first layer, and {LstmWords.Input} has to be 1");
        }

        int? ids = null;
        int? units = null;
        while ((Is(LstmWords.Ids) && ids is null) || (Is(LstmWords.Units) && units is null))
        {
            bool isIds = Is(LstmWords.Ids);
            string option = _tokens.Current;
            _tokens.Advance();
            int size = Size(option, isIds ? (int)Limits.TrainedParameters : Limits.Units);
            ids = isIds ? size : ids;
            units = isIds ? units : size;
        }

        return new EmbeddingLayer(name, ids ?? throw missing(LstmWords.Ids), units ?? throw missing(LstmWords.Units));
    }

    private NormalizationLayer Normalization(string name, int input, Func<string, LstmSyntaxException> missing)
    {
        var options = new Dictionary<string, object>(StringComparer.Ordinal);
        while (!options.ContainsKey(_tokens.Current) && (Is(LstmWords.Epsilon) || Is(LstmWords.Scale) || Is(LstmWords.Center)))
        {
            string option = _tokens.Current;
            _tokens.Advance();
            options[option] = option == LstmWords.Epsilon ? Number(option) : Bool(option);
        }

        T Needed<T>(string option) => options.TryGetValue(option, out object value) ? (T)value : throw missing(option);
        return new NormalizationLayer(
            name, input, Needed<float>(LstmWords.Epsilon), Needed<bool>(LstmWords.Scale), Needed<bool>(LstmWords.Center));
    }

    private AddLayer Sum(string name, int input, Func<string, LstmSyntaxException> missing)
    {
        if (!Is(LstmWords.Source))
        {
            throw missing(LstmWords.Source);
        }

        _tokens.Advance();
        if (Is(LstmWords.Input))
        {
            _tokens.Advance();
            return new AddLayer(name, input, AddLayer.OfInput);
        }

        bool isNumber = int.TryParse(_tokens.Current, NumberStyles.None, CultureInfo.InvariantCulture, out int source);
        if (!isNumber || _tokens.IsQuoted || _tokens.Current.IndexOf('\0') >= 0 || source >= _layers.Count - 1)
        {
            throw _tokens.Error(
                $"{_tokens.Shown} is not a valid value for {LstmWords.Source}: it must be {LstmWords.Input}, or the number of a layer, counted from 0, "
                + "before the one that this layer reads");
        }

        _tokens.Advance();
        return new AddLayer(name, input, source);
    }
}
