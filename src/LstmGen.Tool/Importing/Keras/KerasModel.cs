using System.Collections.Generic;
using LstmGen.Generator.Model;

namespace LstmGen.Tool.Importing.Keras;

/// <summary>A model's configuration: its layers in the order in which they run, without the input, and the input's shape.</summary>
internal sealed class KerasModel
{
    /// <summary>A limit that keeps messages and time short; a network has at most 64 layers, and a few that change nothing between them.</summary>
    private const int MostLayers = 500;

    private readonly List<KerasLayer> _layers = [];
    private KerasLayer? _inputLayer;

    private KerasModel()
    {
    }

    public IReadOnlyList<KerasLayer> Layers => _layers;

    public KerasInputShape Input { get; private set; } = new(null, null);

    /// <summary>Reads a <c>Sequential</c> model, or a <c>Functional</c> one whose layers are a chain.</summary>
    /// <exception cref="ModelException">It is another model, or one with branches.</exception>
    public static KerasModel Read(JsonModel root)
    {
        new KerasMembers(root, "the model")
            .Known("module", "class_name", "config", "registered_name", "build_config", "compile_config", "keras_version", "backend", "shared_object_id", "name")
            .RequireAllKnown();
        string className = root["class_name"].Text;
        JsonModel config = root["config"];
        var model = new KerasModel();
        switch (className)
        {
            case "Sequential":
                model.Sequential(config);
                break;
            case "Functional" or "Model":
                model.Functional(config);
                break;
            default:
                throw new ModelException($"the model is a {Shown.Text(className)}, and its code is not in the file; Sequential and Functional models are read");
        }

        return model;
    }

    private void Sequential(JsonModel config)
    {
        // The first versions of Keras 2 had the list of layers in the place of an object.
        if (!config.IsArray)
        {
            new KerasMembers(config, "the Sequential model").Known("name", "trainable", "layers", "build_input_shape").Float32().RequireAllKnown();
        }

        JsonModel layers = config.IsArray ? config : config["layers"];
        RequireFew(layers);
        foreach (JsonModel layer in layers.Items)
        {
            Add(layer, isSequential: true);
        }
    }

    private void Functional(JsonModel config)
    {
        new KerasMembers(config, "the Functional model").Known("name", "trainable", "layers", "input_layers", "output_layers").Float32().RequireAllKnown();
        JsonModel layers = config["layers"];
        RequireFew(layers);
        var chain = new KerasChain();
        foreach (JsonModel layer in layers.Items)
        {
            Add(layer, isSequential: false);
            chain.Add(layer, _layers.Count > 0 ? _layers[^1].Name : _inputLayer!.Name);
        }

        chain.RequireEnds(config, _layers.Count > 0 && _layers[^1] is { ClassName: KerasBidirectional.ClassName } last && KerasBidirectional.MergeOf(last) == Merge.None ? 2 : 1);
    }

    private void Add(JsonModel json, bool isSequential)
    {
        JsonModel config = json["config"];
        var layer = new KerasLayer(json["class_name"].Text, (config.Find("name") ?? json["name"]).Text, config);
        new KerasMembers(json, layer.Shown)
            .Known("module", "class_name", "config", "registered_name", "build_config", "shared_object_id", "name", "inbound_nodes")
            .RequireAllKnown();
        if (layer.ClassName == "InputLayer")
        {
            InputLayer(layer);
            return;
        }

        if (!isSequential && _inputLayer is null)
        {
            throw new ModelException($"the Functional model starts with {layer.Shown} and not with its input");
        }

        if ((config.Find("batch_input_shape") ?? config.Find("batch_shape")) is { } shape && _layers.Count == 0 && _inputLayer is null)
        {
            Input = KerasInputShape.Read(shape, layer.Shown);
        }

        _layers.Add(layer);
    }

    private void InputLayer(KerasLayer layer)
    {
        if (_inputLayer is not null || _layers.Count > 0)
        {
            throw new ModelException(_inputLayer is null
                ? $"{layer.Shown} stands behind {_layers[^1].Shown}; only the first layer can be the input"
                : $"the model has more than one input: {Shown.Text(_inputLayer.Name)} and {Shown.Text(layer.Name)}; only a chain of layers is supported");
        }

        new KerasMembers(layer.Config, layer.Shown)
            .Known("name", "batch_shape", "batch_input_shape", "optional", "trainable")
            .Float32().Off("sparse", "ragged").RequireAllKnown();
        _inputLayer = layer;
        if ((layer.Config.Find("batch_shape") ?? layer.Config.Find("batch_input_shape")) is { } shape)
        {
            Input = KerasInputShape.Read(shape, layer.Shown);
        }
    }

    private static void RequireFew(JsonModel layers)
    {
        if (layers.Count > MostLayers)
        {
            throw new ModelException(System.FormattableString.Invariant($"the model has {layers.Count} layers; at most {MostLayers} are read"));
        }
    }
}
