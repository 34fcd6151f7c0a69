using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using LstmGen.Models;
using LstmGen.Models.Importing;

namespace LstmGen.Converter.Building;

/// <summary>
/// What a project's build writes to <c>models.txt</c>: the converter, the models and their files, and what an earlier conversion read and
/// wrote besides. Each line is a record of values, each a name, = and a text that ends with a NUL: paths and texts of a project can't
/// contain one, while either may contain a line break.
/// </summary>
internal sealed class ModelList
{
    private ModelList(string head, IReadOnlyList<ModelItem> items)
    {
        Head = head;
        Items = items;
    }

    /// <summary>The records from which a conversion starts, verbatim: all but those of what an earlier one read and wrote.</summary>
    public string Head { get; }

    public IReadOnlyList<ModelItem> Items { get; }

    /// <exception cref="ModelException">The file can't be read, or isn't such a list.</exception>
    public static ModelList Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"the list of the project's models can't be read: {exception.Message}", exception);
        }

        var items = new List<ModelItem>();
        int end = 0;
        foreach ((int start, int length, Dictionary<string, string> values) in Records(text))
        {
            if (values.ContainsKey("read") || values.ContainsKey("wrote"))
            {
                break;
            }

            end = start + length;
            if (values.TryGetValue("path", out string? model))
            {
                items.Add(new ModelItem(
                    model.Length > 0 ? model : throw Damaged("an item has no path"),
                    values.GetValueOrDefault("name", "") is { Length: > 0 } name ? name : throw Damaged($"the item of {model} has no name"),
                    values));
            }
        }

        return new ModelList(text[..end], items);
    }

    private static IEnumerable<(int Start, int Length, Dictionary<string, string> Values)> Records(string text)
    {
        int start = 0;
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int at = 0; at < text.Length;)
        {
            int zero = text.IndexOf('\0', at);
            int equals = text.IndexOf('=', at);
            if (zero < 0 || equals < 0 || equals > zero || !values.TryAdd(text[at..equals], text[(equals + 1)..zero]))
            {
                throw Damaged("a value in it has no name, no end, or is there twice");
            }

            at = zero + 1;
            int lineEnd = text.AsSpan(at).StartsWith("\r\n") ? 2 : text.AsSpan(at).StartsWith("\n") ? 1 : 0;
            if (lineEnd > 0 || at == text.Length)
            {
                at += lineEnd;
                yield return (start, at - start, values);
                start = at;
                values = new Dictionary<string, string>(StringComparer.Ordinal);
            }
        }
    }

    private static ModelException Damaged(string why) => new($"the list of the project's models is damaged ({why}); build the project again");
}
