using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Unicode;
using System.Threading;

namespace LstmGen.Models.Importing;

/// <summary>
/// A JSON value of a model's file, which knows its path for messages. What is requested from it exists, or is an error that names the
/// place.
/// </summary>
internal sealed class JsonModel
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <summary>Between two checks whether the reading is cancelled.</summary>
    private const int TokensBetweenLooks = 1 << 14;

    private readonly JsonElement _element;
    private readonly PassedOver _passedOver;

    private JsonModel(JsonElement element, string path, string place, PassedOver passedOver)
    {
        _element = element;
        _passedOver = passedOver;
        Path = path;
        Place = place;
    }

    /// <summary>Where the value is, such as <c>layers[1].shape</c>; the root is empty.</summary>
    public string Path { get; }

    /// <summary>Where the value is, in the form of <see cref="PassedOver"/>: the document, and the names from its root on.</summary>
    public string Place { get; }

    public bool IsObject => _element.ValueKind == JsonValueKind.Object;

    public bool IsArray => _element.ValueKind == JsonValueKind.Array;

    public bool IsString => _element.ValueKind == JsonValueKind.String;

    public bool IsNumber => _element.ValueKind == JsonValueKind.Number;

    public bool IsNull => _element.ValueKind == JsonValueKind.Null;

    /// <summary>How many items an array has.</summary>
    public int Count => Is(JsonValueKind.Array, "a list")._element.GetArrayLength();

    public JsonModel this[int index] =>
        new(Is(JsonValueKind.Array, "a list")._element[index], $"{Path}[{index}]", PassedOver.Below(Place, index), _passedOver);

    /// <summary>A member that must be there.</summary>
    public JsonModel this[string name] => Find(name) ?? throw Error($"has no {Shown.Text(name)}");

    public IEnumerable<JsonModel> Items => Enumerable.Range(0, Count).Select(i => this[i]);

    public IEnumerable<string> Names => Is(JsonValueKind.Object, "an object")._element.EnumerateObject().Select(property => property.Name);

    /// <summary>
    /// An object's members in the order of the file, including those that are null. Use this for many members: each look-up by name scans
    /// the whole object.
    /// </summary>
    public IEnumerable<(string Name, JsonModel Value)> Members => Is(JsonValueKind.Object, "an object")._element.EnumerateObject()
        .Select(property => (property.Name, Member(property.Name, property.Value)));

    public string Text => Is(JsonValueKind.String, "a string")._element.GetString()!;

    public bool Bool => _element.ValueKind is JsonValueKind.True or JsonValueKind.False ? _element.GetBoolean() : throw Error($"is {Kind}, not true or false");

    public int Int => IsNumber && _element.TryGetInt32(out int value) ? value : throw Error($"is {Kind}, not a whole number");

    public long Long => IsNumber && _element.TryGetInt64(out long value) ? value : throw Error($"is {Kind}, not a whole number");

    public float Float => IsNumber && _element.TryGetSingle(out float value) ? value : throw Error($"is {Kind}, not a number");

    public double Double => IsNumber ? _element.GetDouble() : throw Error($"is {Kind}, not a number");

    /// <summary>Whether bytes start like JSON.</summary>
    public static bool LooksLike(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> start = WithoutMark(bytes).TrimStart(" \t\r\n"u8);
        return start.Length > 0 && start[0] is (byte)'{' or (byte)'[';
    }

    public static JsonModel? TryParse(byte[] bytes, PassedOver passedOver, CancellationToken cancellation)
    {
        try
        {
            return Parse(bytes, "the file", passedOver, cancellation: cancellation);
        }
        catch (ModelException)
        {
            return null;
        }
    }

    /// <param name="what">What the bytes are, for messages.</param>
    /// <param name="passedOver">Notes what is skipped in it.</param>
    /// <param name="document">The place of the JSON itself, if the file contains more.</param>
    /// <exception cref="ModelException">It isn't JSON, or an object has a name twice.</exception>
    public static JsonModel Parse(ReadOnlyMemory<byte> bytes, string what, PassedOver passedOver, string document = "", CancellationToken cancellation = default)
    {
        try
        {
            ReadOnlyMemory<byte> text = bytes[(bytes.Length - WithoutMark(bytes.Span).Length)..];
            CheckStrings(text.Span, cancellation);
            return new JsonModel(JsonDocument.Parse(text, Options).RootElement, "", document, passedOver);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new ModelException($"{what} is not valid JSON: {Shown.Message(exception.Message)}", exception);
        }
    }

    /// <summary>A member, or null where there is none, or it is null.</summary>
    public JsonModel? Find(string name) =>
        Is(JsonValueKind.Object, "an object")._element.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null
            ? Member(name, value)
            : null;

    /// <summary>Skips a member, whether it exists or not, with the reason why it can't matter.</summary>
    /// <param name="meaning">Its meaning, where that can be expressed in several ways.</param>
    public void PassOver(string name, Harmless why, string? meaning = null) => _passedOver.Note(PassedOver.Below(Place, name), why, meaning);

    /// <summary>Skips the value, and everything in it.</summary>
    public void PassOver(Harmless why, string? meaning = null) => _passedOver.Note(Place, why, meaning);

    /// <summary>A member, or null if there is none or it is null, which is noted as the default.</summary>
    public JsonModel? FindOr(string name, Harmless isDefault)
    {
        JsonModel? found = Find(name);
        if (found is null)
        {
            PassOver(name, isDefault);
        }

        return found;
    }

    /// <summary>A member's value, or the format's default where there is none.</summary>
    public int IntOr(string name, int otherwise, Harmless isDefault) => FindOr(name, isDefault)?.Int ?? otherwise;

    /// <inheritdoc cref="IntOr(string, int, Harmless)"/>
    public bool BoolOr(string name, bool otherwise, Harmless isDefault) => FindOr(name, isDefault)?.Bool ?? otherwise;

    /// <summary>A member's value, or another where there is none.</summary>
    public int IntOr(string name, int otherwise) => Find(name)?.Int ?? otherwise;

    public bool BoolOr(string name, bool otherwise) => Find(name)?.Bool ?? otherwise;

    /// <summary>A list of numbers, read in one pass, however long it is.</summary>
    public double[] Doubles() => [.. Is(JsonValueKind.Array, "a list")._element.EnumerateArray()
        .Select((item, i) => item.ValueKind == JsonValueKind.Number ? item.GetDouble() : this[i].Double)];

    /// <summary>Numbers in lists of any depth, row by row. Lists side by side must have the same length.</summary>
    /// <param name="shape">The lengths of the lists, from the outermost.</param>
    public float[] Floats(out IReadOnlyList<long> shape)
    {
        var sizes = new List<long>();
        for (JsonElement at = _element; at.ValueKind == JsonValueKind.Array; at = at[0])
        {
            sizes.Add(at.GetArrayLength());
            if (at.GetArrayLength() == 0)
            {
                break;
            }
        }

        shape = sizes;
        var values = new List<float>();
        Add(_element, 0);
        return values.ToArray();

        void Add(JsonElement element, int depth)
        {
            if (depth == sizes.Count)
            {
                values.Add(element.ValueKind == JsonValueKind.Number && element.TryGetSingle(out float value) ? value : throw Error($"has {element.ValueKind} where a number must be"));
                return;
            }

            if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() != sizes[depth])
            {
                throw Error($"has rows of different lengths: one has {sizes[depth]} values, another {(element.ValueKind == JsonValueKind.Array ? element.GetArrayLength() : 0)}");
            }

            foreach (JsonElement item in element.EnumerateArray())
            {
                Add(item, depth + 1);
            }
        }
    }

    /// <summary>The value as a tensor of the file.</summary>
    public Tensor Tensor(string name)
    {
        float[] values = Floats(out IReadOnlyList<long> shape);
        return new Tensor(name, shape, "number", () => values);
    }

    /// <summary>An error that names the place.</summary>
    public ModelException Error(string message) => new($"{(Path.Length == 0 ? "the file" : Shown.Text(Path))} {message}");

    private JsonModel Member(string name, JsonElement value) =>
        new(value, Path.Length == 0 ? name : Path + "." + name, PassedOver.Below(Place, name), _passedOver);

    private string Kind => _element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => Shown.Text(_element.GetString() ?? ""),
        JsonValueKind.Null => "null",
        _ => Shown.Text(_element.GetRawText()),
    };

    private JsonModel Is(JsonValueKind kind, string name) => _element.ValueKind == kind ? this : throw Error($"is {Kind}, not {name}");

    /// <summary>Checks every string for invalid characters, which the parser detects only when the string is requested.</summary>
    private static void CheckStrings(ReadOnlySpan<byte> text, CancellationToken cancellation)
    {
        if (!Utf8.IsValid(text))
        {
            throw new JsonException("it is not UTF-8");
        }

        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = Options.MaxDepth });
        for (int token = 0; reader.Read(); token++)
        {
            if (token % TokensBetweenLooks == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }

            if (reader.TokenType is JsonTokenType.PropertyName or JsonTokenType.String && reader.ValueIsEscaped)
            {
                reader.GetString();
            }
        }
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) => bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
}
