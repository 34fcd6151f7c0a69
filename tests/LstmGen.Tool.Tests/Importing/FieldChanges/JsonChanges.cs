using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LstmGen.Models.Importing;

namespace LstmGen.Tool.Tests.Importing.FieldChanges;

/// <summary>Changes every value of a JSON document, one at a time. Of the numbers of a tensor one is changed.</summary>
internal static class JsonChanges
{
    /// <summary>Lists of more numbers are a tensor's values, as lists of lists of numbers are.</summary>
    private const int MostSizes = 6;

    private static readonly JsonSerializerOptions Written = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="text">The document.</param>
    /// <param name="document">Its place, where the file is more than it.</param>
    /// <param name="input">Makes a file of the changed document.</param>
    public static IEnumerable<FieldChange> Of(byte[] text, string document, Func<byte[], ModelInput> input)
    {
        foreach ((ChangeKind kind, string place, string what, Func<JsonNode, JsonNode?> change) in Changes(JsonNode.Parse(text)!, document, root => root))
        {
            yield return new FieldChange(kind, place, what, () =>
            {
                JsonNode? changed = change(JsonNode.Parse(text)!);
                return input(Encoding.UTF8.GetBytes(changed?.ToJsonString(Written) ?? "null"));
            });
        }
    }

    /// <param name="at">Finds the node in a copy of the document.</param>
    private static IEnumerable<(ChangeKind Kind, string Place, string What, Func<JsonNode, JsonNode?> Change)> Changes(JsonNode? node, string place, Func<JsonNode, JsonNode?> at)
    {
        foreach (JsonNode? other in Others(node))
        {
            yield return (ChangeKind.Value, place, $"{Short(node)} becomes {Short(other)}", root => Replace(root, at(root), other));
        }

        switch (node)
        {
            case JsonObject members:
                foreach ((string name, JsonNode? value) in members.ToList())
                {
                    string below = PassedOver.Below(place, name);
                    yield return (ChangeKind.Remove, below, "is removed", root => Edit(root, at(root)!.AsObject(), own => own.Remove(name)));
                    if (value is null)
                    {
                        foreach (JsonNode other in new JsonNode[] { 1, "x", new JsonObject { ["class_name"] = "x" } })
                        {
                            yield return (ChangeKind.Value, below, $"null becomes {Short(other)}", root => Edit(root, at(root)!.AsObject(), own => own[name] = other.DeepClone()));
                        }
                    }
                    else
                    {
                        yield return (ChangeKind.Value, below, $"{Short(value)} becomes null", root => Edit(root, at(root)!.AsObject(), own => own[name] = null));
                        foreach (var change in Changes(value, below, root => at(root)!.AsObject()[name]))
                        {
                            yield return change;
                        }
                    }
                }

                yield return (ChangeKind.Add, PassedOver.Below(place, "of_another_version"), "is added", root => Edit(root, at(root)!.AsObject(), own => own["of_another_version"] = 1));
                break;
            case JsonArray items:
                bool isTensor = IsTensor(items);
                for (int i = 0; i < items.Count; i++)
                {
                    int index = i;
                    string below = PassedOver.Below(place, index);
                    if (!isTensor || index == items.Count - 1)
                    {
                        yield return (ChangeKind.RemoveItem, below, "is removed", root => Edit(root, at(root)!.AsArray(), own => own.RemoveAt(index)));
                    }

                    if (items[index] is null)
                    {
                        yield return (ChangeKind.Value, below, "null becomes 3", root => Edit(root, at(root)!.AsArray(), own => own[index] = 3));
                    }
                    else if (!isTensor || index == 0)
                    {
                        foreach (var change in Changes(items[index], below, root => at(root)!.AsArray()[index]))
                        {
                            yield return change;
                        }
                    }
                }

                JsonNode? last = items.Count > 0 ? items[^1] : 1;
                yield return (ChangeKind.Add, PassedOver.Below(place, items.Count), $"{Short(last)} is added", root => Edit(root, at(root)!.AsArray(), own => own.Add(last?.DeepClone())));
                break;
        }
    }

    /// <summary>Whether a list is a tensor's values.</summary>
    private static bool IsTensor(JsonArray items) => items.Count > 0
        && (items.All(item => item is JsonValue && item.GetValueKind() == JsonValueKind.Number) ? items.Count > MostSizes : items.All(item => item is JsonArray inner && IsNumbers(inner)));

    private static bool IsNumbers(JsonArray items) =>
        items.All(item => item is JsonArray inner ? IsNumbers(inner) : item is JsonValue && item.GetValueKind() == JsonValueKind.Number);

    private static IEnumerable<JsonNode?> Others(JsonNode? node)
    {
        switch (node?.GetValueKind())
        {
            case JsonValueKind.True:
                yield return false;
                break;
            case JsonValueKind.False:
                yield return true;
                break;
            case JsonValueKind.Number when long.TryParse(node.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number):
                yield return number + 1;
                yield return -number - 1;
                break;
            case JsonValueKind.Number:
                yield return node.GetValue<double>() + 0.5;
                break;
            case JsonValueKind.String:
                foreach (string other in Neighbours.Of(node.GetValue<string>()))
                {
                    yield return other;
                }

                break;
        }
    }

    private static JsonNode? Replace(JsonNode root, JsonNode? old, JsonNode? by)
    {
        if (old == root)
        {
            return by?.DeepClone();
        }

        old!.ReplaceWith(by?.DeepClone());
        return root;
    }

    private static JsonNode Edit<T>(JsonNode root, T node, Action<T> edit)
    {
        edit(node);
        return root;
    }

    private static string Short(JsonNode? node)
    {
        string text = node?.ToJsonString(Written) ?? "null";
        return text.Length <= 60 ? text : text[..60] + "…";
    }
}
