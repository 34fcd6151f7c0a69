using System;
using System.Buffers;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using LstmGen.Models;
using LstmGen.Models.Importing;
using static System.FormattableString;

namespace LstmGen.Tool.Numbers;

/// <summary>
/// Reads numbers of JSON: a list of them, rows or sequences of rows as lists in lists, or an object that has such lists as its members
/// <c>input</c> and <c>output</c>. Other members are ignored.
/// </summary>
internal ref struct NumberJson
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 64 };

    private readonly string _path;
    private readonly List<float> _values = [];

    /// <summary>The lengths of the lists at each depth, known once the first one ends.</summary>
    private readonly List<int> _shape = [];

    private Utf8JsonReader _reader;

    private NumberJson(string path, byte[] bytes)
    {
        _path = path;
        _reader = new Utf8JsonReader(bytes, Options);
    }

    public static bool Matches(ReadOnlySpan<byte> bytes) => bytes.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[', ..];

    public static bool IsObject(ReadOnlySpan<byte> bytes) => bytes.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];

    /// <summary>The numbers, or null where the file is an object without that member.</summary>
    /// <exception cref="ModelException">It is no JSON, or no list of numbers.</exception>
    public static NumberTable? Find(string path, byte[] bytes, string member)
    {
        try
        {
            return new NumberJson(path, bytes).Find(member);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ModelException($"{path} is not valid JSON: {Shown.Message(exception.Message)}{(exception.Message.Contains("'N'") || exception.Message.Contains("'I'") ? " (NaN and infinity are strings in JSON: \"NaN\", \"Infinity\", \"-Infinity\")" : "")}", exception);
        }
    }

    private NumberTable? Find(string member)
    {
        _reader.Read();
        NumberTable? table = null;
        if (_reader.TokenType == JsonTokenType.StartArray)
        {
            table = Table("the list");
        }
        else
        {
            while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
            {
                bool isMember = _reader.ValueTextEquals(member);
                _reader.Read();
                if (!isMember)
                {
                    _reader.Skip();
                }
                else if (table is not null)
                {
                    throw new ModelException($"{_path} has the member '{member}' twice");
                }
                else
                {
                    table = Table($"'{member}'");
                }
            }
        }

        // What follows the value isn't JSON.
        _reader.Read();
        return table;
    }

    private NumberTable Table(string name)
    {
        if (_reader.TokenType != JsonTokenType.StartArray)
        {
            throw new ModelException($"{_path}: {name} is not a list of numbers");
        }

        var at = new Stack<int>([0]);
        for (int depth = 1; depth > 0 && _reader.Read();)
        {
            switch (_reader.TokenType)
            {
                case JsonTokenType.StartArray:
                    RequireDepth(name, at, depth, isList: true);
                    at.Push(0);
                    depth++;
                    continue;
                case JsonTokenType.EndArray:
                    int count = at.Pop();
                    RequireLength(name, at, depth, count);
                    depth--;
                    break;
                default:
                    RequireDepth(name, at, depth, isList: false);
                    _values.Add(Number(name, at));
                    break;
            }

            if (depth > 0)
            {
                at.Push(at.Pop() + 1);
            }
        }

        return _values.Count == 0
            ? throw new ModelException($"{_path}: {name} has no numbers")
            : new NumberTable(_path, [.. _values], [.. _shape]);
    }

    /// <summary>Numbers must be in the innermost lists, all at the same depth.</summary>
    private readonly void RequireDepth(string name, Stack<int> at, int depth, bool isList)
    {
        if (isList && depth == 3)
        {
            throw new ModelException($"{_path}: {name} has lists in more than 3 depths; there are sequences of rows of numbers");
        }

        // The first number determines the depth.
        if (!isList && _shape.Count == 0)
        {
            _shape.AddRange(Enumerable.Repeat(-1, depth));
        }

        if (_shape.Count > 0 && isList == (depth == _shape.Count))
        {
            throw new ModelException($"{_path}: {Place(name, at)} is a {(isList ? "list" : "number")}, and what comes before it in {name} a {(isList ? "number" : "list")}");
        }
    }

    private readonly void RequireLength(string name, Stack<int> at, int depth, int count)
    {
        if (_shape.Count == 0)
        {
            throw new ModelException($"{_path}: {Place(name, at)} is empty");
        }

        if (_shape[depth - 1] >= 0 && _shape[depth - 1] != count)
        {
            throw new ModelException(Invariant($"{_path}: {Place(name, at)} has the length {count}, and those before it have {_shape[depth - 1]}"));
        }

        _shape[depth - 1] = count;
    }

    private readonly float Number(string name, Stack<int> at)
    {
        if (_values.Count == NumberFile.MostNumbers)
        {
            throw new ModelException(Invariant($"{_path} has more than {NumberFile.MostNumbers:N0} numbers, which are the most that are read"));
        }

        string word = _reader.TokenType switch
        {
            JsonTokenType.Number => Encoding.UTF8.GetString(_reader.HasValueSequence ? _reader.ValueSequence.ToArray() : _reader.ValueSpan),
            JsonTokenType.String => _reader.GetString()!,
            _ => "",
        };

        // Numbers that JSON lacks are strings.
        return NumberWord.TryParse(word, out float value) && (_reader.TokenType == JsonTokenType.Number || !float.IsFinite(value))
            ? float.IsInfinity(value) && !NumberWord.IsInfinity(word, out _) ? throw new ModelException($"{_path}: {Place(name, at)} is {Shown.Text(word)}, which {NumberWord.TooLarge}") : value
            : throw new ModelException($"{_path}: {Place(name, at)} is {(word.Length > 0 ? Shown.Text(word) : "something else")}, not a number");
    }

    /// <summary>Where the reader is, such as <c>'input'[2][0]</c>.</summary>
    private static string Place(string name, Stack<int> at) => name + string.Concat(at.Reverse().Select(index => Invariant($"[{index}]")));
}
