using System.Linq;

namespace LstmGen.Tool.Importing.Keras;

/// <summary>Checks that each layer of a Functional model reads the one in front of it, and nothing else.</summary>
internal sealed class KerasChain
{
    private string? _first;
    private string? _last;

    /// <summary>Adds the next layer, whose <c>inbound_nodes</c> say what it reads.</summary>
    /// <returns>The shape that they state of it, or null.</returns>
    public KerasStatedShape? Add(JsonModel layer, string name)
    {
        KerasStatedShape? read = null;
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

            read = RequireReads(nodes[0], name, _last);
        }

        _last = name;
        return read;
    }

    /// <summary>Requires that the model's input and output are the ends of the chain.</summary>
    /// <param name="outputs">How many outputs the last layer has, each of which is the model's.</param>
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
                    : $"the model has {(tensors.Length == 1 ? 1 : ends.Count)} {member}, and its last layer {Shown.Text(end ?? "")} has {count} outputs, all of which are needed");
            }

            for (int i = 0; i < count; i++)
            {
                RequireTensor(tensors[i], end ?? "", $"the model's {member}", i);
            }
        }
    }

    /// <summary>A node of Keras 3, <c>{"args": [tensor], "kwargs": {}}</c>, or of Keras 2, <c>[["name", 0, 0, {}]]</c>.</summary>
    private static KerasStatedShape? RequireReads(JsonModel node, string name, string previous)
    {
        if (node.IsObject)
        {
            string owner = $"the node of layer {Shown.Text(name)}";
            new KerasMembers(node, owner).Known("args", "kwargs").RequireAllKnown();
            JsonModel arguments = node["args"];
            if (arguments.Count != 1 || !arguments[0].IsObject)
            {
                throw Merges(name);
            }

            JsonModel tensor = arguments[0];
            if (tensor["class_name"].Text != "__keras_tensor__")
            {
                throw new ModelException($"{owner} reads a {Shown.Text(tensor["class_name"].Text)}, and only tensors of other layers are supported");
            }

            JsonModel config = tensor["config"];
            new KerasMembers(tensor, owner).Known("class_name", "config").RequireAllKnown();
            new KerasMembers(config, owner).Known("shape", "keras_history").Float32().RequireAllKnown();
            RequireTensor(config["keras_history"], previous, $"layer {Shown.Text(name)}");
            RequirePlain(node.FindOr("kwargs", KerasHarmless.LeftOut), name);
            return config.FindOr("shape", KerasHarmless.LeftOut) is { } shape ? new KerasStatedShape(shape, "tensor of the shape") : null;
        }

        if (node.Count != 1)
        {
            throw Merges(name);
        }

        // Keras 2 has a single tensor in one list or in two.
        JsonModel first = node[0].IsArray ? node[0] : node;
        RequireTensor(first, previous, $"layer {Shown.Text(name)}", most: 4);
        if (first.Count > 3)
        {
            RequirePlain(first[3], name);
        }
        else
        {
            first.PassOver("3", KerasHarmless.LeftOut);
        }

        return null;
    }

    /// <summary>A tensor: the layer that it comes from, and which of its uses and outputs it is.</summary>
    private static void RequireTensor(JsonModel tensor, string layer, string reader, int output = 0, int most = 3)
    {
        if (tensor.Count < 3 || tensor.Count > most)
        {
            throw tensor.Error("is no tensor of a layer, use and output");
        }

        if (tensor[0].Text != layer || tensor[1].Int != 0 || tensor[2].Int != output)
        {
            throw new ModelException($"{reader} reads layer {Shown.Text(tensor[0].Text)} (use {tensor[1].Int}, output {tensor[2].Int}), and the layer in front of it is {Shown.Text(layer)}; only a chain of layers is supported");
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
