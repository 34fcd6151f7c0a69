using System;
using System.Collections.Generic;
using System.Linq;
using LstmGen.Tool.Importing.Onnx.Proto;

namespace LstmGen.Tool.Importing.Onnx;

/// <summary>A node of the graph. It knows which of its attributes were read, so that none is passed over.</summary>
internal sealed class OnnxNode
{
    private const int FloatType = 1;
    private const int IntType = 2;
    private const int StringType = 3;
    private const int TensorType = 4;
    private const int FloatsType = 6;
    private const int IntsType = 7;
    private const int StringsType = 8;

    private static readonly string[] TypeNames = ["UNDEFINED", "FLOAT", "INT", "STRING", "TENSOR", "GRAPH", "FLOATS", "INTS", "STRINGS"];

    private readonly Dictionary<string, AttributeProto> _attributes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <param name="opset">The version of ONNX' operators.</param>
    /// <exception cref="ModelException">It is no operator of ONNX' own, or it has an attribute twice.</exception>
    public OnnxNode(NodeProto proto, long opset)
    {
        Type = proto.OpType;
        Name = proto.Name.Length > 0 ? proto.Name : proto.Output.FirstOrDefault(output => output.Length > 0) ?? "";
        Inputs = proto.Input;
        Outputs = proto.Output;
        Opset = opset;
        if (!OnnxFile.IsOwnDomain(proto.Domain) || proto.Overload.Length > 0)
        {
            throw Error($"is an operator of the domain {Shown.Text(proto.Domain)}, and only those of ONNX itself are supported");
        }

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

    /// <summary>The operator, such as <c>LSTM</c>.</summary>
    public string Type { get; }

    /// <summary>The node's name, or that of its output where it has none.</summary>
    public string Name { get; }

    /// <summary>Names; one that is left out is empty.</summary>
    public IReadOnlyList<string> Inputs { get; }

    public IReadOnlyList<string> Outputs { get; }

    public long Opset { get; }

    public bool Has(string attribute) => _attributes.ContainsKey(attribute);

    public long Int(string name, long otherwise) => Find(name, IntType)?.I ?? otherwise;

    public float Float(string name, float otherwise) => Find(name, FloatType)?.F ?? otherwise;

    public string Text(string name, string otherwise) => Find(name, StringType)?.S.ToStringUtf8() ?? otherwise;

    public IReadOnlyList<long>? Ints(string name) => Find(name, IntsType)?.Ints;

    public IReadOnlyList<float>? Floats(string name) => Find(name, FloatsType)?.Floats;

    public IReadOnlyList<string>? Texts(string name) => Find(name, StringsType)?.Strings.Select(text => text.ToStringUtf8()).ToList();

    public Constant? Tensor(string name) =>
        Find(name, TensorType) is { } attribute ? TensorData.Read(attribute.T ?? new TensorProto(), $"the attribute {Shown.Text(name)} of node {Shown.Text(Name)}", null) : null;

    /// <summary>Passes an attribute over that changes nothing at inference.</summary>
    public void Ignore(string name) => _read.Add(name);

    /// <exception cref="ModelException">The node has fewer or more inputs.</exception>
    public void RequireInputs(int least, int most)
    {
        if (Inputs.Count < least || Inputs.Count > most)
        {
            throw Error($"has {Inputs.Count} inputs, and {(least == most ? $"{least}" : $"{least} to {most}")} are needed");
        }
    }

    /// <exception cref="ModelException">An attribute was not read.</exception>
    public void RequireAllRead()
    {
        if (_attributes.Keys.FirstOrDefault(name => !_read.Contains(name)) is { } left)
        {
            throw Error($"has the attribute {Shown.Text(left)}, which isn't known here or not in version {Opset} of ONNX' operators");
        }
    }

    /// <summary>An error that names the node.</summary>
    public ModelException Error(string message) => new(FormattableString.Invariant($"node {Shown.Text(Name)} ({Shown.Text(Type)[1..^1]}) {message}"));

    private AttributeProto? Find(string name, int type)
    {
        if (!_attributes.TryGetValue(name, out AttributeProto? attribute))
        {
            return null;
        }

        _read.Add(name);
        int stated = attribute.HasType && attribute.Type != 0 ? attribute.Type : type;
        int filled = (attribute.HasF && type != FloatType) || (attribute.HasI && type != IntType) || (attribute.HasS && type != StringType)
            || (attribute.T is not null && type != TensorType) || (attribute.Floats.Count > 0 && type != FloatsType) || (attribute.Ints.Count > 0 && type != IntsType)
            || (attribute.Strings.Count > 0 && type != StringsType) || attribute.HasG || attribute.HasTp || attribute.HasSparseTensor
            || attribute.Tensors.Count + attribute.Graphs.Count + attribute.TypeProtos.Count + attribute.SparseTensors.Count > 0 ? -1 : type;
        bool isEmpty = !attribute.HasType && (type is FloatType or IntType or StringType or TensorType)
            && !attribute.HasF && !attribute.HasI && !attribute.HasS && attribute.T is null;
        return stated == type && filled == type && !isEmpty
            ? attribute
            : throw Error($"has the attribute {Shown.Text(name)} with {(stated != type ? "the type " + (stated > 0 && stated < TypeNames.Length ? TypeNames[stated] : "that isn't known") : isEmpty ? "no value" : "values of several types")}; it needs one {TypeNames[type]}");
    }
}
