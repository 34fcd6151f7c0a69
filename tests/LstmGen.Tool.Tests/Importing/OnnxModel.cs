using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Google.Protobuf;
using LstmGen.Models.Importing.Onnx.Proto;
using Microsoft.ML.OnnxRuntime;

namespace LstmGen.Tool.Tests.Importing;

/// <summary>An ONNX file of the golden ones, to be changed, or to be run by ONNX Runtime.</summary>
internal static class OnnxModel
{
    public const int Float = 1;
    public const int Int64 = 7;

    public static ModelProto Load(string folder, string name) => ModelProto.Parser.ParseFrom(File.ReadAllBytes(Repository.Golden(folder, name + ".onnx")));

    /// <summary>The message that reading the file gives after a change.</summary>
    public static string Error(string folder, string name, Action<ModelProto> change)
    {
        ModelProto model = Load(folder, name);
        change(model);
        return ModelCheck.Error(model.ToByteArray(), "changed.onnx");
    }

    public static NodeProto Node(this ModelProto model, string type) => model.Graph.Node.First(node => node.OpType == type);

    /// <summary>One of several nodes of a type.</summary>
    public static NodeProto Node(this ModelProto model, string type, int index) => model.Graph.Node.Where(node => node.OpType == type).ElementAt(index);

    public static TensorProto Tensor(this ModelProto model, string name) => model.Graph.Initializer.First(tensor => tensor.Name == name);

    public static void Add(this ModelProto model, string name, long[] shape, params float[] values)
    {
        var tensor = new TensorProto { Name = name, DataType = Float };
        tensor.Dims.AddRange(shape);
        tensor.FloatData.AddRange(values);
        model.Graph.Initializer.Add(tensor);
    }

    public static void Add(this ModelProto model, string name, params long[] values)
    {
        var tensor = new TensorProto { Name = name, DataType = Int64 };
        tensor.Dims.Add(values.Length);
        tensor.Int64Data.AddRange(values);
        model.Graph.Initializer.Add(tensor);
    }

    /// <summary>Adds a node after the present output, whose name becomes <c>before</c>.</summary>
    public static NodeProto Append(this ModelProto model, string type, params string[] more)
    {
        foreach (NodeProto node in model.Graph.Node)
        {
            for (int i = 0; i < node.Output.Count; i++)
            {
                node.Output[i] = node.Output[i] == model.Graph.Output[0].Name ? "before" : node.Output[i];
            }
        }

        var added = new NodeProto { Name = "added", OpType = type };
        added.Input.Add("before");
        added.Input.Add(more);
        added.Output.Add(model.Graph.Output[0].Name);
        model.Graph.Node.Add(added);
        return added;
    }

    public static NodeProto With(this NodeProto node, string attribute, long value)
    {
        node.Attribute.Add(new AttributeProto { Name = attribute, Type = 2, I = value });
        return node;
    }

    public static NodeProto With(this NodeProto node, string attribute, float value)
    {
        node.Attribute.Add(new AttributeProto { Name = attribute, Type = 1, F = value });
        return node;
    }

    public static NodeProto With(this NodeProto node, string attribute, string value)
    {
        node.Attribute.Add(new AttributeProto { Name = attribute, Type = 3, S = ByteString.CopyFromUtf8(value) });
        return node;
    }

    public static NodeProto With(this NodeProto node, string attribute, params long[] values)
    {
        var added = new AttributeProto { Name = attribute, Type = 7 };
        added.Ints.AddRange(values);
        node.Attribute.Add(added);
        return node;
    }

    public static NodeProto With(this NodeProto node, string attribute, params string[] values)
    {
        var added = new AttributeProto { Name = attribute, Type = 8 };
        added.Strings.AddRange(values.Select(ByteString.CopyFromUtf8));
        node.Attribute.RemoveWhere(attribute);
        node.Attribute.Add(added);
        return node;
    }

    public static NodeProto Remove(this NodeProto node, params string[] attributes)
    {
        foreach (string attribute in attributes)
        {
            node.Attribute.RemoveWhere(attribute);
        }

        return node;
    }

    /// <summary>A tensor's values, which are its bytes.</summary>
    public static float[] Floats(TensorProto tensor) => MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray();

    /// <summary>Random values of a shape.</summary>
    public static float[] Input(Random random, long[] shape) =>
        Enumerable.Range(0, (int)shape.Aggregate(1L, (product, size) => product * size)).Select(_ => (float)((random.NextDouble() * 4) - 2)).ToArray();

    private static void RemoveWhere(this Google.Protobuf.Collections.RepeatedField<AttributeProto> attributes, string name)
    {
        foreach (AttributeProto old in attributes.Where(old => old.Name == name).ToList())
        {
            attributes.Remove(old);
        }
    }

    /// <summary>What ONNX Runtime computes.</summary>
    public static float[] Run<T>(byte[] model, T[] input, long[] shape)
        where T : unmanaged
    {
        using var session = new InferenceSession(model);
        using OrtValue value = OrtValue.CreateTensorValueFromMemory(input, shape);
        using var options = new RunOptions();
        using IDisposableReadOnlyCollection<OrtValue> results = session.Run(options, [session.InputNames[0]], [value], [session.OutputNames[0]]);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
