using System;
using System.Collections.Generic;
using System.Globalization;

namespace LstmGen.Generator.Model.Text;

/// <content>The layers that make a row of each row, which are <see cref="RowLayer"/>s.</content>
internal sealed partial class LstmReader
{
    private bool IsRow() => Is(LstmWords.Add) || Is(LstmWords.Normalization);

    private void Row(int input)
    {
        bool isSum = Is(LstmWords.Add);
        string name = _names.Next(_tokens.Current);
        Func<string, LstmSyntaxException> missing = MissingOf(name);
        _tokens.Advance();
        RowLayer layer = isSum ? Sum(name, input, missing) : Normalization(name, input, missing);
        _layers.Add(layer);
        Parameters(layer, missing);
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
                $"{_tokens.Shown} is no value for {LstmWords.Source}: it is {LstmWords.Input}, or the number of a layer, counted from 0, "
                + "in front of the one that this layer reads");
        }

        _tokens.Advance();
        return new AddLayer(name, input, source);
    }
}
