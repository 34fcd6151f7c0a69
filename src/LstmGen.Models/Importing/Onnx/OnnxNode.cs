using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Models.Importing.Onnx.Proto;

namespace LstmGen.Models.Importing.Onnx;

/// <summary>A node of the graph. It knows which of its attributes were read, so that none is ignored.</summary>
internal sealed class OnnxNode
{
    private const int FloatType = 1;
    private const int IntType = 2;
    private const int StringType = 3;
    private const int OneTensorType = 4;
    private const int FloatsType = 6;
    private const int IntsType = 7;
    private const int StringsType = 8;

    private static readonly string[] TypeNames = ["UNDEFINED", "FLOAT", "INT", "STRING", "TENSOR", "GRAPH", "FLOATS", "INTS", "STRINGS"];

    /// <summary>The operators introduced after the oldest supported version, each with its first version.</summary>
    private static readonly Dictionary<string, long> Since = new(StringComparer.Ordinal)
    {
        ["Expand"] = 8,
        ["ConstantOfShape"] = 9,
        ["Where"] = 9,
        ["ThresholdedRelu"] = 10,
        ["LayerNormalization"] = 17,
        ["Gelu"] = 20,
    };

    private readonly PassedOver _passedOver;
    private readonly ExternalData _external;
    private readonly Dictionary<string, AttributeProto> _attributes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <param name="opset">The version of ONNX' operators.</param>
    /// <param name="place">Its place in the file.</param>
    /// <param name="external">The files that the data of attributes may be in.</param>
    /// <exception cref="ModelException">It isn't one of ONNX' own operators, or it has an attribute twice.</exception>
    public OnnxNode(NodeProto proto, long opset, string place, PassedOver passedOver, ExternalData external)
    {
        _passedOver = passedOver;
        _external = external;
        Place = place;
        Type = proto.OpType;
        Name = proto.Name.Length > 0 ? proto.Name : proto.Output.FirstOrDefault(output => output.Length > 0) ?? "";
        Inputs = proto.Input;
        Outputs = proto.Output;
        Opset = opset;
        if (!OnnxFile.IsOwnDomain(proto.Domain) || proto.Overload.Length > 0)
        {
            throw Error($"is an operator of the domain {Shown.Text(proto.Domain)}, and only those of ONNX itself are supported");
        }

        passedOver.Note(PassedOver.Below(place, "domain"), OnnxHarmless.OwnDomain, "ONNX");
        if (Type.Length == 0 || !Outputs.Any(output => output.Length > 0))
        {
            throw Error(Type.Length == 0 ? "has no operator (op_type)" : "has no output");
        }

        if (Since.TryGetValue(Type, out long since) && opset < since)
        {
            throw Error($"is not an operator of version {opset} of ONNX' operators (opset_import): it came with version {since}");
        }

        NoteEmpty("input", Inputs);
        NoteEmpty("output", Outputs);
        foreach (AttributeProto attribute in proto.Attribute)
        {
            if (attribute.RefAttrName.Length > 0)
            {
                throw Error($"has the attribute {Shown.Text(attribute.Name)} of a function (ref_attr_name), which isn't supported");
            }

            if (!_attributes.TryAdd(attribute.Name, attribute))
            {
                throw Error($"has the attribute {Shown.Text(attribute.Name)} twice");
            }
        }
    }

    /// <summary>Its place in the file, in the form of <see cref="PassedOver"/>.</summary>
    public string Place { get; }

    /// <summary>The operator, such as <c>LSTM</c>.</summary>
    public string Type { get; }

    /// <summary>The node's name, or that of its output if it has none.</summary>
    public string Name { get; }

    /// <summary>Names; an omitted input is empty.</summary>
    public IReadOnlyList<string> Inputs { get; }

    public IReadOnlyList<string> Outputs { get; }

    public long Opset { get; }

    public bool Has(string attribute) => _attributes.ContainsKey(attribute);

    public long Int(string name, long otherwise) => Find(name, IntType) is { } found ? Stated(name, "i", found.HasI, found.I) : otherwise;

    public float Float(string name, float otherwise) => Find(name, FloatType) is { } found ? Stated(name, "f", found.HasF, found.F) : otherwise;

    /// <summary>An attribute that is 0 or 1, and 0 where it isn't stated.</summary>
    public bool Bool(string name) => Int(name, 0) switch
    {
        0 => false,
        1 => true,
        long other => throw Error(FormattableString.Invariant($"has {name} {other}; 0 and 1 are known")),
    };

    public string Text(string name, string otherwise) => Find(name, StringType)?.S.ToStringUtf8() ?? otherwise;

    public IReadOnlyList<long>? Ints(string name) => Find(name, IntsType)?.Ints;

    public IReadOnlyList<float>? Floats(string name) => Find(name, FloatsType)?.Floats;

    public IReadOnlyList<string>? Texts(string name) => Find(name, StringsType)?.Strings.Select(text => text.ToStringUtf8()).ToList();

    public Constant? Tensor(string name)
    {
        if (Find(name, OneTensorType) is not { } attribute)
        {
            return null;
        }

        _passedOver.Note(AttributePlace(name) + "/t/name", OnnxHarmless.TensorName);
        return TensorData.Read(attribute.T ?? new TensorProto(), $"the attribute {Shown.Text(name)} of node {Shown.Text(Name)}", null, _external);
    }

    /// <summary>The type of the elements of an attribute's tensor, or null if there is no such attribute.</summary>
    public int? TensorType(string name) => _attributes.TryGetValue(name, out AttributeProto? attribute) ? attribute.T?.DataType : null;

    /// <summary>Skips an attribute that changes nothing.</summary>
    public void Ignore(string name, Harmless why)
    {
        _read.Add(name);
        _passedOver.Note(AttributePlace(name), why);
    }

    /// <summary>Notes why an attribute, or its absence, can't matter.</summary>
    public void PassOverAttribute(string name, Harmless why) => _passedOver.Note(AttributePlace(name), why);

    /// <summary>Notes why an input, or its absence, can't matter.</summary>
    /// <param name="meaning">Its meaning, where that can be expressed in several ways.</param>
    public void PassOverInput(int index, Harmless why, string? meaning = null) => _passedOver.Note(PassedOver.Below(Place + "/input", index), why, meaning);

    /// <exception cref="ModelException">The node has fewer or more inputs.</exception>
    public void RequireInputs(int least, int most)
    {
        if (Inputs.Count < least || Inputs.Count > most)
        {
            throw Error($"has {Inputs.Count} inputs, and {(least == most ? $"{least}" : $"{least} to {most}")} are needed");
        }
    }

    /// <exception cref="ModelException">Attributes were not read. The message has all of them.</exception>
    public void RequireAllRead()
    {
        string[] left = [.. _attributes.Keys.Where(name => !_read.Contains(name)).Order(StringComparer.Ordinal)];
        if (left.Length > 0)
        {
            throw Error($"has the attribute{(left.Length == 1 ? "" : "s")} {Shown.List(left)}, which {(left.Length == 1 ? "isn't" : "aren't")} known here or not in version {Opset} of ONNX' operators");
        }
    }

    /// <summary>An error that names the node.</summary>
    public ModelException Error(string message) => new(FormattableString.Invariant($"node {Shown.Text(Name)} ({Shown.Text(Type)[1..^1]}) {message}"));

    private string AttributePlace(string name) => PassedOver.Below(Place + "/attribute", name);

    private T Stated<T>(string name, string field, bool isThere, T value)
    {
        if (!isThere)
        {
            _passedOver.Note(PassedOver.Below(AttributePlace(name), field), OnnxHarmless.ZeroNumber);
        }

        return value;
    }

    private void NoteEmpty(string field, IReadOnlyList<string> names)
    {
        for (int i = 0; i < names.Count; i++)
        {
            if (names[i].Length == 0)
            {
                _passedOver.Note(PassedOver.Below(PassedOver.Below(Place, field), i), OnnxHarmless.EmptyName);
            }
        }
    }

    private AttributeProto? Find(string name, int type)
    {
        if (!_attributes.TryGetValue(name, out AttributeProto? attribute))
        {
            _passedOver.Note(AttributePlace(name), OnnxHarmless.DefaultAttribute);
            return null;
        }

        _read.Add(name);
        int filled = (attribute.HasF && type != FloatType) || (attribute.HasI && type != IntType) || (attribute.HasS && type != StringType)
            || (attribute.T is not null && type != OneTensorType) || (attribute.Floats.Count > 0 && type != FloatsType) || (attribute.Ints.Count > 0 && type != IntsType)
            || (attribute.Strings.Count > 0 && type != StringsType) || attribute.HasG || attribute.HasTp || attribute.HasSparseTensor
            || attribute.Tensors.Count + attribute.Graphs.Count + attribute.TypeProtos.Count + attribute.SparseTensors.Count > 0 ? -1 : type;
        int stated = attribute.Type;
        return stated == type && filled == type
            ? attribute
            : throw Error($"has the attribute {Shown.Text(name)} with {(stated == 0 ? "no type" : stated != type ? "the type " + (stated > 0 && stated < TypeNames.Length ? TypeNames[stated] : "that isn't known") : "values of several types")}; it needs one {TypeNames[type]}");
    }
}
