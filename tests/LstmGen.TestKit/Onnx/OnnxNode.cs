using System.Collections.Generic;

namespace LstmGen.TestKit.Onnx;

/// <summary>A node of a graph. Its inputs and outputs can be changed until the file is written.</summary>
public sealed class OnnxNode(string operation, IEnumerable<string> inputs, IEnumerable<string> outputs)
{
    private readonly List<ProtobufWriter> _attributes = [];

    public string Operation { get; } = operation;

    /// <summary>The node's own name, which a file doesn't need.</summary>
    public string? Name { get; init; }

    /// <summary>Names of values; "" for an optional one that isn't given.</summary>
    public List<string> Inputs { get; } = [.. inputs];

    public List<string> Outputs { get; } = [.. outputs];

    public OnnxNode With(string attribute, float value) => With(Named(attribute).Float(2, value).Integer(20, 1));

    public OnnxNode With(string attribute, long value) => With(Named(attribute).Integer(3, value).Integer(20, 2));

    public OnnxNode With(string attribute, string value) => With(Named(attribute).Text(4, value).Integer(20, 3));

    public OnnxNode With(string attribute, IEnumerable<float> values)
    {
        ProtobufWriter list = Named(attribute);
        foreach (float value in values)
        {
            list.Float(7, value);
        }

        return With(list.Integer(20, 6));
    }

    public OnnxNode With(string attribute, IEnumerable<long> values)
    {
        ProtobufWriter list = Named(attribute);
        foreach (long value in values)
        {
            list.Integer(8, value);
        }

        return With(list.Integer(20, 7));
    }

    public OnnxNode With(string attribute, IEnumerable<string> values)
    {
        ProtobufWriter list = Named(attribute);
        foreach (string value in values)
        {
            list.Text(9, value);
        }

        return With(list.Integer(20, 8));
    }

    /// <summary>The message of the node.</summary>
    internal ProtobufWriter ToMessage()
    {
        var node = new ProtobufWriter();
        Inputs.ForEach(input => node.Text(1, input));
        Outputs.ForEach(output => node.Text(2, output));
        if (Name is not null)
        {
            node.Text(3, Name);
        }

        node.Text(4, Operation);
        _attributes.ForEach(attribute => node.Message(5, attribute));
        return node;
    }

    private static ProtobufWriter Named(string attribute) => new ProtobufWriter().Text(1, attribute);

    private OnnxNode With(ProtobufWriter attribute)
    {
        _attributes.Add(attribute);
        return this;
    }
}
