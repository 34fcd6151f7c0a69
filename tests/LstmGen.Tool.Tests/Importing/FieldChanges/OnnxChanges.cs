using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using LstmGen.Models.Importing;
using LstmGen.Models.Importing.Onnx.Proto;

namespace LstmGen.Tool.Tests.Importing.FieldChanges;

/// <summary>Changes every field of every message of an ONNX file, and adds those that it doesn't have.</summary>
internal sealed class OnnxChanges
{
    private const int MostNodes = 5;

    /// <summary>The fields that were added to a kind of message, of a kind of node: once is enough of each.</summary>
    private readonly HashSet<(string Operator, FieldDescriptor Field)> _added = [];
    private string _operator = "";

    /// <summary>How many nodes of an operator have had a field changed in some way, and how often a place was changed.</summary>
    private readonly Dictionary<string, int> _changed = new(StringComparer.Ordinal);

    private OnnxChanges()
    {
    }

    public static IEnumerable<FieldChange> Of(ModelInput input)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(input.Bytes);
        var changes = new OnnxChanges();
        return changes.Of(model, "", root => root).Where(change => changes.IsNew(change.Kind, change.Place)).Select(change => new FieldChange(change.Kind, change.Place, change.What, () =>
        {
            ModelProto changed = model.Clone();
            change.Change(changed);
            return new ModelInput(input.Path, changed.ToByteArray());
        }));
    }

    /// <summary>
    /// Whether to change a field of a node in one more way: some nodes of an operator in a model are enough, since exporters write a
    /// hundred of one kind.
    /// </summary>
    private bool IsNew(ChangeKind kind, string place)
    {
        if (!place.StartsWith("/graph/node/", StringComparison.Ordinal))
        {
            return true;
        }

        string field = string.Join('/', place.Split('/').Skip(4));
        int way = Count(place + kind);
        return Count(FormattableString.Invariant($"{_operator} {field} {kind} {way}")) <= MostNodes;

        int Count(string key) => _changed[key] = _changed.GetValueOrDefault(key) + 1;
    }

    /// <param name="at">Finds the message in a copy of the model.</param>
    private IEnumerable<(ChangeKind Kind, string Place, string What, Action<IMessage> Change)> Of(IMessage message, string place, Func<IMessage, IMessage> at)
    {
        _operator = message is NodeProto node ? node.OpType : _operator;
        foreach (FieldDescriptor field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            string below = PassedOver.Below(place, field.Name);
            var changes = field.IsRepeated ? Repeated(message, field, below, at) : Single(message, field, below, at);
            foreach (var change in changes)
            {
                yield return change;
            }
        }
    }

    private IEnumerable<(ChangeKind Kind, string Place, string What, Action<IMessage> Change)> Single(
        IMessage message, FieldDescriptor field, string place, Func<IMessage, IMessage> at)
    {
        bool isThere = field.FieldType == FieldType.Message ? field.Accessor.GetValue(message) is not null : field.Accessor.HasValue(message);
        object? value = isThere ? field.Accessor.GetValue(message) : null;
        if (!isThere)
        {
            if (!_added.Add((_operator, field)))
            {
                yield break;
            }

            object added = field.FieldType == FieldType.Message ? field.MessageType.Parser.ParseFrom(ByteString.Empty) : Default(field);
            yield return (ChangeKind.Add, place, $"{Short(added)} is added", root => field.Accessor.SetValue(at(root), added));
            yield break;
        }

        yield return (ChangeKind.Remove, place, "is removed", root => field.Accessor.Clear(at(root)));
        if (value is IMessage inner)
        {
            foreach (var change in Of(inner, place, root => (IMessage)field.Accessor.GetValue(at(root))))
            {
                yield return change;
            }

            yield break;
        }

        IEnumerable<object> others = message is TensorProto tensor && field.FieldNumber == TensorProto.RawDataFieldNumber ? OtherValues(tensor) : Others(value!);
        foreach (object other in others)
        {
            yield return (ChangeKind.Value, place, $"{Short(value!)} becomes {Short(other)}", root => field.Accessor.SetValue(at(root), other));
        }
    }

    private IEnumerable<(ChangeKind Kind, string Place, string What, Action<IMessage> Change)> Repeated(
        IMessage message, FieldDescriptor field, string place, Func<IMessage, IMessage> at)
    {
        var items = (IList)field.Accessor.GetValue(message);
        bool isTensor = field.Name.EndsWith("_data", StringComparison.Ordinal);
        for (int i = 0; i < items.Count; i++)
        {
            int index = i;

            // The attributes of a node have names, and none of them twice.
            string below = items[index] is AttributeProto { Name: var name } ? PassedOver.Below(place, name) : PassedOver.Below(place, index);
            if (!isTensor || index == items.Count - 1)
            {
                yield return (items[index] is AttributeProto ? ChangeKind.Remove : ChangeKind.RemoveItem, below, "is removed", root => List(root).RemoveAt(index));
            }

            if (items[index] is IMessage inner)
            {
                foreach (var change in Of(inner, below, root => (IMessage)List(root)[index]!))
                {
                    yield return change;
                }
            }
            else if (!isTensor || index == 0)
            {
                foreach (object other in Others(items[index]!))
                {
                    yield return (ChangeKind.Value, below, $"{Short(items[index]!)} becomes {Short(other)}", root => List(root)[index] = other);
                }
            }
        }

        if (items.Count == 0 && !_added.Add((_operator, field)))
        {
            yield break;
        }

        object added = field.FieldType == FieldType.Message ? field.MessageType.Parser.ParseFrom(ByteString.Empty) : Default(field);
        string last = added is AttributeProto ? PassedOver.Below(place, "") : PassedOver.Below(place, items.Count);
        yield return (ChangeKind.Add, last, $"{Short(added)} is added", root => List(root).Add(added));
        if (items.Count > 0)
        {
            yield return (ChangeKind.Add, last, "the last one is added once more", root => List(root).Add(List(root)[^1]));
        }

        if (field.FieldType == FieldType.String)
        {
            yield return (ChangeKind.Add, last, "an empty one is added", root => List(root).Add(""));
        }

        IList List(IMessage root) => (IList)field.Accessor.GetValue(at(root));
    }

    private static object Default(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.String => "x",
        FieldType.Bytes => ByteString.CopyFromUtf8("x"),
        FieldType.Float => 1f,
        FieldType.Double => 1d,
        FieldType.Int32 => 3,
        FieldType.Int64 => 3L,
        FieldType.UInt64 => 1UL,
        _ => throw new NotSupportedException($"a field of the type {field.FieldType}"),
    };

    private static IEnumerable<object> Others(object value)
    {
        switch (value)
        {
            case string text:
                return Neighbours.Of(text);
            case ByteString bytes when bytes.Length > 0 && bytes.All(letter => letter is >= (byte)' ' and < 0x7f):
                return Neighbours.Of(bytes.ToStringUtf8()).Select(ByteString.CopyFromUtf8);
            case ByteString bytes:
                return bytes.Length == 0 ? [ByteString.CopyFromUtf8("x")] : [Changed(bytes, 0), Changed(bytes, bytes.Length - 1), ByteString.CopyFrom(bytes.Span[..^1])];
            case float number:
                return [number + 0.5f, -number - 1];
            case double number:
                return [number + 0.5];
            case int number:
                return [number + 1, number - 1];
            case long number:
                return [unchecked(number + 1), unchecked(number - 1), unchecked(number + 5)];
            case ulong number:
                return [number + 1];
            default:
                throw new NotSupportedException($"a value of the type {value.GetType()}");
        }
    }

    /// <summary>A different first value and a different last one, which are more than a rounding away, and one value fewer.</summary>
    private static IEnumerable<object> OtherValues(TensorProto tensor)
    {
        // The highest byte of a float's fraction, or the lowest of a whole number.
        (int size, int at) = tensor.DataType switch { 1 => (4, 2), 11 => (8, 6), 10 => (2, 1), 6 => (4, 0), 7 => (8, 0), _ => (1, 0) };
        ByteString bytes = tensor.RawData;
        return bytes.Length < size ? [ByteString.CopyFromUtf8("x")] : [Changed(bytes, at), Changed(bytes, bytes.Length - size + at), ByteString.CopyFrom(bytes.Span[..^1])];
    }

    private static ByteString Changed(ByteString bytes, int at)
    {
        byte[] changed = bytes.ToByteArray();
        changed[at] ^= 1;
        return ByteString.CopyFrom(changed);
    }

    private static string Short(object value)
    {
        string text = value switch
        {
            ByteString bytes => bytes.All(letter => letter is >= (byte)' ' and < 0x7f) ? bytes.ToStringUtf8() : Convert.ToHexString(bytes.Span),
            IMessage message => "an empty " + message.Descriptor.Name,
            _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{value}"),
        };
        return "'" + (text.Length <= 60 ? text : text[..60] + "…") + "'";
    }
}
