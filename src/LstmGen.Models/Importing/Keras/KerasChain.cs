using System;
using System.Collections.Generic;
using System.Linq;

namespace LstmGen.Models.Importing.Keras;

/// <summary>What the <c>inbound_nodes</c> of a layer say that it reads.</summary>
/// <param name="Shapes">The shapes that they state for it.</param>
/// <param name="Added">The layers whose outputs an Add layer adds to that of the layer before it.</param>
internal sealed record KerasReads(IReadOnlyList<KerasStatedShape> Shapes, IReadOnlyList<string> Added);

/// <summary>Checks that each layer of a Functional model reads only the previous one, except Add layers, which also read others.</summary>
internal sealed class KerasChain
{
    /// <summary>The class of the layers that add the outputs of others.</summary>
    public const string Add = "Add";

    /// <summary>The most tensors that an Add layer adds.</summary>
    private const int MostAdded = 16;

    private readonly HashSet<string> _before = new(StringComparer.Ordinal);
    private string? _first;
    private string? _last;

    /// <summary>Adds the next layer, whose <c>inbound_nodes</c> say what it reads.</summary>
    public KerasReads Next(JsonModel layer, string name, string className)
    {
        var reads = new KerasReads([], []);
        JsonModel nodes = layer["inbound_nodes"];
        if (_last is null)
        {
            if (nodes.Count > 0)
            {
                throw new ModelException($"the model's input {Shown.Text(name)} reads another layer");
            }

            _first = name;
        }
        else
        {
            if (nodes.Count != 1)
            {
                throw new ModelException(nodes.Count == 0
                    ? $"layer {Shown.Text(name)} reads no other layer; only a chain of layers is supported"
                    : $"layer {Shown.Text(name)} is used {nodes.Count} times; a shared layer isn't supported");
            }

            reads = className == Add ? Sum(nodes[0], name) : new KerasReads([.. RequireReads(nodes[0], name, _last)], []);
        }

        _before.Add(name);
        _last = name;
        return reads;
    }

    /// <summary>What an Add layer reads: the layer before it, and others.</summary>
    private KerasReads Sum(JsonModel node, string name)
    {
        // Keras 3 has a list of tensors as the call's argument, and Keras 2 the list alone.
        JsonModel tensors = node;
        if (node.IsObject)
        {
            new KerasMembers(node, $"the node of layer {Shown.Text(name)}").Known("args", "kwargs").RequireAllKnown();
            tensors = node["args"].Count == 1 ? node["args"][0] : throw node["args"].Error("is not a list of the tensors that are added");
            RequirePlain(node.FindOr("kwargs", KerasHarmless.LeftOut), name);
        }

        if (!tensors.IsArray || tensors.Count is < 2 or > MostAdded)
        {
            throw new ModelException($"layer {Shown.Text(name)} (Add) adds {(tensors.IsArray ? tensors.Count : 1)} tensors, and from 2 to {MostAdded} are supported");
        }

        var shapes = new List<KerasStatedShape>();
        var layers = new List<string>();
        foreach (JsonModel tensor in tensors.Items)
        {
            string read = tensor.IsObject ? tensor["config"]["keras_history"][0].Text : tensor[0].Text;
            if (!_before.Contains(read))
            {
                throw new ModelException($"layer {Shown.Text(name)} (Add) reads layer {Shown.Text(read)}, which doesn't come before it");
            }

            shapes.AddRange(tensor.IsObject ? OfTensor(tensor, name, read) : OfKeras2(tensor, name, read));
            layers.Add(read);
        }

        return layers.Remove(_last!) && !layers.Contains(_last!)
            ? new KerasReads(shapes, layers)
            : throw new ModelException($"layer {Shown.Text(name)} (Add) adds {Shown.List(layers)}, and what it adds others to has to be the layer before it, {Shown.Text(_last!)}, once");
    }

    /// <summary>Requires that the model's input and output are the ends of the chain.</summary>
    /// <param name="outputs">How many outputs the last layer has, all of which must be the model's.</param>
    public void RequireEnds(JsonModel config, int outputs)
    {
        foreach ((string member, string? end, int count) in new[] { ("input_layers", _first, 1), ("output_layers", _last, outputs) })
        {
            JsonModel ends = config[member];
            JsonModel[] tensors = ends.Count > 0 && ends[0].IsArray ? [.. ends.Items.Take(count + 1)] : [ends];
            if (tensors.Length != count)
            {
                throw new ModelException(count == 1
                    ? $"the model has {ends.Count} {member}; only a chain of layers, with one input and one output, is supported"
                    : $"the model has {(tensors.Length == 1 ? 1 : ends.Count)} {member}, and its last layer {Shown.Text(end ?? "")} has {count} outputs, and all are needed");
            }

            for (int i = 0; i < count; i++)
            {
                RequireTensor(tensors[i], end ?? "", $"the model's {member}", i);
            }
        }
    }

    /// <summary>A node of Keras 3, <c>{"args": [tensor], "kwargs": {}}</c>, or of Keras 2, <c>[["name", 0, 0, {}]]</c>.</summary>
    private static IEnumerable<KerasStatedShape> RequireReads(JsonModel node, string name, string previous)
    {
        if (node.IsObject)
        {
            new KerasMembers(node, $"the node of layer {Shown.Text(name)}").Known("args", "kwargs").RequireAllKnown();
            JsonModel arguments = node["args"];
            if (arguments.Count != 1 || !arguments[0].IsObject)
            {
                throw Merges(name);
            }

            RequirePlain(node.FindOr("kwargs", KerasHarmless.LeftOut), name);
            return OfTensor(arguments[0], name, previous);
        }

        if (node.Count != 1)
        {
            throw Merges(name);
        }

        // Keras 2 has a single tensor in one list or in two.
        return OfKeras2(node[0].IsArray ? node[0] : node, name, previous);
    }

    /// <summary>A tensor of Keras 3, and its stated shape.</summary>
    private static IEnumerable<KerasStatedShape> OfTensor(JsonModel tensor, string name, string previous)
    {
        string owner = $"the node of layer {Shown.Text(name)}";
        if (tensor["class_name"].Text != "__keras_tensor__")
        {
            throw new ModelException($"{owner} reads a {Shown.Text(tensor["class_name"].Text)}, and only tensors of other layers are supported");
        }

        JsonModel config = tensor["config"];
        new KerasMembers(tensor, owner).Known("class_name", "config").RequireAllKnown();
        KerasMembers members = new KerasMembers(config, owner).Known("shape", "keras_history");
        (config.FindOr("dtype", KerasHarmless.LeftOut) is { IsString: true } type && KerasDtype.IsWhole(type.Text) ? members.Known("dtype") : members.Float32()).RequireAllKnown();
        RequireTensor(config["keras_history"], previous, $"layer {Shown.Text(name)}");
        return config.FindOr("shape", KerasHarmless.LeftOut) is { } shape ? [new KerasStatedShape(shape, "tensor of the shape")] : [];
    }

    /// <summary>A tensor of Keras 2, which states no shape.</summary>
    private static IEnumerable<KerasStatedShape> OfKeras2(JsonModel tensor, string name, string previous)
    {
        RequireTensor(tensor, previous, $"layer {Shown.Text(name)}", most: 4);
        if (tensor.Count > 3)
        {
            RequirePlain(tensor[3], name);
        }
        else
        {
            tensor.PassOver("3", KerasHarmless.LeftOut);
        }

        return [];
    }

    /// <summary>A tensor: the layer that it comes from, and which of its uses and outputs it is.</summary>
    private static void RequireTensor(JsonModel tensor, string layer, string reader, int output = 0, int most = 3)
    {
        if (tensor.Count < 3 || tensor.Count > most)
        {
            throw tensor.Error("is not a tensor of a layer, use and output");
        }

        if (tensor[0].Text != layer || tensor[1].Int != 0 || tensor[2].Int != output)
        {
            throw new ModelException($"{reader} reads layer {Shown.Text(tensor[0].Text)} (use {tensor[1].Int}, output {tensor[2].Int}), and the layer before it is {Shown.Text(layer)}; only a chain of layers is supported");
        }
    }

    /// <summary>The further arguments of a call: a mask or an initial state would change what is computed.</summary>
    private static void RequirePlain(JsonModel? arguments, string name)
    {
        if (arguments is not null)
        {
            arguments.PassOver(KerasHarmless.NoArguments);
            new KerasMembers(arguments, $"the call of layer {Shown.Text(name)}").Off("training", "mask", "initial_state", "constants").RequireAllKnown();
        }
    }

    private static ModelException Merges(string name) => new($"layer {Shown.Text(name)} reads more than one tensor; only a chain of layers is supported");
}
