using System.Collections.Generic;
using System.Linq;
using LstmGen.Generator.Model;

namespace LstmGen.Models.Importing.Keras;

/// <summary>A model's configuration: its layers in the order in which they run, without the input, and the input's shape.</summary>
internal sealed class KerasModel
{
    /// <summary>
    /// A limit that keeps messages and time short; a network has at most 64 layers, with a few between them that change nothing.
    /// </summary>
    private const int MostLayers = 500;

    private readonly List<KerasLayer> _layers = [];
    private readonly HashSet<string> _names = new(System.StringComparer.Ordinal);
    private KerasLayer? _inputLayer;

    private KerasModel()
    {
    }

    public IReadOnlyList<KerasLayer> Layers => _layers;

    /// <summary>The name of the layer that is the input, or null where the file has none.</summary>
    public string? InputName => _inputLayer?.Name;

    /// <summary>The shape of its input.</summary>
    public KerasShape Input { get; private set; } = new(null, null, null);

    /// <summary>What else the file states about the shape of its input.</summary>
    public IReadOnlyList<KerasStatedShape> Shapes { get; private set; } = [];

    /// <summary>Reads a <c>Sequential</c> model, or a <c>Functional</c> one whose layers are a chain.</summary>
    /// <exception cref="ModelException">It is another model, or one with branches.</exception>
    public static KerasModel Read(JsonModel root)
    {
        string className = root["class_name"].Text;
        KerasOrigin.Require(root, className, $"the model is the class {Shown.Text(className)}", KerasOrigin.Models);
        new KerasMembers(root, "the model")
            .Known("module", "class_name", "config", "registered_name", "build_config", "keras_version")
            .PassOver(KerasHarmless.CompileConfig, KerasHarmless.Backend, KerasHarmless.SharedObjectId, KerasHarmless.Name)
            .RequireAllKnown();
        JsonModel config = root["config"];
        var model = new KerasModel { Shapes = [.. KerasStatedShape.OfBuild(root, "the model")] };
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
        // The first versions of Keras 2 had the list of layers in place of an object.
        if (!config.IsArray)
        {
            new KerasMembers(config, "the Sequential model").Known("layers", "build_input_shape").PassOver(KerasHarmless.Layer).Float32().RequireAllKnown();
            if (config.FindOr("build_input_shape", KerasHarmless.LeftOut) is { } shape)
            {
                Shapes = [.. Shapes, new KerasStatedShape(shape, "build_input_shape")];
            }
        }

        JsonModel layers = config.IsArray ? config : config["layers"];
        RequireFew(layers);
        foreach (JsonModel layer in layers.Items)
        {
            Add(KerasLayer.Read(layer, null));
        }
    }

    private void Functional(JsonModel config)
    {
        new KerasMembers(config, "the Functional model").Known("layers", "input_layers", "output_layers").PassOver(KerasHarmless.Layer).Float32().RequireAllKnown();
        JsonModel layers = config["layers"];
        RequireFew(layers);
        var chain = new KerasChain();
        foreach (JsonModel json in layers.Items)
        {
            KerasLayer layer = KerasLayer.Read(json, null, "inbound_nodes");
            if (layer.ClassName != "InputLayer" && _inputLayer is null)
            {
                throw new ModelException($"the Functional model starts with {layer.Shown} and not with its input");
            }

            Add(layer);
            KerasReads reads = chain.Next(json, layer.Name, layer.ClassName);
            int stated = layer.Shapes.Count(shape => shape.What == "build_config");
            if (stated > 0 && stated != reads.Added.Count + 1)
            {
                throw new ModelException($"{layer.Shown} has a build_config of {stated} shapes, and it reads {reads.Added.Count + 1} tensors");
            }

            if (_layers.Count > 0)
            {
                _layers[^1] = layer with { Shapes = [.. layer.Shapes, .. reads.Shapes], Added = reads.Added };
            }
        }

        chain.RequireEnds(config, _layers.Count > 0 && _layers[^1] is { ClassName: KerasBidirectional.ClassName } last && KerasBidirectional.MergeOf(last) == Merge.None ? 2 : 1);
    }

    private void Add(KerasLayer layer)
    {
        if (!_names.Add(layer.Name))
        {
            throw new ModelException($"the model has two layers of the name {Shown.Text(layer.Name)}");
        }

        if (layer.ClassName == "InputLayer")
        {
            InputLayer(layer);
            return;
        }

        if (_layers.Count == 0 && _inputLayer is null && KerasStatedShape.OfConfig(layer.Config).FirstOrDefault() is { } stated)
        {
            Input = KerasShape.Input(stated.Shape, layer.Shown);
        }

        _layers.Add(layer);
    }

    private void InputLayer(KerasLayer layer)
    {
        if (_inputLayer is not null || _layers.Count > 0)
        {
            throw new ModelException(_inputLayer is null
                ? $"{layer.Shown} comes after {_layers[^1].Shown}; only the first layer can be the input"
                : $"the model has more than one input: {Shown.Text(_inputLayer.Name)} and {Shown.Text(layer.Name)}; only a chain of layers is supported");
        }

        KerasMembers members = layer.Members().PassOver(KerasHarmless.Optional);
        members = layer.Config.FindOr("dtype", KerasHarmless.LeftOut) is { IsString: true } type && KerasDtype.IsWhole(type.Text) ? members.Known("dtype") : members.Float32();
        members.Off("sparse", "ragged").RequireAllKnown();
        _inputLayer = layer;
        if (KerasStatedShape.OfConfig(layer.Config).FirstOrDefault() is { } stated)
        {
            Input = KerasShape.Input(stated.Shape, layer.Shown);
        }

        foreach (KerasStatedShape shape in layer.Shapes)
        {
            Input = Input.With(shape, layer.Shown);
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
